"""Which KPIs run ahead of each goal, and which tell anything of the outcome of the business."""

from collections.abc import Iterator
from dataclasses import replace

from milepost import subject
from milepost.amount import Unknown
from milepost.judgement.lead import lead
from milepost.judgement.verdict import LeadVerdict
from milepost.judgement.worth import Worthy, worth
from milepost.kpis.kpi import Kpi
from milepost.period import week_of
from milepost.series import Series
from milepost.subject import Subject
from milepost.workspace.framework import Measured
from milepost.workspace.judging.known import Judged, Known, untold
from milepost.workspace.judging.remembered import remembered

OUTCOMES = ("revenue", "orders", "qualified_leads", "leads", "booked_calls", "conversions", "key_events")
"""What the business lives by, nearest to money first; the first one that is measured is held against."""

SHARED = "custom_day"
"""People's own spreadsheets feed every KPI by the same column; that makes none a part of another."""


def judge_leads(known: Known) -> Iterator[Judged]:
    """For the KPI of each goal (or the outcome of the business, where there is no goal): what leads it."""
    outcomes = {goal.kpi: goal.id for goal in reversed(known.goals)}
    business = known.first_of(OUTCOMES)
    if not outcomes and business is not None:
        outcomes = {business.kpi.id: ""}
    for kpi, goal in outcomes.items():
        outcome = known.of(kpi)
        candidates = [] if outcome is None else _candidates(known, outcome.kpi)
        if outcome is None or not candidates:
            continue
        if (over := known.silent(outcome)) is not None:
            yield untold("lead", outcome.kpi.title, over, goal or None, _of(outcome))
            continue
        series = tuple(_whole_weeks(known, one) for one in candidates)
        answers = remembered(lead, _whole_weeks(known, outcome), series)
        told = [
            Judged(
                "lead", one.indicator, one.verdict, one.finding is not LeadVerdict.UNKNOWN, goal or None, of
            )
            for one, of in zip(answers, map(_of, candidates), strict=True)
        ]
        yield from _once("lead", outcome, told, {one.because for one in answers}, goal or None)


def judge_worth(known: Known) -> Iterator[Judged]:
    """What each early figure tells of the outcome of the business; nothing where no outcome is measured."""
    outcome = known.first_of(OUTCOMES)
    candidates = [] if outcome is None else _candidates(known, outcome.kpi)
    if outcome is None or not candidates:
        return
    if (over := known.silent(outcome)) is not None:
        yield untold("worth", outcome.kpi.title, over, of=_of(outcome))
        return
    series = tuple(_whole_weeks(known, one) for one in candidates)
    answers = remembered(worth, _whole_weeks(known, outcome), series)
    told = [
        Judged("worth", one.metric, one.verdict, known, of=_of(early, outcome) if known else _of(early))
        for one, early in zip(answers, candidates, strict=True)
        for known in (one.finding is not Worthy.UNKNOWN,)
    ]
    yield from _once("worth", outcome, told, {one.because for one in answers})


def _of(*measured: Measured) -> tuple[Subject, ...]:
    return tuple(subject.kpi(one.kpi.id, one.kpi.title) for one in measured)


def _once(
    part: str, outcome: Measured, told: list[Judged], reasons: set[str | None], goal: str | None = None
) -> Iterator[Judged]:
    """What cannot be told of any figure for one and the same reason is said once, of the outcome."""
    (reason, *others) = reasons
    if reason is None or others:
        yield from told
    else:
        yield untold(part, outcome.kpi.title, Unknown(reason), goal, _of(outcome))


def _candidates(known: Known, outcome: Kpi) -> list[Measured]:
    """The early figures that are not made of the outcome's own columns: those would lead it by definition."""
    own = _columns(outcome)
    return [
        one
        for one in known.measured
        if (one.kpi.timing == "leading" or one.kpi.vanity) and not own & _columns(one.kpi)
    ]


def _columns(kpi: Kpi) -> set[tuple[str, str]]:
    sides = (side for basis in kpi.bases for terms in basis.every_terms for side in terms.sides)
    return {(side.table, column) for side in sides if side.table != SHARED for column in side.columns}


def _whole_weeks(known: Known, one: Measured) -> Series:
    """The series under its title, up to the last whole week: a day more of data changes no verdict.

    By day where days are told, so that it can be cut into the same weeks as one that is told by week only.
    """
    week = week_of(known.today, known.workspace.week_start)
    return replace(known.by_day(one).until(week.start), name=one.kpi.title)
