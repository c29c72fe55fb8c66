"""From a sentence that was read to a goal that can be judged: KPI, baseline, target, odds and critique."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from milepost.amount import Unit, Unknown
from milepost.errors import InvalidValue, NotFound
from milepost.facts.batches import FactFiles
from milepost.goals.critique import critique
from milepost.goals.findings import ADVICE, QUESTION, REFUSE, Finding
from milepost.goals.from_to import first_day
from milepost.goals.goal import BaselineFigures, Goal, resolve_deadline, resolve_target
from milepost.goals.odds import odds_for
from milepost.goals.reading import GoalReading
from milepost.goals.schedule import PER_DAYS
from milepost.goals.serving import Served
from milepost.judgement.attainability import Odds
from milepost.judgement.baseline import Baseline, baseline
from milepost.kpis.kpi import Form
from milepost.language import gettext_lazy
from milepost.period import Period, spoken
from milepost.workspace.measurable import Measurable, measurable
from milepost.workspace.place import Brand, Workspace
from milepost.workspace.reading import with_facts


@dataclass(frozen=True, slots=True)
class Draft:
    """A goal that is not stored yet (None when it is refused), what was found, and its odds."""

    goal: Goal | None
    findings: tuple[Finding, ...]
    odds: Odds | Unknown | None
    currency: str | None = None


def draft_goal(
    workspace: Workspace,
    brand: Brand,
    reading: GoalReading,
    *,
    today: date,
    kpi: str | None,
    until: date | None,
    standing: tuple[Goal, ...],
    serves: Served | None = None,
) -> Draft:
    """Work a reading out against the facts known before `today`. Raises NotFound for an unknown `kpi`."""

    def work(files: FactFiles) -> Draft:
        case = _Case(workspace, brand, reading, today, kpi, until, standing, serves)
        return _draft(case, files)

    return with_facts(workspace, brand.name, work)


@dataclass(frozen=True, slots=True)
class _Case:
    """What a draft is made from."""

    workspace: Workspace
    brand: Brand
    reading: GoalReading
    today: date
    kpi: str | None
    until: date | None
    standing: tuple[Goal, ...]
    serves: Served | None


def _draft(case: _Case, files: FactFiles) -> Draft:
    reading = case.reading
    metric = case.kpi or _metric(reading)
    if metric is None or reading.amount is None:
        return _refused(case)
    try:
        found = measurable(case.workspace, case.brand, files, metric, reading.channel, case.today)
    except NotFound:
        if case.kpi is not None:
            raise
        return _refused(case, Finding("not_measured", REFUSE, {"metric": metric}))
    if isinstance(found, Unknown):
        return _refused(case, Finding("no_data", REFUSE, {"metric": metric, "because": found.because}))
    return _measured(case, found)


def _refused(case: _Case, *more: Finding) -> Draft:
    return Draft(None, (*_critique(case), *more), None)


def _critique(case: _Case, **more: Any) -> tuple[Finding, ...]:
    return critique(case.reading, live_goals=case.standing, serves=case.serves, deadline=case.until, **more)


def _measured(case: _Case, found: Measurable) -> Draft:
    reading, today = case.reading, case.today
    kind = kind_of(reading, found)
    span = _span(reading, today, case.until)
    days = _baseline_days(kind, reading, span)
    usual = baseline(found.series, start=span.start if span else today, days=days)
    notes = tuple(_notes(found))
    if isinstance(usual, Unknown):
        why = Finding("no_baseline", REFUSE, {"kpi": found.kpi.id, "because": usual.because})
        others = (f for f in _critique(case) if f.code != why.code)
        return Draft(None, (why, *others, *notes), None)
    figures = _figures(usual)
    target = resolve_target(reading, baseline=figures.value, kind=kind, span=span)
    if target is None or (span is None and kind != "per_period"):
        late = _without_days(reading, today) if span is None else ()
        return Draft(None, (*late, *_critique(case, baseline=figures), *notes), None)
    goal = _goal(case, found, kind, span, rounded(target, found.kpi.unit), figures)
    odds = odds_for(goal, found.series, as_of=today)
    known = None if isinstance(odds, Unknown) else odds
    findings = _critique(
        case,
        goal=goal,
        baseline=figures,
        odds=known.probability if known else None,
        even_odds_target=known.even_odds_target if known else None,
    )
    blocked = any(finding.severity == REFUSE for finding in findings)
    return Draft(None if blocked else goal, (*findings, *notes), odds, found.series.currency)


def remeasured(workspace: Workspace, brand: Brand, goal: Goal, kpi: str, today: date) -> Goal:
    """The goal by another KPI, with a baseline of its own. Raises NotFound, InvalidValue without figures."""

    def work(files: FactFiles) -> Goal:
        found = measurable(workspace, brand, files, kpi, goal.channel, today)
        if isinstance(found, Unknown):
            raise InvalidValue(
                gettext_lazy("“{kpi}” cannot be measured: {because}.", kpi=kpi, because=found.because),
                gettext_lazy("See: milepost kpis"),
            )
        kind = "total" if found.kpi.form is Form.TOTAL else "level"
        days = (goal.deadline - goal.start).days + 1 if goal.deadline and kind == "total" else None
        usual = baseline(found.series, start=goal.start, days=days)
        return replace(
            goal,
            kpi=found.kpi.id,
            kind=kind,
            channel=found.where.get("channel", ()),
            unit=found.kpi.unit.value,
            better=found.kpi.better,
            stage=found.kpi.stage,
            per=None,
            baseline=None if isinstance(usual, Unknown) else _figures(usual),
        )

    return with_facts(workspace, brand.name, work)


def _metric(reading: GoalReading) -> str | None:
    """The metric as it is to be measured: “grow the list to 5,000” is about its size, not about who joins."""
    to_a_level = reading.amount_role == "level" and reading.direction == "increase" and not reading.counts_new
    return "email_list_size" if reading.metric == "email_subscribers" and to_a_level else reading.metric


def kind_of(reading: GoalReading, found: Measurable) -> str:
    """Whether a goal speaks of a sum over its span, of a level at its end, or of each week or month."""
    if found.kpi.form is not Form.TOTAL:
        return "level"
    return "per_period" if reading.per in {"week", "month"} and reading.amount_role != "change" else "total"


def rounded(target: float, unit: Unit) -> float:
    """A target as people would set it: whole counts, cents of money, hundredths of a percent of shares.

    A small count keeps a digit behind the point: half a call more a week is a target, too.
    """
    if (unit is Unit.COUNT and target >= 20) or (unit is Unit.MONEY and target >= 100):
        return float(round(target))
    return round(target, {Unit.SHARE: 4, Unit.MONEY: 2, Unit.SECONDS: 1}.get(unit, 1 if target >= 2 else 3))


def _span(reading: GoalReading, today: date, until: date | None) -> Period | None:
    if until is not None:
        begins = first_day(reading.begins, until) if reading.begins else None
        return Period(begins or today, until + timedelta(days=1))
    return resolve_deadline(reading, today=today)


def _without_days(reading: GoalReading, today: date) -> tuple[Finding, ...]:
    """Why a deadline that was given leads to no days: it has passed, or names an event of unknown day."""
    if reading.deadline is None:
        return ()
    if reading.deadline_kind == "date":
        day = date.fromisoformat(reading.deadline)
        if day < today:
            return (Finding("deadline_passed", REFUSE, {"deadline": spoken(day)}),)
    return (Finding("which_day", REFUSE, {"deadline": reading.deadline.replace("_", " ")}),)


def _baseline_days(kind: str, reading: GoalReading, span: Period | None) -> int | None:
    if kind == "level":
        return None
    if kind == "per_period":
        return round(PER_DAYS[reading.per or "month"])
    return span.days if span else 91


def _figures(usual: Baseline) -> BaselineFigures:
    return BaselineFigures(
        low=usual.low,
        value=usual.value,
        high=usual.high,
        first=usual.first,
        end=usual.end,
        note=" ".join(usual.notes),
        weeks=usual.weeks,
        per_days=usual.per_days,
    )


def _notes(found: Measurable) -> list[Finding]:
    notes = []
    if found.instead_of is not None:
        notes.append(Finding("measured_by", ADVICE, {"asked": found.instead_of, "kpi": found.kpi.title}))
    if found.unfiltered:
        notes.append(
            Finding(
                "channel_not_told",
                QUESTION,
                {"kpi": found.kpi.title, "channel": ", ".join(found.unfiltered)},
            )
        )
    return notes


def _per(reading: GoalReading, found: Measurable, kind: str) -> str | None:
    """Of what length each figure is: the month of “20 a month”, the day of a reach that is told by day."""
    if kind == "per_period":
        return reading.per
    return found.series.grain.value if found.kpi.form is Form.AS_REPORTED else None


def _goal(
    case: _Case, found: Measurable, kind: str, span: Period | None, target: float, figures: BaselineFigures
) -> Goal:
    reading, today = case.reading, case.today
    return Goal(
        id="",
        brand=case.brand.name,
        sentence=reading.text.strip(),
        kpi=found.kpi.id,
        channel=found.where.get("channel", ()),
        kind=kind,
        target=target,
        first_target=target,
        unit=found.kpi.unit.value,
        better="lower" if reading.direction == "decrease" else found.kpi.better,
        baseline=figures,
        start=span.start if span else today,
        deadline=span.last if span else None,
        per=_per(reading, found, kind),
        owner=None,
        objective=reading.objective,
        stage=found.kpi.stage,
        created=today,
        version=1,
        change=kind == "total" and reading.amount_kind == "relative",
    )
