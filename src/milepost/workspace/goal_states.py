"""Where each goal of a brand stands on a day."""

from datetime import date, timedelta

import numpy as np

from milepost.amount import Unknown, Why
from milepost.facts.batches import FactFiles
from milepost.goals.goal import Goal
from milepost.goals.progress import progress
from milepost.goals.state import Break, GoalState, Verdict
from milepost.judgement.attainability import Odds, odds_of_level, odds_of_monthly, odds_of_total
from milepost.judgement.change import change
from milepost.judgement.days import known_days, last_known_end
from milepost.judgement.pace import pace
from milepost.kpis.catalogue import catalogue
from milepost.kpis.kpi import Kpi
from milepost.period import Grain, Period, month_of, week_of
from milepost.series import Series
from milepost.workspace.breaks import breaks_of
from milepost.workspace.fans import fan_of
from milepost.workspace.goals import goals_of
from milepost.workspace.measurable import kpi_series
from milepost.workspace.place import Brand, Workspace, choose_brand
from milepost.workspace.reading import with_facts

LIKELY, UNLIKELY = 0.7, 0.3
WINDOW = 28


def goal_states(workspace: Workspace, *, brand: str | None, today: date) -> tuple[GoalState, ...]:
    """Every goal that stands on `today`, judged by the facts known before it. Raises NotFound for the brand."""
    owner = choose_brand(workspace, brand)
    goals = goals_of(workspace, brand=owner.name, today=today)
    if not goals:
        return ()

    def work(files: FactFiles) -> tuple[GoalState, ...]:
        return tuple(_state(workspace, owner, files, goal, today) for goal in goals)

    return with_facts(workspace, owner.name, work)


def odds_for(goal: Goal, series: Series, *, as_of: date) -> Odds | Unknown:
    """The odds of a goal, by what kind of figure it speaks of."""
    if goal.kind == "per_period":
        per = Grain.WEEK if goal.per == "week" else Grain.MONTH
        return odds_of_monthly(
            series,
            as_of=as_of,
            target=goal.target,
            better=goal.better,
            per=per,
            deadline=_standing_until(goal, as_of),
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


def _standing_until(goal: Goal, as_of: date) -> date | None:
    """A standing target is judged by its last period once its end is near or past; before, by the coming one."""
    if goal.deadline is None or goal.deadline >= as_of:
        return None
    return goal.deadline


def _state(workspace: Workspace, brand: Brand, files: FactFiles, goal: Goal, today: date) -> GoalState:
    kpi = catalogue(workspace.knowledge)[goal.kpi]
    where = {"channel": goal.channel} if goal.channel else {}
    series = kpi_series(kpi, files, where, today, workspace, brand)
    odds = odds_for(goal, series, as_of=today)
    known_until = last_known_end(series)
    actual = _actual(goal, series, today)
    ramp = _pace(goal, series, today)
    return GoalState(
        goal=goal,
        title=kpi.title,
        as_of=today,
        known_until=known_until,
        actual=actual,
        progress=_progress(goal, actual, known_until),
        odds=odds,
        usual_by_now=ramp,
        verdict=verdict(goal, odds, today),
        history=series,
        so_far=_so_far(goal, series),
        fan=fan_of(goal, series, today),
        change=change(series, as_of=today),
        breaks=tuple(
            Break(mark.day, mark.title)
            for mark in breaks_of(kpi.id, goal.channel, series.span, workspace.knowledge)
        ),
        findings=(),
        measured_as=_measured_as(kpi, series),
        currency=series.currency,
    )


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


def _actual(goal: Goal, series: Series, today: date) -> float | None:
    """The sum since the start, the running week's or month's sum, or the level over the last 28 days."""
    told = last_known_end(series.until(today))
    if told is None:
        return None
    if goal.kind == "level":
        return level_at(series, told)
    start = goal.start
    if goal.kind == "per_period":
        period = week_of(today) if goal.per == "week" else month_of(today)
        start = max(period.start, goal.start)
    end = min(told, goal.deadline + timedelta(days=1)) if goal.deadline else told
    if end <= start:
        return None
    days = known_days(series, Period(start, end)).over
    return float(np.nansum(days)) if np.isfinite(days).any() else None


def level_at(series: Series, end: date) -> float | None:
    """The stock at `end`, or the ratio of both sums over the 28 days before it."""
    if series.under is None:
        values = series.until(end).over
        known = values[np.isfinite(values)]
        return float(known[-1]) if known.size else None
    part = series.until(end).since(end - timedelta(days=WINDOW))
    known = np.isfinite(part.over) & np.isfinite(part.under if part.under is not None else part.over)
    under = float(part.under[known].sum()) if part.under is not None else 0.0
    return float(part.over[known].sum()) / under if under else None


def _pace(goal: Goal, series: Series, today: date) -> float | None:
    if goal.kind != "total" or goal.deadline is None:
        return None
    period = Period(goal.start, goal.deadline + timedelta(days=1))
    found = pace(series, period=period, as_of=today, target=goal.target)
    return None if isinstance(found, Unknown) else found.expected


def _progress(goal: Goal, actual: float | None, known_until: date | None) -> float | None:
    if actual is None or goal.baseline is None:
        return None
    return progress(goal, actual=actual, known_until=known_until)


def _so_far(goal: Goal, series: Series) -> tuple[tuple[date, float], ...]:
    """Running totals by the end of each known day or week, or the levels since the start."""
    end = goal.deadline + timedelta(days=1) if goal.deadline else None
    points: list[tuple[date, float]] = []
    total = 0.0
    for start, length, value in zip(series.starts, series.days, series.values, strict=True):
        after = start + timedelta(days=int(length))
        if after <= goal.start or (end is not None and start >= end) or not np.isfinite(value):
            continue
        if goal.kind == "total":
            inside = (min(after, end or after) - max(start, goal.start)).days
            total += float(value) * inside / int(length)
            points.append((after, total))
        else:
            points.append((after, float(value)))
    return tuple(points)


def _measured_as(kpi: Kpi, series: Series) -> str:
    return "; ".join((kpi.says.rstrip("."), *series.notes))
