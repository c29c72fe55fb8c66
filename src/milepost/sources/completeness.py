"""What a whole series tells that no row does: zeros before counting began, days left out, days covered."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from milepost.facts.engine import quote
from milepost.facts.schema import TABLES, Column, Table
from milepost.language import gettext_lazy
from milepost.period import Period
from milepost.sources.format import FactRule
from milepost.sources.gathered import gathered
from milepost.sources.work import Work

if TYPE_CHECKING:
    import duckdb

ZEROS: Final = 7


def _measures(con: "duckdb.DuckDBPyConnection", table: Table) -> list[Column]:
    """The measures that `part` says anything about."""
    if not table.measures:
        return []
    counts = ", ".join(f"count({quote(c.name)})" for c in table.measures)
    row = con.execute(f"SELECT {counts} FROM part").fetchone()
    assert row is not None  # noqa: S101  # an aggregate without GROUP BY gives one row
    return [column for column, said in zip(table.measures, row, strict=True) if said]


def before_tracking(con: "duckdb.DuckDBPyConnection", work: Work, table: Table) -> None:
    """A leading run of zeros that regular figures follow is not zero but unknown: nobody counted yet."""
    for column in _measures(con, table):
        name = quote(column.name)
        found = con.execute(
            f"""
            WITH one AS (SELECT account, channel, day, {name} AS v FROM part
                         WHERE breakdown = '' AND {name} IS NOT NULL),
                 begun AS (SELECT account, channel, min(day) FILTER (v <> 0) AS start FROM one GROUP BY ALL)
            SELECT account, channel, start, count(*) FILTER (day < start)
            FROM one JOIN begun USING (account, channel)
            GROUP BY ALL
            HAVING count(*) FILTER (day < start) >= {ZEROS}
               AND count(*) FILTER (day >= start AND v <> 0) >= {ZEROS}
               AND count(*) FILTER (day >= start AND v <> 0) * 2 >= count(*) FILTER (day >= start)
            """
        ).fetchall()
        for account, channel, start, zeros in found:
            con.execute(
                f"UPDATE part SET {name} = NULL WHERE account = ? AND channel = ? AND day < ?",
                [account, channel, start],
            )
            work.assume(
                gettext_lazy(
                    "{column}: the {n} zeros before {day} are unknown, counting began then",
                    column=column.name,
                    n=zeros,
                    day=start,
                )
            )


def fill_absent(con: "duckdb.DuckDBPyConnection", work: Work, rule: FactRule, table: Table) -> None:
    """In an export that lists only days on which something happened, the other days between are zero."""
    absent = (work.match.title.absent if work.match.title else None) or work.match.format.absent
    if absent != "zero" or rule.table != "account_day":
        return
    measures = [c.name for c in _measures(con, table)]
    row = con.execute("SELECT min(day), max(day), count(*) FROM part").fetchone()
    if row is None or row[0] is None or not measures:
        return
    missing = (row[1] - row[0]).days + 1 - row[2]
    if missing:
        values = ", ".join(
            "CAST(d AS DATE)"
            if c.name == "day"
            else "0"
            if c.name in measures
            else f"any_value({quote(c.name)})"
            for c in table.all_columns
        )
        con.execute(
            f"INSERT INTO part SELECT {values} FROM part, generate_series(DATE '{row[0]}', DATE '{row[1]}', "
            f"INTERVAL 1 DAY) AS s(d) WHERE CAST(d AS DATE) NOT IN (SELECT day FROM part) GROUP BY d"
        )
        work.assume(
            gettext_lazy(
                "{n} days that the file leaves out between its first and its last day are zero", n=missing
            )
        )


def cover(con: "duckdb.DuckDBPyConnection", work: Work, rule: FactRule, table: Table) -> None:
    """Say for which days this file gives which measure."""
    if table.name == "coverage":
        return
    lines = []
    for column in _measures(con, table):
        work.gives[column.name] = None
        name = quote(column.name)
        trimmed = any(note.startswith(f"{column.name}: the ") for note in work.notes)
        spans = con.execute(
            f"SELECT account, channel, min(day), max(day + CAST(days AS INTEGER)) FROM part "
            f"WHERE {name} IS NOT NULL GROUP BY account, channel ORDER BY ALL"
        ).fetchall()
        for account, channel, first, end in spans:
            start = first if trimmed else _widest(work.period, first, end).start
            until = _widest(work.period, first, end).end
            lines.append(
                [
                    *(work.context.brand, work.match.format.source, account, channel, rule.breakdown),
                    *(start, (until - start).days, table.name, column.name, work.table.number),
                ]
            )
    if lines:
        into = gathered(con, TABLES["coverage"])
        con.executemany(f"INSERT INTO {into} VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?)", lines)


def _widest(period: Period | None, first: date, end: date) -> Period:
    """The period the file speaks of, else that of its rows."""
    rows = Period(first, max(end, first + timedelta(days=1)))
    if period is None:
        return rows
    return Period(min(period.start, rows.start), max(period.end, rows.end))
