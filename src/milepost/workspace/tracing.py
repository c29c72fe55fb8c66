"""From which files the figures of a KPI, and so of a goal, were read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from milepost.facts.batches import FactFiles
from milepost.facts.schema import TABLES
from milepost.facts.sheets import metrics_in
from milepost.goals.goal import Goal
from milepost.kpis.as_series import sources_of
from milepost.kpis.ask import Ask, members
from milepost.kpis.catalogue import catalogue
from milepost.kpis.kpi import ROWS, Kpi, Side
from milepost.period import Grain, Period
from milepost.sources.format import FactRule, SourceFormat, source_formats
from milepost.workspace.imports import ImportRecord
from milepost.workspace.place import Brand, Workspace
from milepost.workspace.reading import with_facts

BEFORE = timedelta(days=91)
"""A baseline rests on what came before the start."""


@dataclass(frozen=True, slots=True)
class FileBehind:
    """A file from which figures were read; `rows` were kept of those of its tables that bring them."""

    import_id: str
    name: str
    rows: int
    first_day: date | None
    last_day: date | None


def files_of(
    workspace: Workspace, brand: Brand, goal: Goal, records: Sequence[ImportRecord], today: date
) -> tuple[str, ...]:
    """The names of the imported files that bring the goal's KPI; see `records_of`."""
    found = records_of(workspace, brand, goal, records, today)
    return tuple(dict.fromkeys(record.name for record in found))


def records_of(
    workspace: Workspace, brand: Brand, goal: Goal, records: Sequence[ImportRecord], today: date
) -> tuple[ImportRecord, ...]:
    """The imports that bring the goal's KPI, of the sources that hold; newest days first.

    Days from the goal's baseline to its end are looked at. Where no one source tells the whole (the cost
    here, the leads there), those of every source. Empty where no file speaks of it.
    """
    kpi = catalogue(workspace.knowledge).get(goal.kpi)
    end = min(today, goal.deadline + timedelta(days=1)) if goal.deadline else today
    first = min(goal.start, end) - BEFORE
    if kpi is None:
        return ()
    period = Period(first, max(end, first + timedelta(days=1)))
    by_id = {record.import_id: record for record in records}
    found = files_behind(workspace, brand, kpi, goal.channel or (), period, records, today)
    return tuple(by_id[one.import_id] for one in found)


def files_behind(
    workspace: Workspace,
    brand: Brand,
    kpi: Kpi,
    channels: Sequence[str],
    period: Period,
    records: Sequence[ImportRecord],
    today: date,
) -> tuple[FileBehind, ...]:
    """The files that bring a KPI (of these channels; none: of all) in a period; newest days first."""
    where = {"channel": tuple(channels)} if channels else {}

    def work(files: FactFiles) -> set[str]:
        asked = Ask(period, Grain.TOTAL, where=where, as_of=today, own_currency=brand.currency)
        return {said.source for said in sources_of(kpi, files, asked) if said.holds}

    held = with_facts(workspace, brand.name, work)
    formats = source_formats(workspace.knowledge)
    sheets = _sheets(workspace, brand, channels) if "custom_day" in _tables(kpi) else {}
    found = []
    for record in sorted(records, key=lambda one: one.last_day or date.min, reverse=True):
        begins, ends = record.first_day or period.start, record.last_day or period.start
        rows = [
            _rows(kpi, table, known, sheets.get(record.sha256, {}))
            for table in record.reports
            if _brings(kpi, channels, known := formats.get(str(table["format"])), table, held)
        ]
        if sum(rows) and begins < period.end and ends >= period.start:
            found.append(
                FileBehind(record.import_id, record.name, sum(rows), record.first_day, record.last_day)
            )
    return tuple(found)


def _brings(
    kpi: Kpi,
    channels: Sequence[str],
    format_: SourceFormat | None,
    table: Mapping[str, Any],
    held: set[str],
) -> bool:
    """Whether a table of a file gives one of the columns that the KPI's sums read."""
    if format_ is None or (held and format_.source not in held):
        return False
    if channels and table.get("channel") and table["channel"] not in members("channel", tuple(channels)):
        return False
    return any(_tells(side, format_, table) for side in _sides(kpi))


def _tells(side: Side, format_: SourceFormat, table: Mapping[str, Any]) -> bool:
    """Whether a sum reads what a table of a file gives, or what is worked out from its rows."""
    written = {rule.table for rule in format_.facts}
    read = set(side.columns)
    if made_of := TABLES[side.table].made_of:  # customers are made of orders
        stored = {column.name for column in TABLES[made_of].columns}
        read = read if read <= stored else {ROWS}
    gives = {*table.get("gives", ()), *([ROWS] if table["rows_kept"] else ())}
    return (made_of or side.table) in written and bool(gives & read)


def _tables(kpi: Kpi) -> set[str]:
    return {side.table for side in _sides(kpi)}


def _sheets(workspace: Workspace, brand: Brand, channels: Sequence[str]) -> dict[str, Mapping[str, int]]:
    """By the hash of each sheet of one's own: how many rows of each metric it told."""
    from milepost.store.manifest import live_batches

    return {
        batch.sha256: metrics_in(
            workspace.home / batch.path, tuple(sorted(members("channel", tuple(channels))))
        )
        for batch in live_batches(brand.name)
        if batch.table == "custom_day"
    }


def _rows(kpi: Kpi, table: Mapping[str, Any], format_: SourceFormat | None, told: Mapping[str, int]) -> int:
    """How many rows of a table bring the KPI: all that were kept; of a sheet, those of its metrics."""
    if format_ is None or {rule.table for rule in format_.facts} != {"custom_day"}:
        return int(table["rows_kept"])
    asked = {
        name
        for side in _sides(kpi)
        if side.table == "custom_day"
        for name in dict(side.where).get("metric", ())
    }
    return sum(rows for metric, rows in told.items() if metric in asked)


def fed_by(workspace: Workspace, record: ImportRecord) -> tuple[Kpi, ...]:
    """The KPIs whose sums read a column that an import gives, by title.

    Of a sheet whose rows say themselves what they measure, nothing is told: its report does not name it.
    """
    formats = source_formats(workspace.knowledge)
    tables = [(formats.get(str(table["format"])), table) for table in record.reports]
    return tuple(
        kpi
        for kpi in sorted(catalogue(workspace.knowledge).values(), key=lambda one: one.title)
        if any(known is not None and _feeds(kpi, known, table) for known, table in tables)
    )


def _feeds(kpi: Kpi, format_: SourceFormat, table: Mapping[str, Any]) -> bool:
    metrics = {rule.set["metric"]["value"] for rule in format_.facts if _says_metric(rule)}
    return any(
        _tells(side, format_, table)
        and (side.table != "custom_day" or metrics.intersection(*(told for _, told in side.where)))
        for side in _sides(kpi)
    )


def _says_metric(rule: FactRule) -> bool:
    said = rule.set.get("metric")
    return rule.table == "custom_day" and isinstance(said, Mapping) and "value" in said


def _sides(kpi: Kpi) -> Iterator[Side]:
    return (side for basis in kpi.bases for terms in basis.every_terms for side in terms.sides)
