"""The one sentence under each chart, and the longer description that a screen reader says."""

from datetime import date

from milepost.amount import Unknown
from milepost.goals.state import GoalState
from milepost.language import gettext, gettext_lazy
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
    thin = gettext(
        "The dashed line is the middle of the likely courses; eight in ten lie between the thin lines."
    )
    return f"{_so_far(state)} {thin}"


def goal_description(state: GoalState) -> str:
    """The same and the marks, for those who cannot see them."""
    target = gettext("The target is {target}, {due}.", target=target_of(state), due=due(state))
    first = state.goal.first_target
    if first != state.goal.target:
        target += " " + gettext("The first target was {target}.", target=target_of(state, first))
    named = gettext("; ").join(f"{b.title}, {numbers.day(b.day)}" for b in state.breaks)
    breaks = gettext("The meaning of the metric changed: {breaks}.", breaks=named) if named else ""
    return " ".join(part for part in (goal_caption(state), target, breaks) if part)


def history_caption(state: GoalState, history: Series) -> str:
    """What the small chart of the history shows."""
    grain = {"week": _WEEKLY, "month": _MONTHLY}.get(history.grain.value, _DAILY)
    if state.goal.baseline is None or history.starts[0] >= state.goal.start:
        return str(grain[0])
    return str(grain[1])


_WEEKLY = (
    gettext_lazy("Weekly figures."),
    gettext_lazy("Weekly figures before and since the start; the grey band is what was usual before it."),
)
_MONTHLY = (
    gettext_lazy("Monthly figures."),
    gettext_lazy("Monthly figures before and since the start; the grey band is what was usual before it."),
)
_DAILY = (
    gettext_lazy("Daily figures."),
    gettext_lazy("Daily figures before and since the start; the grey band is what was usual before it."),
)


def breaks_note(state: GoalState, first: date, last: date) -> str:
    """The breaks of meaning within the days of a chart, for the text under it; empty without any."""
    named = gettext("; ").join(
        f"{b.title} ({numbers.day(b.day)})"
        for b in sorted(state.breaks, key=lambda b: b.day)
        if first <= b.day <= last
    )
    return (
        gettext("Hatched strips: the platform changed what it counts. {breaks}.", breaks=named)
        if named
        else ""
    )


def _so_far(state: GoalState) -> str:
    last = last_known(state)
    if state.as_of < state.goal.start:
        return gettext("The goal has not started.")
    if state.goal.kind == "per_period" and state.actual is None and last is not None:
        return str(_PERIODS[_per(state)][0])
    if state.actual is None or last is None:
        return gettext("Of the time since the start nothing is known.")
    last = last if state.goal.deadline is None else min(last, state.goal.deadline)
    figure, until = figure_of(state, state.actual), numbers.day(last, beside=state.as_of)
    if state.goal.kind == "per_period":
        return str(_PERIODS[_per(state)][1].format(figure=figure, day=until))
    if state.goal.kind == "level":
        return gettext("{figure} as of {day}.", figure=figure, day=until)
    since = numbers.day(state.goal.start, beside=state.as_of)
    return gettext("{figure} from {first} to {last}.", figure=figure, first=since, last=until)


def _fan(state: GoalState) -> str:
    if isinstance(state.odds, Unknown):
        return ""
    if state.goal.kind == "per_period" and not state.odds.settled:
        return str(_PERIODS[_per(state)][2])
    if not state.fan:
        return ""
    fan = gettext(
        "The dark fan holds the middle half of the likely courses, the pale one eight in ten; "
        "the dashed line is the middle."
    )
    if state.goal.kind != "level":
        return fan
    return fan + " " + gettext("The bar at the end is the landing of the verdict.")


def _per(state: GoalState) -> str:
    return state.goal.per if state.goal.per in _PERIODS else "period"


_PERIODS = {
    "day": (
        gettext_lazy("Whole days; of the present one nothing is known yet."),
        gettext_lazy("Whole days; {figure} in the present one by {day}."),
        gettext_lazy("The bar is the next day: eight in ten of the likely courses lie in it."),
    ),
    "quarter": (
        gettext_lazy("Whole quarters; of the present one nothing is known yet."),
        gettext_lazy("Whole quarters; {figure} in the present one by {day}."),
        gettext_lazy("The bar is the next quarter: eight in ten of the likely courses lie in it."),
    ),
    "year": (
        gettext_lazy("Whole years; of the present one nothing is known yet."),
        gettext_lazy("Whole years; {figure} in the present one by {day}."),
        gettext_lazy("The bar is the next year: eight in ten of the likely courses lie in it."),
    ),
    "week": (
        gettext_lazy("Whole weeks; of the present one nothing is known yet."),
        gettext_lazy("Whole weeks; {figure} in the present one by {day}."),
        gettext_lazy("The bar is the next week: eight in ten of the likely courses lie in it."),
    ),
    "month": (
        gettext_lazy("Whole months; of the present one nothing is known yet."),
        gettext_lazy("Whole months; {figure} in the present one by {day}."),
        gettext_lazy("The bar is the next month: eight in ten of the likely courses lie in it."),
    ),
    "period": (
        gettext_lazy("Whole periods; of the present one nothing is known yet."),
        gettext_lazy("Whole periods; {figure} in the present one by {day}."),
        gettext_lazy("The bar is the next period: eight in ten of the likely courses lie in it."),
    ),
}
"""By period of a standing target: nothing known yet, what is known, and what its bar is."""


def _unknown_days(state: GoalState) -> str:
    if state.known_until is None or state.goal.start > state.as_of:
        return ""
    until = state.as_of if state.goal.deadline is None else min(state.as_of, state.goal.deadline)
    if (until - state.known_until).days < 2:
        return ""
    day = numbers.day(state.known_until, beside=state.as_of)
    return gettext("From {day} on nothing is known yet (hatched).", day=day)
