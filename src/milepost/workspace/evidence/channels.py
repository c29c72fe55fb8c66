"""The channels of a brand: what each tells of every stage, its accounts, its breaks and its files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from milepost.facts.batches import FactFiles
from milepost.facts.health import Calendar, calendars
from milepost.kpis.catalogue import catalogue
from milepost.period import Period
from milepost.reviews.decision import Decision
from milepost.workspace.breaks import Mark, Origins, breaks_of
from milepost.workspace.evidence.figures import by_channel
from milepost.workspace.evidence.kpi import SHOWN
from milepost.workspace.framework import Measured
from milepost.workspace.imports import list_imports
from milepost.workspace.place import Workspace, choose_brand
from milepost.workspace.reading import with_facts
from milepost.workspace.reviewing.deciding import decisions_of
from milepost.workspace.tracing import FileBehind, files_behind

UNSAID = frozenset({"", "unassigned"})
"""What no channel claims is no channel."""


@dataclass(frozen=True, eq=False)
class Channels:
    """Every channel of which something is known, with its KPIs by their ids."""

    brand: str
    today: date
    channels: Mapping[str, Mapping[str, Measured]]


@dataclass(frozen=True, eq=False)
class OneChannel:
    """One channel: its KPIs, changes of meaning by KPI, decisions, accounts with their days, files."""

    brand: str
    today: date
    channel: str
    told: Mapping[str, Measured]
    marks: Mapping[str, tuple[Mark, ...]]
    decisions: tuple[Decision, ...]
    accounts: tuple[Calendar, ...]
    files: tuple[FileBehind, ...]


def channels(workspace: Workspace, only: Iterable[str], *, brand: str | None, today: date) -> Channels:
    """Each channel by the KPIs named in `only`. Raises NotFound for the brand."""
    owner = choose_brand(workspace, brand)
    known = catalogue(workspace.knowledge)
    kpis = [known[name] for name in dict.fromkeys(only) if name in known]

    def work(files: FactFiles) -> dict[str, dict[str, Measured]]:
        return by_channel(workspace, owner, files, kpis, today)

    by_kpi = with_facts(workspace, owner.name, work)
    names = dict.fromkeys(channel for of in by_kpi.values() for channel in of if channel not in UNSAID)
    found = {channel: {kpi: of[channel] for kpi, of in by_kpi.items() if channel in of} for channel in names}
    return Channels(owner.name, today, found)


def one_channel(
    workspace: Workspace, channel: str, only: Iterable[str], *, brand: str | None, today: date
) -> OneChannel | None:
    """One channel; None where nothing is known of it. Raises NotFound for the brand."""
    owner = choose_brand(workspace, brand)
    told = channels(workspace, only, brand=owner.name, today=today).channels.get(channel, {})
    accounts = tuple(one for one in with_facts(workspace, owner.name, calendars) if one.channel == channel)
    if not told and not accounts:
        return None
    shown = Period(today - SHOWN, today)
    whose = with_facts(workspace, owner.name, Origins.of)
    marks = {kpi: breaks_of(kpi, (channel,), shown, workspace.knowledge, whose) for kpi in told}
    records = list_imports(workspace, owner.name, today)
    files: dict[str, FileBehind] = {}
    for measured in told.values():
        for one in files_behind(workspace, owner, measured.kpi, (channel,), shown, records, today):
            before = files.get(one.import_id)
            files[one.import_id] = one if before is None or one.rows > before.rows else before
    taken = decisions_of(owner.name, today)
    return OneChannel(
        owner.name,
        today,
        channel,
        told,
        marks,
        tuple(d for d in taken if channel in d.channel or (not d.channel and d.kpi in told)),
        accounts,
        tuple(files.values()),
    )
