"""The plan of a brand as one value: what is exported, compared, and criticised."""

from dataclasses import dataclass

from milepost.goals.goal import Goal
from milepost.plan.audience import AudienceProfile
from milepost.plan.capacity import Capacity
from milepost.plan.competitor import Competitor
from milepost.plan.objective import Identity, Objective


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that people have written down of one brand's plan, as it stands on a day."""

    brand: str
    currency: str
    identity: Identity
    capacity: Capacity
    objectives: tuple[Objective, ...]
    goals: tuple[Goal, ...]
    audiences: tuple[AudienceProfile, ...] = ()
    competitors: tuple[Competitor, ...] = ()
