"""A goal beside the brand's other goals, and beside its own earlier versions."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from milepost.goals.findings import ADVICE, QUESTION, Finding
from milepost.goals.goal import Goal
from milepost.goals.metrics import metrics
from milepost.goals.progress import meets

MOST_KPIS = 7
"""More KPIs than these at once, over all goals of a brand, divide the attention."""
MOST_IN_STAGE = 3
"""More goals than these for one stage of the funnel compete for the same work."""
MOST_CHANGES, WITHIN_DAYS = 2, 90
"""A KPI changed more than once within a quarter never stands long enough to learn from."""

_FINANCIAL = frozenset({"orders", "new_customers", "customers", "units_sold", "roas", "roi", "ltv_cac"})


def beside_others(goal: Goal, live: Sequence[Goal]) -> list[Finding]:
    """Too many KPIs, too many goals of one stage, a second goal for one KPI, none that speaks of money."""
    others = [other for other in live if other.id != goal.id or not goal.id]
    goals = [*others, goal]
    found = []
    kpis = {g.kpi for g in goals}
    if len(kpis) > MOST_KPIS:
        values = {"brand": goal.brand, "count": len(kpis), "most": MOST_KPIS}
        found.append(Finding("too_many_kpis", QUESTION, values))
    in_stage = Counter(g.stage for g in goals)[goal.stage]
    if goal.stage is not None and in_stage > MOST_IN_STAGE:
        values = {"stage": goal.stage, "count": in_stage, "most": MOST_IN_STAGE}
        found.append(Finding("too_many_in_stage", ADVICE, values))
    same = [g for g in others if (g.kpi, g.channel) == (goal.kpi, goal.channel) and _together(g, goal)]
    if same:
        found.append(
            Finding("same_kpi", QUESTION, {"metric": goal.kpi.replace("_", " "), "other": same[0].sentence})
        )
    if not any(is_financial(g.kpi) for g in goals):
        found.append(Finding("no_financial_indicator", ADVICE, {"brand": goal.brand}))
    return found


def _together(one: Goal, other: Goal) -> bool:
    """Whether two goals share a day: one that begins when the other is over only follows it."""
    over = (one.deadline is not None and one.deadline < other.start) or (
        other.deadline is not None and other.deadline < one.start
    )
    return not over


def is_financial(kpi: str) -> bool:
    """Whether a KPI speaks of money that comes in, or of what a lead or customer costs (not a click)."""
    metric = metrics().get(kpi)
    if metric is None or metric.activity or metric.stage not in {"conversion", "retention"}:
        return kpi in _FINANCIAL
    return kpi in _FINANCIAL or metric.form in {"money", "price"}


def of_versions(goal: Goal, versions: Sequence[Goal]) -> list[Finding]:
    """A KPI that is changed again and again, and a target that was made easier than the first one."""
    found = []
    history = sorted((*versions, goal), key=lambda g: g.version)
    changed = [later.written_on for earlier, later in pairwise(history) if earlier.kpi != later.kpi]
    for i, day in enumerate(changed):
        recent = [other for other in changed[i:] if (other - day).days <= WITHIN_DAYS]
        if len(recent) >= MOST_CHANGES:
            values = {"times": len(recent), "days": WITHIN_DAYS}
            found.append(Finding("kpi_changed_often", QUESTION, values))
            break
    if goal.target != goal.first_target and meets(goal.first_target, goal.target, goal.better):
        values_of = {"first_target": goal.first_target, "target": goal.target, "unit": goal.unit}
        found.append(Finding("target_lowered", ADVICE, values_of))
    return found
