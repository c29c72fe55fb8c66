"""How far a goal has come, measured from where it began and never from the share of a number alone."""

from datetime import date

from milepost.goals.goal import LEVEL, TOTAL, Goal


def share_done(actual: float, baseline: float, target: float) -> float | None:
    """(actual - baseline) / (target - baseline): 0 at the start, 1 at the target, in either direction.

    None when the two are the same, because then there is no way to go.
    """
    return (actual - baseline) / (target - baseline) if target != baseline else None


def progress(goal: Goal, *, actual: float, known_until: date | None = None) -> float | None:
    """The part of the way that is done; None when there is nothing to measure it from.

    * A level is measured from its baseline: (actual - baseline) / (target - baseline). A level that is to be
      kept (the baseline already meets the target) is 1 while it is met, else 0.
    * A total counted from nought (“generate 300 leads”) is what came so far over the target.
    * A total that is a change on what is usual (“30 % more visits”) is measured at the same point of the
      period against the usual pace: (actual - usual so far) / (target - usual total), so that an ordinary
      month is 0 and not already three quarters done. `known_until` is the first day without figures.
    * A standing target per period is what the running period brought so far over its target.
    """
    if goal.kind == LEVEL:
        return None if goal.baseline is None else _of_a_level(goal, actual, goal.baseline.value)
    if goal.kind == TOTAL and goal.change:
        return _of_a_change(goal, actual, known_until)
    return actual / goal.target if goal.target else None


def _of_a_level(goal: Goal, actual: float, baseline: float) -> float | None:
    if meets(baseline, goal.target, goal.better):
        return 1.0 if meets(actual, goal.target, goal.better) else 0.0
    return share_done(actual, baseline, goal.target)


def _of_a_change(goal: Goal, actual: float, known_until: date | None) -> float | None:
    if goal.baseline is None or goal.deadline is None or known_until is None:
        return None
    days = (goal.deadline - goal.start).days + 1
    passed = min(max((known_until - goal.start).days, 0), days)
    usual = goal.baseline.value
    return (actual - usual * passed / days) / (goal.target - usual) if goal.target != usual else None


def meets(value: float, target: float, better: str) -> bool:
    """Whether a figure is on the good side of the target."""
    return value <= target if better == "lower" else value >= target
