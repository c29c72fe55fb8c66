"""Documents as files: one renderer a format, each `render(document) -> bytes`, loaded when asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Final

from milepost.errors import InvalidValue
from milepost.reports.document import Document


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name in a command, the end of a file's name, and its media type."""

    name: str
    extension: str
    media_type: str
    module: str

    def render(self, document: Document) -> bytes:
        """The document as a file of this format."""
        rendered = import_module(f"milepost.reports.formats.{self.module}").render(document)
        return bytes(rendered)


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        one.name: one
        for one in (
            Format("html", ".html", "text/html; charset=utf-8", "html"),
            Format("pdf", ".pdf", "application/pdf", "pdf"),
            Format("pptx", ".pptx", f"{_OFFICE}.presentationml.presentation", "pptx"),
            Format("md", ".md", "text/markdown; charset=utf-8", "markdown"),
            Format("xlsx", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet", "xlsx"),
            Format("csv", ".csv", "text/csv; charset=utf-8", "csv"),
        )
    }
)


def format_named(name: str) -> Format:
    """The format of that name, or of that end of a file's name. Raises InvalidValue."""
    bare = name.lower().removeprefix(".")
    if bare not in FORMATS:
        raise InvalidValue(f"There is no format “{name}”.", f"There are: {', '.join(FORMATS)}.")
    return FORMATS[bare]
