"""The KPIs that stand around a goal's own, taken from what the brand's data can feed."""

from dataclasses import replace
from datetime import date

from milepost.goals.details import Details
from milepost.goals.framework import Framework, candidates, chosen
from milepost.goals.goal import Goal, Guard
from milepost.goals.guards_said import guards_said
from milepost.goals.reading import GoalReading
from milepost.kpis.catalogue import catalogue
from milepost.workspace.framework import fed
from milepost.workspace.known import served
from milepost.workspace.place import Brand, Workspace

MOST_GUARDS = 2
"""More guards than two are watched by nobody; the weightiest come first."""


def framework_of(workspace: Workspace, brand: Brand, goal: Goal, today: date) -> Framework:
    """What should lead, follow and guard a goal, by its objective and by what its data can feed."""
    objective = served(brand.name, goal.objective, today)
    kind = objective.kind if objective else goal.objective
    known = catalogue(workspace.knowledge)
    told = fed(workspace, brand, today, candidates(goal.kpi, kind, goal.stage, known))
    return chosen(goal.kpi, kind, goal.stage, told, known)


def framed(
    workspace: Workspace, brand: Brand, goal: Goal, reading: GoalReading, details: Details, today: date
) -> Goal:
    """The goal with the leads and guards that nobody has named, as far as the brand's data feed them.

    Guards that its sentence names come first.
    """
    if details.leads is not None and details.guards is not None:
        return goal
    said = guards_said(reading, catalogue(workspace.knowledge))
    frame = framework_of(workspace, brand, goal, today)
    missing = set(frame.needs_data)
    leads = tuple(kpi for kpi in frame.leading if kpi not in missing)
    named = {guard.kpi for guard in said}
    usual = tuple(Guard(kpi) for kpi in frame.guards if kpi not in missing and kpi not in named)
    guards = said + usual[: max(0, MOST_GUARDS - len(said))]
    return replace(
        goal,
        leads=goal.leads if details.leads is not None else leads,
        guards=goal.guards if details.guards is not None else guards,
    )
