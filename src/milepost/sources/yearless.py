"""Days that are written without a year, as TikTok Studio does: `April 12`, `8 de marzo`."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from milepost.sources.spans import month_number

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
