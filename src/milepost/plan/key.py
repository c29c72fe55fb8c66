"""Short names for what people gave a title."""

from collections.abc import Iterable, Iterator
from unicodedata import normalize


def key_for(title: str, taken: Iterable[str]) -> str:
    """A short name in snake case for a title, unlike those taken: “Sell in Austria” is `sell_in_austria`.

    Latin letters lose their accents; those of other alphabets stay as they are.
    """
    plain = "".join(_bare(letter) for letter in normalize("NFKC", title)).casefold()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    stem = "_".join(words)[:40].strip("_") or "part"
    known = set(taken)
    return next(name for name in _numbered(stem) if name not in known)


def _bare(letter: str) -> str:
    base = normalize("NFKD", letter)[:1]
    return base if base.isascii() else letter


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    n = 2
    while True:
        yield f"{stem}_{n}"
        n += 1
