"""What the playbook advises a brand on a day: rules are held against how its figures stand."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from milepost.amount import Unit
from milepost.facts.batches import FactFiles
from milepost.kpis.as_series import series_each_by
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import catalogue
from milepost.period import Grain, Period
from milepost.playbook.advice import Advice
from milepost.playbook.match import match
from milepost.playbook.rule import Rule
from milepost.playbook.rules import rules
from milepost.playbook.standings import PLACES, Stand, shares, stand_of
from milepost.series import Series
from milepost.workspace.breaks import Origins, breaks_of
from milepost.workspace.framework import Measured, framework
from milepost.workspace.judging.remembered import remembered
from milepost.workspace.measurable import HISTORY
from milepost.workspace.place import Brand, Workspace
from milepost.workspace.reading import with_facts

NOBODYS: Final = frozenset({"direct", "unassigned"})
"""Ways to come that nobody runs: nothing can be tried there."""


@dataclass(frozen=True, slots=True)
class Played:
    """What the rules advise, the rules themselves, and how many figures come in, and can be judged."""

    advice: tuple[Advice, ...]
    rules: Mapping[str, Rule]
    known: int
    judged: int


def played(
    workspace: Workspace,
    brand: Brand,
    today: date,
    measured: tuple[Measured, ...] | None = None,
    *,
    tried: Collection[str] = (),
) -> Played:
    """As `advice_for`, with what it was made of."""
    book = rules(workspace.knowledge)
    wanted = {kpi for rule in book.values() for kpi in rule.kpis}
    stands = stands_for(workspace, brand, today, wanted, measured)
    judged = sum(bool(one.states & PLACES) for one in stands)
    return Played(match(stands, book.values(), tried), book, len(stands), judged)


def advice_for(
    workspace: Workspace,
    brand: Brand,
    today: date,
    measured: tuple[Measured, ...] | None = None,
    *,
    tried: Collection[str] = (),
) -> tuple[Advice, ...]:
    """What the rules, ours and the user's, advise on `today`, weightiest first, with evidence.

    `measured` is the brand's framework of that day, where it is known already. `tried` are the keys of
    advice that standing decisions try already. Raises InvalidValue or NotFound for an unreadable rule.
    """
    return played(workspace, brand, today, measured, tried=tried).advice


def stands_for(
    workspace: Workspace,
    brand: Brand,
    today: date,
    wanted: Collection[str],
    measured: tuple[Measured, ...] | None = None,
) -> tuple[Stand, ...]:
    """How the KPIs in `wanted` stand, of the brand and of each of its channels; the unknown are left out."""
    framed = framework(workspace, brand, today) if measured is None else measured
    whole = ((one.kpi.id, None, one.weekly) for one in framed if one.kpi.id in wanted)

    def work(files: FactFiles) -> tuple[Stand, ...]:
        apart = _by_channel(workspace, brand, files, today, wanted)
        return (*_stands(whole, today), *_stands_apart(apart, today))

    return with_facts(workspace, brand.name, work)


def _stands(lines: Iterable[tuple[str, str | None, Series]], today: date) -> Iterator[Stand]:
    for kpi, channel, series in lines:
        found = remembered(stand_of, kpi, channel, series, as_of=today)
        if found is not None:
            yield found


def _stands_apart(apart: Iterable[tuple[str, dict[str, Series]]], today: date) -> Iterator[Stand]:
    for kpi, channels in apart:
        given = shares(channels, as_of=today)
        for channel, series in channels.items():
            if channel in NOBODYS:
                continue
            found = remembered(stand_of, kpi, channel, series, as_of=today, share=given.get(channel))
            if found is not None:
                yield found


def _by_channel(
    workspace: Workspace, brand: Brand, files: FactFiles, today: date, wanted: Collection[str]
) -> Iterator[tuple[str, dict[str, Series]]]:
    """The weekly series of each KPI by channel, with the breaks of meaning that touch that channel."""
    whose = Origins.of(files)
    kpis = [kpi for kpi in catalogue(workspace.knowledge).values() if kpi.id in wanted]
    ask = Ask(Period(today - HISTORY, today), Grain.WEEK, as_of=today, week_starts=workspace.week_start)
    money = [kpi for kpi in kpis if kpi.unit is Unit.MONEY]
    told = series_each_by([kpi for kpi in kpis if kpi.unit is not Unit.MONEY], files, ask, "channel")
    told |= series_each_by(money, files, replace(ask, currency=brand.currency), "channel")
    for kpi in kpis:
        found: dict[str, Series] = {}
        for channel, series in told[kpi.id].items():
            marks = breaks_of(kpi.id, (channel,), series.span, workspace.knowledge, whose)
            found[channel] = replace(series, breaks=tuple(mark.day for mark in marks if mark.moves_level))
        yield kpi.id, found
