"""Which KPIs a plan watches, and which of them it should let go of when they are too many."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Protocol

from milepost.goals.goal import Goal
from milepost.goals.portfolio import is_financial

MOST_WATCHED = 15
"""More KPIs than these, with leads and guards, are looked at by nobody every week."""


class Described(Protocol):
    """What must be known of a KPI to let go of it."""

    @property
    def vanity(self) -> str | None:
        """Why it is a vanity metric, if it is one."""


def watched(goals: Sequence[Goal]) -> tuple[str, ...]:
    """Every KPI of the goals, with their leads and guards, each once, the goals' own first."""
    own = [goal.kpi for goal in goals]
    more = [kpi for goal in goals for kpi in (*goal.leads, *(guard.kpi for guard in goal.guards))]
    return tuple(dict.fromkeys((*own, *more)))


def to_drop(
    goals: Sequence[Goal], measures: Mapping[str, Described], most: int, *, primaries: bool = False
) -> tuple[str, ...]:
    """The KPIs to let go of so that at most `most` remain: vain ones first, then those that serve least.

    With `primaries` only the goals' own KPIs are counted; else leads and guards go before any of those.
    """
    own = {goal.kpi for goal in goals}
    serves = Counter(
        kpi for goal in goals for kpi in {goal.kpi, *goal.leads, *(guard.kpi for guard in goal.guards)}
    )
    kpis = list(dict.fromkeys(goal.kpi for goal in goals)) if primaries else list(watched(goals))

    def worth(kpi: str) -> tuple[bool, bool, bool, int, int]:
        """From what may go first: not a goal's own, vain, not of money, serving few goals, named last."""
        known = measures.get(kpi)
        vain = known is not None and known.vanity is not None
        return kpi in own, not vain, is_financial(kpi), serves[kpi], -kpis.index(kpi)

    return tuple(sorted(kpis, key=worth)[: max(0, len(kpis) - most)])
