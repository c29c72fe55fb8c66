"""A sentence cut into words, numbers, dates and signs, in one linear pass."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a sentence. `norm` is lower case without accents; `kind` is word, number, date or sign."""

    kind: str
    norm: str
    start: int
    end: int


# Every alternative is a plain run of characters, so that no input can make the search slow.
_PIECES = r"""
(?P<date>\d{4}-\d{2}-\d{2}(?!\d)|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?!\d))
|(?P<number>\d{1,3}(?:[\ \u00a0\u202f]\d{3}(?!\d))+(?:[.,]\d{1,2}(?!\d))?|\d[\d.,'’]*\d|\d)
|(?P<word>[QqHhTtSs][1-4](?![^\W_])|[QqHh][1-4](?=[Ff][Yy]\d)|[BbDd]2[A-Za-z]+|[^\W\d_]+(?:[:*](?:innen[^\W\d_]*|in(?![^\W\d_])))?|\$(?=[A-Za-z]))
|(?P<sign>[^\s\w]|_)
"""
MOST = 500  # tokens; 2,000 characters of prose are fewer
_JOINERS = frozenset("-‐‑_'’")
_GENDER = (("*innen", "en"), (":innen", "en"), ("*in", ""), (":in", ""))


@lru_cache(maxsize=1)
def _pieces() -> re.Pattern[str]:
    return re.compile(_PIECES, re.VERBOSE)


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a sentence, in order; spans point into `text`."""
    found = [
        Token(match.lastgroup or "sign", fold(match.group()), match.start(), match.end())
        for match in _pieces().finditer(text)
    ]
    return tuple(t for i, t in enumerate(found) if not _only_joins_words(found, i))[:MOST]


def _only_joins_words(found: list[Token], i: int) -> bool:
    """The hyphen of “click-through”, the apostrophe of “d'ici”: phrases are written without them."""
    if found[i].norm not in _JOINERS or not 0 < i < len(found) - 1:
        return False
    before, after = found[i - 1], found[i + 1]
    words = before.kind == after.kind == "word" and not before.norm[-1].isdigit()
    return words and before.end == found[i].start and found[i].end == after.start


def is_latin(word: str) -> bool:
    """Whether a folded word is written in our alphabet."""
    return any("a" <= letter <= "z" for letter in word)


def fold(word: str) -> str:
    """Lower case, without accents and without the German gender colon: `Kund:innen` is read as `kunden`."""
    folded = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    for mark, plainly in _GENDER:
        plain = plain.replace(mark, plainly)
    return plain
