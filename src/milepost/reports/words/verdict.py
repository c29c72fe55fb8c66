"""Where a goal stands, in one sentence of at most twenty words, and where all of them stand together."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from milepost.amount import Unknown
from milepost.goals.state import GoalState, Verdict
from milepost.judgement.attainability import Odds
from milepost.language import ENGLISH, gettext, gettext_lazy, ngettext, spoken
from milepost.reports import numbers
from milepost.reports.words.midway import NOUNS_LARGE
from milepost.reports.words.periods import a_period, each_period, of_period

MOST_WORDS = 20

NAMES = {
    Verdict.MET: gettext_lazy("Met"),
    Verdict.LIKELY: gettext_lazy("Likely"),
    Verdict.OPEN: gettext_lazy("Open"),
    Verdict.UNLIKELY: gettext_lazy("Unlikely"),
    Verdict.MISSED: gettext_lazy("Missed"),
    Verdict.NOT_STARTED: gettext_lazy("Not started"),
    Verdict.UNKNOWN: gettext_lazy("Cannot tell yet"),
}
ON_COURSE = 0.03
"""A total within 3 % of the usual ramp is called on it: the ramp is not known better than that."""


def verdict_line(state: GoalState) -> str:
    """The verdict of one goal, at most twenty words, ending in a full stop."""
    match state.verdict:
        case Verdict.MET:
            return gettext("Met: {result}.", result=_of_target(state) + _met_on(state))
        case Verdict.MISSED:
            result = _of_target(state) + by_deadline(state) + _short_by(state)
            return gettext("Missed: {result}.", result=result)
        case Verdict.UNKNOWN:
            return _cannot_tell(state)
        case Verdict.NOT_STARTED:
            return _not_started(state)
    if isinstance(state.odds, Unknown):
        return _cannot_tell(state)
    chance = f"{NAMES[state.verdict]} ({numbers.probability(state.odds.probability)})"
    landing = _landing(state, state.odds) + _pace(state)
    return shortened(gettext("{verdict}: {landing}.", verdict=chance, landing=landing))


def shortened(line: str) -> str:
    """The line, without its last clause where it has more than twenty words and more than one clause."""
    first = line.rpartition(";")[0].rstrip()
    return line if words_in(line) <= MOST_WORDS or not first else f"{first}."


def overall(goals: Sequence[GoalState]) -> str:
    """One sentence over all: “Two of five goals are likely, one is unlikely, two cannot be told yet.”

    Other languages tell the tally, “5 Ziele: 2 wahrscheinlich, ...”: what agrees with what differs in each.
    """
    if not goals:
        return gettext("No goal is written down yet.")
    tally = Counter(state.verdict for state in goals)
    if spoken() != ENGLISH:
        return _terse(len(goals), tally)
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
    if sure == even:
        return gettext("A target of {even}{when} would be even odds.", even=even, when=when)
    return gettext(
        "A target of {even}{when} would be even odds; {sure} would be likely.",
        even=even,
        when=when,
        sure=sure,
    )


def because(state: GoalState) -> str:
    """The whole reason why nothing can be told; empty when something can."""
    return sentence(state.odds.because) if isinstance(state.odds, Unknown) else ""


def landing(state: GoalState) -> str:
    """For a table: where it lands, against the target; what it came to, when it is over."""
    target = target_of(state)
    if state.verdict in (Verdict.MET, Verdict.MISSED):
        figure = gettext("unknown") if state.actual is None else figure_of(state, state.actual)
    elif isinstance(state.odds, Unknown):
        return gettext("target {target}", target=target)
    else:
        figure = numbers.interval(state.odds.low, state.odds.high, state.goal.unit, state.currency)
    if _bounded(state):
        return gettext("{figure}, target {target}", figure=figure, target=target)
    return gettext("{figure} of {target}", figure=figure, target=target)


def due(state: GoalState) -> str:
    """For a table: “by 30 June”, “every month”, or “no deadline”."""
    goal = state.goal
    if goal.kind == "per_period" and goal.per:
        return each_period(goal.per)
    return by_deadline(state).strip() or gettext("no deadline")


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
    text = str(text).strip()
    return text and text[0].upper() + text[1:] + ("" if text[-1] in ".!?…" else ".")


def _of_target(state: GoalState) -> str:
    actual = gettext("unknown") if state.actual is None else figure_of(state, state.actual)
    if not _bounded(state):
        return gettext("{figure} of {target}", figure=actual, target=target_of(state))
    return gettext(
        "{actual}{per}, the target was {bound}", actual=actual, per=_per(state), bound=_bound(state)
    )


def _landing(state: GoalState, odds: Odds) -> str:
    range_ = numbers.interval(odds.low, odds.high, state.goal.unit, state.currency)
    if state.goal.kind == "per_period":
        when = of_period("next", state.goal.per)
        told = gettext("{range} {when}, the target is {bound}", range=range_, when=when, bound=_bound(state))
        return told + _met_in(odds)
    by = by_deadline(state)
    if _bounded(state):
        return gettext(
            "landing at {range}{by}; the target is {bound}", range=range_, by=by, bound=_bound(state)
        )
    return gettext("landing {range} of {target}{by}", range=range_, target=target_of(state), by=by)


def _met_in(odds: Odds) -> str:
    if not odds.met or not odds.met[1]:
        return ""
    return gettext("; met in {met} of the last {n}", met=odds.met[0], n=odds.met[1])


def _bounded(state: GoalState) -> bool:
    """Levels are not filled up to a target like totals; they lie on one side of it."""
    return bool(state.goal.kind != "total" or state.goal.better == "lower")


def _bound(state: GoalState) -> str:
    if state.goal.better == "lower":
        return gettext("{target} or less", target=target_of(state))
    return gettext("{target} or more", target=target_of(state))


def _per(state: GoalState) -> str:
    return f" {a_period(state.goal.per)}" if state.goal.per else ""


def _pace(state: GoalState) -> str:
    """“; 9 behind your usual ramp” for totals, where the ramp is known."""
    usual, actual = state.usual_by_now, state.actual
    if usual is None or actual is None:
        return ""
    if abs(actual - usual) <= ON_COURSE * max(abs(usual), 1.0):
        return gettext("; on your usual ramp")
    gap = numbers.two_digits(abs(actual - usual))
    gap = float(round(gap)) if gap >= 2 else gap
    by = numbers.written(gap, state.goal.unit, state.currency)
    if state.goal.better == "lower":
        if actual > usual:
            return gettext("; {gap} above your usual ramp", gap=by)
        return gettext("; {gap} below your usual ramp", gap=by)
    if actual > usual:
        return gettext("; {gap} ahead of your usual ramp", gap=by)
    return gettext("; {gap} behind your usual ramp", gap=by)


def _met_on(state: GoalState) -> str:
    goal = state.goal
    if goal.kind != "total" or goal.better == "lower":
        return ""
    # A running total stands at the first day after what it holds.
    reached = next((day for day, value in state.so_far if value >= goal.target), None)
    if reached is None:
        return ""
    day = numbers.day(reached - timedelta(days=1), beside=state.as_of)
    return gettext(", reached by {day}", day=day)


def _short_by(state: GoalState) -> str:
    if state.actual is None or _bounded(state):
        return ""
    return gettext(", {gap} short", gap=figure_of(state, state.goal.target - state.actual))


def _not_started(state: GoalState) -> str:
    begins = numbers.day(state.goal.start, beside=state.as_of)
    if isinstance(state.odds, Unknown):
        return gettext("Not started: it begins on {day}.", day=begins)
    range_ = numbers.interval(state.odds.low, state.odds.high, state.goal.unit, state.currency)
    return gettext(
        "Not started: it begins on {day}. By today’s figures {chance} likely, landing {range}{per}.",
        day=begins,
        chance=numbers.probability(state.odds.probability),
        range=range_,
        per=_per(state),
    )


def _cannot_tell(state: GoalState) -> str:
    """The reason in the same breath when it is short; its first clause, or a pointer to it, when not."""
    reason = because(state).rstrip(".")
    for short in (reason, reason.partition(";")[0], reason.partition(". ")[0], reason.partition(", ")[0]):
        line = gettext("Cannot tell yet: {because}.", because=lower_first(short.rstrip()))
        if short and words_in(line) <= MOST_WORDS:
            return line
    return gettext("Cannot tell yet: the figures do not allow a forecast.")


def lower_first(text: str) -> str:
    """The text as it reads after a colon; names, abbreviations and all of German keep their capitals."""
    text = str(text)
    head = text[:2]
    if spoken() in NOUNS_LARGE:  # which words are nouns cannot be told by their letters
        return text
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
    parts = [counted(verdict, tally[verdict]) for verdict in NAMES if tally[verdict]]
    n = numbers.plain(all_goals)
    return ngettext("{n} goal: {parts}.", "{n} goals: {parts}.", all_goals, n=n, parts=", ".join(parts))


def counted(verdict: Verdict, n: int) -> str:
    """“2 likely”: so many goals of that verdict."""
    match verdict:
        case Verdict.MET:
            return ngettext("{n} met", "{n} met", n)
        case Verdict.LIKELY:
            return ngettext("{n} likely", "{n} likely", n)
        case Verdict.OPEN:
            return ngettext("{n} open", "{n} open", n)
        case Verdict.UNLIKELY:
            return ngettext("{n} unlikely", "{n} unlikely", n)
        case Verdict.MISSED:
            return ngettext("{n} missed", "{n} missed", n)
        case Verdict.NOT_STARTED:
            return ngettext("{n} not started", "{n} not started", n)
        case Verdict.UNKNOWN:
            return ngettext("{n} unknown", "{n} unknown", n)


def by_deadline(state: GoalState) -> str:
    """“ by 30 June”, or nothing where no deadline is set."""
    last = state.goal.deadline
    return "" if last is None else gettext(" by {day}", day=numbers.day(last, beside=state.as_of))
