"""What holds: the batches of one brand and table become one sorted file, one row a key.

Per key and per measure, the value of the highest-ranked batch that has one holds (a card of reach and a card
of visits fill different columns of the same day); values that lost are written down as restatements.
"""

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from milepost.facts.engine import connect, literal, quote, silent
from milepost.facts.rollup import write_rollup
from milepost.facts.schema import Adds, Column, Kind, Table

if TYPE_CHECKING:
    import duckdb

LARGE = 250_000
MANY = 16
"""From how many batches on they are read into memory once, as opening each of them again costs more."""
_ENGINE = "300MB"
_PARQUET = "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"


@dataclass(frozen=True, slots=True)
class RankedBatch:
    """One immutable Parquet batch; of two values for one key, that of the higher `rank` holds."""

    path: Path
    batch: str
    rank: int


@dataclass(frozen=True, slots=True)
class Compacted:
    """What was written: row counts, and the hash of the rows.

    The hash does not depend on the order of the rows or of the batches, their layout, or their names. It is a
    SHA-256 over the count, the sum and the XOR of the engine's 64-bit row hashes, so compare it only between
    files written by one version of the engine.
    """

    rows: int
    rollup_rows: int
    restated: int
    sha256: str


def compact(
    table: Table,
    batches: Sequence[RankedBatch],
    rows_to: Path,
    rollup_to: Path | None = None,
    restated_to: Path | None = None,
) -> Compacted:
    """Write what holds of `table` to `rows_to`, its day roll-up and the values that lost.

    Batches of equal rank are ordered by their name, so that the result never depends on the order given.
    `restated_to` is written even when nothing was restated. The files are not synced to disk; that is up to
    who publishes them.
    """
    ordered = sorted(batches, key=lambda b: (b.rank, b.batch))
    with silent(_engine().cursor()) as engine:
        _read(engine, table, ordered)
        clashing = _has_clashes(engine, table)
        held = _held(engine, table, ordered) if clashing else "raw"
        alone = ordered[0].path if not clashing and len(ordered) == 1 and _is_large(engine) else None
        rows, digest = _write_rows(engine, table, held, rows_to, alone=alone)
        restated = _write_restated(engine, table, restated_to, clashing=clashing) if restated_to else 0
        rollup_rows = write_rollup(engine, table, "held", rollup_to) if rollup_to else 0
    return Compacted(rows, rollup_rows, restated, digest)


@cache
def _engine() -> "duckdb.DuckDBPyConnection":
    """One engine a process, as opening one costs more than a small table; a cursor has its own tables."""
    return connect(memory_limit=_ENGINE, temp_directory=_beyond_memory().name)


@cache
def _beyond_memory() -> TemporaryDirectory[str]:
    """Where the engine puts what its memory does not hold; it goes when the process does."""
    return TemporaryDirectory(prefix="milepost-", ignore_cleanup_errors=True)


def full_key(table: Table) -> tuple[str, ...]:
    """The key with the brand in it, in the order in which rows are sorted."""
    first = ("brand", "source", "account", "channel", "day")
    key = ("brand", *table.key)
    return (*(c for c in first if c in key), *(c for c in key if c not in first))


def _read(engine: "duckdb.DuckDBPyConnection", table: Table, ordered: Sequence[RankedBatch]) -> None:
    """The relation `raw`: all batches in one scan, all columns of the table, and `_at`, the batch's place."""
    if not ordered:
        columns = ", ".join(f"CAST(NULL AS {c.kind.sql}) AS {quote(c.name)}" for c in table.all_columns)
        engine.execute(f"CREATE TEMP VIEW raw AS SELECT {columns}, 0 AS _at WHERE false")
        return
    paths = ", ".join(literal(str(batch.path)) for batch in ordered)
    scan = f"read_parquet([{paths}], union_by_name = true)"
    there = {row[0] for row in engine.execute(f"DESCRIBE SELECT * FROM {scan}").fetchall()}
    columns = ", ".join(
        f"CAST({quote(c.name) if c.name in there else 'NULL'} AS {c.kind.sql}) AS {quote(c.name)}"
        for c in table.all_columns
    )
    made = "TABLE" if len(ordered) >= MANY else "VIEW"
    engine.execute(
        f"CREATE TEMP {made} raw AS SELECT {columns}, CAST(file_index AS INTEGER) AS _at FROM {scan}"
    )


def _hash_of(columns: Sequence[str]) -> str:
    return f"hash({', '.join(quote(c) for c in columns)})"


def _has_clashes(engine: "duckdb.DuckDBPyConnection", table: Table) -> bool:
    """Whether two rows share a key. Two keys of one hash only send us down the longer, equally right way."""
    key = _hash_of(full_key(table))
    found = engine.execute(f"SELECT count(*) <> count(DISTINCT {key}) FROM raw").fetchone()
    return bool(found and found[0])


def _held(engine: "duckdb.DuckDBPyConnection", table: Table, ordered: Sequence[RankedBatch]) -> str:
    """Resolve the keys that clash, and only those; the query of all rows that hold."""
    names = [quote(c.name) for c in table.all_columns]
    key = _hash_of(full_key(table))
    engine.execute(
        f"CREATE TEMP TABLE shared AS SELECT {key} AS _key FROM raw GROUP BY 1 HAVING count(*) > 1"
    )
    within = ", ".join(f"{_within_batch(c, table)} AS {quote(c.name)}" for c in _beside_key(table))
    by = ", ".join(quote(c) for c in full_key(table))
    engine.execute(
        f"CREATE TEMP TABLE clashing AS SELECT {by}, _at, {within} FROM raw "
        f"WHERE {key} IN (FROM shared) GROUP BY {by}, _at"
    )
    engine.execute("CREATE TEMP TABLE batch_names (_at INTEGER, batch VARCHAR)")
    engine.executemany(
        "INSERT INTO batch_names VALUES (?, ?)", [(at, b.batch) for at, b in enumerate(ordered)]
    )
    best = ", ".join(f"{_across_batches(c, table)} AS {quote(c.name)}" for c in _beside_key(table))
    return (
        f"(SELECT {', '.join(names)} FROM raw WHERE {key} NOT IN (FROM shared) UNION ALL BY NAME "
        f"SELECT {by}, {best} FROM clashing GROUP BY {by})"
    )


def _beside_key(table: Table) -> tuple[Column, ...]:
    key = full_key(table)
    return tuple(c for c in table.all_columns if c.name not in key)


def _within_batch(column: Column, table: Table) -> str:
    """Several rows of one file with one key: counts are added; people cannot be, and a stock must agree."""
    name = quote(column.name)
    if column.name in table.earliest:
        return f"arg_min({name}, {quote('day')})"
    if column.adds is Adds.SUM:
        return f"CAST(sum({name}) AS BIGINT)"
    if column.adds is Adds.NEVER:
        return f"CASE WHEN count(*) = 1 THEN max({name}) END"
    if column.adds is Adds.LAST:
        return f"CASE WHEN min({name}) = max({name}) THEN max({name}) END"
    return f"max({name})"


def _across_batches(column: Column, table: Table) -> str:
    """The value of the highest-ranked batch that has one; a currency stays with the money it belongs to."""
    name = quote(column.name)
    if column.name in table.earliest:
        return f"arg_min({name}, ({quote('day')}, _at))"
    money = [quote(c.name) for c in table.measures if c.kind is Kind.MONEY]
    if column.name == "currency" and money:
        paid = f"coalesce({', '.join(money)}) IS NOT NULL"
        return f"coalesce(arg_max({name}, _at) FILTER (WHERE {paid}), arg_max({name}, _at))"
    return f"arg_max({name}, _at)"


def _write_rows(
    engine: "duckdb.DuckDBPyConnection", table: Table, held: str, rows_to: Path, *, alone: Path | None
) -> tuple[int, str]:
    """Write the rows that hold, sorted; a large batch that is alone already holds, so its bytes serve."""
    names = ", ".join(quote(c.name) for c in table.all_columns)
    if alone is not None:
        engine.execute(f"CREATE TEMP VIEW held AS SELECT {names} FROM {held}")
        _serve_again(alone, rows_to)
    else:
        order = ", ".join(quote(c) for c in full_key(table))
        engine.execute(f"CREATE TEMP TABLE held AS SELECT {names} FROM {held} ORDER BY {order}")
        engine.execute(f"COPY held TO {literal(str(rows_to))} {_PARQUET}")
    row = _hash_of([c.name for c in table.all_columns])
    found = engine.execute(
        f"SELECT count(*), sum(CAST(h AS HUGEINT)), bit_xor(h) FROM (SELECT {row} AS h FROM held)"
    ).fetchone()
    rows = int(found[0]) if found else 0
    return rows, hashlib.sha256(repr(found).encode()).hexdigest()


def _is_large(engine: "duckdb.DuckDBPyConnection") -> bool:
    """Whether sorting costs more than it saves: the roll-up answers most questions, whatever the order."""
    found = engine.execute("SELECT count(*) FROM raw").fetchone()
    return found is not None and int(found[0]) >= LARGE


def _serve_again(batch: Path, rows_to: Path) -> None:
    """A second name for the same bytes; a copy where the file system has no links."""
    rows_to.unlink(missing_ok=True)
    try:
        rows_to.hardlink_to(batch)
    except OSError:
        shutil.copyfile(batch, rows_to)


def _write_restated(
    engine: "duckdb.DuckDBPyConnection", table: Table, restated_to: Path, *, clashing: bool
) -> int:
    """The values that lost: the key, the measure, the value that holds and its batch, and the other."""
    by = ", ".join(quote(c) for c in full_key(table))
    types = {c.name: c.kind.sql for c in table.all_columns}
    if clashing and table.measures:
        query = " UNION ALL ".join(_lost(by, c.name) for c in table.measures)
    else:
        keys = ", ".join(f"CAST(NULL AS {types[c]}) AS {quote(c)}" for c in full_key(table))
        query = (
            f"SELECT {keys}, '' AS measure, 0::BIGINT AS held_value, '' AS held_batch, "
            f"0::BIGINT AS lost_value, '' AS lost_batch WHERE false"
        )
    written = engine.execute(
        f"COPY (SELECT * FROM ({query}) ORDER BY {by}, measure, lost_batch) "
        f"TO {literal(str(restated_to))} {_PARQUET}"
    ).fetchone()
    return int(written[0]) if written else 0


def _lost(by: str, measure: str) -> str:
    name = quote(measure)
    return (
        f"SELECT {by}, {literal(measure)} AS measure, best AS held_value, h.batch AS held_batch, "
        f"value AS lost_value, l.batch AS lost_batch FROM (SELECT {by}, _at, {name} AS value, "
        f"arg_max({name}, _at) OVER (PARTITION BY {by}) AS best, "
        f"max(_at) FILTER (WHERE {name} IS NOT NULL) OVER (PARTITION BY {by}) AS best_at FROM clashing) AS v "
        f"JOIN batch_names AS h ON h._at = v.best_at JOIN batch_names AS l ON l._at = v._at "
        f"WHERE value IS NOT NULL AND value <> best"
    )
