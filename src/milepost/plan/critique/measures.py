"""The KPIs of a plan: too many, changed too often, vain, all of one kind, none of money, none of quality."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

from milepost.goals.findings import ADVICE, QUESTION, Finding
from milepost.goals.goal import Goal
from milepost.goals.portfolio import MOST_CHANGES, WITHIN_DAYS, is_financial
from milepost.language import clause
from milepost.plan.critique.case import Case, Measure
from milepost.plan.plan import Plan
from milepost.plan.watched import MOST_WATCHED, to_drop, watched

CONVERSION = ("key_events", "conversions", "leads", "orders", "revenue", "booked_calls", "email_subscribers")
"""Any of them shows that what happens after the click is counted."""
REACHING = frozenset({"awareness", "engagement", "traffic"})


def asked_for(plan: Plan, measures: Mapping[str, Measure]) -> frozenset[str]:
    """The KPIs of which the critique must know whether any data feed them."""
    guards = {guard for goal in plan.goals if goal.kpi in measures for guard in measures[goal.kpi].guards}
    return frozenset((*watched(plan.goals), *guards, *CONVERSION))


def of_the_measures(case: Case) -> Iterator[Finding]:
    """What is measured, for the plan as a whole and for each goal."""
    goals = case.plan.goals
    yield from _too_many(case)
    yield from _changed_often(case)
    if goals and not any(is_financial(goal.kpi) for goal in goals):
        yield Finding("no_financial_indicator", QUESTION, {"brand": case.plan.brand, "goals": _ids(goals)})
    yield from _timing(case)
    yield from _untracked(case)
    for goal in goals:
        measure = case.measures.get(goal.kpi)
        if measure is not None:
            yield from _of_one(case, goal, measure)


def _too_many(case: Case) -> Iterator[Finding]:
    kpis = {goal.kpi for goal in case.plan.goals}
    most = case.plan.capacity.most_kpis
    if len(kpis) > most:
        dropped = to_drop(case.plan.goals, case.measures, most, primaries=True)
        values = {"brand": case.plan.brand, "count": len(kpis), "most": most, "drop": _titles(case, dropped)}
        yield Finding("too_many_goals_kpis", QUESTION, values)
    all_kpis = watched(case.plan.goals)
    if len(all_kpis) > MOST_WATCHED:
        dropped = to_drop(case.plan.goals, case.measures, MOST_WATCHED)
        values = {"count": len(all_kpis), "most": MOST_WATCHED, "drop": _titles(case, dropped)}
        yield Finding("too_many_watched", QUESTION, values)


def _changed_often(case: Case) -> Iterator[Finding]:
    """Over all goals: KPIs that were swapped within the last quarter."""
    since = case.today - timedelta(days=WITHIN_DAYS)
    changed: list[str] = []
    for goal_id, versions in case.versions.items():
        history = sorted(versions, key=lambda goal: goal.version)
        changed += [
            goal_id
            for before, after in pairwise(history)
            if before.kpi != after.kpi and after.written_on >= since
        ]
    if len(changed) >= MOST_CHANGES:
        values = {"times": len(changed), "days": WITHIN_DAYS, "goals": tuple(dict.fromkeys(changed))}
        yield Finding("kpis_changed_often", QUESTION, values)


def _timing(case: Case) -> Iterator[Finding]:
    """Lagging figures alone tell too late; leading ones alone never tell whether it paid."""
    goals = [goal for goal in case.plan.goals if goal.kpi in case.measures]
    blind = [g for g in goals if not case.measures[g.kpi].leading and not g.leads]
    if blind:
        yield Finding("no_leading_indicator", QUESTION, {"goals": _ids(blind), "goal": _ids(blind)[0]})
    if goals and all(case.measures[goal.kpi].leading for goal in goals):
        yield Finding("no_lagging_indicator", QUESTION, {"brand": case.plan.brand, "goals": _ids(goals)})


def _untracked(case: Case) -> Iterator[Finding]:
    reaching = [goal for goal in case.plan.goals if goal.stage in REACHING]
    if case.fed is None or not reaching or case.fed & set(CONVERSION):
        return
    yield Finding("no_conversion_tracking", QUESTION, {"goals": _ids(reaching), "count": len(reaching)})


def _of_one(case: Case, goal: Goal, measure: Measure) -> Iterator[Finding]:
    if measure.vanity:
        values = {"metric": measure.title, "because": clause(measure.vanity), "goals": (goal.id,)}
        yield Finding("vanity_as_goal", QUESTION, values)
    held = {guard.kpi for guard in goal.guards}
    if measure.volume and measure.guards and not held & set(measure.guards):
        offered = [k for k in measure.guards if case.fed is None or k in case.fed] or list(measure.guards)
        values = {"metric": measure.title, "guards": _titles(case, offered[:3]), "goal": goal.id}
        yield Finding("volume_without_quality", ADVICE, values | {"goals": (goal.id,)})
    if case.fed is not None:
        unfed = [kpi for kpi in (*goal.leads, *(g.kpi for g in goal.guards)) if kpi not in case.fed]
        if unfed:
            values = {"goal": goal.id, "metrics": _titles(case, unfed), "goals": (goal.id,)}
            yield Finding("watched_without_data", ADVICE, values)


def _titles(case: Case, kpis: Iterable[str]) -> tuple[str, ...]:
    return tuple(case.title(kpi) for kpi in kpis)


def _ids(goals: Sequence[Goal]) -> tuple[str, ...]:
    return tuple(goal.id or goal.sentence for goal in goals)
