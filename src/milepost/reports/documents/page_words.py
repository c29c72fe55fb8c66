"""The fixed words of the pages of evidence and plan, from `knowledge/pages.toml`."""

from milepost.kpis.catalogue import catalogue
from milepost.language import ENGLISH, spoken
from milepost.reports.documents.worded import Words
from milepost.reports.words.midway import midway
from milepost.reports.words.verdict import sentence

_WORDS = Words("pages")
title, head, columns, say = _WORDS.title, _WORDS.head, _WORDS.columns, _WORDS.say


def opening(name: str, **values: object) -> str:
    """A sentence that may begin with a value, and so with a small letter or a number word."""
    return sentence(say(name, **values))


def table_title(table: str) -> str:
    """A table of facts as a reader knows it."""
    return str(_WORDS.all["tables"].get(table, table.replace("_", " ")))


def column_title(column: str) -> str:
    """A column of facts as a reader knows it: “link clicks”."""
    known = _WORDS.all["counted"].get(column)
    if known is None and spoken() != ENGLISH and column in catalogue():  # in a sheet it is called as the KPI
        return midway(catalogue()[column].title)
    return str(known or column.replace("_", " "))


def kind_title(kind: str) -> str:
    """What entries of a kind in the journal are, in the plural."""
    return str(_WORDS.all["kinds"].get(kind, kind.replace("_", " ")))


def kinds() -> tuple[str, ...]:
    """The kinds of entries that a log shows."""
    return tuple(_WORDS.all["kinds"])


def stages() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a channel shows of each stage: a title and its KPIs, of which the first that is told stands."""
    return tuple((str(one["title"]), tuple(one["kpis"])) for one in _WORDS.all["stage"])
