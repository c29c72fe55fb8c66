"""The words of comments that can be a topic, and comments as they may be shown: without anybody's name."""

import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from milepost.judgement.comments.language import small_words
from milepost.judgement.comments.rules import Judged, Kind
from milepost.judgement.comments.text import LEAST_PHONE_DIGITS, bare_word, read
from milepost.knowledge import table

LEAST_LETTERS = 3
ENDINGS = ("s", "es", "e", "en", "n", "er", "ed", "d", "ing", "ping", "ting", "ning")
"""What may be added to a word so that it is the same word: inflections of four languages, roughly."""

EXAMPLE = 90
HIDDEN = "…"
LEAST_SAYING = 3
"""A word that fewer people use is not shown in an example: it may be a name."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SIGNED = re.compile(
    r"https?\S+|www\.\S+|\S+@\S+|[@#][\w.]+|\b[\w-]+\.(?:com|de|net|org|at|ch|fr|es|io|me)\b\S*"
)
_INVISIBLE = re.compile(r"[\ufeff\u200b-\u200f\u2060]")
_TAG = re.compile(r"<[^>]{0,400}>")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A comment that is no spam: its words in order (`None` where the word is no topic), and who said it.

    `who` is a keyed hash, or a number of its own where nobody knows who wrote it.
    """

    text: str
    who: str
    words: tuple[str | None, ...]
    meaningful: bool
    asks: bool

    @property
    def topical(self) -> frozenset[str]:
        """Its words that can be topics."""
        return frozenset(word for word in self.words if word is not None)


@dataclass(frozen=True)
class Corpus:
    """Comments that are no spam, how their words are written, and how many people use each word."""

    comments: tuple[Spoken, ...]
    written: dict[str, str]
    users: Counter[str]
    people_known: bool

    def people(self, comments: Iterable[Spoken]) -> int:
        """How many different people wrote them."""
        return len({comment.who for comment in comments})


def corpus(
    texts: Sequence[str],
    judged: Sequence[Judged],
    people: Sequence[str | None] = (),
    *,
    own_words: Iterable[str] = (),
) -> Corpus:
    """The comments that are no spam, taken apart; `own_words` (the brand's name) are no topics either.

    Comments in a language whose small words are not known are left out: those would be the topics.
    """
    own = {bare_word(word) for name in own_words for word in _WORD.findall(name)}
    names = people or [None] * len(texts)
    taken = [
        (text, who or f"#{at}", read(text), its)
        for at, (text, its, who) in enumerate(zip(texts, judged, names, strict=True))
        if its.kind not in {Kind.SPAM, Kind.CANNOT_TELL}
    ]
    # What one person pastes again and again is one comment.
    first = {(who, its.plain): (text, who, its, kind) for text, who, its, kind in reversed(taken)}
    kept = list(reversed(first.values()))
    users: dict[str, set[str]] = defaultdict(set)
    for _, who, its, _ in kept:
        for word in its.own_words:
            users[word].add(who)
    counts = Counter({word: len(who) for word, who in users.items()})
    same = one_form(counts, own)
    comments = tuple(
        Spoken(
            text,
            who,
            tuple(same.get(word) for word in its.own_words),
            kind.kind is Kind.MEANINGFUL,
            its.asks,
        )
        for text, who, its, kind in kept
    )
    return Corpus(comments, _written(comments, same), counts, any(names))


def one_form(users: Counter[str], own: Iterable[str] = ()) -> dict[str, str]:
    """Each word that can be a topic, by its commoner form: “shoes” is “shoe” where more people say that."""
    taboo = stop_words() | set(own)
    known = {word for word in users if _can_be_topic(word, taboo)}
    same = {word: word for word in known}
    for word in sorted(known, key=len):
        stem = next((stem for stem in _stems(word) if stem in known), word)
        same[word] = same[stem]
    families: dict[str, list[str]] = defaultdict(list)
    for word, root in same.items():
        families[root].append(word)
    common = {root: max(words, key=lambda w: (users[w], -len(w), w)) for root, words in families.items()}
    return {word: common[root] for word, root in same.items()}


def _stems(word: str) -> list[str]:
    """The shorter words that it may be a form of: “shuffling” of “shuffle”, “shoes” of “shoe”."""
    cut = [word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending)]
    dropped = [word.removesuffix("ing") + "e"] if word.endswith("ing") else []
    plural = [word.removesuffix("s")] if word.endswith("s") else []
    least = LEAST_LETTERS + 1
    return [s for s in (*cut, *dropped) if len(s) >= least] + [s for s in plural if len(s) >= LEAST_LETTERS]


def _can_be_topic(word: str, taboo: set[str] | frozenset[str]) -> bool:
    return (
        len(word) >= LEAST_LETTERS
        and word not in taboo
        and not any(letter.isdigit() for letter in word)
        and not any(word.startswith(rude) for rude in _rude())
        and not any(form in _generic() for form in (word, *_stems(word)))
    )


@cache
def stop_words() -> frozenset[str]:
    """Words of seven languages that are no topics."""
    listed = {bare_word(word) for body in table("topic_words").values() for word in body["stop"].split()}
    small = {word.rstrip("*") for body in table("comment_words").values() for word in body["small"]}
    return frozenset(listed | small)


@cache
def _generic() -> frozenset[str]:
    """Everyday verbs and adjectives, which are no topics in any of their forms."""
    return frozenset(
        word for body in table("topic_words").values() for word in body.get("generic", "").split()
    )


@cache
def weak_words() -> frozenset[str]:
    """Words that are no topic alone, but may be part of one."""
    return frozenset(word for body in table("topic_words").values() for word in body["weak"])


def _written(comments: Sequence[Spoken], same: dict[str, str]) -> dict[str, str]:
    """How most comments write each topic, accents and all."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for comment in comments:
        for word in _WORD.findall(html.unescape(comment.text)):
            bare = bare_word(word)
            if same.get(bare) == bare:
                forms[bare][word.casefold()] += 1
    return {bare: form.most_common(1)[0][0] for bare, form in forms.items()}


def shown(sentence: str, users: Counter[str]) -> tuple[str, int]:
    """The sentence as it may be shown, shortened, and how many words were hidden in it.

    Links, addresses, handles, long numbers and every word that fewer than three people use are left out, and
    what follows a greeting: nobody is to be recognised.
    """
    unseen = _INVISIBLE.sub("", html.unescape(_TAG.sub(" ", html.unescape(sentence))))
    plain = _SIGNED.sub(HIDDEN, unseen)
    hidden = 0
    greeted = False
    words: list[str] = []
    for piece in plain.split():
        bare = [bare_word(word) for word in _WORD.findall(piece)]
        name = greeted and piece[:1].isupper()
        digits = sum(letter.isdigit() for letter in piece)
        rare = any(users[word] < LEAST_SAYING and not _is_small(word) for word in bare)
        if HIDDEN in piece or name or digits >= LEAST_PHONE_DIGITS - 4 or rare:
            hidden += 1
            if not words or words[-1] != HIDDEN:
                words.append(HIDDEN)
        else:
            words.append(piece)
        greeted = bool(bare) and bare[-1] in _greetings() and not piece.endswith((".", "?"))
    text = " ".join(words)
    if len(text) > EXAMPLE:
        text = text[:EXAMPLE].rsplit(" ", 1)[0].rstrip(" ,;…") + HIDDEN
    return text, hidden


def is_rude(sentence: str) -> bool:
    """Whether it holds a word that nobody wants to read in a report."""
    return any(any(word.startswith(rude) for rude in _rude()) for word in read(sentence).own_words)


def _is_small(word: str) -> bool:
    if word in stop_words() or any(form in _generic() for form in (word, *_stems(word))):
        return True
    return any(small.fullmatch(word) for _, small in small_words())


@cache
def _greetings() -> frozenset[str]:
    return frozenset(word for body in table("topic_words").values() for word in body["greets"])


@cache
def _rude() -> tuple[str, ...]:
    return tuple(word for body in table("topic_words").values() for word in body["rude"])
