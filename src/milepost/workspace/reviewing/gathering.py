"""What a review is held over, gathered from a workspace."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from milepost.amount import Amount, Figure, Unit, Unknown, ratio
from milepost.facts.batches import FactFiles
from milepost.judgement.days import last_known_end
from milepost.kpis.as_series import series_of
from milepost.kpis.ask import Ask
from milepost.kpis.kpi import Form, Kpi, Terms
from milepost.period import Grain, Period, month_of
from milepost.reviews.cadence import Cadence, Kind, cadence_of, period_of
from milepost.reviews.case import Allocated, Case, Claimed, Measure
from milepost.reviews.held import Held
from milepost.series import Series
from milepost.workspace.framework import ClaimedBy, Measured, claims, framework
from milepost.workspace.goal_states import goal_states
from milepost.workspace.judging.known import Known
from milepost.workspace.judging.leading import OUTCOMES
from milepost.workspace.judging.reasons import reason_since
from milepost.workspace.kept import standing
from milepost.workspace.known import REVIEW
from milepost.workspace.place import Brand, Workspace, choose_brand
from milepost.workspace.planning.critique import findings_of
from milepost.workspace.planning.plan import plan_of
from milepost.workspace.reading import with_facts
from milepost.workspace.reviewing.advised import advice_of
from milepost.workspace.reviewing.allocated import allocation
from milepost.workspace.reviewing.deciding import check_decisions

PURCHASE = "purchase"
LATELY = timedelta(days=120)
"""Single days are held against the weeks around them; older ones tell nothing of this review's."""


def case_of(workspace: Workspace, kind: Kind, *, brand: str | None, today: date) -> Case:
    """Everything a review of that kind needs, as known on `today`. Raises NotFound for the brand."""
    owner = choose_brand(workspace, brand)
    cadence = cadence_of(kind, workspace.knowledge)
    period = period_of(kind, today, workspace.week_start)
    measured = framework(workspace, owner, today)
    goals = goal_states(workspace, brand=owner.name, today=today)
    monthly = kind is Kind.MONTHLY

    def work(files: FactFiles) -> tuple[tuple[Measure, ...], tuple[Allocated, ...]]:
        known = Known(workspace, owner, files, today, measured, tuple(state.goal for state in goals))
        found = _measures(known, cadence, period)
        return found, tuple(allocation(known)) if monthly else ()

    measures, moves = with_facts(workspace, owner.name, work)
    plan = plan_of(workspace, brand=owner.name, today=today)
    feeding = [one.kpi.id for one in measured]
    decisions = check_decisions(workspace, brand=owner.name, today=today)
    return Case(
        brand=owner.name,
        cadence=cadence,
        period=period,
        as_of=today,
        measures=measures,
        goals=goals,
        decisions=decisions,
        advice=advice_of(workspace, owner, today, measured, tuple(one.decision for one in decisions)),
        allocation=moves,
        claims=_claims(workspace, owner, today) if monthly else (),
        findings=findings_of(workspace, plan, today=today, states=goals, feeding=feeding) if monthly else (),
        held=held_reviews(owner.name, today),
        outcome=next((kpi for kpi in OUTCOMES if kpi in feeding), None),
    )


def held_reviews(brand: str, today: date) -> tuple[Held, ...]:
    """The reviews that were held up to `today`, in the order of their days."""
    found = [kept.value for kept in standing(brand, REVIEW, Held, today).values()]
    return tuple(sorted(found, key=lambda one: (one.as_of, one.start)))


def _measures(known: Known, cadence: Cadence, period: Period) -> tuple[Measure, ...]:
    own = [one.kpi for one in known.measured if cadence.place_of(one.kpi) is not None]
    shown = {kpi.id for kpi in own if not kpi.vanity} | {goal.kpi for goal in known.goals} | set(OUTCOMES)
    daily = _daily(known, [one.kpi for one in known.measured if one.kpi.id in shown])
    months = _months(known, own, period) if cadence.kind is Kind.MONTHLY else {}
    below = _below(known, [one for one in known.measured if cadence.place_of(one.kpi)], period)
    return tuple(_measure(known, one, daily, months, below, period) for one in known.measured)


def _measure(
    known: Known,
    one: Measured,
    daily: dict[str, Series],
    months: dict[str, Series],
    below: dict[str, date],
    period: Period,
) -> Measure:
    name = one.kpi.id
    this = before = None
    if name in months:
        this, before = (_of_month(months[name], one.kpi, of) for of in (period, _month_before(period)))
    moved = not isinstance(one.moved, Unknown) and one.moved.effect is not None
    reason = reason_since(known, one) if moved else None
    return Measure(
        kpi=one.kpi,
        weekly=one.weekly,
        moved=one.moved,
        told=_told(one.weekly, daily.get(name)),
        why=reason.verdict if reason else None,
        weeks=reason.weeks if reason else 0,
        below=below.get(name),
        waits=_waits(one.kpi),
        daily=daily.get(name),
        this=this,
        before=before,
    )


def _told(weekly: Series, daily: Series | None) -> date | None:
    ends = [end for series in (weekly, daily) if series is not None and (end := last_known_end(series))]
    return max(ends, default=None)


def _below(known: Known, measured: Sequence[Measured], period: Period) -> dict[str, date]:
    """For ratios that end before the period does: up to which day the sum is told that they divide by."""
    ended = [
        one.kpi
        for one in measured
        if one.kpi.form is Form.RATIO and (last_known_end(one.weekly) or period.end) < period.end
    ]
    sums = {kpi.id: below for kpi in ended if (below := _lower(kpi)) is not None}
    found = _daily(known, list(sums.values()))
    ends = {name: last_known_end(found[below.id]) for name, below in sums.items()}
    return {name: end for name, end in ends.items() if end is not None}


def _lower(kpi: Kpi) -> Kpi | None:
    """The lower sum of a ratio as a total of its own, by the ratio's first way; None where it has none."""
    first = kpi.bases[0]
    if first.terms.under is None:
        return None
    way = replace(first, terms=Terms(first.terms.under), platforms=())
    return replace(kpi, id=f"{kpi.id}.under", form=Form.TOTAL, unit=Unit.COUNT, bases=(way,), claims=())


def _waits(kpi: Kpi) -> int | None:
    """How many days later it is known who bought again; the columns of purchases say so in their names."""
    sides = (side for basis in kpi.bases for terms in basis.every_terms for side in terms.sides)
    ends = (name.rpartition("_")[2] for side in sides if side.table == PURCHASE for name in side.columns)
    return max((int(end) for end in ends if end.isdigit()), default=None)


def _daily(known: Known, kpis: Sequence[Kpi]) -> dict[str, Series]:
    return _series(known, kpis, Period(known.today - LATELY, known.today), Grain.DAY)


def _months(known: Known, kpis: Sequence[Kpi], period: Period) -> dict[str, Series]:
    return _series(known, kpis, Period(_month_before(period).start, period.end), Grain.MONTH)


def _month_before(period: Period) -> Period:
    return month_of(period.start - timedelta(days=1))


def _series(known: Known, kpis: Sequence[Kpi], period: Period, grain: Grain) -> dict[str, Series]:
    ask = Ask(
        period,
        grain,
        as_of=known.today,
        week_starts=known.workspace.week_start,
        own_currency=known.brand.currency,
    )
    money = [kpi for kpi in kpis if kpi.unit is Unit.MONEY]
    found = series_of([kpi for kpi in kpis if kpi.unit is not Unit.MONEY], known.files, ask)
    return found | series_of(money, known.files, replace(ask, currency=known.brand.currency))


def _of_month(series: Series, kpi: Kpi, month: Period) -> Figure | None:
    """The figure of exactly this month, where it is known."""
    for at, (start, days) in enumerate(zip(series.starts, series.days, strict=True)):
        if start == month.start and int(days) == month.days and np.isfinite(series.over[at]):
            over = float(series.over[at])
            if series.under is None:
                return Amount(over, kpi.unit, series.currency)
            return ratio(over, float(series.under[at]), kpi.unit, series.currency)
    return None


def _claims(workspace: Workspace, brand: Brand, today: date) -> tuple[Claimed, ...]:
    return tuple(_claimed(one) for one in claims(workspace, brand, today) if one.said.rows)


def _claimed(one: ClaimedBy) -> Claimed:
    said = one.said
    return Claimed(one.kpi.id, one.kpi.title, said.source, said.rows[0].figure, one.period, said.holds)
