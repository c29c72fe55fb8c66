"""The KPI framework of a brand: every KPI its data can feed, with its recent weeks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from milepost.amount import Amount, Figure, Unknown, Why, ratio
from milepost.facts.batches import FactFiles
from milepost.judgement.change import Change, change
from milepost.judgement.days import last_known_end
from milepost.kpis.as_series import Said, sources_of
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import catalogue
from milepost.kpis.kpi import Form, Kpi
from milepost.period import Grain, Period, week_of
from milepost.series import Series
from milepost.workspace.measurable import RECENT, kpi_series
from milepost.workspace.place import Brand, Workspace
from milepost.workspace.reading import with_facts

WEEKS = 4
CLAIMED = ("revenue", "orders", "sessions", "conversions")
CLAIM_DAYS = 91


@dataclass(frozen=True, eq=False)
class Measured:
    """One KPI of the framework: its figure over `period`, its weekly series, and whether its level moved."""

    kpi: Kpi
    figure: Figure
    period: Period | None
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
        ask = Ask(period, Grain.TOTAL, as_of=today, week_starts=workspace.week_start)
        known = catalogue(workspace.knowledge)
        return tuple(
            ClaimedBy(known[name], said, period)
            for name in CLAIMED
            if name in known
            for said in sources_of(known[name], files, ask)
        )

    return with_facts(workspace, brand.name, work)


def _measured(workspace: Workspace, brand: Brand, files: FactFiles, today: date) -> Iterator[Measured]:
    for kpi in catalogue(workspace.knowledge).values():
        weekly = kpi_series(kpi, files, {}, today, workspace, brand, Grain.WEEK)
        told = last_known_end(weekly)
        if told is None or told < today - RECENT:
            continue
        figure, period = _figure(kpi, weekly, told)
        yield Measured(kpi, figure, period, weekly, change(weekly, as_of=today))


def _figure(kpi: Kpi, weekly: Series, told: date) -> tuple[Figure, Period | None]:
    """The sum, ratio or last level of the last four whole periods up to the last known one."""
    recent = weekly.until(told)
    n = min(WEEKS if weekly.grain is Grain.WEEK else 1, len(recent))
    if n == 0:
        return Unknown("no whole week is known", Why.NO_DATA), None
    period = Period(recent.starts[-n], told)
    over = recent.over[-n:]
    if kpi.form is Form.LAST or (not weekly.adds and weekly.under is None):
        return Amount(float(over[-1]), kpi.unit, weekly.currency), Period(recent.starts[-1], told)
    if not np.isfinite(over).all():
        return Unknown("some of the last four weeks are not known", Why.NOT_REPORTED), period
    if weekly.under is None:
        return Amount(float(over.sum()), kpi.unit, weekly.currency), period
    return ratio(float(over.sum()), float(weekly.under[-n:].sum()), kpi.unit, weekly.currency), period
