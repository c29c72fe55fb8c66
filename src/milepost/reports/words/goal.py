"""The words around a goal's verdict: its facts, its baseline, its log."""

from milepost.amount import Unknown
from milepost.goals.state import GoalState
from milepost.reports import numbers
from milepost.reports.recent import last_known
from milepost.reports.usual import goal_days
from milepost.reports.words.verdict import due, figure_of, sentence, target_of

NOT_YET = "unknown"


def so_far(state: GoalState) -> tuple[str, str]:
    """The figure so far and what it is: a total since the start, or the present level."""
    goal = state.goal
    if state.actual is None and goal.kind == "per_period" and state.known_until is not None:
        return "nothing yet", f"of this {goal.per or 'period'} is known"
    if state.actual is None:
        return (NOT_YET, _silence(state)) if state.as_of >= goal.start else ("not started", "")
    return figure_of(state, state.actual), f"{_of_when(state)}{_progress(state)}"


def _silence(state: GoalState) -> str:
    if state.known_until is None:
        return "no figures are known"
    return f"nothing is known since {numbers.day(state.known_until, beside=state.as_of)}"


def _of_when(state: GoalState) -> str:
    goal, last = state.goal, last_known(state)
    if goal.kind == "per_period":
        return f"in this {goal.per or 'period'} so far"
    if goal.kind == "total":
        return f"since {numbers.day(goal.start, beside=state.as_of)}"
    weeks = "over the four weeks to" if state.history.under is not None else "as of"
    return "at present" if last is None else f"{weeks} {numbers.day(last, beside=state.as_of)}"


def pace(state: GoalState) -> tuple[str, str] | None:
    """What should be there by now on the brand's own ramp; None where there is no such thing."""
    if state.usual_by_now is None:
        return None
    return figure_of(state, state.usual_by_now), "by the same day, on your usual ramp to the target"


def baseline(state: GoalState) -> tuple[str, str] | None:
    """The baseline, what it is, and the interval in which it lies."""
    goal, base = state.goal, state.goal.baseline
    if base is None:
        return None
    step = numbers.step_for(base.low, base.high, goal.unit)
    value, low, high = (
        numbers.written(v, goal.unit, state.currency, step) for v in (base.value, base.low, base.high)
    )
    return value, f"{_usually(state)}, between {low} and {high}"


def _usually(state: GoalState) -> str:
    goal, days = state.goal, goal_days(state)
    if goal.kind == "per_period":
        return f"usual in a {goal.per or 'period'} before the start"
    if goal.kind == "total" and days:
        return f"usual in {numbers.plain(days)} days before the start"
    return "usual before the start"


def target(state: GoalState) -> tuple[str, str]:
    """The target with its day, and the first one if it was moved."""
    goal = state.goal
    first = goal.first_target
    note = due(state)
    if first != goal.target:
        note += f"; the first target was {target_of(state, first)}"
    return target_of(state), note


def log(state: GoalState) -> list[str]:
    """When the goal was written and moved; the first target stays in view."""
    goal = state.goal
    first = goal.first_target
    lines = [f"Written on {numbers.day(goal.created)} with the target {target_of(state, first)}."]
    if goal.version > 1:
        changes = goal.version - 1
        times = "once" if changes == 1 else f"{numbers.count_word(changes)} times"
        moved = f"; the target is now {target_of(state)}" if first != goal.target else "; the target stayed"
        lines.append(f"Changed {times} since{moved}.")
    return lines


def notes(state: GoalState) -> list[str]:
    """What the odds rest on, as far as there is something to tell."""
    odds = state.odds
    if isinstance(odds, Unknown):
        return []
    return [sentence(note) for note in odds.notes]


def _progress(state: GoalState) -> str:
    """How much of the way from the baseline is done; said only where it says something."""
    if state.progress is None or state.progress < 0 or state.goal.kind == "per_period":
        return ""
    way = "of the way"
    if state.goal.change:
        way = f"of the {'rise' if state.goal.better == 'higher' else 'fall'} that is wanted"
    return f", {numbers.plain(state.progress * 100)}{numbers.NBSP}% {way}"
