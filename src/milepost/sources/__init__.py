"""Reading export files: which format it is, what it says, and what had to be left out."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from milepost.sources.format import SourceFormat, source_formats
    from milepost.sources.reading import read_export
    from milepost.sources.report import Answers, FactPart, LeftOut, Reading, TableReport

_HOMES = {
    "SourceFormat": "format",
    "source_formats": "format",
    "read_export": "reading",
    "Answers": "report",
    "FactPart": "report",
    "LeftOut": "report",
    "Reading": "report",
    "TableReport": "report",
}

__all__ = [
    "Answers",
    "FactPart",
    "LeftOut",
    "Reading",
    "SourceFormat",
    "TableReport",
    "read_export",
    "source_formats",
]


def __getattr__(name: str) -> Any:
    """The public names, imported when first asked for, so that a command line starts quickly."""
    from importlib import import_module  # only when a name is asked for

    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
