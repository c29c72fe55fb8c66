"""Rows that tell what other rows of their file tell as well: a lifetime beside its days, a total row."""

from typing import TYPE_CHECKING

from milepost.facts.engine import literal, quote
from milepost.facts.schema import TABLES
from milepost.language import gettext_lazy
from milepost.sources.facts import target
from milepost.sources.leaving import added_columns
from milepost.sources.work import Work

if TYPE_CHECKING:
    import duckdb


def longer_beside_days(con: "duckdb.DuckDBPyConnection", work: Work) -> None:
    """A row whose days are told by shorter rows of the same advert is their sum, wholly or in part."""
    rule = work.rules[0]
    if rule.table != "ad_day" or not any(way.startswith("span:") for way in work.match.format.time):
        return
    lengths = con.execute("SELECT count(DISTINCT _days) FROM ready WHERE _out IS NULL").fetchone()
    if lengths is None or lengths[0] < 2:
        return
    _sum_of_all(con, work)
    names = [name for name in TABLES[rule.table].key if name not in {"day", "days"}]
    keys = ", ".join(
        f"{target(work, rule, TABLES[rule.table].column(name))} AS {quote(name)}" for name in names
    )
    same = " AND ".join(f"a.{quote(name)} IS NOT DISTINCT FROM b.{quote(name)}" for name in names)
    con.execute(
        f"CREATE OR REPLACE TABLE keyed AS SELECT _row, _day AS first, "
        f"_day + CAST(_days AS INTEGER) AS after, {keys} FROM ready WHERE _out IS NULL"
    )
    because = gettext_lazy("its days are told by shorter rows of the same advert")
    con.execute(
        f"UPDATE ready SET _out = {literal(because)} WHERE _row IN ("
        f"SELECT a._row FROM keyed a JOIN (SELECT DISTINCT * EXCLUDE _row FROM keyed) b ON {same} "
        f"AND a.first <= b.first AND b.after <= a.after AND b.after - b.first < a.after - a.first)"
    )


def _sum_of_all(con: "duckdb.DuckDBPyConnection", work: Work) -> None:
    """One row over all the days of the others, with exactly their sum in every figure, is their total."""
    around = con.execute(
        "SELECT min(_row) FROM ready WHERE _out IS NULL "
        "AND _day = (SELECT min(_day) FROM ready WHERE _out IS NULL) "
        "AND _day + CAST(_days AS INTEGER) = (SELECT max(_day + CAST(_days AS INTEGER)) FROM ready "
        "WHERE _out IS NULL) HAVING count(*) = 1"
    ).fetchone()
    figures = [n for n in added_columns(work) if work.match.format.columns[n].kind in {"count", "decimal"}]
    if around is None or not figures:
        return
    one = ", ".join(f"sum({quote(n)}) FILTER (_row = {around[0]})" for n in figures)
    rest = ", ".join(f"sum({quote(n)}) FILTER (_row <> {around[0]})" for n in figures)
    row = con.execute(f"SELECT {one}, {rest}, count(*) FROM ready WHERE _out IS NULL").fetchone()
    assert row is not None  # noqa: S101  # an aggregate without GROUP BY gives one row
    said, added = row[: len(figures)], row[len(figures) : -1]
    if row[-1] > 2 and said == added and any(said):
        because = literal(gettext_lazy("a total row"))
        con.execute(f"UPDATE ready SET _out = {because} WHERE _row = {around[0]}")
        work.notes.append(
            gettext_lazy("one row over all days is exactly the sum of the others: taken as their total")
        )
