"""Where each goal of a brand stands on a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from milepost.amount import Unknown
from milepost.facts.batches import FactFiles
from milepost.goals.critique import critique
from milepost.goals.findings import Finding
from milepost.goals.goal import Goal
from milepost.goals.guarding import GuardState, guard_state
from milepost.goals.odds import odds_for, verdict
from milepost.goals.progress import progress
from milepost.goals.serving import Served
from milepost.goals.state import Break, GoalState
from milepost.judgement.attainability import Odds
from milepost.judgement.change import change
from milepost.judgement.days import known_days, last_known_end
from milepost.judgement.pace import pace
from milepost.judgement.verdict import cannot_tell
from milepost.kpis.catalogue import catalogue
from milepost.kpis.kpi import Kpi
from milepost.language import clause, together
from milepost.period import Grain, Period, month_of, week_of
from milepost.series import Series
from milepost.workspace.breaks import Origins, breaks_of
from milepost.workspace.fans import fan_of
from milepost.workspace.goal_entries import goals_of
from milepost.workspace.known import served
from milepost.workspace.measurable import filter_of, kpi_series, measurable, read_together
from milepost.workspace.place import Brand, Workspace, choose_brand
from milepost.workspace.reading import with_facts


def goal_states(workspace: Workspace, *, brand: str | None, today: date) -> tuple[GoalState, ...]:
    """Every goal that stands on `today`, judged by the facts before it. Raises NotFound for the brand."""
    owner = choose_brand(workspace, brand)
    goals = goals_of(workspace, brand=owner.name, today=today)
    return states_of(workspace, goals, brand=owner.name, today=today)


def states_of(
    workspace: Workspace, goals: Sequence[Goal], *, brand: str, today: date
) -> tuple[GoalState, ...]:
    """The state of each of these goals, which need not be stored, beside each other."""
    owner = choose_brand(workspace, brand)
    if not goals:
        return ()

    def work(files: FactFiles) -> tuple[GoalState, ...]:
        _read_all(workspace, owner, files, goals, today)
        return tuple(_state(workspace, owner, files, goal, today, tuple(goals)) for goal in goals)

    return with_facts(workspace, owner.name, work)


def _read_all(
    workspace: Workspace, brand: Brand, files: FactFiles, goals: Sequence[Goal], today: date
) -> None:
    """Measure all that the states need in a few questions instead of two a goal and one a guard."""
    own = [(goal.kpi, goal.channel) for goal in goals]
    guards = [(one.kpi, filter_of(goal.channel).get("channel", ())) for goal in goals for one in goal.guards]
    read_together(dict.fromkeys((*own, *guards)), files, today, workspace, brand)
    read_together(dict.fromkeys(own), files, today, workspace, brand, Grain.WEEK)


@dataclass(frozen=True, eq=False)
class JudgedGoal:
    """What the critique of a plan needs of a goal, without the rest of its state; see `GoalState`."""

    goal: Goal
    odds: Odds | Unknown
    history: Series
    breaks: tuple[Break, ...]
    findings: tuple[Finding, ...]


def judged_goals(
    workspace: Workspace, goals: Sequence[Goal], *, brand: str, today: date
) -> tuple[JudgedGoal, ...]:
    """What is to be said of these goals, which need not be stored, beside each other; read in one go."""
    owner = choose_brand(workspace, brand)

    def work(files: FactFiles) -> tuple[JudgedGoal, ...]:
        read_together(((goal.kpi, goal.channel) for goal in goals), files, today, workspace, owner)
        whose = Origins.of(files)
        return tuple(_judged(workspace, owner, files, goal, today, tuple(goals), whose) for goal in goals)

    return with_facts(workspace, owner.name, work) if goals else ()


def _judged(
    workspace: Workspace,
    brand: Brand,
    files: FactFiles,
    goal: Goal,
    today: date,
    beside: tuple[Goal, ...],
    whose: Origins,
) -> JudgedGoal:
    kpi = catalogue(workspace.knowledge)[goal.kpi]
    where = {"channel": goal.channel} if goal.channel else {}
    series = kpi_series(kpi, files, where, today, workspace, brand, whose=whose)
    odds = odds_for(goal, series, as_of=today)
    found = _findings(goal, odds, beside, served(brand.name, goal.objective, today))
    return JudgedGoal(goal, odds, series, _breaks(kpi, goal, series, workspace, whose), found)


def _breaks(kpi: Kpi, goal: Goal, series: Series, workspace: Workspace, whose: Origins) -> tuple[Break, ...]:
    marks = breaks_of(kpi.id, goal.channel, series.span, workspace.knowledge, whose)
    return tuple(Break(mark.day, mark.title, mark.moves_level) for mark in marks)


def goal_state(workspace: Workspace, goal: Goal, *, today: date) -> GoalState:
    """Where one goal stands, judged by the facts before `today`."""
    owner = choose_brand(workspace, goal.brand)
    return with_facts(
        workspace, owner.name, lambda files: _state(workspace, owner, files, goal, today, (goal,))
    )


def _state(
    workspace: Workspace,
    brand: Brand,
    files: FactFiles,
    goal: Goal,
    today: date,
    beside: tuple[Goal, ...],
) -> GoalState:
    kpi = catalogue(workspace.knowledge)[goal.kpi]
    where = {"channel": goal.channel} if goal.channel else {}
    series = kpi_series(kpi, files, where, today, workspace, brand)
    weekly = kpi_series(kpi, files, where, today, workspace, brand, Grain.WEEK)
    odds = odds_for(goal, series, as_of=today)
    known_until = last_known_end(series)
    actual = _actual(goal, series, odds, today)
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
        fan=() if isinstance(odds, Unknown) else fan_of(goal, series, today),
        change=change(weekly if len(weekly) else series, as_of=today),
        breaks=_breaks(kpi, goal, series, workspace, Origins.of(files)),
        findings=_findings(goal, odds, beside, served(brand.name, goal.objective, today)),
        measured_as=_measured_as(kpi, series),
        currency=series.currency,
        guards=tuple(_guards(workspace, brand, files, goal, today)),
    )


def _guards(
    workspace: Workspace, brand: Brand, files: FactFiles, goal: Goal, today: date
) -> Iterator[GuardState]:
    """Each guard by its own KPI: for the goal's channels where the data tell them apart, else over all."""
    known = catalogue(workspace.knowledge)
    for guard in goal.guards:
        kpi = known.get(guard.kpi)
        if kpi is None:
            continue
        found = measurable(workspace, brand, files, guard.kpi, goal.channel, today)
        if isinstance(found, Unknown):
            yield GuardState(guard, kpi.title, None, cannot_tell(found))
        else:
            better = found.kpi.better
            yield guard_state(guard, kpi.title, better, found.series, start=goal.start, as_of=today)


def _findings(
    goal: Goal, odds: Odds | Unknown, beside: tuple[Goal, ...], serves: Served | None
) -> tuple[Finding, ...]:
    """What is to be said of a goal that stands; that it is easy or met was a question of the day it began."""
    known = None if isinstance(odds, Unknown) or odds.settled else odds
    found = critique(
        goal,
        baseline=goal.baseline,
        odds=known.probability if known else None,
        even_odds_target=known.even_odds_target if known else None,
        live_goals=beside,
        serves=serves,
    )
    return tuple(finding for finding in found if finding.code not in {"too_easy", "already_met"})


def _actual(goal: Goal, series: Series, odds: Odds | Unknown, today: date) -> float | None:
    """The sum since the start, the running week's or month's sum, or the level now."""
    if goal.kind == "level":
        return _level(goal, series, odds, today)
    told = last_known_end(series.until(today))
    if told is None:
        return None
    start = goal.start
    if goal.kind == "per_period":
        period = week_of(today) if goal.per == "week" else month_of(today)
        start = max(period.start, goal.start)
    end = min(told, goal.deadline + timedelta(days=1)) if goal.deadline else told
    if end <= start:
        return None
    days = known_days(series, Period(start, end)).over
    return float(np.nansum(days)) if np.isfinite(days).any() else None


def _level(goal: Goal, series: Series, odds: Odds | Unknown, today: date) -> float | None:
    """The level as the judgement reckons it; where it cannot judge, what the last known period says."""
    if not isinstance(odds, Unknown):
        return odds.reached
    end = min(today, goal.deadline + timedelta(days=1)) if goal.deadline else today
    known = [float(value) for value in series.until(end).values if np.isfinite(value)]
    return known[-1] if known else None


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
    """What the KPI says, and in plain words which way of measuring it was taken."""
    return together(clause(kpi.says), *kpi.ways(series.notes), by="; ")
