"""What was usual before a goal began: its baseline, and what follows from it for a week."""

from milepost.goals.state import GoalState
from milepost.period import Grain
from milepost.series import Series

PERIOD_DAYS = {Grain.DAY: 1.0, Grain.WEEK: 7.0, Grain.MONTH: 365.25 / 12}

Band = tuple[float, float]


def goal_days(state: GoalState) -> int | None:
    """How many days the goal runs, first and last included; None without a deadline."""
    goal = state.goal
    return None if goal.deadline is None else (goal.deadline - goal.start).days + 1


def usual_in_a_period(state: GoalState, history: Series) -> Band | None:
    """The usual range of one period of `history`: a total's baseline is brought to its length."""
    base = state.goal.baseline
    if base is None:
        return None
    if state.goal.kind != "total":
        return base.low, base.high
    days = goal_days(state)
    if not days:
        return None
    share = PERIOD_DAYS.get(history.grain, 1.0) / days
    return base.low * share, base.high * share


def usual_band(state: GoalState) -> Band | None:
    """The baseline's own range: of a level or of one period, or for totals by the deadline."""
    base = state.goal.baseline
    return None if base is None else (base.low, base.high)
