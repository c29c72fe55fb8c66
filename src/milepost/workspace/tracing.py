"""From which files the figures of a goal were read."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from milepost.facts.batches import FactFiles
from milepost.goals.goal import Goal
from milepost.kpis.as_series import sources_of
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import catalogue
from milepost.kpis.kpi import ROWS, Kpi
from milepost.period import Grain, Period
from milepost.sources.format import SourceFormat, source_formats
from milepost.workspace.imports import ImportRecord
from milepost.workspace.place import Brand, Workspace
from milepost.workspace.reading import with_facts

BEFORE = timedelta(days=91)
"""A baseline rests on what came before the start."""


def _feeding(kpi: Kpi, formats: Mapping[str, SourceFormat], held: set[str]) -> set[str]:
    """The formats that bring one of the KPI's sums, of the sources that hold.

    Where no one source tells the whole (the cost here, the leads there), of every source.
    """
    sides = [side for basis in kpi.bases for terms in basis.every_terms for side in terms.sides]
    return {
        one.id
        for one in formats.values()
        for rule in one.facts
        if (not held or one.source in held)
        and any(side.table == rule.table and set(side.columns) & {*rule.set, ROWS} for side in sides)
    }


def files_of(
    workspace: Workspace, brand: Brand, goal: Goal, records: Sequence[ImportRecord], today: date
) -> tuple[str, ...]:
    """The names of the imported files of the sources that hold for the goal's KPI, newest days first.

    Days from the goal's baseline to its end are looked at. Empty where no source speaks of it.
    """
    kpi = catalogue(workspace.knowledge).get(goal.kpi)
    end = min(today, goal.deadline + timedelta(days=1)) if goal.deadline else today
    first = min(goal.start, end) - BEFORE
    if kpi is None:
        return ()
    period = Period(first, max(end, first + timedelta(days=1)))
    where = {"channel": goal.channel} if goal.channel else {}

    def work(files: FactFiles) -> set[str]:
        asked = Ask(period, Grain.WEEK, where=where, as_of=today, own_currency=brand.currency)
        return {said.source for said in sources_of(kpi, files, asked) if said.holds}

    held = with_facts(workspace, brand.name, work)
    feeding = _feeding(kpi, source_formats(workspace.knowledge), held)
    found = []
    for record in sorted(records, key=lambda one: one.last_day or date.min, reverse=True):
        begins, ends = record.first_day or first, record.last_day or first
        if feeding & set(record.formats) and begins < period.end and ends >= first:
            found.append(record.name)
    return tuple(dict.fromkeys(found))
