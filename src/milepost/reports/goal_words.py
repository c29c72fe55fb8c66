"""What is said of a goal that was written, and of its log."""

from collections.abc import Sequence
from typing import Any

from milepost.amount import Unit, Unknown
from milepost.goals.closing import Closing, Outcome
from milepost.goals.goal import Goal
from milepost.goals.reading import as_json
from milepost.judgement.verdict import rounded
from milepost.language import colon, gettext, gettext_lazy, quoted
from milepost.reports import numbers
from milepost.reports.words.finding import FindingText, texts_of
from milepost.reports.words.guard import around_lines
from milepost.reports.words.judged import says
from milepost.reports.words.kpi import title_of
from milepost.reports.words.record import beside
from milepost.reports.words.reference import reference_line
from milepost.reports.words.verdict import lower_first
from milepost.workspace.amending import AmendedGoal
from milepost.workspace.goal_entries import LogLine
from milepost.workspace.goals import WrittenGoal
from milepost.workspace.offering import Offer

OUTCOMES = {
    Outcome.MET: gettext_lazy("met"),
    Outcome.MISSED: gettext_lazy("missed"),
    Outcome.OPEN: gettext_lazy("closed before its time"),
    Outcome.UNKNOWN: gettext_lazy("its figures do not tell"),
}
MARKS = {"refuse": "refused", "question": "question", "advice": "advice"}


def added_lines(written: WrittenGoal) -> list[str]:
    """What became of a goal: its baseline, target and odds, or why it was not taken."""
    goal = written.goal
    money = written.currency
    texts = texts_of(written.findings, goal.unit if goal else Unit.COUNT, money)
    if goal is None:
        lines = [f"Not taken: “{written.reading.text.strip()}”"]
        return [*lines, *(_finding(text) for text in texts), *_offers(written)]
    unit = goal.unit
    lines = [f"Goal {goal.id}: “{goal.sentence}”"]
    lines.append(f"  {goal.kpi.replace('_', ' ')}, from {numbers.day(goal.start)} until {_until(goal)}")
    base = goal.baseline
    if base is not None:
        around = numbers.interval(base.low, base.high, unit, money)
        lines.append(f"  baseline {numbers.written(base.value, unit, money)} (80 % interval {around})")
    lines.append(f"  target {numbers.exact(goal.target, unit, money)}{f' a {goal.per}' if goal.per else ''}")
    lines += [f"  {line}" for line in around_lines(goal, written.money)]
    odds = written.odds
    if isinstance(odds, Unknown):
        lines.append(f"  odds: cannot tell, because {lower_first(odds.because)}")
    elif odds is not None:
        lines.append(
            f"  odds {numbers.probability(odds.probability)}; "
            f"even odds would be {numbers.written(odds.even_odds_target, unit, money)}"
        )
    doubt = says(written.doubt, title_of(goal.kpi)) if written.doubt else ""
    more = (reference_of(written), doubt, beside(written.record, odds), *written.notes)
    lines += [f"  {text}" for text in more if text]
    return [*lines, *(_finding(text) for text in texts), *_offers(written)]


def _offers(written: WrittenGoal) -> list[str]:
    return [f"  {'better' if offer.instead else 'rather'}: {offer_words(offer)}" for offer in written.offers]


def offer_words(offer: Offer) -> str:
    """“…” has even odds; 567 would be 80 % likely; usual is 784."""
    likely, usual = (
        numbers.written(value, offer.unit, offer.currency) for value in (offer.likely, rounded(offer.usual))
    )
    odds = gettext(
        "That has even odds; {likely} is {share} likely; usual is {usual}.",
        likely=likely,
        share=f"80{numbers.NBSP}%",
        usual=usual,
    )
    return f"{quoted(offer.sentence)} {odds}"


def reference_of(written: WrittenGoal) -> str:
    """The reference class of its odds in one sentence; empty where there is none."""
    goal = written.goal
    return "" if goal is None else reference_line(written.odds, title_of(goal.kpi), goal.better)


def _finding(text: FindingText) -> str:
    remedy = f" {text.remedy}" if text.remedy and text.severity != "advice" else ""
    return f"  {MARKS.get(text.severity, text.severity)}: {text.says}{remedy}"


def added_document(written: WrittenGoal) -> dict[str, Any]:
    """The `--json` of `goal add`."""
    odds = written.odds
    known = None if odds is None or isinstance(odds, Unknown) else odds
    unit = written.goal.unit if written.goal else Unit.COUNT
    texts = texts_of(written.findings, unit, written.currency)
    return {
        "added": written.goal is not None,
        "goal": written.goal,
        "reading": as_json(written.reading),
        "findings": [
            {"code": f.code, "severity": f.severity, "values": dict(f.values), "says": t.says}
            for f, t in zip(written.findings, texts, strict=True)
        ],
        "probability": known.probability if known else None,
        "even_odds_target": known.even_odds_target if known else None,
        "landing": {"low": known.low, "median": known.median, "high": known.high} if known else None,
        "unknown": odds.because if isinstance(odds, Unknown) else None,
        "reference": reference_of(written) or None,
        "offers": written.offers,
        "doubt": says(written.doubt, title_of(written.goal.kpi)) if written.doubt and written.goal else None,
        "track_record": beside(written.record, odds) or None,
    }


def amended_lines(amended: AmendedGoal) -> list[str]:
    """A goal after a change: first and present target both in view, its odds, and what is to be said."""
    goal, odds, money = amended.goal, amended.odds, amended.currency
    lines = [f"Goal {goal.id}, version {goal.version}: “{goal.sentence}”"]
    lines.append(f"  {_targets(goal, money)}, until {_until(goal)}")
    if isinstance(odds, Unknown):
        lines.append(f"  odds: cannot tell, because {lower_first(odds.because)}")
    else:
        even = numbers.written(odds.even_odds_target, goal.unit, money)
        lines.append(f"  odds {numbers.probability(odds.probability)}; even odds would be {even}")
    return [*lines, *(_finding(text) for text in texts_of(amended.findings, goal.unit, money))]


def amended_document(amended: AmendedGoal) -> dict[str, Any]:
    """The `--json` of `goal amend`."""
    known = None if isinstance(amended.odds, Unknown) else amended.odds
    texts = texts_of(amended.findings, amended.goal.unit, amended.currency)
    return {
        "goal": amended.goal,
        "before": amended.before,
        "findings": [
            {"code": f.code, "severity": f.severity, "values": dict(f.values), "says": t.says}
            for f, t in zip(amended.findings, texts, strict=True)
        ],
        "probability": known.probability if known else None,
        "even_odds_target": known.even_odds_target if known else None,
    }


def dropped_lines(goal: Goal) -> list[str]:
    """A goal that was given up."""
    return [f"Goal {goal.id} is given up: “{goal.sentence}”. Its versions and forecasts stay in the journal."]


def dropped_document(goal: Goal) -> dict[str, Any]:
    """The `--json` of `goal amend --drop`."""
    return {"goal": goal, "dropped": True}


def closed_lines(goal: Goal, closing: Closing) -> list[str]:
    """How a goal came out, by its figures, and what was learned."""
    lines = [f"Goal {goal.id} is closed: “{goal.sentence}”", f"  {came_out(goal, closing)}"]
    return [*lines, f"  learned: {closing.learned}"]


def came_out(goal: Goal, closing: Closing) -> str:
    """“missed: 240 of 300 (first target 280: missed)”."""
    word, money = str(OUTCOMES[closing.outcome]), closing.currency
    if closing.actual is None:
        return word
    target = numbers.exact(goal.target, goal.unit, money)
    actual = numbers.written(closing.actual, goal.unit, money)
    said = gettext("{outcome}: {actual} of {target}", outcome=word, actual=actual, target=target)
    if goal.first_target == goal.target or closing.met_first_target is None:
        return said
    first = numbers.exact(goal.first_target, goal.unit, money)
    if closing.met_first_target:
        return said + gettext(" (first target {first}: met)", first=first)
    return said + gettext(" (first target {first}: missed)", first=first)


def closed_document(goal: Goal, closing: Closing) -> dict[str, Any]:
    """The `--json` of `goal close`."""
    return {"goal": goal, "closing": closing}


def _targets(goal: Goal, money: str | None) -> str:
    present = numbers.exact(goal.target, goal.unit, money)
    if goal.target == goal.first_target:
        return f"target {present}"
    return f"target {present}; the first was {numbers.exact(goal.first_target, goal.unit, money)}"


def _until(goal: Goal) -> str:
    return numbers.day(goal.deadline) if goal.deadline else gettext("further notice")


def log_lines(log: Sequence[LogLine], currency: str | None = None) -> list[str]:
    """Every version of a goal: the day, who, the target and the last day then, and why.

    `currency` is the brand's own, for targets in money.
    """
    first = next(line.goal for line in log if line.goal is not None)
    lines = [f"“{first.sentence}”"]
    for entry in log:
        why = f" ({entry.why})" if entry.why else ""
        who = entry.who or gettext("somebody")
        lines.append(f"  {colon(f'{numbers.day(entry.day)}, {who}', _became(entry, currency))}{why}")
    return lines


def _became(entry: LogLine, currency: str | None) -> str:
    goal = entry.goal
    if goal is None:
        return gettext("given up")
    if entry.closing is not None:
        return gettext("closed, {outcome}", outcome=came_out(goal, entry.closing))
    target = numbers.exact(goal.target, goal.unit, currency if goal.unit == Unit.MONEY else None)
    return gettext("target {target} until {day}", target=target, day=_until(goal))
