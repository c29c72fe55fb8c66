"""Big flat files, read straight from disk: DuckDB parses and types them in one pass, Python sees no cell.

Only for text files whose first line is the header of a format that says `layout = "straight"`. They give the
same facts and the same counts as the careful way, which small and untidy files go.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from milepost.errors import Problem
from milepost.facts.engine import connect, literal
from milepost.language import gettext_lazy
from milepost.sources.cutting import RawTable
from milepost.sources.files import find_delimiter, looks_like, read_records
from milepost.sources.format import SourceColumn, SourceFormat
from milepost.sources.heads import index_of
from milepost.sources.recognise import Match, recognise
from milepost.sources.report import EMPTY, IMPORTED, QUESTION, FactPart, LeftOut, Reading, TableReport
from milepost.sources.scrubbing import holds_addresses
from milepost.sources.straight_cells import (
    careful_sql,
    cells_of,
    conventions_of,
    mended,
    plain_sql,
    raw_cells,
    unreadable,
)
from milepost.sources.straight_facts import put_straight
from milepost.sources.straight_once import put_at_once
from milepost.sources.straight_rows import ready, with_channels
from milepost.sources.telling import with_notes
from milepost.sources.work import Context, Question, Work

if TYPE_CHECKING:
    import duckdb

BIG: Final = 4_000_000
"""Bytes from which a file is worth the straight way."""

_HEAD: Final = 65_536


@dataclass(frozen=True, slots=True)
class _Plan:
    """A file that can be read straight."""

    path: Path
    table: RawTable
    match: Match
    delimiter: str
    skip: int


def read_straight(
    path: Path, context: Context, formats: Mapping[str, SourceFormat], big: int = BIG
) -> Reading | None:
    """The reading of a big flat file, or None when the careful way must read it."""
    plan = _plan(path, formats) if path.stat().st_size >= big else None
    if plan is None or holds_addresses(path):
        return None
    import duckdb  # heavy; only a reading needs it

    con = connect(threads=2, memory_limit="400MB", temp_directory=str(context.staging))
    try:
        return _read(con, plan, context)
    except duckdb.Error:
        return None  # a file that DuckDB's parser refuses as a whole is read record by record
    finally:
        con.close()
        for name in ("typed.parquet", "careful.parquet", "mended.parquet", "mended.csv"):
            (context.staging / name).unlink(missing_ok=True)


def _plan(path: Path, formats: Mapping[str, SourceFormat]) -> _Plan | None:
    straight = {id_: fmt for id_, fmt in formats.items() if fmt.layout == "straight"}
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if looks_like(path) != "text" or b"\x00" in head:
        return None
    text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="ignore").replace("\r\n", "\n")
    first, newline, _ = text.partition("\n")
    delimiter = find_delimiter(text)
    header = next((cells for _, cells in read_records(first, delimiter)), [])
    if not newline or not any(header):
        return None
    table = RawTable("", "", (), (), tuple(header), 1, ())
    match = recognise(table, index_of(formats))
    if not isinstance(match, Match) or match.format.id not in straight:
        return None
    columns = [match.format.columns[name] for name in match.places]
    if any(column.personal for column in columns) or match.format.drops or len(match.format.facts) != 1:
        return None
    return _Plan(path, table, match, delimiter, 1)


def _read(con: "duckdb.DuckDBPyConnection", plan: _Plan, context: Context) -> Reading:
    match = plan.match
    work = Work(plan.table, match, context, notes=[*match.notes, *match.format.notes])
    work.channel, work.account = context.answers.channel or "", context.answers.account or ""
    work.rules = match.format.facts
    report = TableReport(
        "", IMPORTED, match.format.id, match.because, match.format.source, zone=context.zone,
        channel=work.channel or None, account=work.account or None,
    )  # fmt: skip
    raw_cells(con, plan.path, len(plan.table.header), plan.delimiter, plan.skip)
    try:
        return _facts(con, work, report)
    except Question as question:
        rows = _count(con, "SELECT count(*) FROM cells")
        report = replace(
            report,
            status=QUESTION,
            because=gettext_lazy("{known}; but {because}", known=match.because, because=question.because),
            rows_read=rows,
            left_out=(LeftOut(question.because, rows),),
            notes=tuple(work.notes),
            problems=(Problem(work.where, question.because, question.remedy),),
            asks=question.asks,
        )
        return Reading((report,), (), None, None)


def _facts(con: "duckdb.DuckDBPyConnection", work: Work, report: TableReport) -> Reading:
    at_once = put_at_once(con, work)
    if at_once is not None:
        return _told(work, report, at_once)
    columns = cells_of(work.match)
    staging = work.context.staging
    paths = [staging / "typed.parquet"]
    _type(con, paths, plain_sql(columns, work.match, "cells"))
    con.execute(f"CREATE OR REPLACE VIEW typed AS FROM read_parquet({literal(str(paths[0]))})")
    work.conventions, careful = conventions_of(con, columns, work)
    if careful == "cells":
        paths.clear()
    if careful:
        paths.append(staging / "careful.parquet")
        _type(con, paths, careful_sql(columns, work.match, work.conventions, careful))
    early = _mend(con, work, columns, paths)
    listed = ", ".join(literal(str(path)) for path in paths)
    con.execute(
        "CREATE OR REPLACE VIEW typed AS SELECT *, file_row_number AS _row "
        f"FROM read_parquet([{listed}], file_row_number = true) WHERE NOT _odd"
    )
    read = _count(con, "SELECT count(*) FROM typed") + sum(early.values())
    if not read:
        because = gettext_lazy("{known}; it has a header and no row", known=work.match.because)
        return Reading((replace(report, status=EMPTY, because=because),), (), None, None)
    work.problems.extend(unreadable(con, work, columns, careful or "cells"))
    ready(con, work, with_channels(con, work))
    left = con.execute(
        "SELECT _out, count(*) FROM ready WHERE _out IS NOT NULL GROUP BY ALL ORDER BY min(_row)"
    ).fetchall()
    left_out = tuple(LeftOut(work.because(because), rows) for because, rows in (*early.items(), *left))
    kept = read - sum(item.rows for item in left_out)
    parts: tuple[FactPart, ...] = put_straight(con, work, work.context.staging) if kept else ()
    first, last = (parts[0].first_day, parts[0].last_day) if parts else (None, None)
    report = replace(
        report,
        status=IMPORTED if kept else EMPTY,
        first_day=first,
        last_day=last,
        rows_read=read,
        rows_kept=kept,
        left_out=left_out,
        problems=tuple(work.problems),
    )
    return Reading((with_notes(report, work),), parts, last, None)


def _told(work: Work, report: TableReport, parts: tuple[FactPart, ...]) -> Reading:
    """The reading of a file of which every row was kept."""
    rows, first, last = parts[0].rows, parts[0].first_day, parts[0].last_day
    report = replace(report, first_day=first, last_day=last, rows_read=rows, rows_kept=rows)
    return Reading((with_notes(report, work),), parts, last, None)


def _type(con: "duckdb.DuckDBPyConnection", paths: list[Path], query: str) -> None:
    """Write typed rows to the last of the paths: to disk, so that memory does not grow with the file."""
    con.execute(f"COPY ({query}) TO {literal(str(paths[-1]))} (FORMAT parquet, COMPRESSION snappy)")


def _mend(
    con: "duckdb.DuckDBPyConnection", work: Work, columns: tuple[SourceColumn, ...], paths: list[Path]
) -> dict[str, int]:
    """Bring back the records of another width; those that are no rows, counted by reason."""
    if not _count(con, "SELECT count(*) FROM reject_errors"):
        return {}
    path = work.context.staging / "mended.csv"
    left = mended(con, work, path)
    raw_cells(con, path, len(work.table.header), ",", 0, "mended_cells")
    paths.append(work.context.staging / "mended.parquet")
    _type(con, paths, careful_sql(columns, work.match, work.conventions, "mended_cells"))
    return left


def _count(con: "duckdb.DuckDBPyConnection", sql: str) -> int:
    row = con.execute(sql).fetchone()
    return int(row[0]) if row else 0
