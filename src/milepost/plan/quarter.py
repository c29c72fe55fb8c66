"""Once a quarter the goals are held against the business objectives again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from milepost.goals.closing import Closing, Outcome
from milepost.goals.goal import Goal
from milepost.plan.objective import Objective


@dataclass(frozen=True, slots=True)
class Held:
    """One goal as it is held against its objective; `closing` tells how it came out, once it is closed."""

    goal: Goal
    word: str
    closing: Closing | None = None


@dataclass(frozen=True, slots=True)
class ObjectiveHeld:
    """One objective with the goals that stood for it; None gathers the goals that hang on none.

    `served` is whether any goal for it was met or is on its way; None where nobody can tell.
    """

    objective: Objective | None
    goals: tuple[Held, ...]
    served: bool | None


@dataclass(frozen=True, slots=True)
class Quarter:
    """What a review of the quarter looks at: each objective, goals to be closed, and goals to come."""

    objectives: tuple[ObjectiveHeld, ...]
    overdue: tuple[Goal, ...]


ON_THE_WAY = frozenset({"met", "likely"})
OFF_THE_WAY = frozenset({"missed", "unlikely"})


def held_against(
    objectives: Sequence[Objective],
    goals: Sequence[Goal],
    words: Mapping[str, str],
    closed: Sequence[tuple[Goal, Closing]],
    overdue: Sequence[Goal],
) -> Quarter:
    """Goals by the objective they hang on; `words` holds the verdicts of those that stand."""
    held = [Held(goal, words.get(goal.id, "unknown")) for goal in goals]
    held += [Held(goal, closing.outcome.value, closing) for goal, closing in closed]
    known = {objective.id for objective in objectives}
    rows = [
        _row(objective, [h for h in held if h.goal.objective == objective.id]) for objective in objectives
    ]
    loose = [h for h in held if h.goal.objective not in known]
    return Quarter(tuple(rows + ([_row(None, loose)] if loose else [])), tuple(overdue))


def _row(objective: Objective | None, held: Sequence[Held]) -> ObjectiveHeld:
    words = {one.word for one in held}
    served: bool | None = None
    if words & ON_THE_WAY or Outcome.MET.value in words:
        served = True
    elif held and words <= OFF_THE_WAY:
        served = False
    return ObjectiveHeld(objective, tuple(held), served)
