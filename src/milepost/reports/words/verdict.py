"""Where a goal stands, in one sentence of at most twenty words, and where all of them stand together."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from milepost.amount import Unknown
from milepost.goals.state import GoalState, Verdict
from milepost.judgement.attainability import Odds
from milepost.reports import numbers

MOST_WORDS = 20

NAMES = {
    Verdict.MET: "Met",
    Verdict.LIKELY: "Likely",
    Verdict.OPEN: "Open",
    Verdict.UNLIKELY: "Unlikely",
    Verdict.MISSED: "Missed",
    Verdict.NOT_STARTED: "Not started",
    Verdict.UNKNOWN: "Cannot tell yet",
}

ON_COURSE = 0.03
"""A total within 3 % of the usual ramp is called on it: the ramp is not known better than that."""


def verdict_line(state: GoalState) -> str:
    """The verdict of one goal, at most twenty words, ending in a full stop."""
    match state.verdict:
        case Verdict.MET:
            return f"Met: {_of_target(state)}{_met_on(state)}."
        case Verdict.MISSED:
            return f"Missed: {_of_target(state)}{by_deadline(state)}{_short_by(state)}."
        case Verdict.UNKNOWN:
            return _cannot_tell(state)
        case Verdict.NOT_STARTED:
            return _not_started(state)
    if isinstance(state.odds, Unknown):
        return _cannot_tell(state)
    chance = f"{NAMES[state.verdict]} ({numbers.probability(state.odds.probability)})"
    return _at_most(f"{chance}: {_landing(state, state.odds)}{_pace(state)}.")


def _at_most(line: str) -> str:
    """The line, without its last clause where it has more than twenty words."""
    return line if words_in(line) <= MOST_WORDS else line.rpartition(";")[0] + "."


def overall(goals: Sequence[GoalState]) -> str:
    """One sentence over all: “Two of five goals are likely, one is unlikely, two cannot be told yet.”"""
    if not goals:
        return "No goal is written down yet."
    tally = Counter(state.verdict for state in goals)
    kinds = [verdict for verdict in NAMES if tally[verdict]]
    if len(goals) == 1:
        return f"The one goal {_said(kinds[0], 1)}."
    if len(kinds) == 1:
        every = "Both" if len(goals) == 2 else f"All {numbers.count_word(len(goals))}"
        return f"{every} goals {_said(kinds[0], len(goals))}."
    first = f"{numbers.count_word(tally[kinds[0]]).capitalize()} of {numbers.count_word(len(goals))} goals"
    parts = [f"{first} {_said(kinds[0], tally[kinds[0]])}"]
    parts += [f"{numbers.count_word(tally[kind])} {_said(kind, tally[kind])}" for kind in kinds[1:]]
    sentence = ", ".join(parts) + "."
    return sentence if words_in(sentence) <= MOST_WORDS else _terse(len(goals), tally)


def even_odds(state: GoalState) -> str:
    """What target would be even odds, and what would be likely: what would change the verdict."""
    odds = state.odds
    if isinstance(odds, Unknown) or state.verdict in (Verdict.MET, Verdict.MISSED):
        return ""
    step = numbers.step_for(odds.low, odds.high, state.goal.unit)
    even, sure = (
        numbers.written(value, state.goal.unit, state.currency, step)
        for value in (odds.even_odds_target, odds.likely_target)
    )
    when = _per(state) or by_deadline(state)
    said = f"A target of {even}{when} would be even odds"
    return f"{said}; {sure} would be likely." if sure != even else f"{said}."


def because(state: GoalState) -> str:
    """The whole reason why nothing can be told; empty when something can."""
    return sentence(state.odds.because) if isinstance(state.odds, Unknown) else ""


def landing(state: GoalState) -> str:
    """For a table: where it lands, against the target; what it came to, when it is over."""
    if state.verdict in (Verdict.MET, Verdict.MISSED):
        actual = "unknown" if state.actual is None else figure_of(state, state.actual)
        return (
            f"{actual} of {target_of(state)}"
            if not _bounded(state)
            else f"{actual}, target {target_of(state)}"
        )
    if isinstance(state.odds, Unknown):
        return f"target {target_of(state)}"
    range_ = numbers.interval(state.odds.low, state.odds.high, state.goal.unit, state.currency)
    return (
        f"{range_} of {target_of(state)}" if not _bounded(state) else f"{range_}, target {target_of(state)}"
    )


def due(state: GoalState) -> str:
    """For a table: “by 30 June”, “every month”, or “no deadline”."""
    goal = state.goal
    if goal.kind == "per_period" and goal.per:
        return f"every {goal.per}"
    return by_deadline(state).strip() or "no deadline"


def figure_of(state: GoalState, value: float) -> str:
    """A measured figure in the goal's unit."""
    return numbers.written(value, state.goal.unit, state.currency)


def target_of(state: GoalState, value: float | None = None) -> str:
    """A target as it was set; the present one unless another is given."""
    return numbers.exact(state.goal.target if value is None else value, state.goal.unit, state.currency)


def words_in(text: str) -> int:
    """How many words stand in the text; “30 June” is two, though no line breaks within it."""
    return len(text.split())


def sentence(text: str) -> str:
    """The text with a capital at its start and a full stop at its end."""
    text = text.strip()
    return text and text[0].upper() + text[1:] + ("" if text[-1] in ".!?…" else ".")


def _of_target(state: GoalState) -> str:
    actual = "unknown" if state.actual is None else figure_of(state, state.actual)
    return (
        f"{actual}{_per(state)}, the target was {_bound(state)}"
        if _bounded(state)
        else f"{actual} of {target_of(state)}"
    )


def _landing(state: GoalState, odds: Odds) -> str:
    range_ = numbers.interval(odds.low, odds.high, state.goal.unit, state.currency)
    if state.goal.kind == "per_period":
        met = f"; met in {odds.met[0]} of the last {odds.met[1]}" if odds.met and odds.met[1] else ""
        return f"{range_} next {state.goal.per or 'period'}, the target is {_bound(state)}{met}"
    if _bounded(state):
        return f"landing at {range_}{by_deadline(state)}; the target is {_bound(state)}"
    return f"landing {range_} of {target_of(state)}{by_deadline(state)}"


def _bounded(state: GoalState) -> bool:
    """Levels are not filled up to a target like totals; they lie on one side of it."""
    return bool(state.goal.kind != "total" or state.goal.better == "lower")


def _bound(state: GoalState) -> str:
    return f"{target_of(state)} or {'less' if state.goal.better == 'lower' else 'more'}"


def _per(state: GoalState) -> str:
    return f" a {state.goal.per}" if state.goal.per else ""


def _pace(state: GoalState) -> str:
    """“; 9 behind your usual ramp” for totals, where the ramp is known."""
    usual, actual = state.usual_by_now, state.actual
    if usual is None or actual is None:
        return ""
    if abs(actual - usual) <= ON_COURSE * max(abs(usual), 1.0):
        return "; on your usual ramp"
    gap = numbers.two_digits(abs(actual - usual))
    gap = float(round(gap)) if gap >= 2 else gap
    by = numbers.written(gap, state.goal.unit, state.currency)
    side = "ahead of" if actual > usual else "behind"
    if state.goal.better == "lower":
        side = "above" if actual > usual else "below"
    return f"; {by} {side} your usual ramp"


def _met_on(state: GoalState) -> str:
    goal = state.goal
    if goal.kind != "total" or goal.better == "lower":
        return ""
    # A running total stands at the first day after what it holds.
    reached = next((day for day, value in state.so_far if value >= goal.target), None)
    if reached is None:
        return ""
    return f", reached by {numbers.day(reached - timedelta(days=1), beside=state.as_of)}"


def _short_by(state: GoalState) -> str:
    if state.actual is None or _bounded(state):
        return ""
    return f", {figure_of(state, state.goal.target - state.actual)} short"


def _not_started(state: GoalState) -> str:
    begins = f"it begins on {numbers.day(state.goal.start, beside=state.as_of)}"
    if isinstance(state.odds, Unknown):
        return f"Not started: {begins}."
    chance = numbers.probability(state.odds.probability)
    range_ = numbers.interval(state.odds.low, state.odds.high, state.goal.unit, state.currency)
    return f"Not started: {begins}. By today’s figures {chance} likely, landing {range_}{_per(state)}."


def _cannot_tell(state: GoalState) -> str:
    """The reason in the same breath when it is short; its first clause, or a pointer to it, when not."""
    reason = because(state).rstrip(".")
    for short in (reason, reason.partition(";")[0], reason.partition(". ")[0], reason.partition(", ")[0]):
        line = f"Cannot tell yet: {lower_first(short)}."
        if short and words_in(line) <= MOST_WORDS:
            return line
    return "Cannot tell yet: the figures do not allow a forecast."


def lower_first(text: str) -> str:
    """The text as it reads after a colon; names and abbreviations keep their capitals."""
    head = text[:2]
    return text if head[1:].isupper() or " " not in text else text[:1].lower() + text[1:]


def _said(verdict: Verdict, n: int) -> str:
    verb = "is" if n == 1 else "are"
    match verdict:
        case Verdict.UNKNOWN:
            return "cannot be told yet"
        case Verdict.NOT_STARTED:
            return "has not started" if n == 1 else "have not started"
        case _:
            return f"{verb} {verdict.value}"


def _terse(all_goals: int, tally: Counter[Verdict]) -> str:
    parts = [f"{tally[verdict]} {name.lower()}" for verdict, name in NAMES.items() if tally[verdict]]
    return f"{numbers.plain(all_goals)} goals: {', '.join(parts)}.".replace("cannot tell yet", "unknown")


def by_deadline(state: GoalState) -> str:
    """“ by 30 June”, or nothing where no deadline is set."""
    last = state.goal.deadline
    return "" if last is None else f" by {numbers.day(last, beside=state.as_of)}"
