"""Days that are written without a year, as TikTok Studio does: `April 12`, `8 de marzo`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from milepost.language import gettext_lazy
from milepost.sources.cutting import RawTable
from milepost.sources.ids import coded_time
from milepost.sources.spans import month_number, named_period
from milepost.sources.values import DATED
from milepost.sources.work import Question, Work

_FIRST: Final = re.compile(r"([^\W\d_]{3,12})\.? (\d{1,2})(?:\.|st|nd|rd|th)?")
_LAST: Final = re.compile(r"(\d{1,2})\.? (?:de )?([^\W\d_]{3,12})\.?")


def month_and_day(cell: str) -> tuple[int, int] | None:
    """The month and the day that a cell names in words, when it names no year."""
    first, last = _FIRST.fullmatch(cell.strip()), _LAST.fullmatch(cell.strip())
    word, day = (first[1], first[2]) if first else (last[2], last[1]) if last else ("", "0")
    number = month_number(word)
    return (number, int(day)) if number is not None and 1 <= int(day) <= 31 else None


def with_years(cells: Sequence[str], last_year: int) -> list[str]:
    """The same days as ISO dates: the last one lies in `last_year`, and going up no day is later than the
    one below.

    A cell that names no such day stays as it is.
    """
    dated = list(cells)
    year, below = last_year, (13, 0)
    for place in range(len(cells) - 1, -1, -1):
        found = month_and_day(cells[place])
        if found is None:
            continue
        if found > below:
            year -= 1
        below = found
        try:
            dated[place] = date(year, *found).isoformat()
        except ValueError:
            continue
    return dated


def dated_table(work: Work) -> RawTable:
    """The table with years in its days, where they are written without: from the ids in the links of the
    posts, else as the user said. Raises Question when the year is unknown.
    """
    table, columns = work.table, work.match.format.columns
    for name in (n for n in work.match.places if columns[n].kind in DATED):
        place = work.match.places[name]
        cells = [row[place] if place < len(row) else "" for _, row in table.rows]
        if any(month_and_day(cell) for cell in cells):
            table = _with_days(table, place, _dated(work, cells, own=name == "date"))
    return table


def _dated(work: Work, cells: Sequence[str], *, own: bool) -> list[str]:
    """The days of one column; of a day that is not the post's `own`, the first one after all posts."""
    coded = [max((t.date() for c in row if (t := coded_time(c))), default=None) for _, row in work.table.rows]
    known = [day for day in coded if day is not None]
    if len(known) == len(cells) and known:
        if own:
            work.assume(
                gettext_lazy("its days have no year; the ids of the posts carry the time and give it")
            )
            return [_nearest(cell, day) for cell, day in zip(cells, known, strict=True)]
        return [_nearest(cell, max(known), not_before=True) for cell in cells]
    year = _said_year(work)
    if year is None:
        raise Question(
            gettext_lazy("its days are written without a year"),
            gettext_lazy("Say the year of its last row: --year 2026."),
            asks=("year",),
        )
    if own:
        work.assume(
            gettext_lazy(
                "its days have no year; the last one is taken to lie in {year}, as you said", year=year
            )
        )
    return with_years(cells, year)


def _said_year(work: Work) -> int | None:
    answers = work.context.answers
    period = named_period(answers.period) if answers.period else None
    return answers.year or (period.last.year if period else None)


def _nearest(cell: str, by: date, *, not_before: bool = False) -> str:
    """The day a cell names without its year, in the year that brings it nearest to `by`."""
    found = month_and_day(cell)
    if found is None:
        return cell
    days = []
    for year in (by.year - 1, by.year, by.year + 1):
        try:
            days.append(date(year, *found))
        except ValueError:
            continue
    days = [day for day in days if not not_before or (by - day).days <= 1] or days
    return min(days, key=lambda day: abs((day - by).days)).isoformat() if days else cell


def _with_days(table: RawTable, place: int, days: Sequence[str]) -> RawTable:
    rows = tuple(
        (line, [*row[:place], day, *row[place + 1 :]] if place < len(row) else row)
        for (line, row), day in zip(table.rows, days, strict=True)
    )
    return replace(table, rows=rows)
