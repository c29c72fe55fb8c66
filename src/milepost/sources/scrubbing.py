"""Addresses and numbers of people inside free text, such as captions and comments: masked before storing.

Whole columns of people are the business of `personal`; this is what stands in the middle of other words.
"""

import re
from pathlib import Path
from typing import Final

_MAIL: Final = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE: Final = re.compile(r"\+\d[\d ()./-]{7,20}\d")
_LETTER: Final = re.compile(r"[^\W\d_]")
_MAIL_BYTES: Final = re.compile(rb"[\w.+%-]{1,64}@[\w-]{1,63}\.[\w-]{1,63}")
_CHUNK: Final = 1 << 22
_OVERLAP: Final = 256
MAIL: Final = "[e-mail]"
PHONE: Final = "[phone]"


def scrubbed(cell: str) -> str:
    """The text without e-mail addresses and, among words, without international phone numbers."""
    if "@" in cell:
        cell = _MAIL.sub(MAIL, cell)
    if "+" in cell and _LETTER.search(cell):
        cell = _PHONE.sub(PHONE, cell)
    return cell


def holds_addresses(path: Path) -> bool:
    """Whether a text file holds an e-mail address or a phone number anywhere; it is read in parts."""
    with path.open("rb") as file:
        rest = b""
        while chunk := file.read(_CHUNK):
            part = rest + chunk
            if b"@" in part and _MAIL_BYTES.search(part):
                return True
            if b"+" in part and _PHONE.search(part.decode("utf-8", "replace")):
                return True
            rest = part[-_OVERLAP:]
    return False
