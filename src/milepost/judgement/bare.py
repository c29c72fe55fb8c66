"""A series from bare rows of date and figure, for judging a figure that comes from nowhere else."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from milepost.errors import InvalidValue
from milepost.period import Grain, Period, add_months, month_of
from milepost.series import Series

WEEK = 7
LONGEST_DAYS = 366 * 250
LONGEST_MONTH_STEP = 31


def series_from_rows(name: str, rows: Iterable[tuple[date, float | None]]) -> Series:
    """Days, weeks or months by the spacing of the dates; each date is the first day of its period.

    Months may be dated by any day of the month that keeps to one a month. Dates that are missing between
    two others are unknown, and so are empty and infinite figures. Raises InvalidValue for no rows, for a
    date that stands twice, and for spacings that are none of the three.
    """
    points = sorted(rows, key=lambda row: row[0])
    if not points:
        raise InvalidValue(f"“{name}” has no rows.", "Give rows of a date and a figure.")
    for (before, _), (after, _) in pairwise(points):
        if before == after:
            raise InvalidValue(
                f"“{name}” has two rows for {after}.", "Add them up, or keep the one that holds."
            )
    first, last = points[0][0], points[-1][0]
    if (last - first).days > LONGEST_DAYS:
        raise InvalidValue(f"“{name}” runs from {first} to {last}.", "Look for a mistyped year.")
    grain = _grain(name, [day for day, _ in points])
    starts, days = _calendar(grain, first, last)
    place = {start: at for at, start in enumerate(starts)}
    figures = np.full(len(starts), np.nan)
    for day, figure in points:
        at = place[month_of(day).start if grain is Grain.MONTH else day]
        figures[at] = np.nan if figure is None or not np.isfinite(figure) else figure
    return Series(name, starts, days, figures, grain=grain)


def _grain(name: str, days: list[date]) -> Grain:
    gaps = [(after - before).days for before, after in pairwise(days)]
    if not gaps or min(gaps) < WEEK:
        return Grain.DAY
    if all(gap % WEEK == 0 for gap in gaps):
        return Grain.WEEK
    months = [month_of(day) for day in days]
    if len(set(months)) == len(months) and min(gaps) <= LONGEST_MONTH_STEP and _once_a_month(days):
        return Grain.MONTH
    raise InvalidValue(
        f"The dates of “{name}” are {min(gaps)} to {max(gaps)} days apart: neither days, weeks nor months.",
        "Give one row a day, a week or a month.",
    )


def _once_a_month(days: list[date]) -> bool:
    """All on the same day of the month, or all on its last."""
    same = max(day.day for day in days)
    return all(day.day == same or (day == month_of(day).last and day.day < same) for day in days)


def _calendar(
    grain: Grain, first: date, last: date
) -> tuple[tuple[date, ...], np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """The starts and lengths of all periods from the first to the last."""
    if grain is Grain.MONTH:
        start = month_of(first).start
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        months = [month_of(add_months(start, offset)) for offset in range(count)]
        return tuple(month.start for month in months), np.array(
            [month.days for month in months], dtype=np.int64
        )
    length = WEEK if grain is Grain.WEEK else 1
    count = Period(first, last + timedelta(days=1)).days // length + (1 if length > 1 else 0)
    starts = tuple(first + timedelta(days=length * at) for at in range(count))
    return starts, np.full(count, length, dtype=np.int64)
