"""What must not get worse beside a goal, in a sentence each."""

from milepost.goals.state import GoalState
from milepost.reports.words.judged import says


def guard_lines(state: GoalState) -> tuple[str, ...]:
    """One sentence for each guard of the goal, in their order."""
    return tuple(says(one.told, one.title) for one in state.guards)
