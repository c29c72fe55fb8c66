"""What the chart of a goal draws, worked out once for all its sizes."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from milepost.amount import Unit, Unknown
from milepost.goals.state import FanPoint, GoalState
from milepost.reports.charts import marks, scale
from milepost.reports.charts.frame import Measure
from milepost.reports.charts.marks import midpoints
from milepost.reports.recent import coming, recent
from milepost.reports.usual import usual_band

AHEAD = timedelta(days=91)
"""How much of the time to come is drawn where no deadline says it."""

Points = tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """What the next week or month will bring: the odds of a standing target."""

    day: date
    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The days and figures of one chart.

    `course` runs through what was measured: running totals since the start, or levels before and since.
    `now` is the last known day with the present figure. `landing` is (low, median, high) at the deadline,
    as the verdict has it. `usual` is the (low, high) that the usual weeks would
    bring by the deadline (totals) or was usual before the start (levels). `unknown` are stretches of days.
    """

    days: tuple[date, date]
    course: Points
    now: tuple[date, float] | None
    fan: tuple[FanPoint, ...]
    coming: Coming | None
    landing: tuple[float, float, float] | None
    usual: tuple[float, float] | None
    unknown: tuple[tuple[date, date], ...]
    figures: tuple[float, float]
    measure: Measure


def plan(state: GoalState) -> Plan | None:
    """What is to be drawn; None when there is nothing but the target."""
    total = state.goal.kind == "total"
    course = _totals(state) if total else _levels(state)
    fan = _fan(state, course if total else ())
    ahead, landing = _coming(state), _landing(state, fan)
    if not any(not math.isnan(value) for _, value in course) and not fan:
        return None
    days = _days(state, course, fan)
    now = _now(state, course)
    usual = usual_band(state)
    drawn = [value for _, value in course] + [value for point in fan for value in (point.p10, point.p90)]
    drawn += [] if ahead is None else [ahead.low, ahead.high]
    drawn += [] if now is None else [now[1]]
    drawn += list(landing or ())
    drawn += [v for v in (state.goal.target, state.goal.first_target, state.usual_by_now) if v is not None]
    drawn += list(usual or ())
    figures = scale.reach(drawn, from_zero=total or _standing_amount(state))
    measure = Measure(state.goal.unit, state.currency, _whole(state, figures))
    unknown = tuple(_unknown(state, course, days, told=bool(fan) or ahead is not None))
    return Plan(days, course, now, fan, ahead, landing, usual, unknown, figures, measure)


def _totals(state: GoalState) -> Points:
    """Running totals from nothing on the first day."""
    since = tuple((day, value) for day, value in state.so_far if day >= state.goal.start)
    if since and timedelta() < since[0][0] - state.goal.start <= timedelta(days=7):
        return ((state.goal.start, 0.0), *since)
    return since


def _levels(state: GoalState) -> Points:
    """Whole weeks or months before and since the start, each at its middle."""
    last = state.goal.deadline
    return tuple((day, value) for day, value in midpoints(recent(state)) if last is None or day <= last)


def _fan(state: GoalState, course: Points) -> tuple[FanPoint, ...]:
    """The forecast up to the deadline; that of a total opens at the last known point."""
    last = state.goal.deadline
    fan = tuple(p for p in state.fan if last is None or p.day <= last + timedelta(days=1))
    if fan and course and fan[0].day > course[-1][0]:
        return (FanPoint(course[-1][0], *[course[-1][1]] * 5), *fan)
    return fan


def _landing(state: GoalState, fan: tuple[FanPoint, ...]) -> tuple[float, float, float] | None:
    """Where the verdict says it will land; without odds, where the fan ends."""
    odds = state.odds
    if isinstance(odds, Unknown):
        return (fan[-1].p10, fan[-1].p50, fan[-1].p90) if fan else None
    return None if odds.settled or not fan else (odds.low, odds.median, odds.high)


def _coming(state: GoalState) -> Coming | None:
    goal, odds = state.goal, state.odds
    over = goal.deadline is not None and goal.deadline < state.as_of
    if goal.kind != "per_period" or isinstance(odds, Unknown) or over:
        return None
    period = coming(state)
    return Coming(period.start + timedelta(days=period.days // 2), odds.low, odds.median, odds.high)


def _days(state: GoalState, course: Points, fan: tuple[FanPoint, ...]) -> tuple[date, date]:
    goal = state.goal
    first = goal.start if goal.kind == "total" or not course else min(course[0][0], goal.start)
    if goal.kind == "per_period":
        end = coming(state).end
        last = end if goal.deadline is None else min(end, goal.deadline + timedelta(days=1))
    elif goal.deadline is not None:
        last = goal.deadline + timedelta(days=1)
    else:
        last = fan[-1].day if fan else state.as_of + AHEAD
    return first, max(last, first + timedelta(days=7))


def _now(state: GoalState, course: Points) -> tuple[date, float] | None:
    if state.goal.kind == "total":
        return course[-1] if course else None
    if state.goal.kind == "per_period" or state.actual is None or state.known_until is None:
        return None
    last = state.goal.deadline
    return (state.known_until if last is None else min(state.known_until, last)), state.actual


def _standing_amount(state: GoalState) -> bool:
    return state.goal.kind == "per_period" and state.history.adds


def _whole(state: GoalState, figures: tuple[float, float]) -> bool:
    return state.goal.unit == Unit.COUNT and figures[1] >= 5


def _unknown(
    state: GoalState, course: Points, days: tuple[date, date], *, told: bool
) -> list[tuple[date, date]]:
    """Gaps of the course, the days since the last known one, and the days ahead of which nothing is told."""
    found = marks.gaps(course, marks.usual_step(course))
    today = min(state.as_of, days[1])
    if state.known_until is not None and days[0] <= state.known_until < today:
        found.append((state.known_until, today))
    if not told and days[0] <= state.as_of < days[1]:
        found.append((state.as_of, days[1]))
    return found
