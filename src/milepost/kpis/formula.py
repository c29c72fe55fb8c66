"""From columns to SQL: the exact sums that are asked of the engine, as one SELECT per table.

The engine returns integers only; everything that divides is done once, in numpy. The SELECT is built with
SQLGlot, every column quoted and every expression named.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlglot import exp

from milepost.facts.schema import Adds


@dataclass(frozen=True, slots=True, order=True)
class Atom:
    """One figure per cell: a column, and how it is added up there.

    `counted`: the column has holes, so how many rows said something is asked too. `bit`: rolled-up rows may
    hold a sum of only some of their parts; the bit of `silent` that says so.
    """

    column: str
    adds: Adds
    counted: bool = False
    bit: int | None = None

    @property
    def name(self) -> str:
        """The name of its figure in the answer."""
        return f"{self.adds.value}_{self.column}"


@lru_cache(maxsize=512)
def by_bucket(
    relation: str, calendar: str, axis: tuple[int, int, int], atoms: tuple[Atom, ...], *, coarse: bool
) -> str:
    """The daily rows of a relation summed into cells: cell = group x buckets + bucket.

    `axis` is its first day, its end, and how many buckets it has. The relation lies sorted by day, so the
    bounds spare the engine most of it.
    """
    first, end, buckets = axis
    cell = exp.Add(
        this=exp.Mul(this=_column("grp", "r"), expression=exp.Literal.number(buckets)),
        expression=_column("bucket", "c"),
    )
    query = (
        exp.select(exp.alias_(cell, "cell", quoted=True), *_figures(atoms))
        .from_(exp.to_table(relation, alias="r"))
        .join(
            exp.to_table(calendar, alias="c"),
            on=exp.EQ(this=_column("day", "r"), expression=_column("day", "c")),
        )
        .where(exp.GTE(this=_column("day", "r"), expression=exp.Literal.number(first)))
        .where(exp.LT(this=_column("day", "r"), expression=exp.Literal.number(end)))
        .group_by(exp.Literal.number(1))
    )
    if coarse:
        query = query.where(exp.EQ(this=_column("days", "r"), expression=exp.Literal.number(1)))
    return query.sql(dialect="duckdb", identify=True)


@lru_cache(maxsize=512)
def coarse_rows(relation: str, columns: tuple[str, ...], first: int, end: int) -> str:
    """The rows of more than a day that touch the days from `first` to `end` (exclusive), as they are."""
    ends = exp.Add(this=_column("day", "r"), expression=_column("days", "r"))
    names = ("grp", "day", "days", "rows", "silent", *(c for c in columns if c != "rows"))
    return (
        exp.select(*(exp.alias_(_column(name, "r"), name, quoted=True) for name in names))
        .from_(exp.to_table(relation, alias="r"))
        .where(exp.GT(this=_column("days", "r"), expression=exp.Literal.number(1)))
        .where(exp.GTE(this=_column("day", "r"), expression=exp.Literal.number(first)))
        .where(exp.LTE(this=ends, expression=exp.Literal.number(end)))
        .sql(dialect="duckdb", identify=True)
    )


def _figures(atoms: Iterable[Atom]) -> list[Any]:
    found: list[Any] = [_named(exp.Count(this=exp.Star()), "n")]
    for atom in atoms:
        found.append(_named(_figure(atom), atom.name))
        if atom.counted:
            found.append(_named(exp.Count(this=_column(atom.column, "r")), f"n_{atom.name}"))
        if atom.bit is not None:
            mask = exp.BitwiseAnd(this=_column("silent", "r"), expression=exp.Literal.number(1 << atom.bit))
            found.append(_named(exp.Max(this=mask), f"part_{atom.name}"))
    return found


def _figure(atom: Atom) -> Any:
    column = _column(atom.column, "r")
    figure: Any
    if atom.adds is Adds.SUM:
        figure = exp.Cast(this=exp.Sum(this=column), to=exp.DataType.build("BIGINT"))
    elif atom.adds is Adds.LAST:
        figure = exp.ArgMax(this=column, expression=_column("day", "r"))
    else:
        figure = exp.Max(this=column)
    return exp.Coalesce(this=figure, expressions=[exp.Literal.number(0)])


def _named(expression: Any, name: str) -> Any:
    return exp.alias_(expression, name, quoted=True)


def _column(name: str, table: str) -> exp.Column:
    return exp.column(name, table=table, quoted=True)
