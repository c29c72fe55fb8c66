"""Header words made comparable: exports differ in case, marks, invisible letters and trailing blanks."""

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u00ad\u200b\u200e\u200f\u202a\u202c"), None)
_BLANKS = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")


def clean(text: str) -> str:
    """The text without invisible letters and needless blanks, in NFC; its case is kept."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text.translate(_INVISIBLE))).strip()


def plain(text: str) -> str:
    """A header word as it is compared: cleaned and in lower case."""
    return clean(text).casefold()


def slug(text: str) -> str:
    """An id made of a person's own word: `Coffee chats (booked)` becomes `coffee_chats_booked`."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    stripped = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _NOT_WORD.sub("_", stripped).strip("_") or "value"
