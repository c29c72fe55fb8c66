"""What the critique of a plan looks at: the plan, and what the brand's data and journal say of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from milepost.goals.goal import Goal
from milepost.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Measure:
    """A KPI as the critique must know it; `guards` are the KPIs that its volume is usually held against."""

    id: str
    title: str
    stage: str
    leading: bool
    vanity: str | None
    volume: bool
    guards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What the data say of one goal: its odds, the target with even odds, and what its baseline rests on.

    `crossed` names the changes of meaning that lie inside its baseline or between it and the deadline;
    `season` is how the same weeks moved a year earlier (0.4: up by 40 %), None where that is not known.
    """

    probability: float | None = None
    even_odds_target: float | None = None
    settled: bool = False
    crossed: tuple[str, ...] = ()
    season: float | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """`fed` are the KPIs that the brand's data can feed (None: no data were looked at).

    `versions` holds every version of each goal, `rewritten` the days on which goals of an objective were
    replaced by goals of another KPI, `reviews` the days on which a review was held, `held` those on which the
    goals were held against the objectives. `profiles` are the ids of the audience profiles.
    """

    plan: Plan
    today: date
    measures: Mapping[str, Measure]
    fed: frozenset[str] | None = None
    looks: Mapping[str, Look] = field(default_factory=dict)
    versions: Mapping[str, tuple[Goal, ...]] = field(default_factory=dict)
    reviews: tuple[date, ...] = ()
    held: tuple[date, ...] = ()
    profiles: tuple[str, ...] = ()

    def title(self, kpi: str) -> str:
        """The KPI by its name."""
        known = self.measures.get(kpi)
        return known.title if known else kpi.replace("_", " ")
