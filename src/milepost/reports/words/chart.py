"""The one sentence under each chart, and the longer description that a screen reader says."""

from datetime import date

from milepost.amount import Unknown
from milepost.goals.state import GoalState
from milepost.reports import numbers
from milepost.reports.recent import last_known
from milepost.reports.words.verdict import due, figure_of, target_of
from milepost.series import Series


def goal_caption(state: GoalState) -> str:
    """What the chart of a goal shows."""
    shows = [_so_far(state), _fan(state), _unknown_days(state)]
    return " ".join(part for part in shows if part)


def native_caption(state: GoalState) -> str:
    """What the same chart shows where slides draw it: thin lines in place of the fan."""
    if isinstance(state.odds, Unknown):
        return _so_far(state)
    if state.goal.kind == "per_period" and not state.odds.settled:
        return f"{_so_far(state)} {_fan(state)}"
    if not state.fan:
        return _so_far(state)
    thin = "The dashed line is the middle of the likely courses; eight in ten lie between the thin lines."
    return f"{_so_far(state)} {thin}"


def goal_description(state: GoalState) -> str:
    """The same and the marks, for those who cannot see them."""
    target = f"The target is {target_of(state)}, {due(state)}."
    first = state.goal.first_target
    if first != state.goal.target:
        target += f" The first target was {target_of(state, first)}."
    named = "; ".join(f"{b.title}, {numbers.day(b.day)}" for b in state.breaks)
    breaks = f"The meaning of the metric changed: {named}." if named else ""
    return " ".join(part for part in (goal_caption(state), target, breaks) if part)


def history_caption(state: GoalState, history: Series) -> str:
    """What the small chart of the history shows."""
    grain = {"week": "Weekly", "month": "Monthly"}.get(history.grain.value, "Daily")
    if state.goal.baseline is None or history.starts[0] >= state.goal.start:
        return f"{grain} figures."
    return f"{grain} figures before and since the start; the grey band is what was usual before it."


def breaks_note(state: GoalState, first: date, last: date) -> str:
    """The breaks of meaning within the days of a chart, for the text under it; empty without any."""
    named = "; ".join(
        f"{b.title} ({numbers.day(b.day)})"
        for b in sorted(state.breaks, key=lambda b: b.day)
        if first <= b.day <= last
    )
    return f"Hatched strips: the platform changed what it counts. {named}." if named else ""


def _so_far(state: GoalState) -> str:
    last = last_known(state)
    if state.as_of < state.goal.start:
        return "The goal has not started."
    if state.goal.kind == "per_period" and state.actual is None and last is not None:
        return f"Whole {state.goal.per or 'period'}s; of the present one nothing is known yet."
    if state.actual is None or last is None:
        return "Of the time since the start nothing is known."
    last = last if state.goal.deadline is None else min(last, state.goal.deadline)
    figure, until = figure_of(state, state.actual), numbers.day(last, beside=state.as_of)
    if state.goal.kind == "per_period":
        return f"Whole {state.goal.per or 'period'}s; {figure} in the present one by {until}."
    if state.goal.kind == "level":
        return f"{figure} as of {until}."
    since = numbers.day(state.goal.start, beside=state.as_of)
    return f"{figure} from {since} to {until}."


def _fan(state: GoalState) -> str:
    if isinstance(state.odds, Unknown):
        return ""
    if state.goal.kind == "per_period" and not state.odds.settled:
        return (
            f"The bar is the next {state.goal.per or 'period'}: eight in ten of the likely courses lie in it."
        )
    if not state.fan:
        return ""
    landing = " The bar at the end is the landing of the verdict." if state.goal.kind == "level" else ""
    return (
        "The dark fan holds the middle half of the likely courses, the pale one eight in ten; "
        f"the dashed line is the middle.{landing}"
    )


def _unknown_days(state: GoalState) -> str:
    if state.known_until is None or state.goal.start > state.as_of:
        return ""
    until = state.as_of if state.goal.deadline is None else min(state.as_of, state.goal.deadline)
    if (until - state.known_until).days < 2:
        return ""
    return f"From {numbers.day(state.known_until, beside=state.as_of)} on nothing is known yet (hatched)."
