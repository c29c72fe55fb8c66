"""The words around a goal's verdict: its facts, its baseline, its log."""

from milepost.amount import Unknown
from milepost.goals.state import GoalState
from milepost.language import gettext, ngettext
from milepost.reports import numbers
from milepost.reports.recent import last_known
from milepost.reports.usual import goal_days
from milepost.reports.words.periods import of_period
from milepost.reports.words.verdict import due, figure_of, sentence, target_of


def so_far(state: GoalState) -> tuple[str, str]:
    """The figure so far and what it is: a total since the start, or the present level."""
    goal = state.goal
    if state.actual is None and goal.kind == "per_period" and state.known_until is not None:
        return gettext("nothing yet"), of_period("known", goal.per)
    if state.actual is None and state.as_of < goal.start:
        return gettext("not started"), ""
    if state.actual is None:
        return gettext("unknown"), _silence(state)
    return figure_of(state, state.actual), f"{_of_when(state)}{_progress(state)}"


def _silence(state: GoalState) -> str:
    if state.known_until is None:
        return gettext("no figures are known")
    return gettext("nothing is known since {day}", day=numbers.day(state.known_until, beside=state.as_of))


def _of_when(state: GoalState) -> str:
    goal, last = state.goal, last_known(state)
    if goal.kind == "per_period":
        return of_period("this", goal.per)
    if goal.kind == "total":
        return gettext("since {day}", day=numbers.day(goal.start, beside=state.as_of))
    if last is None:
        return gettext("at present")
    day = numbers.day(last, beside=state.as_of)
    if state.history.under is not None:
        return gettext("over the four weeks to {day}", day=day)
    return gettext("as of {day}", day=day)


def pace(state: GoalState) -> tuple[str, str] | None:
    """What should be there by now on the brand's own ramp; None where there is no such thing."""
    if state.usual_by_now is None:
        return None
    return figure_of(state, state.usual_by_now), gettext("by the same day, on your usual ramp to the target")


def baseline(state: GoalState) -> tuple[str, str] | None:
    """The baseline, what it is, and the interval in which it lies."""
    goal, base = state.goal, state.goal.baseline
    if base is None:
        return None
    step = numbers.step_for(base.low, base.high, goal.unit)
    value, low, high = (
        numbers.written(v, goal.unit, state.currency, step) for v in (base.value, base.low, base.high)
    )
    return value, gettext("{usual}, between {low} and {high}", usual=_usually(state), low=low, high=high)


def _usually(state: GoalState) -> str:
    goal, days = state.goal, goal_days(state)
    if goal.kind == "per_period":
        return of_period("usual", goal.per)
    if goal.kind == "total" and days:
        return gettext("usual in {days} days before the start", days=numbers.plain(days))
    return gettext("usual before the start")


def target(state: GoalState) -> tuple[str, str]:
    """The target with its day, and the first one if it was moved."""
    goal = state.goal
    first = goal.first_target
    note = due(state)
    if first != goal.target:
        note += gettext("; the first target was {first}", first=target_of(state, first))
    return target_of(state), note


def log(state: GoalState) -> list[str]:
    """When the goal was written and moved; the first target stays in view."""
    goal = state.goal
    first = goal.first_target
    written = gettext(
        "Written on {day} with the target {target}.",
        day=numbers.day(goal.created),
        target=target_of(state, first),
    )
    return [written, _changed(state)] if goal.version > 1 else [written]


def _changed(state: GoalState) -> str:
    goal = state.goal
    n = goal.version - 1
    times = numbers.count_word(n)
    if goal.first_target == goal.target:
        return ngettext(
            "Changed once since; the target stayed.",
            "Changed {n} times since; the target stayed.",
            n,
            n=times,
        )
    return ngettext(
        "Changed once since; the target is now {target}.",
        "Changed {n} times since; the target is now {target}.",
        n,
        n=times,
        target=target_of(state),
    )


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
    share = f"{numbers.plain(state.progress * 100)}{numbers.NBSP}%"
    if not state.goal.change:
        return gettext(", {share} of the way", share=share)
    if state.goal.better == "higher":
        return gettext(", {share} of the rise that is wanted", share=share)
    return gettext(", {share} of the fall that is wanted", share=share)
