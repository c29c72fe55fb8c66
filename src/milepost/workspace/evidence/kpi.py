"""All that one KPI's page says, gathered: its weeks, channels, whose figure holds, files and goals."""

from dataclasses import dataclass
from datetime import date, timedelta

from milepost.errors import NotFound
from milepost.facts.batches import FactFiles
from milepost.goals.goal import Goal
from milepost.kpis.as_series import Said, sources_of
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import catalogue
from milepost.kpis.kpi import Kpi
from milepost.language import gettext_lazy
from milepost.period import Grain, Period, week_of
from milepost.reviews.decision import Decision
from milepost.workspace.benchmarks import Compared, compare
from milepost.workspace.breaks import Mark, Origins, breaks_of
from milepost.workspace.evidence.figures import by_channel, whole
from milepost.workspace.framework import CLAIM_DAYS, Measured
from milepost.workspace.goal_entries import goals_of
from milepost.workspace.imports import list_imports
from milepost.workspace.place import Workspace, choose_brand
from milepost.workspace.reading import with_facts
from milepost.workspace.reviewing.deciding import decisions_of
from milepost.workspace.tracing import FileBehind, files_behind

SHOWN = timedelta(days=457)
"""Fifteen months: the same season of last year stands beside this one."""


@dataclass(frozen=True, eq=False)
class Watched:
    """One KPI as of a day.

    `measured` is None where it has no figure of the last half year. `said` is what each source says of
    `claimed`, the last 13 whole weeks, never added. `marks` are changes of meaning within `SHOWN`.
    """

    brand: str
    today: date
    kpi: Kpi
    measured: Measured | None
    channels: dict[str, Measured]
    marks: tuple[Mark, ...]
    decisions: tuple[Decision, ...]
    goals: tuple[Goal, ...]
    said: tuple[Said, ...]
    claimed: Period
    files: tuple[FileBehind, ...]
    compared: tuple[Compared, ...]


def watched(workspace: Workspace, name: str, *, brand: str | None, today: date) -> Watched:
    """Everything about one KPI. Raises NotFound for the brand or the KPI."""
    owner = choose_brand(workspace, brand)
    known = catalogue(workspace.knowledge)
    if name not in known:
        raise NotFound("KPI", name, known, gettext_lazy("The KPI framework lists those there are."))
    kpi = known[name]
    end = week_of(today, workspace.week_start).start
    claimed, shown = Period(end - timedelta(days=CLAIM_DAYS), end), Period(today - SHOWN, today)

    def work(
        files: FactFiles,
    ) -> tuple[Measured | None, dict[str, Measured], tuple[Mark, ...], tuple[Said, ...]]:
        ask = Ask(
            claimed, Grain.TOTAL, as_of=today, week_starts=workspace.week_start, own_currency=owner.currency
        )
        return (
            whole(workspace, owner, files, kpi, today),
            by_channel(workspace, owner, files, [kpi], today)[kpi.id],
            breaks_of(kpi.id, (), shown, workspace.knowledge, Origins.of(files)),
            sources_of(kpi, files, ask),
        )

    measured, channels, marks, said = with_facts(workspace, owner.name, work)
    records = list_imports(workspace, owner.name, today)
    goals = goals_of(workspace, brand=owner.name, today=today)
    try:
        compared = compare(workspace, owner, today, kpi=kpi.id)
    except NotFound:
        compared = ()
    return Watched(
        brand=owner.name,
        today=today,
        kpi=kpi,
        measured=measured,
        channels=channels,
        marks=marks,
        decisions=tuple(d for d in decisions_of(owner.name, today) if d.kpi == kpi.id),
        goals=tuple(goal for goal in goals if kpi.id in _kpis_of(goal)),
        said=said,
        claimed=claimed,
        files=files_behind(workspace, owner, kpi, (), shown, records, today) if measured else (),
        compared=compared,
    )


def _kpis_of(goal: Goal) -> tuple[str, ...]:
    """What a goal is measured by, led by and guarded by."""
    return goal.kpi, *goal.leads, *(guard.kpi for guard in goal.guards)
