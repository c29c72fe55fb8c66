"""From which files the figures of a goal were read."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

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


def files_of(
    workspace: Workspace, brand: Brand, goal: Goal, records: Sequence[ImportRecord], today: date
) -> tuple[str, ...]:
    """The names of the imported files that bring the goal's KPI, of the sources that hold; newest days first.

    Days from the goal's baseline to its end are looked at. Where no one source tells the whole (the cost
    here, the leads there), those of every source. Empty where no file speaks of it.
    """
    kpi = catalogue(workspace.knowledge).get(goal.kpi)
    end = min(today, goal.deadline + timedelta(days=1)) if goal.deadline else today
    first = min(goal.start, end) - BEFORE
    if kpi is None:
        return ()
    period = Period(first, max(end, first + timedelta(days=1)))
    where = {"channel": goal.channel} if goal.channel else {}

    def work(files: FactFiles) -> set[str]:
        asked = Ask(period, Grain.TOTAL, where=where, as_of=today, own_currency=brand.currency)
        return {said.source for said in sources_of(kpi, files, asked) if said.holds}

    held = with_facts(workspace, brand.name, work)
    formats = source_formats(workspace.knowledge)
    found = []
    for record in sorted(records, key=lambda one: one.last_day or date.min, reverse=True):
        begins, ends = record.first_day or first, record.last_day or first
        tables = (formats.get(str(table["format"])) for table in record.reports)
        told = any(
            _brings(kpi, goal, known, table, held)
            for known, table in zip(tables, record.reports, strict=True)
        )
        if told and begins < period.end and ends >= first:
            found.append(record.name)
    return tuple(dict.fromkeys(found))


def _brings(
    kpi: Kpi, goal: Goal, format_: SourceFormat | None, table: Mapping[str, Any], held: set[str]
) -> bool:
    """Whether a table of a file gives one of the columns that the KPI's sums read."""
    if format_ is None or (held and format_.source not in held):
        return False
    if goal.channel and table.get("channel") and table["channel"] not in goal.channel:
        return False
    gives = {*table.get("gives", ()), *([ROWS] if table["rows_kept"] else ())}
    written = {rule.table for rule in format_.facts}
    sides = (side for basis in kpi.bases for terms in basis.every_terms for side in terms.sides)
    return any(side.table in written and gives & set(side.columns) for side in sides)
