"""The history of a goal as its charts draw it: whole weeks or months, from some way before the start."""

from datetime import date, timedelta

import numpy as np

from milepost.goals.state import GoalState
from milepost.judgement.days import Days, known_days
from milepost.period import Grain, Period, month_of, split, week_of
from milepost.series import Series

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
    a_year = timedelta(days=365 if monthly else 0)
    series = series.since(goal.start - max(SHOWN_BEFORE, length, a_year))
    if monthly and series.grain in (Grain.DAY, Grain.WEEK):
        return regrouped(series, Grain.MONTH)
    return regrouped(series, Grain.WEEK) if series.grain is Grain.DAY else series


def coming(state: GoalState) -> Period:
    """The first whole week or month from `as_of` on: what the odds of a standing target speak of."""
    around = week_of if state.goal.per == "week" else month_of
    period = around(state.as_of)
    return period if period.start >= state.as_of else around(period.end)


def regrouped(series: Series, grain: Grain) -> Series:
    """A series by whole weeks from Monday, or by whole months; longer periods are spread over their days."""
    span = series.span
    periods = [p for p in split(span, grain) if span.start <= p.start and p.end <= span.end] if span else []
    figures = [_one(series, known_days(series, period)) for period in periods]
    changed = {
        "starts": tuple(period.start for period in periods),
        "days": np.array([period.days for period in periods], dtype=np.int64),
        "over": np.array([over for over, _ in figures], dtype=np.float64),
        "under": None
        if series.under is None
        else np.array([under for _, under in figures], dtype=np.float64),
        "grain": grain,
    }
    return Series(**(series.__dict__ | changed))


def _one(series: Series, days: Days) -> tuple[float, float]:
    """The upper and the lower sum of one week or month; the lower is only that of a ratio."""
    known = np.isfinite(days.over)
    if days.under is not None:
        known &= np.isfinite(days.under)
        return (
            (float(days.over[known].sum()), float(days.under[known].sum()))
            if known.any()
            else (np.nan, np.nan)
        )
    if series.adds:
        return float(days.over.sum()), np.nan
    return (float(days.over[known][-1]) if known.any() else np.nan), np.nan


def last_known(state: GoalState) -> date | None:
    """The last day of which something is known."""
    return None if state.known_until is None else state.known_until - timedelta(days=1)
