"""Text of users for places without a markup that protects the reader: mails, messages, calendars."""

import unicodedata
from typing import Final

_OVERRIDES: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")
"""Marks that turn the direction of what follows: a name that holds one rewrites its neighbours to the eye."""

_NEVER: Final = frozenset({"Cc", "Cs", "Co", "Cn"})


def clean(text: str) -> str:
    """The text on one line, without control characters and marks of direction; letters of any script stay."""
    kept = (
        c for c in str(text) if c.isspace() or (c not in _OVERRIDES and unicodedata.category(c) not in _NEVER)
    )
    return " ".join("".join(kept).split())


def clip(text: str, most: int) -> str:
    """The clean text, cut at `most` characters with a sign that it was."""
    found = clean(text)
    return found if len(found) <= most else found[: most - 1].rstrip() + "…"
