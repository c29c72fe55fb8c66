"""The one place where a document becomes a file of some format."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from milepost.errors import InvalidValue
from milepost.reports.document import Document
from milepost.reports.document_text import markdown

RENDERERS = {"html": "milepost.reports.formats.html", "pdf": "milepost.reports.formats.pdf"}
"""The modules that render a document: each has `render(document) -> bytes`."""

FORMATS = ("terminal", "json", "md", *RENDERERS)


def rendered(document: Document, form: str) -> bytes:
    """The document in one of the formats. Raises InvalidValue for a format that is not there."""
    if form == "md":
        return markdown(document).encode()
    if form not in RENDERERS:
        raise InvalidValue(f"There is no format “{form}” of a review.", f"Choose of: {', '.join(FORMATS)}.")
    if not _is_there(RENDERERS[form]):
        raise InvalidValue(
            f"Reviews cannot be written as {form.upper()} here: that part is not installed.",
            "Take --format md, or look at it in the terminal.",
        )
    found: bytes = import_module(RENDERERS[form]).render(document)
    return found


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def written_to(document: Document, form: str, out: Path | None, stem: str) -> Path:
    """The document as a file: `out`, or a name of its own in this folder. Raises InvalidValue."""
    path = out or Path(f"{stem}.{form}")
    body = rendered(document, form)
    try:
        path.write_bytes(body)
    except OSError as error:
        raise InvalidValue(f"“{path}” cannot be written: {error.strerror}.", "Name another --out.") from None
    return path
