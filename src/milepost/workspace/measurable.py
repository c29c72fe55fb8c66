"""By which KPI, and which rows, a goal's metric can be measured with the data that are there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from milepost.amount import Unit, Unknown, Why
from milepost.errors import NotFound
from milepost.facts.batches import FactFiles
from milepost.goals.families import FAMILIES
from milepost.goals.metrics import metric_title
from milepost.kpis.as_series import series, series_of
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import catalogue
from milepost.kpis.kpi import Kpi
from milepost.kpis.measure import measure
from milepost.language import gettext_lazy
from milepost.period import Grain, Period
from milepost.series import Series
from milepost.workspace.breaks import Origins, breaks_of
from milepost.workspace.place import Brand, Workspace

HISTORY = timedelta(days=3 * 366)
RECENT = timedelta(days=183)

PLACES = frozenset({"website", "shop", "store", "blog", "landing_page", "app"})
"""Channels of a sentence that are places to arrive at, not ways to come: nothing is filtered by them."""

ALIASES: Mapping[str, str] = {
    "facebook_ads": "paid_social",
    "instagram_ads": "paid_social",
    "meta_ads": "paid_social",
    "google_ads": "paid_search",
    "seo": "organic_search",
}


@dataclass(frozen=True, slots=True)
class Measurable:
    """A KPI with the filter under which it is measured, and its series up to today.

    `instead_of` is the metric that was asked for when another member of its family had to stand in;
    `unfiltered` says that the data do not tell the channels apart that were asked for.
    """

    kpi: Kpi
    where: Mapping[str, tuple[str, ...]]
    series: Series
    instead_of: str | None = None
    unfiltered: tuple[str, ...] = ()


def measurable(
    workspace: Workspace, brand: Brand, files: FactFiles, metric: str, channel: tuple[str, ...], today: date
) -> Measurable | Unknown:
    """The first way to measure `metric` for these channels that has figures of the last half year.

    Raises NotFound for a metric that no KPI measures.
    """
    kpis = catalogue(workspace.knowledge)
    names = [name for name in FAMILIES.get(metric, (metric,)) if name in kpis]
    if not names:
        raise NotFound("KPI", metric, kpis, gettext_lazy("See: milepost kpis"))
    asked = filter_of(channel)
    for where in _filters(asked):
        for name in names:
            if asked and not where and _tells_channels(kpis[name], files, today):
                continue
            found = kpi_series(kpis[name], files, where, today, workspace, brand)
            if _recent(found, today):
                return Measurable(
                    kpis[name],
                    where,
                    found,
                    None if name == metric else metric,
                    asked["channel"] if asked and not where else (),
                )
    told_apart = any(_tells_channels(kpis[name], files, today) for name in names)
    because = gettext_lazy(_WITHOUT[bool(asked), told_apart], metric=metric_title(metric))
    return Unknown(because, Why.NO_DATA)


_WITHOUT = {
    (False, False): gettext_lazy("no export of the last half year holds “{metric}”"),
    (True, False): gettext_lazy("no export of the last half year holds “{metric}”"),
    (False, True): gettext_lazy(
        "no “{metric}” of all channels together is known for the last half year; name the channel meant"
    ),
    (True, True): gettext_lazy(
        "no export of the last half year holds “{metric}” for the channel that is named"
    ),
}
"""Why nothing is measured: by whether channels were asked for, and whether the data tell channels apart."""


def kpi_series(
    kpi: Kpi,
    files: FactFiles,
    where: Mapping[str, tuple[str, ...]],
    today: date,
    workspace: Workspace,
    brand: Brand,
    grain: Grain = Grain.DAY,
    whose: Origins | None = None,
) -> Series:
    """The KPI's series of the last three years before `today`, with the breaks of meaning that touch it.

    `whose` are the origins of these facts, for a caller that asks for many.
    """
    found = series(kpi, files, _ask(kpi, where, today, workspace, brand, grain))
    marks = breaks_of(
        kpi.id, where.get("channel", ()), found.span, workspace.knowledge, whose or Origins.of(files)
    )
    return replace(found, breaks=tuple(mark.day for mark in marks if mark.moves_level))


def read_together(
    wanted: Iterable[tuple[str, tuple[str, ...]]],
    files: FactFiles,
    today: date,
    workspace: Workspace,
    brand: Brand,
    grain: Grain = Grain.DAY,
) -> None:
    """Measure KPIs, each with its channels, a few at a time; `kpi_series` then finds them remembered."""
    kpis = catalogue(workspace.knowledge)
    groups: dict[tuple[object, ...], tuple[Ask, dict[str, Kpi]]] = {}
    for name, channel in wanted:
        if name in kpis:
            where = {"channel": channel} if channel else {}
            ask = _ask(kpis[name], where, today, workspace, brand, grain)
            groups.setdefault(ask.key, (ask, {}))[1][name] = kpis[name]
    for ask, some in groups.values():
        series_of(tuple(some.values()), files, ask)


def _ask(
    kpi: Kpi,
    where: Mapping[str, tuple[str, ...]],
    today: date,
    workspace: Workspace,
    brand: Brand,
    grain: Grain,
) -> Ask:
    return Ask(
        Period(today - HISTORY, today),
        grain,
        where=where,
        as_of=today,
        week_starts=workspace.week_start,
        currency=brand.currency if kpi.unit is Unit.MONEY else None,
        own_currency=brand.currency,
    )


def filter_of(channel: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The channels of a sentence as a filter of facts."""
    kept = tuple(dict.fromkeys(ALIASES.get(c, c) for c in channel if c not in PLACES))
    return {"channel": kept} if kept else {}


def _filters(asked: dict[str, tuple[str, ...]]) -> Iterator[dict[str, tuple[str, ...]]]:
    yield asked
    if asked:
        yield {}


def _tells_channels(kpi: Kpi, files: FactFiles, today: date) -> bool:
    """Whether the data tell channels apart for a KPI: then another channel's figures must not stand in."""
    ask = Ask(Period(today - RECENT, today), Grain.TOTAL, split=("channel",), as_of=today)
    return any(row.split["channel"] for row in measure([kpi], [files], ask).rows)


def _recent(found: Series, today: date) -> bool:
    span = found.span
    return span is not None and span.end > today - RECENT
