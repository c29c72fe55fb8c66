"""The history of a goal as its charts draw it: whole weeks or months, from some way before the start."""

from datetime import date, timedelta
from itertools import groupby

import numpy as np

from milepost.goals.state import GoalState
from milepost.period import Grain, Period, month_of, week_of
from milepost.series import Floats, Series

SHOWN_BEFORE = timedelta(weeks=26)
"""How much of the time before the start is shown, unless the goal itself runs longer."""


def recent(state: GoalState) -> Series:
    """The figures of whole weeks (of whole months, for a goal of so much a month), oldest first.

    A total with an unknown day in its week is unknown; a level is the last known one of its week; a ratio
    keeps the sums of its known days.
    """
    goal, series = state.goal, state.history
    monthly = goal.kind == "per_period" and goal.per == "month"
    length = goal.deadline - goal.start if goal.deadline else timedelta()
    series = series.since(
        goal.start - max(SHOWN_BEFORE, length, timedelta(days=365) if monthly else timedelta())
    )
    if monthly and series.grain in (Grain.DAY, Grain.WEEK):
        return regrouped(series, Grain.MONTH)
    return regrouped(series, Grain.WEEK) if series.grain is Grain.DAY else series


def coming(state: GoalState) -> Period:
    """The first whole week or month from the day of the state on: what the odds of a standing target speak of."""
    around = week_of if state.goal.per == "week" else month_of
    period = around(state.as_of)
    return period if period.start >= state.as_of else around(period.end)


def regrouped(series: Series, grain: Grain) -> Series:
    """A series of days (or of weeks, for months) by whole weeks from Monday, or by calendar months."""
    around = week_of if grain is Grain.WEEK else month_of
    found = [
        (period, np.array([n for n, _ in group]))
        for period, group in groupby(enumerate(series.starts), key=lambda pair: around(pair[1]))
    ]
    span = series.span
    whole = [(p, at) for p, at in found if span and p.start >= span.start and p.end <= span.end]
    changed = {
        "starts": tuple(period.start for period, _ in whole),
        "days": np.array([period.days for period, _ in whole], dtype=np.int64),
        "over": _column(series, series.over, whole),
        "under": None if series.under is None else _column(series, series.under, whole),
        "grain": grain,
    }
    return Series(**(series.__dict__ | changed))


def _column(
    series: Series, column: Floats, whole: list[tuple[Period, np.ndarray[tuple[int], np.dtype[np.int64]]]]
) -> Floats:
    return np.array([_one(series, column, at) for _, at in whole], dtype=np.float64)


def _one(series: Series, column: Floats, at: np.ndarray[tuple[int], np.dtype[np.int64]]) -> float:
    """One week or month of one column."""
    if series.under is not None:
        both = at[np.isfinite(series.over[at]) & np.isfinite(series.under[at])]
        return float(column[both].sum()) if both.size else np.nan
    if series.adds:
        return float(column[at].sum())
    known = at[np.isfinite(column[at])]
    return float(column[known[-1]]) if known.size else np.nan


def last_known(state: GoalState) -> date | None:
    """The last day of which something is known."""
    return None if state.known_until is None else state.known_until - timedelta(days=1)
