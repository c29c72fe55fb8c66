"""A sentence that is still being typed, as a page shows it: what was understood, and what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from milepost.amount import Unit, Unknown
from milepost.goals.deadlines import EVENTS
from milepost.goals.findings import ADVICE, QUESTION, REFUSE
from milepost.goals.framework import Framework
from milepost.goals.goal import Goal, resolve_deadline
from milepost.goals.odds import UNLIKELY
from milepost.goals.odds import verdict as word_for
from milepost.judgement.verdict import rounded
from milepost.knowledge.reader import table
from milepost.kpis.catalogue import catalogue
from milepost.language import gettext, quoted
from milepost.reports import numbers
from milepost.reports.goal_view import SHAPES, Fact
from milepost.reports.goal_words import offer_words, reference_of
from milepost.reports.reading_words import amount_words
from milepost.reports.words.commands import without_commands
from milepost.reports.words.finding import FindingText, texts_of
from milepost.reports.words.framework import why_chosen
from milepost.reports.words.guard import guard_words
from milepost.reports.words.judged import says
from milepost.reports.words.kpi import title_of
from milepost.reports.words.periods import a_period, period_name
from milepost.reports.words.record import beside
from milepost.reports.words.verdict import sentence
from milepost.workspace.goals import WrittenGoal
from milepost.workspace.judging.known import channel_title
from milepost.workspace.measurable import PLACES

MOST_NEEDS = 3
SEVERITIES = (REFUSE, QUESTION, ADVICE)


@dataclass(frozen=True, slots=True)
class OfferView:
    """A sentence that could stand, and what is said of it; `instead`: it is by another KPI."""

    sentence: str
    says: str
    instead: bool


@dataclass(frozen=True, slots=True)
class Around:
    """A KPI beside the goal's own, and why it is there."""

    title: str
    because: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """Everything that is said of a sentence before it is written down; `stands`: it could be."""

    stands: bool
    shape: str
    verdict: str
    understood: tuple[Fact, ...]
    figures: tuple[Fact, ...]
    because: str
    grounds: tuple[str, ...]
    leads: tuple[Around, ...]
    guards: tuple[Around, ...]
    needs: str
    findings: tuple[FindingText, ...]
    questions: tuple[str, ...]
    offers: tuple[OfferView, ...]
    others: tuple[str, ...]


def draft_view(written: WrittenGoal, frame: Framework | None, *, today: date) -> DraftView:
    """What the page says of a drafted goal; `frame` are the KPIs around it, where there is a goal."""
    goal, odds = written.goal, written.odds
    unit = goal.unit if goal else Unit.COUNT
    texts = texts_of(written.findings, unit, written.currency)
    known = goal is not None and odds is not None and not isinstance(odds, Unknown)
    doubt = says(written.doubt, title_of(goal.kpi)) if written.doubt and goal else ""
    grounds = (reference_of(written), doubt, beside(written.record, odds) if goal else "")
    return DraftView(
        stands=goal is not None,
        shape=SHAPES[word_for(goal, odds, goal.start)] if goal and odds is not None and known else "unknown",
        verdict=_verdict(written),
        understood=tuple(_understood(written, today)),
        figures=tuple(_figures(written)),
        because=sentence(odds.because) if isinstance(odds, Unknown) and goal else "",
        grounds=tuple(text for text in grounds if text),
        leads=_leads(goal, frame),
        guards=_guards(goal, frame, written.money),
        needs=_needs(frame),
        findings=tuple(
            FindingText(one.severity, without_commands(one.says), without_commands(one.remedy))
            for one in sorted(texts, key=lambda one: SEVERITIES.index(one.severity))
        ),
        questions=_questions(written),
        offers=tuple(
            OfferView(one.sentence, _only_odds(offer_words(one), one.sentence), one.instead)
            for one in written.offers
        ),
        others=tuple(other.text for other in written.reading.offered),
    )


def _words(part: str, name: str, **values: object) -> str:
    return str(table("goal_page")[part][name]).format(**values)


def _counted(name: str, n: int) -> str:
    said = table("goal_page")["verdicts"][name]
    return str(said["one"] if n == 1 else said["many"]).format(n=numbers.count_word(n))


def _verdict(written: WrittenGoal) -> str:
    missing = sum(one.severity == REFUSE for one in written.findings)
    if written.goal is None:
        return _counted("refused", missing) if missing else _words("verdicts", "unread")
    odds = written.odds
    if odds is None or isinstance(odds, Unknown):
        asked = sum(one.severity == QUESTION for one in written.findings)
        return _counted("asks", asked) if asked else _words("verdicts", "cannot_tell")
    chance = numbers.probability(odds.probability)
    if odds.probability <= UNLIKELY:
        return _words("verdicts", "unlikely", chance=chance)
    return _words("verdicts", "stands", chance=chance)


def _understood(written: WrittenGoal, today: date) -> Iterator[Fact]:
    reading, goal = written.reading, written.goal
    kpi = goal.kpi if goal else reading.metric
    if kpi:
        known = catalogue().get(kpi)
        yield Fact(_words("terms", "measures"), title_of(kpi), str(known.says) if known else "")
    if goal:
        per = f" {a_period(goal.per)}" if goal.kind == "per_period" and goal.per else ""
        target = numbers.exact(goal.target, goal.unit, written.currency)
        told = amount_words(reading) if reading.amount_kind == "relative" or reading.per else ""
        yield Fact(
            _words("terms", "target"), target + per, told if told.partition(" ")[2] != target + per else ""
        )
    elif said := amount_words(reading):
        yield Fact(_words("terms", "target"), said, "")
    yield from _days(written, today)
    channels = goal.channel if goal else tuple(one for one in reading.channel if one not in PLACES)
    if channels:
        yield Fact(_words("terms", "channels"), ", ".join(channel_title(one) for one in channels), "")


def _days(written: WrittenGoal, today: date) -> Iterator[Fact]:
    goal = written.goal
    if goal and goal.deadline is None:
        yield Fact(_words("terms", "by"), "—", _words("notes", "standing", per=period_name(goal.per)))
        return
    span = None if goal else resolve_deadline(written.reading, today=today)
    start = goal.start if goal else span.start if span else None
    last = goal.deadline if goal else span.last if span else None
    if last is not None and start is not None:
        note = gettext("from {day}", day=numbers.day(start))
        yield Fact(_words("terms", "by"), numbers.day(last), note)
    elif written.reading.deadline:
        yield Fact(_words("terms", "by"), _said_day(written.reading.deadline), "")


def _said_day(deadline: str) -> str:
    """A deadline that is no day to count to: one that is past, or a named one without a date."""
    if deadline in EVENTS:
        return _words("notes", "no_date")
    try:
        return numbers.day(date.fromisoformat(deadline))
    except ValueError:
        return deadline.replace("_", " ")


def _figures(written: WrittenGoal) -> Iterator[Fact]:
    goal, odds, money = written.goal, written.odds, written.currency
    if goal is None:
        return
    if goal.baseline is not None:
        base = goal.baseline
        step = numbers.step_for(base.low, base.high, goal.unit)
        value, low, high = (
            numbers.written(figure, goal.unit, money, step) for figure in (base.value, base.low, base.high)
        )
        name = (
            "baseline_per"
            if goal.kind == "per_period"
            else "baseline_days"
            if _days_of(goal)
            else "baseline_level"
        )
        last = base.end - timedelta(days=1)
        note = _words(
            "notes",
            name,
            days=_days_of(goal),
            per=period_name(goal.per),
            low=low,
            high=high,
            first=numbers.day(base.first),
            last=numbers.day(last),
        )
        yield Fact(_words("terms", "baseline"), value, note)
    if odds is None or isinstance(odds, Unknown):
        return
    even, likely = (
        numbers.written(rounded(figure), goal.unit, money)
        for figure in (odds.even_odds_target, odds.likely_target)
    )
    lands = _words("notes", "lands", interval=numbers.interval(odds.low, odds.high, goal.unit, money))
    yield Fact(_words("terms", "odds"), numbers.probability(odds.probability), lands)
    yield Fact(_words("terms", "even"), even, _words("notes", "likely", likely=likely))


def _days_of(goal: Goal) -> int | None:
    if goal.kind != "total" or goal.deadline is None:
        return None
    return (goal.deadline - goal.start).days + 1


def _leads(goal: Goal | None, frame: Framework | None) -> tuple[Around, ...]:
    if goal is None:
        return ()
    return tuple(Around(title_of(kpi), _why(frame, kpi)) for kpi in goal.leads)


def _guards(goal: Goal | None, frame: Framework | None, money: str | None) -> tuple[Around, ...]:
    if goal is None:
        return ()
    return tuple(Around(guard_words(one, money), _why(frame, one.kpi)) for one in goal.guards)


def _why(frame: Framework | None, kpi: str) -> str:
    return why_chosen(frame, kpi, catalogue()) if frame and kpi in frame.because else ""


def _needs(frame: Framework | None) -> str:
    passed = [title_of(kpi) for kpi in frame.needs_data if kpi not in frame.kpis] if frame else []
    return _words("needs", "says", names=", ".join(passed[:MOST_NEEDS])) if passed else ""


def _questions(written: WrittenGoal) -> tuple[str, ...]:
    """What the sentence itself leaves open and no finding has said."""
    found = {one.code for one in written.findings}
    asked = zip(written.reading.problems, written.reading.questions, strict=False)
    if len(written.reading.problems) == len(written.reading.questions):
        return tuple(question for code, question in asked if code not in found)
    return () if written.goal is None and found else written.reading.questions


def _only_odds(words: str, said: str) -> str:
    """What is said of an offer, without the sentence itself, which stands beside it."""
    return words.removeprefix(f"{quoted(said)} ")
