"""The band inside which a figure's own noise keeps it: for the eye, never for a claim (see `change`)."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from milepost.amount import Amount, Unit, Unknown, Why
from milepost.judgement.steps import WEEK, steps_of
from milepost.judgement.stock import is_stock
from milepost.judgement.verdict import Between, Value, Verdict
from milepost.language import gettext_lazy
from milepost.series import Floats, Series

LOOKED_AT = 26
LEAST = 8
XMR = 2.66
"""Limits of an XmR chart: the mean moving range times this constant, either side of the mean."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The XmR band of a chart of weeks: `low` .. `high` about the mean `middle` of the last `weeks` known.

    `outside` are the first days of those weeks that lie beyond it. Figures are those of a week, in `unit`.
    """

    low: float
    middle: float
    high: float
    weeks: int
    outside: tuple[date, ...]
    unit: Unit = Unit.COUNT
    currency: str | None = None

    @property
    def verdict(self) -> Verdict:
        """How many weeks stand out; never that anything has changed."""
        low, high = (Amount(value, self.unit, self.currency) for value in (self.low, self.high))
        values: dict[str, Value] = {"weeks": self.weeks, "range": Between(low, high)}
        if not self.outside:
            return Verdict("limits.inside", values)
        return Verdict("limits.outside", values | {"count": len(self.outside)})


def weekly_limits(series: Series, *, as_of: date | None = None) -> Limits | Unknown:
    """The XmR band (Shewhart; Wheeler 1993) of the last 26 known weeks before `as_of`.

    Moving ranges are taken between neighbouring known weeks only. Unknown below eight known weeks, for
    months, and for stocks (followers), which keep what they gain.
    """
    steps = steps_of(series if as_of is None else series.until(as_of))
    if isinstance(steps, Unknown):
        return steps
    if steps.days != WEEK:
        return Unknown(
            gettext_lazy("The usual range is drawn over weeks; these are months."), Why.WRONG_GRAIN
        )
    if not series.adds and is_stock(steps):
        because = gettext_lazy(
            "A stock keeps what it gains, so it has no usual range; its weekly gain has one."
        )
        return Unknown(because, Why.WRONG_GRAIN)
    where = np.flatnonzero(np.isfinite(steps.values))[-LOOKED_AT:]
    if where.size < LEAST:
        return Unknown(
            gettext_lazy(
                "Only {count} weeks are known; {needed} are needed.", count=where.size, needed=LEAST
            ),
            Why.TOO_LITTLE,
        )
    values = steps.values[int(where[0]) :]
    low, middle, high = _band(values)
    starts = [steps.end - timedelta(days=WEEK * (len(values) - at)) for at in range(len(values))]
    outside = tuple(
        start for start, value in zip(starts, values.tolist(), strict=True) if value < low or value > high
    )
    return Limits(low, middle, high, where.size, outside, series.unit, series.currency)


def natural_limits(series: Series, *, periods: int = 1) -> tuple[float, float] | None:
    """Where the coming `periods` would lie by noise alone: XmR limits over the last 26 known periods.

    Totals are those of all these periods together, levels their mean. None below eight known periods.
    Counts, shares and money that were never negative stay at zero or above.
    """
    values = series.values[np.isfinite(series.values)][-LOOKED_AT:]
    if values.size < LEAST:
        return None
    factor = periods if series.adds and series.under is None else 1
    low, _, high = _band(values, reach=factor * XMR / periods**0.5, factor=factor)
    return low, high


def _band(values: Floats, *, reach: float = XMR, factor: float = 1.0) -> tuple[float, float, float]:
    """(low, middle, high); never below zero where no value is. NaN is unknown."""
    ranges = np.abs(np.diff(values))
    middle = factor * float(np.nanmean(values))
    away = reach * float(np.nanmean(ranges)) if np.isfinite(ranges).any() else 0.0
    low = middle - away
    return (max(low, 0.0) if float(np.nanmin(values)) >= 0 else low), middle, middle + away
