"""Where the facts of one file are gathered, table by table, before they are written."""

from typing import TYPE_CHECKING, Final

from milepost.facts.engine import quote
from milepost.facts.schema import TABLES, Table

if TYPE_CHECKING:
    import duckdb

_PREFIX: Final = "fact_"


def gathered(con: "duckdb.DuckDBPyConnection", table: Table) -> str:
    """The engine's table for facts of this kind, quoted; made when the first of them come.

    Its last column, `_table`, is the number of the table of the file from which a row came.
    """
    name = place_of(table)
    columns = ", ".join(f"{quote(c.name)} {c.kind.sql}" for c in table.all_columns)
    con.execute(f"CREATE TABLE IF NOT EXISTS {name} ({columns}, _table BIGINT)")
    return name


def place_of(table: Table) -> str:
    """The same for reading, of one of `gathered_tables`."""
    return quote(_PREFIX + table.name)


def gathered_tables(con: "duckdb.DuckDBPyConnection") -> list[Table]:
    """The kinds of facts that were asked for, in their usual order; there may be no row of one."""
    found = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    return [table for table in TABLES.values() if _PREFIX + table.name in found]
