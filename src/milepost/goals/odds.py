"""How likely a goal is, by what kind of figure it speaks of, and the one word for it."""

from datetime import date, timedelta

from milepost.amount import Unknown, Why
from milepost.goals.goal import Goal
from milepost.goals.state import Verdict
from milepost.judgement.attainability import Odds, odds_of_level, odds_of_monthly, odds_of_total
from milepost.period import Grain, Period, month_of, week_of
from milepost.series import Series

LIKELY, UNLIKELY = 0.7, 0.3
WINDOW = 28
"""A rate is judged over the 28 days that end at the deadline."""


def odds_for(goal: Goal, series: Series, *, as_of: date) -> Odds | Unknown:
    """The odds of a goal, by what kind of figure it speaks of."""
    if goal.kind == "per_period":
        return odds_of_monthly(
            series,
            as_of=as_of,
            target=goal.target,
            better=goal.better,
            per=_grain(goal),
            deadline=speaks_of(goal, as_of),
        )
    if goal.deadline is None:
        return Unknown("the goal has no deadline", Why.NO_DATA)
    if goal.kind == "total":
        period = Period(goal.start, goal.deadline + timedelta(days=1))
        return odds_of_total(series, period=period, as_of=as_of, target=goal.target, better=goal.better)
    return odds_of_level(
        series,
        deadline=goal.deadline,
        as_of=as_of,
        target=goal.target,
        better=goal.better,
        window_days=WINDOW,
    )


def speaks_of(goal: Goal, as_of: date) -> date | None:
    """The last day of what the odds speak of: the deadline, or the end of the coming week or month.

    A standing target is judged by the first whole period to come; once its own end is past, by its last one.
    """
    if goal.kind != "per_period":
        return goal.deadline
    around = week_of if _grain(goal) is Grain.WEEK else month_of
    if goal.deadline is not None and goal.deadline < as_of:
        return around(goal.deadline).last
    period = around(as_of)
    return (around(period.end) if period.start < as_of else period).last


def _grain(goal: Goal) -> Grain:
    return Grain.WEEK if goal.per == "week" else Grain.MONTH


def verdict(goal: Goal, odds: Odds | Unknown, today: date) -> Verdict:
    """The one word for a goal."""
    if isinstance(odds, Unknown):
        return Verdict.UNKNOWN
    if odds.settled:
        return Verdict.MET if odds.probability >= 0.5 else Verdict.MISSED
    if today < goal.start:
        return Verdict.NOT_STARTED
    if goal.kind == "total" and _met_already(goal, odds):
        return Verdict.MET
    if odds.probability >= LIKELY:
        return Verdict.LIKELY
    return Verdict.UNLIKELY if odds.probability <= UNLIKELY else Verdict.OPEN


def _met_already(goal: Goal, odds: Odds) -> bool:
    """A sum that can only grow is met for good once it is reached."""
    return goal.better == "higher" and odds.reached is not None and odds.reached >= goal.target
