"""What one brand's summary is made of, read from its workspace."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from milepost.amount import Unknown
from milepost.facts.batches import FactFiles
from milepost.facts.health import calendars
from milepost.journal import live
from milepost.judgement.days import last_known_end
from milepost.kpis.as_series import series_of
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import catalogue
from milepost.period import Grain, Period
from milepost.reviews.attention import Order
from milepost.reviews.summary import Stake, Summary
from milepost.reviews.summing import BrandCase, Told, summary_of
from milepost.series import Series
from milepost.sources.report import QUESTION
from milepost.workspace.goal_states import goal_states
from milepost.workspace.imports import KIND as IMPORT
from milepost.workspace.place import Brand, Workspace
from milepost.workspace.reading import with_facts
from milepost.workspace.reviewing.deciding import decisions_of
from milepost.workspace.reviewing.gathering import held_reviews

AT_STAKE = ("revenue", "ad_spend")
"""What is told of money: what comes in, else what goes out. Never both in one figure."""

_READ = timedelta(days=200)


def work_out(workspace: Workspace, brand: Brand, order: Order, today: date) -> Summary:
    """The summary of one brand as known on `today`. Raises whatever its facts or goals do."""

    def work(files: FactFiles) -> tuple[tuple[Told, ...], tuple[Stake, ...]]:
        told = tuple(Told(c.source, c.account, c.channel, c.days, c.gaps) for c in calendars(files))
        return told, tuple(_stakes(workspace, brand, files, order, today))

    told, stakes = with_facts(workspace, brand.name, work)
    case = BrandCase(
        brand=brand.name,
        as_of=today,
        goals=goal_states(workspace, brand=brand.name, today=today),
        decisions=decisions_of(brand.name, today),
        held=held_reviews(brand.name, today),
        told=told,
        questions=tuple(_questions(brand.name)),
        stakes=stakes,
        week_start=workspace.week_start,
    )
    return summary_of(case, order)


def _questions(brand: str) -> Iterator[str]:
    """The files of which a table waits for an answer though the rest was taken, by name."""
    from milepost.store.entries import load_entries

    for entry in live(load_entries(brand, IMPORT), IMPORT).values():
        for report in entry.body["reports"]:
            if report.get("status") == QUESTION:
                yield str(entry.body["answers"]["named"])


def _stakes(
    workspace: Workspace, brand: Brand, files: FactFiles, order: Order, today: date
) -> Iterator[Stake]:
    """The first KPI of money that is known for all days up to its last one; none where none is."""
    kpis = catalogue(workspace.knowledge)
    for name in AT_STAKE:
        if name not in kpis:
            continue
        ask = Ask(
            Period(today - _READ, today),
            Grain.DAY,
            as_of=today,
            week_starts=workspace.week_start,
            currency=brand.currency,
            own_currency=brand.currency,
        )
        stake = _stake(name, series_of([kpis[name]], files, ask).get(name), brand, order)
        if not isinstance(stake, Unknown):
            yield stake
            return


def _stake(name: str, series: Series | None, brand: Brand, order: Order) -> Stake | Unknown:
    """The sum of exactly these days; rows that reach beyond them are not cut, for nobody knows their days."""
    end = None if series is None else last_known_end(series)
    if series is None or end is None:
        return Unknown("no money is known")
    period = Period(end - order.limits.stake, end)
    inside = series.since(period.start).until(period.end)
    known = np.isfinite(inside.over)
    if int(inside.days[known].sum()) != period.days:
        return Unknown("not every day is known by itself")
    return Stake(name, float(inside.over[known].sum()), brand.currency, period.start, period.end)
