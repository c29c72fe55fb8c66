"""What a reading says: one report for each table that was found, and the facts it gave."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from milepost.errors import Problem

IMPORTED = "imported"
REFUSED = "refused"
QUESTION = "question"
EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the user said about a file; stored with the import so that a rebuild repeats it.

    `named` is the file's name when it was imported: weak evidence, used only with a note that says so.
    `period` is `2026-03-01..2026-03-31`, both days inside it, for files that do not say theirs.
    """

    account: str | None = None
    channel: str | None = None
    zone: str | None = None
    year: int | None = None
    named: str = ""
    period: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that were read and did not become facts, and why."""

    because: str
    rows: int


@dataclass(frozen=True, slots=True)
class TableReport:
    """What came of one table of a file; `rows_read == rows_kept + sum(left_out.rows)`, always.

    `table` is its title inside the file ('' when the file is one table); `first_day` and `last_day` are both
    inclusive; `because` says in one sentence what was recognised, or what was seen instead. `assumptions` are
    those of the `notes` that the file does not plainly say; `checksums` the total rows that were met; `gives`
    the measures that came of it, `missing` those that this kind of file can give and this one does not.
    `asks` names what the user can say so that it is read: fields of `Answers`, or `columns`.
    """

    table: str
    status: str
    format: str | None
    because: str
    source: str | None = None
    channel: str | None = None
    account: str | None = None
    zone: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    rows_read: int = 0
    rows_kept: int = 0
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    assumptions: tuple[str, ...] = ()
    checksums: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactPart:
    """A Parquet file of one table of facts, with exactly the columns and types of `TABLES[table]`."""

    table: str
    path: Path
    rows: int
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one file gave.

    `redacted` is None when nothing in it is personal; else a UTF-8 file whose personal columns are hashed or
    blanked, which read again with `already_redacted=True` gives the very same facts.
    """

    reports: tuple[TableReport, ...]
    parts: tuple[FactPart, ...]
    content_date: date | None
    redacted: Path | None
