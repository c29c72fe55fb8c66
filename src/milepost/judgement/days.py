"""A series spread over single days, cut to what one meaning and one memory can hold."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from milepost.language import gettext_lazy
from milepost.period import Grain, Period, spoken
from milepost.series import Floats, Series

MEMORY_DAYS = 7 * 52 * 6
"""Older days teach nothing about the coming quarter that six years of them do not."""

LEADING_ZERO_DAYS = 28
"""A KPI that begins with this many zeros and then hardly shows one was not being counted yet."""


@dataclass(frozen=True, eq=False)
class Days:
    """Amounts of consecutive days; NaN is unknown. Longer periods are spread evenly over their days.

    A level (followers, reach) stands for each of its days as it is.
    """

    first: date
    over: Floats
    under: Floats | None
    notes: tuple[str, ...]

    @property
    def end(self) -> date:
        """The day after the last known one."""
        return self.first + timedelta(days=len(self.over))

    def __len__(self) -> int:
        return len(self.over)


def known(series: Series) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which periods say something: finite, and for ratios with a lower sum."""
    good = np.isfinite(series.over)
    if series.under is not None:
        good &= np.isfinite(series.under)
    return good


def last_known_end(series: Series) -> date | None:
    """The day after the last period that says something."""
    where = np.flatnonzero(known(series))
    if not where.size:
        return None
    last = int(where[-1])
    return series.starts[last] + timedelta(days=int(series.days[last]))


def cut_at_break(series: Series) -> tuple[Series, date | None]:
    """The periods since the last change of meaning that lies inside the series, and its day."""
    span = series.span
    inside = [day for day in series.breaks if span is not None and span.start < day < span.end]
    if not inside:
        return series, None
    return series.since(max(inside)), max(inside)


def known_days(series: Series, period: Period) -> Days:
    """The days of `period` exactly, whatever their meaning; NaN where nothing is known."""
    under = None if series.under is None else _spread(series, series.under, period.start, period.end)
    return Days(period.start, _spread(series, series.over, period.start, period.end), under, ())


def by_day(series: Series) -> Days | None:
    """The known stretch of `series` after its last break, day by day; None when nothing is known."""
    notes: list[str] = []
    recent, broken = cut_at_break(series)
    if broken is not None:
        notes.append(
            gettext_lazy(
                "Only the days since {day} are used: on that day the figure changed its meaning.",
                day=spoken(broken),
            )
        )
    where = np.flatnonzero(known(recent))
    end = last_known_end(recent)
    if end is None:
        return None
    first = recent.starts[int(where[0])]
    first = max(first, end - timedelta(days=MEMORY_DAYS))
    over = _spread(recent, recent.over, first, end)
    under = None if recent.under is None else _spread(recent, recent.under, first, end)
    days = Days(first, over, under, tuple(notes))
    return _without_leading_zeros(days) if series.adds and series.grain is Grain.DAY else days


def _spread(series: Series, column: Floats, first: date, end: date) -> Floats:
    """One column by day from `first` to `end`; what no period covers is NaN."""
    if not len(series):
        return np.full((end - first).days, np.nan)
    shared = series.adds or series.under is not None
    length = np.maximum(series.days, 1)
    value = np.where(np.isfinite(column), column, np.nan)
    rate = value / length if shared else value
    offsets = np.array([start.toordinal() for start in series.starts], dtype=np.int64) - first.toordinal()
    position = np.repeat(offsets, length) + _counting(length)
    total = (end - first).days
    inside = (position >= 0) & (position < total)
    spread = np.full(total, np.nan)
    spread[position[inside]] = np.repeat(rate, length)[inside]
    return spread


def _counting(
    lengths: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """0 .. n-1 for each length, one behind the other."""
    ends = np.cumsum(lengths)
    counting: np.ndarray[tuple[int], np.dtype[np.int64]] = np.arange(int(ends[-1])) - np.repeat(
        ends - lengths, lengths
    )
    return counting


def _without_leading_zeros(days: Days) -> Days:
    """Without the zeros from before counting began, which some platforms write for empty days."""
    above = np.flatnonzero(np.nan_to_num(days.over, nan=0.0) != 0)
    if not above.size:
        return days
    begins = int(above[0])
    later = days.over[begins:]
    told = later[np.isfinite(later)]
    if begins < LEADING_ZERO_DAYS or np.mean(told == 0) * begins > 1:
        return days
    start = days.first + timedelta(days=begins)
    note = gettext_lazy(
        "The zeros before {day} are left out: nothing seems to have been counted yet.", day=spoken(start)
    )
    under = None if days.under is None else days.under[begins:]
    return Days(start, later, under, (*days.notes, note))
