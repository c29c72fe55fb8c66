"""The words of a language as data: phrases from `knowledge/goal_words/<lang>.toml`, found in tokens.

A phrase is written in lower case without accents. Its words may be `literal` (also matches its plural in
-s), `stem*`, `*ending`, or alternatives `a|b`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from milepost.goals.tokens import Token
from milepost.knowledge.reader import table

LANGUAGES = ("en", "de", "fr", "es")
# What marketers of every language say in English; the small words of grammar are never shared.
_SHARED = (
    "metrics",
    "loose",
    "channels",
    "units",
    "business",
    "currencies",
    "activity_nouns",
    "percent",
    "points",
    "magnitudes",
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that was found: its id, and the tokens it covers (end exclusive)."""

    id: str
    start: int
    end: int


_Phrase = tuple[tuple[str, ...], str]
_LETTERS = 3


class Phrases:
    """Phrases by id, found longest first from left to right."""

    def __init__(self, phrases: Mapping[str, Iterable[str]], *, plurals: bool = True) -> None:
        self._plurals = plurals
        self._by_word: dict[str, list[_Phrase]] = {}
        self._by_stem: dict[str, list[_Phrase]] = {}
        self._by_ending: dict[str, list[_Phrase]] = {}
        # What was found in the tokens that were last looked at; one tuple, so that threads cannot mix two.
        self._memo: tuple[Sequence[Token], dict[int, Mention | None]] = ((), {})
        for id_, written in phrases.items():
            for phrase in written:
                words = tuple(phrase.split())
                for first in words[0].split("|"):
                    self._file((first, *words[1:]), id_)

    def _file(self, words: tuple[str, ...], id_: str) -> None:
        """Under the whole first word, or under the first or last letters of a word that is open."""
        first = words[0]
        if first.endswith("*"):
            self._by_stem.setdefault(first[:-1][:_LETTERS], []).append((words, id_))
        elif first.startswith("*"):
            self._by_ending.setdefault(first[-_LETTERS:], []).append((words, id_))
        else:
            self._by_word.setdefault(first, []).append((words, id_))

    def at(self, tokens: Sequence[Token], i: int) -> Mention | None:
        """The longest phrase that begins with token `i`."""
        memo = self._memo
        if memo[0] is not tokens:
            memo = self._memo = (tokens, {})
        if i not in memo[1]:
            memo[1][i] = self._longest(tokens, i)
        return memo[1][i]

    def _longest(self, tokens: Sequence[Token], i: int) -> Mention | None:
        best: Mention | None = None
        written = 0
        for words, id_ in self._candidates(tokens[i].norm):
            end = i + len(words)
            length = len(words[0])  # of “interaktion*” and “interaktionsrate*” the longer one means it
            better = best is None or end > best.end or (end == best.end and end == i + 1 and length > written)
            if better and end <= len(tokens):
                pairs = zip(words, tokens[i:end], strict=True)
                if all(_fits(word, token.norm) for word, token in pairs):
                    best, written = Mention(id_, i, end), length
        return best

    def _candidates(self, norm: str) -> Iterator[_Phrase]:
        yield from self._by_word.get(norm, ())
        if norm.endswith("s") and self._plurals:
            yield from self._by_word.get(norm[:-1], ())
        for length in range(1, min(len(norm), _LETTERS) + 1):
            yield from self._by_stem.get(norm[:length], ())
        yield from self._by_ending.get(norm[-_LETTERS:], ())

    def find(self, tokens: Sequence[Token]) -> list[Mention]:
        """All phrases, none overlapping another."""
        found: list[Mention] = []
        i = 0
        while i < len(tokens):
            mention = self.at(tokens, i)
            if mention is not None:
                found.append(mention)
            i = mention.end if mention is not None else i + 1
        return found

    def first(self, tokens: Sequence[Token]) -> Mention | None:
        """The first phrase, if any."""
        return next(iter(self.find(tokens)), None)


def _fits(pattern: str, norm: str) -> bool:
    if "|" in pattern:
        return any(_fits(part, norm) for part in pattern.split("|"))
    if pattern.endswith("*"):
        stem = pattern[:-1]
        return stem[1:] in norm if stem.startswith("*") else norm.startswith(stem)
    if pattern.startswith("*"):
        return norm.endswith(pattern[1:]) and len(norm) >= len(pattern)
    return pattern == norm or (len(pattern) > 1 and pattern + "s" == norm)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything one language says about goals: a table of phrases for each part of a sentence."""

    lang: str
    tables: Mapping[str, Phrases]
    numbers: Mapping[str, float]

    def __getitem__(self, name: str) -> Phrases:
        return self.tables.get(name, _NOTHING)


_NOTHING = Phrases({})
# “reviews” and “posts” are things, not somebody who reviews; “moms” are no “month over month”.
_VERBS = frozenset({"activity_verbs", "adverbs"})


@lru_cache(maxsize=len(LANGUAGES))
def _file(lang: str) -> Mapping[str, Any]:
    return table(f"goal_words/{lang}")


@lru_cache(maxsize=len(LANGUAGES))
def vocabulary(lang: str) -> Vocabulary:
    """The vocabulary of a language; the English words that all marketers use belong to every language."""
    own = {name: body for name, body in _file(lang).items() if isinstance(body, dict) and name != "numbers"}
    if lang != "en":
        for name in _SHARED:
            own[name] = _joined(_file("en").get(name, {}), own.get(name, {}))
    tables = {name: Phrases(body, plurals=name not in _VERBS) for name, body in own.items()}
    return Vocabulary(lang, tables, _file(lang)["numbers"])


def _joined(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {id_: [*one.get(id_, ()), *other.get(id_, ())] for id_ in (*one, *other)}


@lru_cache(maxsize=1)
def _markers() -> Mapping[str, Phrases]:
    return {lang: Phrases({lang: _file("languages")[lang]}) for lang in LANGUAGES}


def language_of(tokens: Sequence[Token], text: str = "") -> str:
    """The language with the most telling words in the sentence; English when nothing tells.

    A terse sentence (“Absprungrate < 40 %”) is told by the trade words that only one language has.
    """
    hits = {lang: len(phrases.find(tokens)) for lang, phrases in _markers().items()}
    for lang, letters in _LETTERS_OF.items():
        hits[lang] += any(letter in letters for letter in text.casefold())
    best = max(hits, key=lambda lang: hits[lang])
    rivals = [lang for lang in LANGUAGES if hits[lang] == hits[best]]
    if hits[best] > 1 and len(rivals) == 1:
        return best
    covered = {lang: _trade_words(tokens, lang) for lang in LANGUAGES}
    for lang in LANGUAGES:
        others = set().union(*(covered[other] for other in LANGUAGES if other != lang))
        hits[lang] += len(covered[lang] - others)
    length = {lang: sum(len(tokens[i].norm) for i in covered[lang]) for lang in LANGUAGES}
    return max(LANGUAGES, key=lambda lang: (hits[lang], len(covered[lang]), length[lang]))


def says_something(tokens: Sequence[Token]) -> bool:
    """Whether any word of any of the languages is known: small words first, then those of the trade."""
    if any(phrases.find(tokens) for phrases in _markers().values()):
        return True
    return any(_trade_words(tokens, lang) for lang in LANGUAGES)


def _trade_words(tokens: Sequence[Token], lang: str) -> set[int]:
    """The tokens that the language's own words of the trade cover."""
    found = (mention for name in _TELLING for mention in _own(lang, name).find(tokens))
    return {i for mention in found for i in range(mention.start, mention.end) if len(tokens[i].norm) > 1}


@lru_cache(maxsize=64)
def _own(lang: str, name: str) -> Phrases:
    return Phrases(_file(lang).get(name, {}))


# Letters that one of the languages writes and the others (nearly) never do.
_LETTERS_OF = {"de": "äöüß", "es": "ñ¿¡áíóú", "fr": "èêçàœùîôû"}
_TELLING = (
    "metrics",
    "loose",
    "activity_metrics",
    "activity_verbs",
    "activity_nouns",
    "direction",
    "per",
    "units",
)
