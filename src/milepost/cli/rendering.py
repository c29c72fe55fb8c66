"""A review as a file: the formats of every other report, and two of the terminal's own."""

from pathlib import Path

from milepost.errors import InvalidValue
from milepost.reports.document import Document
from milepost.reports.formats import FORMATS as FILES
from milepost.reports.formats import format_named

FORMATS = ("terminal", "json", *FILES)


def rendered(document: Document, form: str) -> bytes:
    """The document in one of the formats of files. Raises InvalidValue for a format that is not there."""
    return format_named(form).render(document)


def written_to(document: Document, form: str, out: Path | None, stem: str) -> Path:
    """The document as a file: `out`, or a name of its own in this folder. Raises InvalidValue."""
    path = out or Path(f"{stem}{format_named(form).extension}")
    body = rendered(document, form)
    try:
        path.write_bytes(body)
    except OSError as error:
        raise InvalidValue(f"“{path}” cannot be written: {error.strerror}.", "Name another --out.") from None
    return path
