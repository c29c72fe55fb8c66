"""Typed rows into the tables of facts: each column by its rule, the rows of one key put together."""

from datetime import date
from typing import TYPE_CHECKING, Final

from milepost.facts.engine import literal, quote
from milepost.facts.schema import TABLES, Adds, Column, Kind
from milepost.sources.completeness import before_tracking, cover, fill_absent
from milepost.sources.format import FactRule
from milepost.sources.gathered import gathered
from milepost.sources.rules import rule_sql
from milepost.sources.work import Work

if TYPE_CHECKING:
    import duckdb

SUMMED: Final = frozenset({"ad_day", "web_day", "custom_day", "post_day", "competitor_day", "list_day"})
"""Tables whose rows of one key inside one file are parts to be added; in the others the last row holds."""

_FIGURES: Final = frozenset({Kind.COUNT, Kind.MICROS, Kind.MONEY})

_SPAN: Final = "min({0}), max({0} + CAST({1} - 1 AS INTEGER))"


def once_only(table: str) -> bool:
    """Whether a key may stand only once in one file."""
    return table not in SUMMED


def put_facts(con: "duckdb.DuckDBPyConnection", work: Work) -> tuple[date | None, date | None]:
    """Add the rows of `ready` to the fact tables; the first and the last day they speak of."""
    spans = []
    for rule in work.rules:
        _put(con, work, rule)
        if "day" in rule.set:  # a rule with days of its own, such as that on which somebody left
            spans.append(con.execute(f"SELECT {_SPAN.format('day', 'days')} FROM part").fetchone())
    spans.append(
        con.execute(f"SELECT {_SPAN.format('_day', '_days')} FROM ready WHERE _out IS NULL").fetchone()
    )
    firsts = [span[0] for span in spans if span and span[0] is not None]
    lasts = [span[1] for span in spans if span and span[1] is not None]
    return min(firsts, default=None), max(lasts, default=None)


def _put(con: "duckdb.DuckDBPyConnection", work: Work, rule: FactRule) -> None:
    table = TABLES[rule.table]
    con.execute(f"CREATE OR REPLACE TABLE part AS {merged(work, rule)}")
    if table.name in {"account_day", "web_day"}:
        before_tracking(con, work, table)
    fill_absent(con, work, rule, table)
    cover(con, work, rule, table)
    number = work.table.number
    con.execute(f"INSERT INTO {gathered(con, table)} SELECT *, {number} AS _table FROM part")


def merged(work: Work, rule: FactRule) -> str:
    """SQL for the facts of `ready`, the rows of one key put together."""
    table = TABLES[rule.table]
    values = {column.name: target(work, rule, column) for column in table.all_columns}
    where = " OR ".join(f"{quote(n)} IS NOT NULL" for n in rule.where if n in work.match.places)
    source = f"FROM ready WHERE _out IS NULL{f' AND ({where})' if where else ''}"
    named = ", ".join(f"{sql} AS {quote(name)}" for name, sql in values.items())
    inner = f"SELECT _row, {named} {source}"
    keys = {"brand", *table.key}
    outer = ", ".join(
        quote(c.name) if c.name in keys else f"{_together(c, rule.keep)} AS {quote(c.name)}"
        for c in table.all_columns
    )
    group = ", ".join(quote(c.name) for c in table.all_columns if c.name in keys)
    return f"SELECT {outer} FROM ({inner}) GROUP BY {group}"


def _together(column: Column, keep: str) -> str:
    """How the rows of one key become one: sums add, distinct people are unknown, else the last holds.

    Rows that are the parts of one thing (`keep` is sum) began when the first of them did.
    """
    name = quote(column.name)
    if column.adds is Adds.SUM:
        return f"TRY_CAST(sum({name}) AS BIGINT)"
    if column.adds is Adds.NEVER:
        return f"CASE WHEN count(*) = 1 THEN any_value({name}) END"
    if keep == "sum" and column.kind is Kind.FLAG:
        return f"bool_or({name})"
    if keep == "sum" and column.kind in {Kind.DAY, Kind.TIME}:
        return f"min({name})"
    return f"arg_max({name}, _row)"


def target(work: Work, rule: FactRule, column: Column) -> str:
    """SQL for one column of facts, of its exact type."""
    own: dict[str, str] = {
        "brand": literal(work.context.brand),
        "source": literal(work.match.format.source),
        "account": literal(work.account),
        "channel": literal(work.channel),
        "breakdown": literal(rule.breakdown),
        "day": "_day",
        "days": "_days",
        "currency": literal(work.match.currency) if work.match.currency else "NULL",
    }
    sql = rule_sql(work, rule.set[column.name]) if column.name in rule.set else own.get(column.name, "NULL")
    if column.name == "account" and work.context.answers.account:
        sql = own["account"]
    if column.kind in {Kind.MICROS, Kind.MONEY} and sql != "NULL":
        sql = f"round(({sql}) * 1000000)"
    elif column.name in {"account", "channel"} and column.name in rule.set:
        sql = f"coalesce({sql}, {own[column.name]})"
    elif column.name in {"account", "channel"}:
        sql = f"coalesce({sql}, '')"
    elif column.name == "currency":
        sql = f"upper({sql})"
    if column.kind in _FIGURES:
        return f"TRY_CAST({sql} AS {column.kind.sql})"  # a product beyond all measure is unknown
    return f"CAST({sql} AS {column.kind.sql})"


def key_of(work: Work, rule: FactRule) -> list[str]:
    """SQL for the key of a rule's table."""
    table = TABLES[rule.table]
    return [target(work, rule, table.column(name)) for name in table.key]
