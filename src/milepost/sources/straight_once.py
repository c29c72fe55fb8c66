"""A big flat file without a single untidy cell: from its text to the Parquet of its table in one pass."""

from typing import TYPE_CHECKING

from milepost.facts.engine import literal, quote
from milepost.facts.schema import TABLES
from milepost.sources.facts import target
from milepost.sources.report import FactPart
from milepost.sources.straight_cells import cells_of, decides, plain_terms
from milepost.sources.straight_facts import cover, spans_of, write
from milepost.sources.straight_rows import channel_rule, ready
from milepost.sources.work import Work

if TYPE_CHECKING:
    import duckdb

UNTIDY = "a cell that needs the careful way"


def put_at_once(con: "duckdb.DuckDBPyConnection", work: Work) -> tuple[FactPart, ...] | None:
    """The parts of the file, or None as soon as anything in it wants care: it is then read in two passes.

    Every cell is held to the same shapes as there; one that does not fit, a row to be left out, an unknown
    channel, a record of another width or a key that stands twice ends the attempt.
    """
    import duckdb

    columns = cells_of(work.match)
    if any(c.kind == "decimal" for c in columns) and not decides(con, columns, work.match):
        return None
    rule, table = work.rules[0], TABLES[work.rules[0].table]
    try:
        _typed(con, work)
        ready(con, work, "typed")
        rule = work.rules[0]
        named = ", ".join(f"{target(work, rule, c)} AS {quote(c.name)}" for c in table.all_columns)
        path = work.context.staging / f"{table.name}.parquet"
        query = f"SELECT {named} FROM ready WHERE {_else_error('_out IS NOT NULL')}"
        rows = write(con, query, path)
    except duckdb.Error:
        return None
    finally:
        tried, work.rules = work.rules, work.match.format.facts
    if con.execute("SELECT count(*) FROM reject_errors").fetchall() != [(0,)]:
        return None
    con.execute(f"CREATE OR REPLACE VIEW done AS FROM read_parquet({literal(str(path))})")
    key = ", ".join(quote(name) for name in table.key if name not in {"source", "breakdown"})
    found = con.execute(
        f"SELECT count(DISTINCT hash({key})), min(day), max(day + CAST(days - 1 AS INTEGER)) FROM done"
    ).fetchone()
    if not rows or found is None or found[0] != rows:
        return None
    given = [c.name for c in table.measures if c.name in tried[0].set]
    values = ", ".join(f"{quote(name)} AS v{i}" for i, name in enumerate(given))
    told = f"(SELECT account, channel, day AS _day, day + CAST(days AS INTEGER) AS _end, {values} FROM done)"
    covered = cover(con, work, table, spans_of(con, told, given))
    return (FactPart(table.name, path, rows, found[1], found[2]), *covered)


def _typed(con: "duckdb.DuckDBPyConnection", work: Work) -> None:
    """The view `typed` over the raw text, with the ids of channels in place of their words."""
    columns = cells_of(work.match)
    typed, odd, _ = plain_terms(columns, work.match)
    cells = ", ".join(dict.fromkeys(f"c{work.match.places[column.name]}" for column in columns))
    names = ", ".join(quote(column.name) for column in columns)
    inner = f"SELECT {', '.join(typed)}, {cells} FROM cells"
    plain = f"SELECT {names}, false AS _bad, 0 AS _row FROM ({inner}) WHERE {_else_error(odd)}"
    name, id_ = channel_rule(work)
    if name:
        words = ", ".join(f"({literal(word)})" for word in work.context.channel_words)
        word = quote(name)
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE channel_ids AS SELECT {word} AS _word, {id_} AS _id "
            f"FROM (VALUES {words}) AS known({word})"
        )
        unknown = _else_error(f"{word} IS NOT NULL AND _id IS NULL")
        plain = (
            f"SELECT * EXCLUDE (_word, _id) REPLACE (_id AS {word}) FROM ({plain}) AS cells "
            f"LEFT JOIN channel_ids ON _word = lower({word}) WHERE {unknown}"
        )
    con.execute(f"CREATE OR REPLACE VIEW typed AS {plain}")


def _else_error(condition: str) -> str:
    """SQL that is true, and ends the query where `condition` holds."""
    return f"CASE WHEN {condition} THEN error({literal(UNTIDY)}) ELSE true END"
