"""The plan around the demo's goals: what the workshop is for, what it wants, what its people can carry."""

from dataclasses import dataclass

from milepost.plan.audience import AudienceProfile
from milepost.plan.capacity import Capacity
from milepost.plan.objective import Identity


@dataclass(frozen=True, slots=True)
class DemoObjective:
    """A business objective as somebody wrote it down."""

    title: str
    kind: str
    says: str
    owner: str


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """Everything of the plan but its goals."""

    identity: Identity
    capacity: Capacity
    objectives: tuple[DemoObjective, ...]
    audience: AudienceProfile


SELL = "Sell more bags online"
ORDERS = "Fill the workshop's order book"
KNOWN = "Be known to city cyclists"


def demo_plan() -> DemoPlan:
    """Three objectives, one of which has to wait for its goal."""
    return DemoPlan(
        identity=Identity(
            mission="Bags that outlast the bicycle.",
            vision="Every commuter of the city knows one person with our bag.",
            values=("repair before replace", "made in sight"),
            industry="retail",
        ),
        capacity=Capacity(most_kpis=7, hours_a_week=16, budget_a_month=2500),
        objectives=(
            DemoObjective(SELL, "revenue_growth", "Orders in the shop carry the workshop.", "Mara"),
            DemoObjective(ORDERS, "lead_generation", "Made-to-measure bags begin with a call.", "Jonas"),
            DemoObjective(KNOWN, "brand_positioning", "People look for us by name.", "Mara"),
        ),
        audience=AudienceProfile(
            id="",
            name="City commuters",
            says="They ride to work in any weather and carry a laptop.",
            ages=("25-44",),
            interests=("cycling", "repair"),
            pain_points=("wet papers", "straps that tear"),
            active_hours=("morning", "evening"),
            platforms=("instagram",),
        ),
    )
