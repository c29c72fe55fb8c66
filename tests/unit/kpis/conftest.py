"""Facts of invented brands, written through compaction as an import would."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from milepost.facts.batches import FactFiles, TableFiles
from milepost.facts.current import RankedBatch, compact
from milepost.facts.schema import TABLES, Kind

Rows = Mapping[str, Iterable[Mapping[str, Any]]]
Write = Callable[..., FactFiles]


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """Write rows (money and micros in whole units, unnamed columns NULL) and say where they lie."""

    def write(tables: Rows, brand: str = "Tin & Twine") -> FactFiles:
        folder = tmp_path_factory.mktemp("facts")
        return FactFiles(
            brand, {name: _table(folder, name, list(rows), brand) for name, rows in tables.items()}
        )

    return write


def _table(folder: Path, name: str, rows: list[Mapping[str, Any]], brand: str) -> TableFiles:
    table = TABLES[name]
    given = {"brand": brand, "source": "src", "account": "acc", "channel": "", "breakdown": "", "days": 1}
    if name == "post":
        given |= {"own": True}
    with duckdb.connect() as engine:
        columns = ", ".join(f'"{c.name}" {c.kind.sql}' for c in table.all_columns)
        engine.execute(f"CREATE TABLE t ({columns})")
        values = []
        for row in rows:
            whole = given | dict(row)
            unknown = set(whole) - {c.name for c in table.all_columns}
            assert not unknown, f"{name} has no columns {unknown}"
            values.append([_value(whole.get(c.name), c.kind) for c in table.all_columns])
        if values:
            engine.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(values[0]))})", values)
        batch = folder / f"{name}-batch.parquet"
        engine.execute(f"COPY t TO '{batch}' (FORMAT parquet)")
    files = TableFiles(folder / f"{name}.parquet", folder / f"{name}-days.parquet")
    compact(table, [RankedBatch(batch, "one", 1)], files.rows, files.rollup)
    return files


def _value(value: Any, kind: Kind) -> Any:
    if value is not None and kind in {Kind.MICROS, Kind.MONEY}:
        return round(value * 1_000_000)
    return value
