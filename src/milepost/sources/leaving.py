"""Rows that are no facts: totals, rows of other accounts, rows that stand twice."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from milepost.errors import Problem
from milepost.facts.engine import literal, quote
from milepost.facts.schema import TABLES, Adds
from milepost.language import LazyCount, gettext_lazy
from milepost.sources.facts import key_of, once_only
from milepost.sources.places_said import of_column
from milepost.sources.work import Work

if TYPE_CHECKING:
    import duckdb


DIGITS = 1e10
"""As many as are told of a sum."""

THE_SAME = {
    "first": gettext_lazy("the same again; the first one holds"),
    "last": gettext_lazy("the same again; the last one holds"),
}


def ids(work: Work) -> list[str]:
    """The columns of ids that make a row one row."""
    needed = work.match.format.signs.needs
    return [name for name in needed if work.match.format.columns[name].kind == "id"]


def others(con: "duckdb.DuckDBPyConnection", work: Work) -> list[tuple[str, str]]:
    """Rows of other accounts than the file's own (the one with the most rows): collaborations."""
    name = work.match.format.own
    if name not in work.match.places:
        return []
    accounts = con.execute(
        f"SELECT {quote(name)}, count(*) AS n FROM typed WHERE {quote(name)} IS NOT NULL GROUP BY 1 "
        f"ORDER BY n DESC, 1"
    ).fetchall()
    if len(accounts) < 2:
        return []
    own = str(accounts[0][0])
    listed = ", ".join(f"{account} ({rows})" for account, rows in accounts[1:6])
    work.assume(
        gettext_lazy(
            "own account: {account} ({rows} rows); rows of others are left out: {others}",
            account=own,
            rows=accounts[0][1],
            others=listed,
        )
    )
    because = gettext_lazy("a collaboration, published by another account")
    return [(f"{quote(name)} <> {literal(own)}", because)]


def check_totals(con: "duckdb.DuckDBPyConnection", work: Work) -> None:
    """Hold the first total row against the sum of the rows it totals."""
    reasons = {drop.because for drop in work.match.format.drops if drop.total}
    if not reasons:
        return
    because = ", ".join(map(literal, sorted(reasons)))
    for name in added_columns(work):
        cell = quote(name)
        row = con.execute(
            f"SELECT (SELECT {cell} FROM ready WHERE _out IN ({because}) AND {cell} IS NOT NULL ORDER "
            f"BY _row LIMIT 1), "
            f"(SELECT sum({cell}) FROM ready WHERE _out IS NULL)"
        ).fetchone()
        if row is not None and row[0] is None and row[1] is not None and name in _shared(work):
            header = work.table.header[work.match.places[name]]
            work.notes.append(
                gettext_lazy(
                    "no total row: the shares are of the listed rows of “{header}”, not of all", header=header
                )
            )
        if row is None or row[0] is None or row[1] is None:
            continue
        total, summed = float(row[0]), float(row[1])
        header = work.table.header[work.match.places[name]]
        if abs(total - summed) <= max(0.01, abs(total) * 0.0005):
            met = gettext_lazy("checksum met: {header} {sum} = total row", header=header, sum=_figure(summed))
            work.notes.append(met)
            work.checksums.append(met)
        else:
            work.problems.append(
                Problem(
                    of_column(work, header),
                    gettext_lazy(
                        "The rows add up to {sum}, the total row says {total}.",
                        sum=_figure(summed),
                        total=_figure(total),
                    ),
                    gettext_lazy(
                        "An export lists only the first rows, or leaves small ones out; the total is then "
                        "the truth."
                    ),
                )
            )


def _figure(value: float) -> str:
    """A sum as it is read: whole numbers speak the reader's language."""
    whole = value.is_integer() and abs(value) < DIGITS
    return LazyCount(int(value)) if whole else f"{value:,.10g}"


def added_columns(work: Work) -> list[str]:
    """The columns of the export that become measures that add up, or shares of a whole."""
    names: dict[str, None] = {}
    for rule in work.rules:
        for target, said in rule.set.items():
            choice = (said,) if isinstance(said, str) else said.get("first", ())
            present = next((n for n in choice if isinstance(n, str) and n in work.match.places), None)
            if present is not None and TABLES[rule.table].column(target).adds is Adds.SUM:
                names[present] = None
    return [*names, *(name for name in _shared(work) if name not in names)]


def _shared(work: Work) -> list[str]:
    """The columns of the export of which rows become shares."""
    rules = [value_ for rule in work.rules for value_ in rule.set.values() if isinstance(value_, Mapping)]
    rules += [rule["or"] for rule in rules if isinstance(rule.get("or"), Mapping)]
    named = dict.fromkeys(str(rule["share_of"]) for rule in rules if "share_of" in rule)
    return [name for name in named if name in work.match.places]


def drop_reasons(work: Work) -> list[tuple[str, str]]:
    """SQL conditions of the rows that the format says are no facts, each with its reason."""
    reasons = []
    for drop in work.match.format.drops:
        if drop.column not in work.match.places:
            continue
        cell = quote(drop.column)
        parts = [f"{cell} IS NULL"] if drop.blank else []
        if drop.matches is not None:
            parts.append(f"regexp_matches(CAST({cell} AS VARCHAR), {literal('(?i)' + drop.matches.pattern)})")
        if drop.unless is not None:
            kept = f"regexp_matches(CAST({cell} AS VARCHAR), {literal('(?i)' + drop.unless.pattern)})"
            parts.append(f"NOT coalesce({kept}, false)")
        named = [f"CAST({quote(name)} AS VARCHAR)" for name in drop.without if name in work.match.places]
        if named:
            parts.append(f"coalesce({', '.join(named)}, NULL) IS NULL")
        if parts:
            reasons.append((" OR ".join(parts), drop.because))
    return reasons


def one_of_a_key(con: "duckdb.DuckDBPyConnection", work: Work) -> None:
    """Where a key may stand once only (a post, an order, a day of an account), one row of it holds: the last,
    or the first where the format says so (a person who asks again came when she first asked). Where they are
    parts of one thing (the articles of one receipt), all of them hold.
    """
    rule = work.rules[0]
    if not once_only(rule.table) or rule.keep == "sum":
        return
    key = ", ".join(key_of(work, rule))
    chosen = "arg_min(_row, (_day, _row))" if rule.keep == "first" else "max(_row)"
    con.execute(
        f"UPDATE ready SET _out = {literal(THE_SAME[rule.keep])} WHERE _out IS NULL "
        f"AND _row NOT IN (SELECT {chosen} FROM ready WHERE _out IS NULL GROUP BY {key})"
    )
