"""What a rule of the playbook is, as its file in `knowledge/playbook/` tells it."""

from dataclasses import dataclass
from typing import Final

from milepost.playbook.standings import State

STAGES: Final = (
    "measurement",
    "conversion",
    "shop",
    "ads",
    "retention",
    "email",
    "traffic",
    "engagement",
    "awareness",
    "service",
    "cadence",
)
"""Where rules belong, the weightiest first: broken measuring before money, money before attention."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing a rule waits for: that a KPI stands in one of `stands`.

    Of several `kpis` the first that is measured is looked at, as the members of a family: where that one
    cannot be judged, no other answers for it. With `any_of` all that stand so are taken, and one is enough.
    `whole` looks at the whole brand also where the rule is held against a channel. With `least`, every one of
    `kpis` that can be judged must stand so, and at least so many must be judged.
    """

    kpis: tuple[str, ...]
    stands: frozenset[State]
    whole: bool = False
    any_of: bool = False
    least: int | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """Standings by `kpi` or `kpi@channel`, and the channels for which the rule then advises.

    `advises` holds "" where it advises for the whole brand; it is empty where the rule must keep still.
    """

    says: str
    standings: tuple[tuple[str, frozenset[State]], ...]
    advises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: all of `when` and none of `unless` must hold. Unknown standings satisfy neither.

    `evidence` are KPIs that are shown beside those of the conditions, `instead_of` are rules that keep still
    where this one speaks, `quiet` marks a rule that speaks only where no other does. `source` names where the
    idea comes from, when it is not the method's own.
    """

    id: str
    title: str
    says: str
    stage: str
    when: tuple[Condition, ...]
    action: str
    weeks: int
    watch: tuple[str, ...]
    wrong_when: str
    examples: tuple[Example, ...]
    unless: tuple[Condition, ...] = ()
    evidence: tuple[str, ...] = ()
    instead_of: tuple[str, ...] = ()
    quiet: bool = False
    source: str | None = None
    where: str = ""

    @property
    def kpis(self) -> tuple[str, ...]:
        """Every KPI whose standing it looks at or shows, each once."""
        named = [kpi for condition in (*self.when, *self.unless) for kpi in condition.kpis]
        return tuple(dict.fromkeys((*named, *self.evidence)))

    @property
    def of_the_brand(self) -> bool:
        """Whether it speaks of the whole brand only."""
        return all(condition.whole or condition.least is not None for condition in self.when)
