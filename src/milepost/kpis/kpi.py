"""What a KPI is: a closed form over named columns of facts, never an expression string."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from milepost.amount import Unit
from milepost.errors import NotFound
from milepost.facts.schema import TABLES, Adds, Column, Kind
from milepost.language import together

ROWS: Final = "rows"
"""The measure that every table has: how many rows there are (orders, posts, sends)."""


class Form(StrEnum):
    """How a KPI is made of its columns."""

    TOTAL = "total"  # a sum over the period
    RATIO = "ratio"  # one sum over another
    LAST = "last"  # a stock: the last count of the period
    GROWTH = "growth"  # the change of a stock over the period, by the stock before it
    AS_REPORTED = "as_reported"  # distinct people: only what the source itself reported


@dataclass(frozen=True, slots=True)
class Side:
    """One sum: the columns of one table that are added and subtracted, of the rows that `where` lets in."""

    table: str
    adds: Adds
    add: tuple[str, ...]
    minus: tuple[str, ...] = ()
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    some: bool = False
    """Rows that do not say are left out (what nobody claims is not claimed); else they make it unknown."""
    all_told: bool = False
    """Rows that do not say whether `where` lets them in make it unknown; those it keeps out add nothing."""

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns it reads."""
        return self.add + self.minus

    @property
    def micros(self) -> bool:
        """Whether its sums are figures times 1,000,000."""
        return any(kind_of(self.table, name) in {Kind.MICROS, Kind.MONEY} for name in self.columns)

    @property
    def money(self) -> bool:
        """Whether it is an amount of money."""
        return any(kind_of(self.table, name) is Kind.MONEY for name in self.columns)

    def __str__(self) -> str:
        words = " + ".join(self.add) + "".join(f" - {name}" for name in self.minus)
        kept = "".join(f", {key} in {'|'.join(values)}" for key, values in self.where)
        return f"{words} [{self.table}{kept}]"


@dataclass(frozen=True, slots=True)
class Terms:
    """The upper and the lower sum (None for all forms but the ratio)."""

    over: Side
    under: Side | None = None

    @property
    def sides(self) -> tuple[Side, ...]:
        """Both, or the one."""
        return (self.over,) if self.under is None else (self.over, self.under)


@dataclass(frozen=True, slots=True)
class Basis:
    """One way to get at the figure. Two ways are never mixed in one series."""

    name: str
    says: str
    terms: Terms
    platforms: tuple[tuple[str, Terms], ...] = ()
    prefer: tuple[str, ...] = ()
    """Which source holds where several measure the same, best first."""

    @property
    def every_terms(self) -> tuple[Terms, ...]:
        """Its terms and those of its platforms."""
        return (self.terms, *(terms for _, terms in self.platforms))


@dataclass(frozen=True, slots=True)
class Example:
    """Tiny rows of facts and the figure that must come out of them."""

    says: str
    tables: Mapping[str, tuple[Mapping[str, Any], ...]]
    expected: float | None
    unknown: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Guard:
    """A KPI that must not get worse while another is pushed, and what would be bought with it."""

    kpi: str
    says: str


@dataclass(frozen=True, slots=True)
class Kpi:
    """One key performance indicator, as its file in `knowledge/kpis/` tells it."""

    id: str
    title: str
    says: str
    form: Form
    unit: Unit
    better: str
    stage: str
    timing: str
    cadence: str
    objectives: tuple[str, ...]
    bases: tuple[Basis, ...]
    claims: tuple[Basis, ...] = ()
    """What others say of the same thing; shown beside it, never added to it and never put in its place."""
    asides: tuple[Basis, ...] = ()
    """Ways to the figure that are gone only when they are asked for by name."""
    per: int = 1
    """The lower sum is counted in so many (1,000 impressions)."""
    vanity: str | None = None
    beware: str | None = None
    guards: tuple[Guard, ...] = ()
    """What must not get worse while this is pushed, the weightiest first."""
    led_by: tuple[str, ...] = ()
    """KPIs that move earlier and may announce it, the surest first; whether they do is proved from data."""
    examples: tuple[Example, ...] = field(default=())
    where: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """All that its figures depend on; a user's own KPI may have the id of one of ours."""
        return (self.id, self.form, self.unit, self.better, self.bases, self.claims, self.per)

    def by(self, basis: str) -> "Kpi":
        """The same KPI by one of its ways only. Raises NotFound with the names of all."""
        ways = {way.name: way for way in self.bases + self.asides}
        if basis not in ways:
            raise NotFound(f"basis of {self.id}", basis, ways)
        return replace(self, bases=(ways[basis],))

    @property
    def adds(self) -> bool:
        """Whether figures of consecutive periods may be added to that of the whole."""
        return self.form is Form.TOTAL

    def definition(self, basis: str | None = None) -> str:
        """Its sums in words, of one basis or of the first."""
        ways = self.bases + self.claims + self.asides
        chosen = next((b for b in ways if b.name == basis), self.bases[0])
        over, under = chosen.terms.over, chosen.terms.under
        times = f" x {self.per:,}" if self.per != 1 else ""
        words = str(over) if under is None else f"({over}) / ({under}){times}"
        if self.form is Form.GROWTH:
            words = f"change of {over} over the period / {over} before it"
        return together(words, chosen.says, by="; ") if chosen.says else words

    def ways(self, definitions: Sequence[str]) -> tuple[str, ...]:
        """What is said of the ways of measuring that these definitions are of, beside their sums."""
        every = self.bases + self.claims + self.asides
        told = (way.says for way in every if way.says and self.definition(way.name) in definitions)
        return tuple(dict.fromkeys(told))


def kind_of(table: str, column: str) -> Kind:
    """The kind of a measure; `rows` is a count."""
    return Kind.COUNT if column == ROWS else TABLES[table].column(column).kind


def measure_of(table: str, column: str) -> Column:
    """A measure of a table, `rows` included. Raises KeyError."""
    if column == ROWS:
        return Column(ROWS, Kind.COUNT, Adds.SUM)
    found = TABLES[table].column(column)
    if found.adds is None:
        raise KeyError(column)
    return found
