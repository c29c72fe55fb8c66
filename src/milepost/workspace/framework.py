"""The KPI framework of a brand: every KPI its data can feed, with its recent weeks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from milepost.amount import Amount, Figure, Unit, Unknown, Why, ratio
from milepost.facts.batches import FactFiles
from milepost.judgement.attainability import silent
from milepost.judgement.change import Change, change
from milepost.judgement.days import last_known_end
from milepost.kpis.as_series import Said, series_of, sources_of
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import catalogue
from milepost.kpis.kpi import Form, Kpi
from milepost.kpis.measure import measure
from milepost.language import gettext_lazy
from milepost.period import Grain, Period, week_of
from milepost.series import Series
from milepost.workspace.breaks import Mark, Origins, breaks_of
from milepost.workspace.measurable import HISTORY, RECENT
from milepost.workspace.place import Brand, Workspace
from milepost.workspace.reading import with_facts

WEEKS = 4
CLAIMED = ("revenue", "orders", "sessions", "conversions")
CLAIM_DAYS = 91


@dataclass(frozen=True, eq=False)
class Measured:
    """One KPI of the framework: its figure over `period`, which is `periods` of those of its `weekly` series.

    `weekly` is by months or days where the sources report nothing else; `moved` is about its level.
    """

    kpi: Kpi
    figure: Figure
    period: Period | None
    periods: int
    weekly: Series
    moved: Change | Unknown


@dataclass(frozen=True, slots=True)
class ClaimedBy:
    """What one source says of a KPI for a period; never added to what another says."""

    kpi: Kpi
    said: Said
    period: Period


def framework(workspace: Workspace, brand: Brand, today: date) -> tuple[Measured, ...]:
    """Every KPI that has figures of the last half year, in the order of the catalogue."""

    def work(files: FactFiles) -> tuple[Measured, ...]:
        return tuple(_measured(workspace, brand, files, today))

    return with_facts(workspace, brand.name, work)


def claims(workspace: Workspace, brand: Brand, today: date) -> tuple[ClaimedBy, ...]:
    """What shop, analytics and platforms each say of the same measure over the last 13 whole weeks."""
    end = week_of(today, workspace.week_start).start
    period = Period(end - timedelta(days=CLAIM_DAYS), end)

    def work(files: FactFiles) -> tuple[ClaimedBy, ...]:
        ask = Ask(
            period,
            Grain.TOTAL,
            as_of=today,
            week_starts=workspace.week_start,
            own_currency=brand.currency,
        )
        known = catalogue(workspace.knowledge)
        return tuple(
            ClaimedBy(known[name], said, period)
            for name in CLAIMED
            if name in known
            for said in sources_of(known[name], files, ask)
        )

    return with_facts(workspace, brand.name, work)


def fed(
    workspace: Workspace, brand: Brand, today: date, only: Iterable[str] | None = None
) -> tuple[Kpi, ...]:
    """Every KPI (of those named in `only`) that has figures of the last half year; nothing is judged."""
    known = catalogue(workspace.knowledge)
    asked = frozenset(known if only is None else only)
    kpis = [kpi for name, kpi in known.items() if name in asked]

    def work(files: FactFiles) -> tuple[Kpi, ...]:
        found = _series(workspace, brand, files, kpis, Period(today - RECENT, today), today)
        there = {kpi.id for kpi in kpis if _is_told(found[kpi.id], today)}
        # People are not added over channels; each channel by itself may be told all the same.
        people = [kpi for kpi in kpis if kpi.form is Form.AS_REPORTED and kpi.id not in there]
        ask = Ask(Period(today - RECENT, today), Grain.DAY, split=("channel",), as_of=today)
        there |= {b.kpi.id for b in measure(people, [files], ask).blocks if (b.gaps == 0).any()}
        return tuple(kpi for kpi in kpis if kpi.id in there)

    return with_facts(workspace, brand.name, work)


def _measured(workspace: Workspace, brand: Brand, files: FactFiles, today: date) -> Iterator[Measured]:
    whose = Origins.of(files)
    for kpi, series, told in _told(workspace, brand, files, today):
        marks = breaks_of(kpi.id, (), series.span, workspace.knowledge, whose)
        yield measured(kpi, series, marks, told, today)


def measured(kpi: Kpi, series: Series, marks: Iterable[Mark], told: date, today: date) -> Measured:
    """A series with its figure over its last whole periods up to `told`, and whether it moved."""
    found = replace(series, breaks=tuple(mark.day for mark in marks if mark.moves_level))
    figure, period, periods = _figure(kpi, found, told)
    return Measured(kpi, figure, period, periods, found, _moved(found, told, today))


def _told(
    workspace: Workspace, brand: Brand, files: FactFiles, today: date
) -> Iterator[tuple[Kpi, Series, date]]:
    """The weekly series of each KPI that has figures of the last half year, and the day to which they go."""
    kpis = list(catalogue(workspace.knowledge).values())
    yield from told_of(workspace, brand, files, kpis, today)


def told_of(
    workspace: Workspace, brand: Brand, files: FactFiles, kpis: Sequence[Kpi], today: date
) -> Iterator[tuple[Kpi, Series, date]]:
    """The same of some KPIs, in their order."""
    weekly = _series(workspace, brand, files, kpis, Period(today - HISTORY, today), today)
    # A way to a figure that ended long ago must not hide another that is told to this day.
    ended = [kpi for kpi in kpis if len(weekly[kpi.id]) and not _is_told(weekly[kpi.id], today)]
    weekly |= _series(workspace, brand, files, ended, Period(today - RECENT, today), today)
    for kpi in kpis:
        found = weekly[kpi.id]
        told = last_known_end(found)
        if told is not None and _is_told(found, today):
            yield kpi, found, told


def _series(
    workspace: Workspace, brand: Brand, files: FactFiles, kpis: Sequence[Kpi], period: Period, today: date
) -> dict[str, Series]:
    """The series of each KPI by weeks, or by months or days where the sources report nothing else."""
    ask = Ask(period, Grain.WEEK, as_of=today, week_starts=workspace.week_start)
    money = [kpi for kpi in kpis if kpi.unit is Unit.MONEY]
    found = series_of([kpi for kpi in kpis if kpi.unit is not Unit.MONEY], files, ask)
    found |= series_of(money, files, replace(ask, currency=brand.currency))
    told_by_day = [kpi for kpi in kpis if kpi.form is Form.AS_REPORTED and not len(found[kpi.id])]
    return found | series_of(told_by_day, files, replace(ask, grain=Grain.DAY))


def _is_told(series: Series, today: date) -> bool:
    told = last_known_end(series)
    return told is not None and told >= today - RECENT


def _moved(weekly: Series, told: date, today: date) -> Change | Unknown:
    """Whether it has lastingly changed; nobody can tell of figures that ended more than a month ago."""
    return silent(weekly, told, today) or change(weekly, as_of=today)


def _figure(kpi: Kpi, weekly: Series, told: date) -> tuple[Figure, Period | None, int]:
    """The sum, ratio or last level of the last four whole periods up to the last known one, and how many."""
    recent = weekly.until(told)
    n = min(WEEKS if weekly.grain is Grain.WEEK else 1, len(recent))
    if n == 0:
        return Unknown(gettext_lazy("no whole week is known"), Why.NO_DATA), None, 1
    period = Period(recent.starts[-n], told)
    over = recent.over[-n:]
    if kpi.form is Form.LAST or (not weekly.adds and weekly.under is None):
        return Amount(float(over[-1]), kpi.unit, weekly.currency), Period(recent.starts[-1], told), 1
    if not np.isfinite(over).all():
        return Unknown(gettext_lazy("some of the last four weeks are not known"), Why.NOT_REPORTED), period, n
    if weekly.under is None:
        return Amount(float(over.sum()), kpi.unit, weekly.currency), period, n
    return ratio(float(over.sum()), float(weekly.under[-n:].sum()), kpi.unit, weekly.currency), period, n
