"""The plan for a person: what the brand is for, its objectives and goals, and what the team can carry."""

from collections.abc import Sequence

from milepost.amount import Unit
from milepost.goals.goal import Goal
from milepost.goals.state import GoalState
from milepost.knowledge.reader import table
from milepost.language import gettext, ngettext
from milepost.plan.capacity import Capacity
from milepost.plan.objective import Identity
from milepost.plan.plan import Plan
from milepost.reports import numbers
from milepost.reports.objectives import objective_lines
from milepost.reports.words.guard import around_lines
from milepost.reports.words.kpi import title_of
from milepost.reports.words.verdict import NAMES


def identity_lines(identity: Identity) -> list[str]:
    """Mission, vision, values, industry; what nobody wrote is said to be open."""
    values = ", ".join(identity.values)
    unwritten = gettext("not written yet")
    lines = [
        gettext("Mission: {text}", text=identity.mission or unwritten),
        gettext("Vision: {text}", text=identity.vision or unwritten),
        gettext("Values: {text}", text=values or unwritten),
    ]
    return [*lines, gettext("Industry: {text}", text=identity.industry)] if identity.industry else lines


def capacity_lines(capacity: Capacity, currency: str) -> list[str]:
    """The ceiling of KPIs, hours and money."""
    hours, budget = capacity.hours_a_week, capacity.budget_a_month
    unsaid = gettext("not said")
    money = unsaid if budget is None else numbers.exact(budget, Unit.MONEY, currency)
    return [
        gettext("KPIs at once: at most {n}", n=capacity.most_kpis),
        gettext("Hours a week: {n}", n=unsaid if hours is None else numbers.plain(hours, 1)),
        gettext("Budget a month: {money}", money=money),
    ]


def plan_lines(plan: Plan, states: Sequence[GoalState]) -> list[str]:
    """The plan in view: what the brand is for, each objective with its goals, and what each goal carries."""
    by_goal = {state.goal.id: state for state in states}
    lines = [f"{plan.brand}: {plan.identity.mission or 'no mission is written yet'}", ""]
    known = {objective.id for objective in plan.objectives}
    for objective in plan.objectives:
        lines += objective_lines(objective)
        goals = [goal for goal in plan.goals if goal.objective == objective.id]
        lines += [text for goal in goals for text in goal_lines(goal, by_goal.get(goal.id), plan.currency)]
        lines += [] if goals else ["  no goal hangs on it"]
        lines.append("")
    loose = [goal for goal in plan.goals if goal.objective not in known]
    if loose:
        lines.append("Goals on no objective")
        lines += [text for goal in loose for text in goal_lines(goal, by_goal.get(goal.id), plan.currency)]
        lines.append("")
    for title, names in (
        ("For", [profile.name for profile in plan.audiences]),
        ("Beside", [rival.name for rival in plan.competitors]),
    ):
        lines += [f"{title}: {', '.join(names)}"] if names else []
    return [*lines, *segment_lines(plan), *capacity_lines(plan.capacity, plan.currency)]


def segment_lines(plan: Plan) -> list[str]:
    """How many goals, hours and how much money each part of the work has; nothing where nobody said."""
    lines = []
    for name, segment in table("segments").items():
        goals = [goal for goal in plan.goals if goal.segment == name]
        hours = sum(goal.hours or 0.0 for goal in goals)
        money = sum(goal.budget or 0.0 for goal in goals)
        count = numbers.count_word(len(goals))
        said = [ngettext("{n} goal", "{n} goals", len(goals), n=count)]
        said += [gettext("{n} h a week", n=numbers.plain(hours, 1))] if hours else []
        said += [numbers.exact(money, Unit.MONEY, plan.currency)] if money else []
        lines += [f"{segment['title']}: {', '.join(said)}"] if goals else []
    return lines


def goal_lines(goal: Goal, state: GoalState | None, currency: str) -> list[str]:
    """One goal in the plan: where it stands, both targets, its KPIs, and who carries it with what."""
    word = f", {NAMES[state.verdict].lower()}" if state is not None else ""
    money = currency if goal.unit == Unit.MONEY else None
    target = numbers.exact(goal.target, goal.unit, money)
    if goal.target != goal.first_target:
        target += f" (first {numbers.exact(goal.first_target, goal.unit, money)})"
    until = numbers.day(goal.deadline) if goal.deadline else "further notice"
    lines = [f"  {goal.id}{word}: {goal.sentence}", f"     {title_of(goal.kpi)}: {target} until {until}"]
    around = (*around_lines(goal, currency), f"carried by {_carried(goal, currency)}")
    return [*lines, *(f"     {text}" for text in around)]


def _carried(goal: Goal, currency: str) -> str:
    """Owner, part of the work, channels, money, hours, audience: what was said of them."""
    parts = [goal.owner or "nobody yet"]
    if goal.segment:
        parts.append(str(table("segments")[goal.segment]["title"]).lower())
    if goal.worked_on:
        parts.append("on " + ", ".join(goal.worked_on))
    if goal.budget is not None:
        parts.append(numbers.exact(goal.budget, Unit.MONEY, currency))
    if goal.hours is not None:
        parts.append(f"{numbers.plain(goal.hours, 1)} h a week")
    if goal.audience:
        parts.append(f"for {goal.audience}")
    return "; ".join(parts)
