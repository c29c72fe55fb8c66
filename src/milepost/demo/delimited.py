"""Text tables as platforms write them: which bytes, which quotes, which line ends."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

Row = Sequence[object]


def comma_text(rows: Iterable[Row], *, line_end: str = "\n") -> str:
    """Comma-separated lines; a field is quoted where it must be."""
    out = io.StringIO()
    csv.writer(out, lineterminator=line_end).writerows(rows)
    return out.getvalue()


def quoted_where_blank(rows: Iterable[Row]) -> str:
    """Comma-separated lines as Meta and Mailchimp write them: text that holds a blank is quoted too."""
    return "".join(",".join(_field(value) for value in row) + "\n" for row in rows)


def write_text(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write `text` with exactly its own line ends. `utf-16` is little-endian with its mark."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16" else text.encode(encoding)
    path.write_bytes(data)


def _field(value: object) -> str:
    text = str(value)
    if any(sign in text for sign in ' ,"\n/:'):
        escaped = text.replace('"', '""')
        return f'"{escaped}"' if not text.startswith("https://") else text
    return text
