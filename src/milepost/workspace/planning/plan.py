"""The plan of a brand, gathered from its journal as of a day."""

from datetime import date

from milepost.plan.plan import Plan
from milepost.workspace.goal_entries import goals_of
from milepost.workspace.known import objectives_of
from milepost.workspace.place import Workspace, choose_brand
from milepost.workspace.planning.audiences import audiences
from milepost.workspace.planning.competitors import competitors_of
from milepost.workspace.planning.objectives import capacity_of, identity_of


def plan_of(workspace: Workspace, *, brand: str | None, today: date) -> Plan:
    """The plan that stands on `today`. Raises NotFound for the brand."""
    owner = choose_brand(workspace, brand)
    return Plan(
        brand=owner.name,
        currency=owner.currency,
        identity=identity_of(workspace, brand=owner.name, today=today),
        capacity=capacity_of(workspace, brand=owner.name, today=today),
        objectives=tuple(objectives_of(owner.name, today).values()),
        goals=goals_of(workspace, brand=owner.name, today=today),
        audiences=tuple(kept.value for kept in audiences(workspace, brand=owner.name, today=today).values()),
        competitors=tuple(
            kept.value for kept in competitors_of(workspace, brand=owner.name, today=today).values()
        ),
    )
