"""What a table of facts is: its key, its columns, and how each column may be added up."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a column holds, and so its type in Parquet."""

    TEXT = "text"
    DAY = "day"
    TIME = "time"
    FLAG = "flag"
    COUNT = "count"
    MICROS = "micros"
    MONEY = "money"

    @property
    def sql(self) -> str:
        """The DuckDB type. MICROS and MONEY are the figure times 1,000,000, so that sums are exact."""
        return {
            "text": "VARCHAR",
            "day": "DATE",
            "time": "TIMESTAMP",
            "flag": "BOOLEAN",
            "count": "BIGINT",
            "micros": "BIGINT",
            "money": "BIGINT",
        }[self.value]


class Adds(StrEnum):
    """How a measure may be added up."""

    SUM = "sum"  # over anything
    LAST = "last"  # a stock: over channels and accounts, but over time the last one holds
    NEVER = "never"  # distinct people: only as the source reported it


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `adds` is None for what describes a row instead of measuring it."""

    name: str
    kind: Kind
    adds: Adds | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table of facts. `key` names what makes a row one row (brand is always part of it).

    `absent_is_zero`: inside the covered days, a missing row means that nothing happened (orders, ads, mails),
    while a missing row of the other tables means that nobody said.

    `earliest`: columns that are told once and for all by the row of the earliest day (when a lead came, and
    what brought it), whatever later exports say.

    `made_of`: the table is nowhere stored; it is made of the rows of that one when it is asked for.
    `covered_by`: the exports of that table cover its days.
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    absent_is_zero: bool = False
    earliest: tuple[str, ...] = ()
    made_of: str = ""
    covered_by: str = ""

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The common columns, then its own."""
        return COMMON + self.columns

    @property
    def measures(self) -> tuple[Column, ...]:
        """The columns that hold figures."""
        return tuple(c for c in self.all_columns if c.adds is not None)

    def column(self, name: str) -> Column:
        """Its column of that name. Raises KeyError."""
        return next_named(self.all_columns, name)


def next_named(columns: tuple[Column, ...], name: str) -> Column:
    """The column called `name`. Raises KeyError."""
    for column in columns:
        if column.name == name:
            return column
    raise KeyError(name)


def texts(*names: str) -> tuple[Column, ...]:
    """Columns of text."""
    return tuple(Column(name, Kind.TEXT) for name in names)


def counts(*names: str) -> tuple[Column, ...]:
    """Counts that add up over anything."""
    return tuple(Column(name, Kind.COUNT, Adds.SUM) for name in names)


def people(*names: str) -> tuple[Column, ...]:
    """Counts of distinct people, which never add up."""
    return tuple(Column(name, Kind.COUNT, Adds.NEVER) for name in names)


def micros(*names: str) -> tuple[Column, ...]:
    """Figures times 1,000,000, which add up."""
    return tuple(Column(name, Kind.MICROS, Adds.SUM) for name in names)


def money(*names: str) -> tuple[Column, ...]:
    """Amounts of money, times 1,000,000."""
    return tuple(Column(name, Kind.MONEY, Adds.SUM) for name in names)


COMMON: Final = (
    *texts("brand", "source", "account", "channel", "breakdown"),
    Column("day", Kind.DAY),
    Column("days", Kind.COUNT),
    Column("currency", Kind.TEXT),
)
"""`account` and `channel` are '' when nobody said; `currency` is NULL where no column holds money.

`breakdown` names the dimensions by which these rows divide the account, joined by '+' ('' = not divided,
'channel', 'channel+campaign', 'page' ...), so that a total and its parts are never added.
"""
