"""The examples that a KPI file carries, held against what is measured."""

import math
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from milepost.amount import Unknown
from milepost.errors import InvalidValue
from milepost.facts.batches import FactFiles, TableFiles
from milepost.facts.current import RankedBatch, compact
from milepost.facts.engine import connect
from milepost.facts.schema import TABLES, Kind
from milepost.kpis.ask import Ask
from milepost.kpis.kpi import Example, Kpi
from milepost.kpis.measure import measure
from milepost.period import Grain, Period

BRAND: Final = "Tin & Twine"
_GIVEN: Final = {"source": "src", "account": "acc", "channel": "", "breakdown": "", "days": 1}


def faults_of(kpi: Kpi, example: Example) -> tuple[str, ...]:
    """What is measured otherwise than an example says; () when it holds."""
    tables = {
        name: [{key: value for key, value in row.items() if key != "before"} for row in rows]
        for name, rows in example.tables.items()
    }
    with tempfile.TemporaryDirectory(prefix="milepost-") as folder:
        files = {name: write_rows(Path(folder), name, rows) for name, rows in tables.items()}
        asked = kpi.by(example.basis) if example.basis in {way.name for way in kpi.asides} else kpi
        rows = measure([asked], [FactFiles(BRAND, files)], Ask(_period(example), Grain.TOTAL)).rows
    if len(rows) != 1:
        return (f"{len(rows)} figures came of it",)
    figure, basis = rows[0].figure, rows[0].basis
    if example.basis is not None and basis != example.basis:
        return (f"the basis is {basis}, not {example.basis}",)
    if isinstance(figure, Unknown):
        same = figure.why.value == example.unknown
        return () if same else (f"it is unknown ({figure.why.value}: {figure.because})",)
    if example.unknown is not None or example.expected is None:
        return (f"it is {figure.value}, not unknown",)
    if math.isclose(figure.value or 0.0, example.expected, rel_tol=1e-12):
        return ()
    return (f"it is {figure.value:g}, not {example.expected}",)


def _period(example: Example) -> Period:
    days: list[tuple[date, int]] = [
        (row["day"], row.get("days", 1))
        for rows in example.tables.values()
        for row in rows
        if not row.get("before")
    ]
    return Period(min(d for d, _ in days), max(d + timedelta(days=n) for d, n in days))


def write_rows(folder: Path, name: str, rows: Iterable[Mapping[str, Any]], brand: str = BRAND) -> TableFiles:
    """Write rows of a table of facts through compaction, as an import would.

    Money and the like are given in whole units; columns that a row does not name are NULL, but for those
    which every row needs. Raises InvalidValue for a column that the table has not.
    """
    table = TABLES[name]
    given = {"brand": brand, **_GIVEN, **({"own": True} if name == "post" else {})}
    kinds = {column.name: column.kind for column in table.all_columns}
    values = []
    for row in rows:
        whole = given | dict(row)
        if strange := set(whole) - set(kinds):
            raise InvalidValue(f"The table {name} has no column {', '.join(sorted(strange))}.")
        values.append([_stored(whole.get(column), kind) for column, kind in kinds.items()])
    batch = folder / f"{name}-batch.parquet"
    with connect() as engine:
        columns = ", ".join(f'"{column}" {kind.sql}' for column, kind in kinds.items())
        engine.execute(f"CREATE TABLE t ({columns})")
        if values:
            engine.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(kinds))})", values)
        engine.execute(f"COPY t TO '{str(batch).replace(chr(39), chr(39) * 2)}' (FORMAT parquet)")
    files = TableFiles(folder / f"{name}.parquet", folder / f"{name}-days.parquet")
    compact(table, [RankedBatch(batch, "one", 1)], files.rows, files.rollup)
    return files


def _stored(value: Any, kind: Kind) -> Any:
    if value is not None and kind in {Kind.MICROS, Kind.MONEY}:
        return round(value * 1_000_000)
    return value
