"""The fixed words of reports, from `knowledge/reports.toml`."""

from functools import lru_cache
from typing import Any

from milepost.knowledge import reader


def title(kind: str) -> str:
    """The title of a kind of report."""
    return str(_words()["titles"][kind])


def head(name: str) -> str:
    """A heading."""
    return str(_words()["heads"][name])


def columns(name: str) -> tuple[str, ...]:
    """The heads of a table."""
    return tuple(_words()["columns"][name])


def say(name: str, **values: object) -> str:
    """A sentence, with its values."""
    return str(_words()["says"][name]).format_map({key: str(value) for key, value in values.items()})


@lru_cache(maxsize=1)
def _words() -> Any:
    return reader.table("reports")
