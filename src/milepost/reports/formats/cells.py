"""Cells of sheets: numbers as numbers, text that no program takes for a formula, unknown as an empty cell.

CSV rules: `defusedcsv` for = + - @ | %, and on top of it what it lets pass: a tab or line break before them,
their full-width forms, and spaces of any kind in front.
"""

import math
import re
from typing import Final

from milepost.language import gettext, gettext_lazy
from milepost.reports.document import Chart, Line, Table

STARTS: Final = "=+-@|%＝＋－＠｜％\t\r\n"
NUMBER: Final = re.compile(r"[+-]?\d[\d.,]*([eE][+-]?\d+)?\s?%?")
INVISIBLE: Final = " \u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff\u00ad"
_LEADING: Final = re.compile(f"[{INVISIBLE}]+")
NOT_KNOWN: Final = gettext_lazy("What is not known")


def inert(text: str) -> str:
    """The text so that no spreadsheet runs it: an apostrophe before what could start a formula."""
    bare = _LEADING.sub("", text, count=1) if _LEADING.match(text) else text
    if bare[:1] not in STARTS or not bare or NUMBER.fullmatch(bare):
        return text
    return f"'{text}"


def value_at(table: Table, row: int, column: int) -> float | None:
    """The bare figure of a cell; None where it is text or unknown."""
    if row >= len(table.values) or column >= len(table.values[row]):
        return None
    value = table.values[row][column]
    return None if value is None or not math.isfinite(value) else float(value)


def is_figure(table: Table, column: int) -> bool:
    """Whether a column holds bare figures, be they all unknown."""
    return (column in table.numeric and bool(table.values)) or any(
        value_at(table, row, column) is not None for row in range(len(table.values))
    )


def unknowns(table: Table, row: int) -> str:
    """What a row's columns of figures cannot tell, with the reason that stands in the text."""
    told = []
    for column, head in enumerate(table.heads):
        text = table.rows[row][column] if column < len(table.rows[row]) else ""
        if text and is_figure(table, column) and value_at(table, row, column) is None:
            told.append(f"{head}: {text}")
    return "; ".join(told)


def tables_of(chart: Chart) -> Table:
    """The figures of a chart as a table: a row a day, a column a line and each end of its band."""
    days = sorted({point.day for line in chart.lines for point in line.points})
    heads = [gettext("Day")]
    columns: list[dict[object, float | None]] = []
    for line in chart.lines:
        for name, column in _columns(line):
            heads.append(name)
            columns.append(column)
    values = tuple((None, *(column.get(day) for column in columns)) for day in days)
    rows = tuple(
        (
            day.isoformat(),
            *(gettext("unknown") if day in column and column[day] is None else "" for column in columns),
        )
        for day in days
    )
    return Table(chart.title, tuple(heads), rows, values, frozenset(range(1, len(heads))))


def _columns(line: Line) -> list[tuple[str, dict[object, float | None]]]:
    found: list[tuple[str, dict[object, float | None]]] = [
        (line.name, {point.day: point.value for point in line.points})
    ]
    if any(line.band):
        ends = tuple(zip(line.points, line.band, strict=False))
        found.append(
            (
                gettext("{line}, low", line=line.name),
                {point.day: band[0] if band else None for point, band in ends},
            )
        )
        found.append(
            (
                gettext("{line}, high", line=line.name),
                {point.day: band[1] if band else None for point, band in ends},
            )
        )
    return found
