"""The day roll-up: one row a (source, account, channel, breakdown, day, days, currency), with exact sums.

It holds only what can be added without loss. `rows` counts what was added (posts, orders, sends); bit i of
`silent` is set when the i-th measure of the table (in the order of `Table.measures`) was NULL in at least one
row but not necessarily in all, so that a sum of what only some rows said can be told from a whole one.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from milepost.facts.schema import Adds, Column, Table

if TYPE_CHECKING:
    import duckdb

GROUPED_BY: Final = ("brand", "source", "account", "channel", "breakdown", "day", "days", "currency")

COUNTS: Final = {
    "mail_send": '"is_test" IS NOT TRUE',
    "order": '"counts" IS TRUE',
    "post": '"own" IS NOT FALSE',
}
"""Which rows of a table count at all: no test mailing, no voided order, nobody else's post."""


def write_rollup(engine: "duckdb.DuckDBPyConnection", table: Table, rows: str, to: Path) -> int:
    """Roll the relation `rows` of `table` up to days and write it; how many rows it has."""
    written = engine.execute(
        f"COPY (SELECT * FROM ({rollup_query(table, rows)}) ORDER BY {_quoted(GROUPED_BY)}) "
        f"TO '{str(to).replace(chr(39), chr(39) * 2)}' (FORMAT parquet, COMPRESSION zstd)"
    ).fetchone()
    return int(written[0]) if written else 0


def rollup_query(table: Table, rows: str, extra: tuple[str, ...] = (), measures: tuple[str, ...] = ()) -> str:
    """The SELECT that rolls `rows` up, by `extra` columns too, of all `measures` or of those named."""
    wanted = tuple(c for c in table.measures if not measures or c.name in measures)
    figures = ", ".join(f'{_rolled(c)} AS "{c.name}"' for c in wanted)
    by = _quoted(GROUPED_BY + extra)
    where = COUNTS.get(table.name, "TRUE")
    return (
        f'SELECT {by}, count(*) AS "rows", {_silent(table, wanted)} AS "silent"'
        f"{', ' if figures else ''}{figures} "
        f"FROM {rows} WHERE {where} GROUP BY {by}"
    )


def bit_of(table: Table, measure: str) -> int:
    """Which bit of `silent` belongs to a measure."""
    return next(i for i, c in enumerate(table.measures) if c.name == measure)


def _rolled(column: Column) -> str:
    if column.adds in {Adds.SUM, Adds.LAST}:  # stocks of one day: the parts of a list, counted side by side
        return f'CAST(sum("{column.name}") AS BIGINT)'
    return f'CASE WHEN count(*) = 1 THEN max("{column.name}") END'


def _silent(table: Table, wanted: tuple[Column, ...]) -> str:
    """One mask for all measures, so that reading costs one column."""
    bits = [
        f'CASE WHEN count("{c.name}") < count(*) THEN {1 << bit_of(table, c.name)} ELSE 0 END' for c in wanted
    ]
    return f"CAST({' + '.join(bits) or '0'} AS BIGINT)"


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
