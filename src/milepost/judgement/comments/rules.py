"""What one comment is, and the rule that says so."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from milepost.judgement.comments.language import any_of, language_of, languages, small_words
from milepost.judgement.comments.text import Text, read
from milepost.knowledge import table

NEAR = 6
"""How many words may lie between an ask, “my” and the place: “check the new songs on my little channel”."""

LEAST_WORDS = 4
LEAST_LETTERS_UNKNOWN = 40
LEAST_COPIES = 3
LEAST_COPY_WORDS = 10
ENGLISH = "en"


class Kind(StrEnum):
    """What a comment is: spam; meaningful (says or asks something); light (a cheer, a tag, emoji)."""

    SPAM = "spam"
    MEANINGFUL = "meaningful"
    LIGHT = "light"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Judged:
    """One comment's kind, the rule that said so, and its language where it can be told."""

    kind: Kind
    rule: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: phrases that are spam by themselves, and the three that are it together."""

    phrases: tuple[tuple[str, re.Pattern[str]], ...]
    asks: re.Pattern[str]
    own: re.Pattern[str]
    places: re.Pattern[str]


def judge_comments(comments: Sequence[str], *, own_links: Sequence[str] = ()) -> tuple[Judged, ...]:
    """What each comment is, in their order.

    The same text of ten words or more that stands there three times and more is spam wherever it stands.
    `own_links` are domains of the brand itself, such as `example.com`; links there are no spam.
    """
    texts = [read(comment) for comment in comments]
    copies = Counter(text.plain for text in texts if len(text.own_words) >= LEAST_COPY_WORDS)
    return tuple(
        Judged(Kind.SPAM, "copied", language_of(text))
        if copies[text.plain] >= LEAST_COPIES
        else judge_text(text, own_links=own_links)
        for text in texts
    )


def judge_comment(comment: str, *, own_links: Sequence[str] = ()) -> Judged:
    """What one comment is by itself."""
    return judge_text(read(comment), own_links=own_links)


def judge_text(text: Text, *, own_links: Sequence[str] = ()) -> Judged:
    """What one comment is, once it is taken apart."""
    language = language_of(text)
    if rule := _spam(text, language, own_links):
        return Judged(Kind.SPAM, rule, language)
    if not text.letters:
        return Judged(Kind.LIGHT, "no words" if text.words or text.plain else "only signs", language)
    if not text.latin:
        return Judged(Kind.CANNOT_TELL, "unknown script", None)
    if language is None and text.letters >= LEAST_LETTERS_UNKNOWN and not _known_words(text):
        return Judged(Kind.CANNOT_TELL, "unknown language", None)
    different = len({word for word in text.own_words if len(word) > 1 and word.isalpha()})
    if text.asks and different >= 2:
        return Judged(Kind.MEANINGFUL, "asks", language)
    if different >= LEAST_WORDS:
        return Judged(Kind.MEANINGFUL, "says something", language)
    return Judged(Kind.LIGHT, "few words", language)


def _spam(text: Text, language: str | None, own_links: Sequence[str]) -> str | None:
    """The rule by which a comment is spam, or None."""
    if any(not _is_own(link, own_links) for link in text.links):
        return "link"
    if text.phone:
        return "phone"
    line = f" {' '.join(text.words)} "
    for name in _spoken(language):
        known = vocabulary(name)
        for rule, phrases in known.phrases:
            if phrases.search(line):
                return rule
        if _invites(text.words, known):
            return "own place"
    return None


def _spoken(language: str | None) -> tuple[str, ...]:
    """In which languages spam is looked for: its own and English; all where its own is not known."""
    if language is None:
        return languages()
    return (language,) if language == ENGLISH else (language, ENGLISH)


def _is_own(link: str, own_links: Sequence[str]) -> bool:
    host = link.casefold().split("//")[-1].split("/")[0].removeprefix("www.")
    return any(host == own or host.endswith("." + own) for own in own_links)


def _invites(words: tuple[str, ...], known: Words) -> bool:
    """Whether an ask, an own word and a place lie near each other."""
    own = [at for at, word in enumerate(words) if known.own.fullmatch(word)]
    near = [
        (mine, place)
        for mine in own
        for place in range(mine + 1, min(mine + 4, len(words)))
        if known.places.fullmatch(words[place])
    ]
    if not near:
        return False
    asks = [at for at, word in enumerate(words) if known.asks.fullmatch(word)]
    return any(0 < mine - ask <= NEAR or 0 < ask - place <= 2 for ask in asks for mine, place in near)


def _known_words(text: Text) -> bool:
    """Whether any small word of any known language stands there."""
    return any(small.fullmatch(word) for word in text.own_words for _, small in small_words())


@cache
def vocabulary(language: str) -> Words:
    """The words of one language from `knowledge/comment_words.toml`."""
    body = table("comment_words")[language]
    kinds = (("begs", "begs"), ("sells", "sells"), ("own place", "alone"))
    return Words(
        tuple((rule, re.compile(f" (?:{any_of(body[name])})(?= )")) for rule, name in kinds),
        *(re.compile(any_of(body[name])) for name in ("asks", "own", "places")),
    )
