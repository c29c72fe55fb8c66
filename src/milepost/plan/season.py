"""How the same weeks moved a year earlier: the context without which a rise in December proves nothing."""

from datetime import date, timedelta

import numpy as np

from milepost.goals.goal import Goal
from milepost.judgement.days import known_days
from milepost.period import Period
from milepost.series import Series

YEAR = timedelta(days=364)
"""52 whole weeks, so that weekdays meet weekdays."""
MOST_UNKNOWN = 0.1
"""Of more unknown days than these nobody can say how they moved."""


def season_of(goal: Goal, series: Series) -> float | None:
    """The move from the weeks of the baseline to those of the goal, one year earlier (0.4: up by 40 %).

    As many days before the goal's start as it lasts are held against its own days. None for a goal that is
    no sum or has no end, and where the year before is not known.
    """
    if goal.kind != "total" or goal.deadline is None or not series.adds:
        return None
    begin, end = goal.start - YEAR, goal.deadline + timedelta(days=1) - YEAR
    length = end - begin
    before = _a_day(series, begin - length, begin)
    during = _a_day(series, begin, end)
    if before is None or during is None or before <= 0:
        return None
    return during / before - 1


def _a_day(series: Series, start: date, end: date) -> float | None:
    if start < (series.span.start if series.span else end) or end <= start:
        return None
    days = known_days(series, Period(start, end)).over
    known = np.isfinite(days)
    if not days.size or 1 - known.mean() > MOST_UNKNOWN:
        return None
    return float(days[known].mean())
