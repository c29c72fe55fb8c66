"""The one way to open the engine that reads and writes facts: in memory, and silent."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


def connect(**settings: str | int) -> "duckdb.DuckDBPyConnection":
    """A connection of its own, in memory. `settings` are DuckDB's (threads, memory_limit, temp_directory).

    DuckDB would print a progress bar to standard output, which belongs to the answer alone.
    """
    import duckdb

    return silent(duckdb.connect(":memory:", config=dict(settings)))


def silent(connection: "duckdb.DuckDBPyConnection") -> "duckdb.DuckDBPyConnection":
    """The same connection, or a cursor of one, without its progress bar."""
    connection.execute("SET enable_progress_bar = false")
    return connection


def quote(name: str) -> str:
    """A SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A SQL string."""
    return "'" + text.replace("'", "''") + "'"
