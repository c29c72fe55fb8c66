"""The fixed words of the pages of evidence and plan, from `knowledge/pages.toml`."""

from functools import lru_cache
from typing import Any

from milepost.knowledge import reader
from milepost.reports.words.verdict import sentence


def title(kind: str) -> str:
    """The title of a page."""
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


def opening(name: str, **values: object) -> str:
    """A sentence that may begin with a value, and so with a small letter or a number word."""
    return sentence(say(name, **values))


def table_title(table: str) -> str:
    """A table of facts as a reader knows it."""
    return str(_words()["tables"].get(table, table.replace("_", " ")))


def kind_title(kind: str) -> str:
    """What entries of a kind in the journal are, in the plural."""
    return str(_words()["kinds"].get(kind, kind.replace("_", " ")))


def kinds() -> tuple[str, ...]:
    """The kinds of entries that a log shows."""
    return tuple(_words()["kinds"])


def stages() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a channel shows of each stage: a title and its KPIs, of which the first that is told stands."""
    return tuple((str(one["title"]), tuple(one["kpis"])) for one in _words()["stage"])


@lru_cache(maxsize=1)
def _words() -> Any:
    return reader.table("pages")
