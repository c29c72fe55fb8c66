"""The quarter of a plan: goals held against objectives, the next ones proposed, and that it was done."""

from dataclasses import dataclass
from datetime import date, timedelta

from milepost.amount import Unknown
from milepost.goals.goal import Goal
from milepost.language import gettext_lazy
from milepost.plan.quarter import Quarter, held_against
from milepost.workspace.goal_entries import closed_goals, goal_entries, goals_of, last_entries, line_of
from milepost.workspace.goal_states import goal_states
from milepost.workspace.kept import days_of, keep
from milepost.workspace.known import QUARTER, SOLE, objectives_of
from milepost.workspace.offering import Offer, next_offer
from milepost.workspace.place import Workspace, choose_brand

LOOKED_BACK = timedelta(days=100)


@dataclass(frozen=True, slots=True)
class Note:
    """What was concluded when the goals were held against the objectives."""

    concluded: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A goal that ends or has ended, and the one that the data propose after it (or why none)."""

    goal: Goal
    offer: Offer | Unknown


@dataclass(frozen=True, slots=True)
class QuarterView:
    """The quarter as it stands, the proposals for the next one, and when it was last held."""

    quarter: Quarter
    proposals: tuple[Proposal, ...]
    last_held: date | None


def quarter_of(workspace: Workspace, *, brand: str | None, today: date) -> QuarterView:
    """Goals by objective, with those closed within the last hundred days. Raises NotFound for the brand."""
    owner = choose_brand(workspace, brand)
    goals = goals_of(workspace, brand=owner.name, today=today)
    words = {s.goal.id: s.verdict.value for s in goal_states(workspace, brand=owner.name, today=today)}
    closed = [
        (line.goal, line.closing)
        for line in closed_goals(workspace, brand=owner.name, today=today)
        if line.day > today - LOOKED_BACK and line.goal is not None and line.closing is not None
    ]
    overdue = [goal for goal in goals if goal.deadline is not None and goal.deadline < today]
    ending = [
        goal for goal in goals if goal.deadline is not None and goal.deadline < today + timedelta(days=28)
    ]
    followed = {goal.after for goal in goals}
    due = [goal for goal in (*ending, *(goal for goal, _ in closed)) if goal.id not in followed]
    held = days_of(owner.name, QUARTER, today)
    return QuarterView(
        held_against(tuple(objectives_of(owner.name, today).values()), goals, words, closed, overdue),
        tuple(Proposal(goal, next_offer(workspace, owner, goal, today)) for goal in due),
        held[-1] if held else None,
    )


def propose(workspace: Workspace, goal_id: str, *, brand: str | None, today: date) -> Proposal:
    """What the data propose after a goal, standing or closed. Raises NotFound."""
    from milepost.errors import NotFound

    owner = choose_brand(workspace, brand)
    entries = last_entries(goal_entries(owner.name), today)
    found = next((line_of(e).goal for e in entries if e.key == goal_id), None)
    if found is None:
        raise NotFound("goal", goal_id, [e.key for e in entries], gettext_lazy("See: milepost goal list"))
    return Proposal(found, next_offer(workspace, owner, found, today))


def hold_quarter(workspace: Workspace, concluded: str, *, brand: str | None, today: date, who: str) -> None:
    """Write down that the goals were held against the objectives, and what was concluded."""
    name = choose_brand(workspace, brand).name
    keep(name, QUARTER, SOLE, Note(concluded.strip()), today=today, who=who)
