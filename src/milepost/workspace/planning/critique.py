"""The critique of a brand's plan, with what its data and its journal say."""

from collections.abc import Iterable, Sequence
from datetime import date

from milepost.amount import Unit, Unknown
from milepost.goals.findings import Finding
from milepost.goals.goal import Goal
from milepost.goals.metrics import metrics
from milepost.goals.state import GoalState
from milepost.kpis.catalogue import catalogue
from milepost.kpis.kpi import Form, Kpi
from milepost.plan.critique import Case, Look, Measure, asked_for, review_plan
from milepost.plan.plan import Plan
from milepost.plan.season import season_of
from milepost.workspace.framework import fed
from milepost.workspace.goal_entries import goal_entries, versions_of
from milepost.workspace.goal_states import JudgedGoal, judged_goals
from milepost.workspace.kept import days_of, keys
from milepost.workspace.known import AUDIENCE, QUARTER, REVIEW
from milepost.workspace.place import Workspace, choose_brand
from milepost.workspace.planning.plan import plan_of


def plan_findings(workspace: Workspace, *, brand: str | None, today: date) -> tuple[Finding, ...]:
    """What is to be said of the plan that stands on `today`. Raises NotFound for the brand."""
    return findings_of(workspace, plan_of(workspace, brand=brand, today=today), today=today)


def findings_of(
    workspace: Workspace,
    plan: Plan,
    *,
    today: date,
    states: Sequence[JudgedGoal | GoalState] | None = None,
    feeding: Iterable[str] | None = None,
) -> tuple[Finding, ...]:
    """What is to be said of a plan, whether it stands or is only proposed.

    `states` of its goals and the KPIs that are `feeding` it are worked out where they are not given.
    """
    owner = choose_brand(workspace, plan.brand)
    known = measures(workspace)
    entries = goal_entries(owner.name)
    if states is None:
        states = judged_goals(workspace, plan.goals, brand=owner.name, today=today)
    if feeding is None:
        feeding = (kpi.id for kpi in fed(workspace, owner, today, asked_for(plan, known)))
    held = days_of(owner.name, QUARTER, today)
    return review_plan(
        Case(
            plan=plan,
            today=today,
            measures=known,
            fed=frozenset(feeding),
            looks={state.goal.id: look_of(state) for state in states},
            versions={goal.id: versions_of(entries, goal.id, today) for goal in plan.goals},
            reviews=(*days_of(owner.name, REVIEW, today), *held),
            held=held,
            profiles=keys(owner.name, AUDIENCE, today),
        )
    )


def measures(workspace: Workspace | None = None) -> dict[str, Measure]:
    """Every KPI of the catalogue as the critique must know it."""
    known = catalogue(workspace.knowledge if workspace else None)
    return {name: _measure(kpi) for name, kpi in known.items()}


def _measure(kpi: Kpi) -> Measure:
    metric = metrics().get(kpi.id)
    spent = metric is not None and metric.activity
    return Measure(
        id=kpi.id,
        title=kpi.title,
        stage=kpi.stage,
        leading=kpi.timing == "leading",
        vanity=kpi.vanity,
        volume=kpi.form is Form.TOTAL and kpi.unit in {Unit.COUNT, Unit.MONEY} and not spent,
        guards=tuple(guard.kpi for guard in kpi.guards),
    )


def look_of(state: JudgedGoal | GoalState) -> Look:
    """What the data say of a goal."""
    odds = None if isinstance(state.odds, Unknown) else state.odds
    return Look(
        probability=odds.probability if odds else None,
        even_odds_target=odds.even_odds_target if odds else None,
        settled=odds.settled if odds else False,
        crossed=tuple(
            mark.title for mark in state.breaks if mark.moves_level and _inside(mark.day, state.goal)
        ),
        season=season_of(state.goal, state.history),
    )


def _inside(day: date, goal: Goal) -> bool:
    """Whether a change of meaning lies between the first day of the baseline and the deadline."""
    first = goal.baseline.first if goal.baseline else goal.start
    return first < day and (goal.deadline is None or day <= goal.deadline)
