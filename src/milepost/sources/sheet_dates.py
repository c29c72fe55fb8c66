"""Dates as people write them in their own tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from milepost.sources.spans import days_in_words, month_number

_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})([ T].*)?")
_MONTH: Final = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})")
_WEEK: Final = re.compile(r"(\d{4})-?[WwKk][WwKk]?(\d{1,2})")
_NUMERIC: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")
_WORDED: Final = re.compile(r"([^\W\d_]{3,10})\.?(?:[ ’'-]*(\d{4})|[ ]?[’'-](\d{2}))?")


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it was written: `day` is None where it cannot be read, or not yet; a `month` or `week` is
    its first day.
    """

    text: str
    day: date | None = None
    month: bool = False
    week: bool = False


def read_days(cells: Sequence[str]) -> list[Written]:
    """The dates of one column, read by one order of day and month; left unread where nothing decides the
    order.
    """
    order = _order(cells)
    return [_read(cell, order) for cell in cells]


def month_in(head: str, year: int | None) -> Written | None:
    """The month (or the day) that heads a column, such as `Jan 2024`, `2024-01`, or `January` of the `year`
    given.
    """
    written = _read(head, "")
    if written.day is not None:
        return written
    word = _WORDED.fullmatch(head)
    number = month_number(word[1]) if word else None
    if word is None or number is None:
        return None
    which = _year(word) or year
    return Written(head, date(which, number, 1) if which else None, month=True)


def _order(cells: Sequence[str]) -> str:
    parts = [(int(m[1]), int(m[2])) for cell in cells if (m := _NUMERIC.fullmatch(cell))]
    dotted = any("." in cell for cell in cells if _NUMERIC.fullmatch(cell))
    first, second = any(a > 12 for a, _ in parts), any(b > 12 for _, b in parts)
    if first and second:
        return ""
    return "dmy" if first or (dotted and not second) else "mdy" if second else ""


def _read(cell: str, order: str) -> Written:
    if (iso := _ISO.fullmatch(cell)) is not None:
        return Written(cell, _day(int(iso[1]), int(iso[2]), int(iso[3])))
    if (month := _MONTH.fullmatch(cell)) is not None:
        year, number = (month[1], month[2]) if month[1] else (month[4], month[3])
        return Written(cell, _day(int(year), int(number), 1), month=True)
    if (week := _WEEK.fullmatch(cell)) is not None:
        try:
            return Written(cell, date.fromisocalendar(int(week[1]), int(week[2]), 1), week=True)
        except ValueError:
            return Written(cell)
    if (numeric := _NUMERIC.fullmatch(cell)) is not None:
        year = int(numeric[3]) + (2000 if len(numeric[3]) == 2 else 0)
        a, b = int(numeric[1]), int(numeric[2])
        day = _day(year, *((b, a) if order == "dmy" else (a, b))) if order else None
        return Written(cell, day)
    days = list(days_in_words(cell))
    if len(days) == 1:
        return Written(cell, days[0])
    word = _WORDED.fullmatch(cell)
    number = month_number(word[1]) if word else None
    year_ = _year(word) if word else None
    if number is not None and year_ is not None:
        return Written(cell, _day(year_, number, 1), month=True)
    return Written("")


def _year(word: re.Match[str]) -> int | None:
    """The year beside a month's name. `April 12` has none: that is a day, and only `Apr '12` or `Apr-12` is
    2012.
    """
    return int(word[2]) if word[2] else 2000 + int(word[3]) if word[3] else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
