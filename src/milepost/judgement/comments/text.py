"""A comment taken apart: its words as they are compared, its links, and what else it is made of."""

import html
import re
import unicodedata
from dataclasses import dataclass

_TAG = re.compile(r"<[^>]{0,400}>")
_HREF = re.compile(r"""href\s*=\s*["']([^"']+)["']""", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\ufeff\u200b-\u200f\u2060]")
_URL = re.compile(r"(?:https?|hxxp)\s*:\s*/\s*/\s*\S+|www\s?\.\s?\S+\.\S+", re.IGNORECASE)
_ENDINGS = "com|net|org|info|biz|xyz|shop|store|online|site|club|tk|ru|tv|io|ly|gl|gg|co|me|eu|us"
_BARE = re.compile(
    rf"\b[a-z0-9][a-z0-9-]{{2,62}}(?:\.[a-z0-9-]{{1,62}}){{0,5}}\s?\.\s?(?:{_ENDINGS})(?:\.[a-z]{{2}})?(?:\s?[/\\]\S*|\b)(?![a-z'])",
    re.IGNORECASE,
)
_SPELT = re.compile(
    rf"\b[a-z0-9]{{4,62}} (?:dot|punkt|point|punto|ponto|punt) (?:{_ENDINGS})\b", re.IGNORECASE
)
_PATH = re.compile(r"(?:^|\s)/?watch\?v=\S+", re.IGNORECASE)
_TIME_MARK = re.compile(r"[?&#;]t=\d|&amp;t=\d", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w,.])\+?\(?\d[\d\s().-]{7,16}\d(?![\w,.])")
_TAGGED = re.compile(r"[@#][\w.]+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
LEAST_PHONE_DIGITS = 9
MOST_LETTERS = 5_000
"""What is longer is read only so far; a file that is one line must not take hours."""


@dataclass(frozen=True, slots=True)
class Text:
    """`words` are small, without accents, with drawn-out letters cut to one; `links` without time marks.

    `letters` counts those of the comment itself, links and tags left out; `own_words` are the words outside
    links, tags and mentions; `phone` is a number that looks like a telephone.
    """

    words: tuple[str, ...]
    own_words: tuple[str, ...]
    links: tuple[str, ...]
    letters: int
    latin: bool
    asks: bool
    phone: bool
    plain: str


def read(comment: str) -> Text:
    """The comment taken apart; HTML, as YouTube's export writes it, is read as it is shown."""
    raw = html.unescape(comment[:MOST_LETTERS])
    hidden = " ".join(_HREF.findall(raw))
    shown = unicodedata.normalize("NFKC", _INVISIBLE.sub("", html.unescape(_TAG.sub(" ", raw))))
    links = tuple(link for link in _links(f"{shown} {hidden}") if not _TIME_MARK.search(link))
    bare = shown
    for pattern in (_URL, _BARE, _SPELT, _PATH, _TAGGED):
        bare = pattern.sub(" ", bare)
    own = _words(bare)
    letters = [letter for word in own for letter in word if letter.isalpha()]
    return Text(
        words=_words(shown),
        own_words=own,
        links=links,
        letters=len(letters),
        latin=2 * sum("a" <= letter <= "z" for letter in letters) >= len(letters),
        asks=any(mark in bare for mark in "?？؟¿"),
        phone=_has_phone(bare),
        plain=" ".join(own),
    )


def bare_word(word: str) -> str:
    """A word as it is compared: small, without accents; letters drawn out (three and more) are cut to one."""
    apart = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    return _DRAWN_OUT.sub(r"\1", "".join(each for each in apart if not unicodedata.combining(each)))


def _words(text: str) -> tuple[str, ...]:
    return tuple(bare_word(word) for word in _WORD.findall(text))


def _links(text: str) -> list[str]:
    found: list[str] = []
    for pattern in (_URL, _BARE, _SPELT, _PATH):
        found += [match.strip() for match in pattern.findall(text)]
        text = pattern.sub(" ", text)
    return found


def _has_phone(text: str) -> bool:
    for match in _PHONE.findall(text):
        digits = re.sub(r"\D", "", match)
        # Years and thousands (“2.126.521.750 views”) are figures, not telephones.
        if len(digits) >= LEAST_PHONE_DIGITS and not re.fullmatch(r"\d{1,3}(?:[.,\s]\d{3})+", match.strip()):
            return True
    return False
