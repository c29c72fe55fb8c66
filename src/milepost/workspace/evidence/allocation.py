"""What pays and what the team can carry: the month's proposal, and hours and money against what goals ask."""

from dataclasses import dataclass
from datetime import date

from milepost.facts.batches import FactFiles
from milepost.goals.goal import Goal
from milepost.plan.capacity import Capacity
from milepost.reviews.case import Allocated
from milepost.workspace.framework import framework
from milepost.workspace.goal_entries import goals_of
from milepost.workspace.judging.known import Known
from milepost.workspace.place import Workspace, choose_brand
from milepost.workspace.planning.objectives import capacity_of
from milepost.workspace.reading import with_facts
from milepost.workspace.reviewing.allocated import allocation


@dataclass(frozen=True, eq=False)
class Allotted:
    """The parts of the proposal as the monthly review has them, the goals, and what the team can carry."""

    brand: str
    today: date
    currency: str
    parts: tuple[Allocated, ...]
    goals: tuple[Goal, ...]
    capacity: Capacity


def allotted(workspace: Workspace, *, brand: str | None, today: date) -> Allotted:
    """What is known of budget and hours on `today`. Raises NotFound for the brand."""
    owner = choose_brand(workspace, brand)
    goals = goals_of(workspace, brand=owner.name, today=today)
    measured = framework(workspace, owner, today)

    def work(files: FactFiles) -> tuple[Allocated, ...]:
        return tuple(allocation(Known(workspace, owner, files, today, measured, goals)))

    parts = with_facts(workspace, owner.name, work)
    capacity = capacity_of(workspace, brand=owner.name, today=today)
    return Allotted(owner.name, today, owner.currency, parts, goals, capacity)
