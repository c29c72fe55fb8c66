"""How each goal stands against the last review: what has happened to it, and what it no longer needs."""

from collections.abc import Iterator, Sequence
from datetime import date

from milepost.amount import Unknown
from milepost.goals.guarding import GuardState
from milepost.goals.state import GoalState, Verdict
from milepost.reviews.case import Case
from milepost.reviews.held import Held, HeldGoal
from milepost.reviews.review import Freed, GoalLine

MOVED = 0.15
"""Odds come from 2,000 draws of a forecast that learns a week each week: smaller moves are no news."""

FELL = 0.05
"""A goal that has become unlikely is told for less, or a slow slide would never be."""

ENDED = frozenset({Verdict.MET, Verdict.MISSED})
RANK = {"missed": 0, "unlikely": 1, "open": 2, "likely": 3, "met": 4}


def goal_lines(case: Case, last: Held | None) -> tuple[tuple[GoalLine, ...], tuple[GoalState, ...]]:
    """The goals to be told of, and those that are over and were told so before."""
    before = {} if last is None else {goal.id: goal for goal in last.goals}
    lines, over = [], []
    for state in case.goals:
        shown = before.get(state.goal.id)
        if is_over(state, case.as_of) and shown is not None and shown.verdict == state.verdict.value:
            over.append(state)
        else:
            lines.append(GoalLine(state, shown, _news(state, shown, case.as_of), _broken(state, case.as_of)))
    return tuple(lines), tuple(over)


def is_over(state: GoalState, as_of: date) -> bool:
    """Nothing more can come of it: it is met or missed, or its deadline has passed."""
    passed = state.goal.deadline is not None and state.goal.deadline < as_of
    return state.verdict in ENDED or passed


def _news(state: GoalState, shown: HeldGoal | None, as_of: date) -> str:
    if is_over(state, as_of):
        return "ended"
    if shown is None or shown.version != state.goal.version:
        return "new"
    now = None if isinstance(state.odds, Unknown) else state.odds.probability
    if now is None or shown.probability is None:
        return ""
    apart = now - shown.probability
    crossed = RANK.get(state.verdict.value, -1) - RANK.get(shown.verdict, -1)
    least = FELL if crossed < 0 and state.verdict is Verdict.UNLIKELY else MOVED
    if abs(apart) < least or not crossed:
        return ""
    return "closer" if apart > 0 else "further"


def _broken(state: GoalState, as_of: date) -> tuple[GuardState, ...]:
    """The guards that do not hold; of a goal that is over nobody asks any more."""
    return () if is_over(state, as_of) else tuple(one for one in state.guards if one.held is False)


def freed(goals: Sequence[GoalState], as_of: date) -> Iterator[Freed]:
    """The hours and money of goals that are over."""
    for state in goals:
        goal = state.goal
        if is_over(state, as_of) and (goal.hours or (goal.budget and state.verdict is Verdict.MET)):
            still = goal.deadline is not None and goal.deadline >= as_of
            yield Freed(goal.id, goal.sentence, goal.hours, goal.budget if still else None)
