"""What a brand's plan already names, and the place of a goal in it."""

from dataclasses import replace
from datetime import date

from milepost.goals.details import Details, Known, checked
from milepost.goals.findings import ADVICE, QUESTION, Finding
from milepost.goals.goal import Goal
from milepost.goals.serving import Served
from milepost.knowledge.reader import table
from milepost.kpis.catalogue import catalogue
from milepost.plan.objective import Objective, kinds, roles, stage_of
from milepost.workspace.goal_entries import goal_entries
from milepost.workspace.kept import keys, standing
from milepost.workspace.place import Workspace

OBJECTIVE, AUDIENCE, IDENTITY, CAPACITY = "objective", "audience", "identity", "capacity"
QUARTER, REVIEW, DECISION = "quarter", "review", "decision"
SOLE = "brand"
"""The key of what a brand has one of."""


def objectives_of(brand: str, today: date) -> dict[str, Objective]:
    """The business objectives that stand on `today`, by id."""
    return {key: kept.value for key, kept in standing(brand, OBJECTIVE, Objective, today).items()}


def read_details(workspace: Workspace, brand: str, details: Details, *, today: date) -> Details:
    """The details, checked against what there is to name. Raises NotFound, InvalidValue."""
    if details == Details():
        return details
    known = Known(
        kpis=catalogue(workspace.knowledge),
        objectives=objectives_of(brand, today) or kinds(),
        roles=roles(),
        audiences=keys(brand, AUDIENCE, today) if details.audience else (),
        goals={entry.key for entry in goal_entries(brand)} if details.after else (),
    )
    return checked(details, known)


def served(brand: str, objective: str | None, today: date) -> Served | None:
    """The kind and stage of the objective of that id; an id that nobody wrote may be a kind itself."""
    if objective is None:
        return None
    written = objectives_of(brand, today).get(objective)
    if written is not None:
        return Served(written.kind, stage_of(written))
    return Served(objective, kinds()[objective].stage) if objective in kinds() else None


def place_in_plan(goal: Goal, *, chosen: str | None, today: date) -> tuple[Goal, tuple[Finding, ...]]:
    """The goal on its business objective and in its role, and what has to be asked about that.

    `chosen` is the objective that the user named. Otherwise the goal hangs on the brand's one objective of
    the kind that its metric serves; where that is not clear it is asked.
    """
    written = objectives_of(goal.brand, today)
    if chosen is None and written:
        fitting = [o.id for o in written.values() if o.kind == goal.objective]
        goal = replace(goal, objective=fitting[0] if len(fitting) == 1 else None)
    found: list[Finding] = []
    if goal.objective is None and written:
        titles = tuple(f"{o.title} ({o.id})" for o in written.values())
        found.append(Finding("no_objective", QUESTION, {"goal": goal.id, "objectives": titles}))
    elif not written:
        found.append(Finding("no_objectives_written", ADVICE, {"brand": goal.brand}))
    placed = replace(goal, role=goal.role or _role(goal, written), segment=goal.segment or _segment(goal))
    return placed, tuple(found)


def _segment(goal: Goal) -> str | None:
    """The part of the work that is usually seen by the goal's KPI."""
    return next((name for name, one in table("segments").items() if goal.kpi in one["kpis"]), None)


def _role(goal: Goal, written: dict[str, Objective]) -> str | None:
    """Of the roles that its objective gives to social media, the one that is seen by the goal's KPI."""
    objective = written.get(goal.objective or "")
    given = objective.roles if objective else ()
    if not given and goal.objective is not None:
        kind = objective.kind if objective else goal.objective
        given = kinds()[kind].roles if kind in kinds() else ()
    return next((role for role in given if goal.kpi in roles()[role].kpis), None)
