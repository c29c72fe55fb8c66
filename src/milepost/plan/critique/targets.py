"""The targets of a plan: whether they stand on something, can be reached, are compared with their like."""

from collections.abc import Iterator

from milepost.goals.critique import UNLIKELY
from milepost.goals.findings import ADVICE, QUESTION, REFUSE, Finding
from milepost.goals.goal import Goal
from milepost.goals.progress import meets
from milepost.language import gettext_lazy
from milepost.period import spoken
from milepost.plan.critique.case import Case, Look

FEW_WEEKS = 8
"""A baseline of fewer weeks says little of what is usual (see docs/judgement.md)."""
SEASON = 0.15
"""A move of the same weeks a year earlier that is worth saying beside the target."""


def of_the_targets(case: Case) -> Iterator[Finding]:
    """No baseline, a short one, one that crosses a change of meaning or a season; unlikely; in the past."""
    for goal in case.plan.goals:
        look = case.looks.get(goal.id, Look())
        yield from _dates(case, goal)
        yield from _ground(case, goal)
        yield from _reach(case, goal, look)
        yield from _context(case, goal, look)


def _dates(case: Case, goal: Goal) -> Iterator[Finding]:
    if goal.deadline is None:
        return
    if goal.deadline < goal.start:
        values = {"deadline": spoken(goal.deadline), "goals": (goal.id,)}
        yield Finding("deadline_passed", REFUSE, values)
    elif goal.deadline < case.today:
        values = {"goal": goal.id, "deadline": spoken(goal.deadline), "goals": (goal.id,)}
        yield Finding("goal_overdue", QUESTION, values)


def _ground(case: Case, goal: Goal) -> Iterator[Finding]:
    base = goal.baseline
    name = case.title(goal.kpi)
    if base is None:
        because = gettext_lazy("it was set before any figures were known")
        yield Finding("no_baseline", QUESTION, {"kpi": name, "because": because, "goals": (goal.id,)})
        return
    if 0 < base.weeks < FEW_WEEKS:
        yield Finding("short_baseline", ADVICE, {"metric": name, "weeks": base.weeks, "goals": (goal.id,)})
    edge = base.low if goal.better == "higher" else base.high
    if goal.target != edge and meets(edge, goal.target, goal.better):
        values = {
            "metric": name,
            "baseline": base.value,
            "target": goal.target,
            "unit": goal.unit,
            "goals": (goal.id,),
        }
        yield Finding("target_behind_baseline", QUESTION, values)


def _reach(case: Case, goal: Goal, look: Look) -> Iterator[Finding]:
    if look.settled or look.probability is None or look.probability >= UNLIKELY:
        return
    values: dict[str, object] = {
        "metric": case.title(goal.kpi),
        "target": goal.target,
        "probability": gettext_lazy("less than 1 %")
        if look.probability < 0.01
        else f"{look.probability:.0%}".replace("%", " %"),
        "unit": goal.unit,
        "goals": (goal.id,),
    }
    if look.even_odds_target is not None:
        values["even_odds"] = look.even_odds_target
    yield Finding("unrealistic_target", QUESTION, values)


def _context(case: Case, goal: Goal, look: Look) -> Iterator[Finding]:
    """A figure is compared with figures of another meaning, or of another season."""
    name = case.title(goal.kpi)
    if look.crossed:
        values = {"metric": name, "changes": look.crossed, "goals": (goal.id,)}
        yield Finding("compared_across_break", QUESTION, values)
    base = goal.baseline
    if (
        look.season is None
        or base is None
        or goal.kind != "total"
        or abs(look.season) < SEASON
        or not base.value
    ):
        return
    wanted = goal.target / base.value - 1
    values = {
        "metric": name,
        "wanted": f"{wanted:+.0%}".replace("%", " %").replace("-", "−"),
        "season": f"{look.season:+.0%}".replace("%", " %").replace("-", "−"),
        "goals": (goal.id,),
    }
    yield Finding("compared_across_season", ADVICE, values)
