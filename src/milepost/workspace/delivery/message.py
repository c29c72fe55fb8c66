"""What is sent: a mail as text and HTML, or a body for a webhook."""

import unicodedata
from dataclasses import dataclass

MOST_SUBJECT = 150


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that travels with a mail: its name, its media type, and its bytes."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail without its address: the same words as plain text and as HTML with its styles in place."""

    subject: str
    text: str
    html: str
    attached: Attached | None = None


def one_line(text: str, most: int = MOST_SUBJECT) -> str:
    """Text for a header: one line, without control or direction marks, at most `most` characters."""
    joined = " ".join(text.split())
    clean = "".join(
        c for c in joined if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    ).strip()
    return clean if len(clean) <= most else clean[: most - 1].rstrip() + "…"
