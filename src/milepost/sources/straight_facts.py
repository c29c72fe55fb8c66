"""The typed rows of a big flat file into the Parquet of their table, and what they cover."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.facts.engine import literal, quote
from milepost.facts.schema import COVERAGE, TABLES, Table
from milepost.sources.facts import key_of, merged, target
from milepost.sources.report import FactPart
from milepost.sources.work import Work

if TYPE_CHECKING:
    import duckdb


Span = tuple[str, str, str, date, int]
"""(account, channel, measure, first day, days)."""


def put_straight(con: "duckdb.DuckDBPyConnection", work: Work, staging: Path) -> tuple[FactPart, ...]:
    """Write the facts of `ready` and their coverage; rows are put together only where a key stands twice."""
    rule = work.rules[0]
    table = TABLES[rule.table]
    key = ", ".join(sql for sql in key_of(work, rule) if not sql.startswith("CAST('"))
    row = con.execute(
        f"SELECT count(*), count(DISTINCT hash({key})), min(_day), max(_day + CAST(_days - 1 AS INTEGER)) "
        "FROM ready WHERE _out IS NULL"
    ).fetchone()
    assert row is not None  # noqa: S101  # an aggregate without GROUP BY gives one row
    rows, distinct, first, last = row
    if rows == distinct:
        named = ", ".join(f"{target(work, rule, c)} AS {quote(c.name)}" for c in table.all_columns)
        query = f"SELECT {named} FROM ready WHERE _out IS NULL"
    else:
        query = merged(work, rule)
    written = write(con, query, staging / f"{table.name}.parquet")
    spans = _spans(con, work, table)
    covered = cover(con, work, table, spans)
    return (FactPart(table.name, staging / f"{table.name}.parquet", written, first, last), *covered)


def write(con: "duckdb.DuckDBPyConnection", query: str, path: Path) -> int:
    """Write the rows of a query as Parquet; how many there are."""
    row = con.execute(f"COPY ({query}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)").fetchone()
    return int(row[0]) if row else 0


def _spans(con: "duckdb.DuckDBPyConnection", work: Work, table: Table) -> list[Span]:
    """What the rows of `ready` give figures for."""
    rule = work.rules[0]
    given = [c for c in table.measures if c.name in rule.set]
    values = ", ".join(f"{target(work, rule, c)} AS v{i}" for i, c in enumerate(given))
    named = ", ".join(f"{target(work, rule, table.column(n))} AS {n}" for n in ("account", "channel"))
    end = "_day + CAST(_days AS INTEGER) AS _end"
    rows = f"(SELECT {named}, _day, {end}, {values} FROM ready WHERE _out IS NULL)"
    return spans_of(con, rows, [c.name for c in given])


def spans_of(con: "duckdb.DuckDBPyConnection", rows: str, given: Sequence[str]) -> list[Span]:
    """(account, channel, measure, first day, days) that `rows` give figures for: v0, v1 ... as `given`."""
    counts = ", ".join(f"count(v{i})" for i in range(len(given)))
    found = con.execute(
        f"SELECT account, channel, min(_day), max(_end), count(*), {counts} FROM {rows} "
        "GROUP BY account, channel ORDER BY ALL"
    ).fetchall()
    spans = []
    for i, measure in enumerate(given):
        if all(said[i] in {0, all_} for _, _, _, _, all_, *said in found):
            own = [
                (account, channel, first, end) for account, channel, first, end, _, *said in found if said[i]
            ]
        else:
            own = con.execute(
                f"SELECT account, channel, min(_day), max(_end) FROM {rows} WHERE v{i} IS NOT NULL "
                "GROUP BY account, channel ORDER BY ALL"
            ).fetchall()
        spans += [
            (account, channel, measure, first, (end - first).days) for account, channel, first, end in own
        ]
    return spans


def cover(
    con: "duckdb.DuckDBPyConnection", work: Work, table: Table, spans: list[Span]
) -> tuple[FactPart, ...]:
    """The part that tells which measures the file gave for which days."""
    if not spans:
        return ()
    work.gives.update({measure: None for _, _, measure, _, _ in spans})
    columns = ", ".join(f"{quote(c.name)} {c.kind.sql}" for c in COVERAGE.all_columns)
    con.execute(f"CREATE OR REPLACE TABLE covered ({columns})")
    brand, source, breakdown = work.context.brand, work.match.format.source, work.rules[0].breakdown
    con.executemany(
        "INSERT INTO covered VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?, ?)",
        [
            [brand, source, account, channel, breakdown, first, days, table.name, measure]
            for account, channel, measure, first, days in spans
        ],
    )
    path = work.context.staging / "coverage.parquet"
    rows = write(con, "SELECT * FROM covered ORDER BY ALL", path)
    first, last = con.execute(
        "SELECT min(day), max(day + CAST(days - 1 AS INTEGER)) FROM covered"
    ).fetchone() or (
        None,
        None,
    )
    return (FactPart("coverage", path, rows, first, last),)
