"""Days as numbers (days since 1970-01-01) and the axis of periods on which figures stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from milepost.kpis.ask import Ask
from milepost.period import Grain, Period, split

Ints = NDArray[np.int64]
_EPOCH: Final = date(1970, 1, 1)
_LEAD_DAYS: Final = 7


def number(day: date) -> int:
    """The day as a number."""
    return (day - _EPOCH).days


def day_of(day: int) -> date:
    """The day of that number."""
    return _EPOCH + timedelta(days=int(day))


@dataclass(frozen=True, eq=False)
class Axis:
    """Consecutive periods, as numbers of days; with `lead`, the first of them only says what stood before."""

    starts: Ints
    ends: Ints
    lead: bool = False

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def lengths(self) -> Ints:
        """Days in each period."""
        return self.ends - self.starts

    def same_as(self, other: "Axis") -> bool:
        """Whether both have the same periods."""
        return self is other or (
            np.array_equal(self.starts, other.starts) and np.array_equal(self.ends, other.ends)
        )

    def bucket_of_days(self) -> tuple[Ints, Ints]:
        """Every day of the axis and the number of its period."""
        days = np.concatenate([np.arange(s, e) for s, e in zip(self.starts, self.ends, strict=True)])
        return days, np.repeat(np.arange(len(self)), self.lengths)


def axis_of(ask: Ask) -> Axis:
    """The calendar periods asked for, with one before them that tells what a stock grew from."""
    periods = list(split(ask.period, ask.grain, ask.week_starts))
    before = _before(periods[0], ask)
    return axis([before, *periods], lead=True)


def axis(periods: Sequence[Period], *, lead: bool = False) -> Axis:
    """An axis of given periods."""
    starts = np.array([number(p.start) for p in periods], dtype=np.int64)
    ends = np.array([number(p.end) for p in periods], dtype=np.int64)
    return Axis(starts, ends, lead)


def _before(first: Period, ask: Ask) -> Period:
    if ask.grain is Grain.TOTAL:
        return first.before(_LEAD_DAYS)
    day = first.start - timedelta(days=1)
    return next(split(Period.of_days(day, 1), ask.grain, ask.week_starts))
