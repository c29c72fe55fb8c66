"""What holds of every reading, whatever the file was: it is answered, it balances, and it can be repeated."""

import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path

import duckdb

from milepost.facts.schema import TABLES
from milepost.knowledge import Leaf
from milepost.sources import Answers, Reading, SourceFormat, read_export
from milepost.sources.draft import as_format
from milepost.sources.format import read_format
from milepost.sources.reading import tables_of
from milepost.sources.suggest import suggest

STATUSES = {"imported", "refused", "question", "empty"}
ANSWERS = (
    Answers(),
    Answers(named="Überblick 2026-01-01 2026-01-31.csv", year=2026),
    Answers(
        channel="instagram", account="a", zone="Asia/Kolkata", year=2026, period="2026-01-01..2026-01-31"
    ),
)


def read(
    path: Path,
    staging: Path,
    formats: Mapping[str, SourceFormat],
    answers: Answers,
    *,
    redacted: bool = False,
) -> Reading:
    """One reading of a file."""
    shutil.rmtree(staging, ignore_errors=True)
    return read_export(
        path, answers, brand="b", zone="Europe/Berlin", secret=b"k", staging=staging, formats=formats,
        already_redacted=redacted,
    )  # fmt: skip


def check_reading(
    path: Path,
    folder: Path,
    formats: Mapping[str, SourceFormat],
    answers: Answers = ANSWERS[0],
    *,
    again: bool = True,
) -> Reading:
    """Read a file and hold the reading to all rules; with `again`, it gives the same a second time."""
    reading = read(path, folder / "first", formats, answers)
    check_reports(reading)
    check_parts(reading)
    if again:
        assert (said := differences(reading, read(path, folder / "second", formats, answers))) == "", said
    if reading.redacted is not None:
        copy = read(reading.redacted, folder / "copy", formats, answers, redacted=True)
        assert (said := differences(reading, copy)) == "", said
    return reading


def check_reports(reading: Reading) -> None:
    """Every table is answered, and its rows add up."""
    assert reading.reports
    for report in reading.reports:
        assert report.status in STATUSES
        assert report.rows_read == report.rows_kept + sum(item.rows for item in report.left_out), report
        assert report.rows_kept >= 0
        assert all(item.rows > 0 and item.because for item in report.left_out), report
        assert (report.status == "imported") == (report.rows_kept > 0), report
        assert all(problem.what and problem.remedy for problem in report.problems), report
        assert report.status not in {"refused", "question"} or report.problems, report


def check_parts(reading: Reading) -> None:
    """What is stored has the columns, the types and the days of its table."""
    with duckdb.connect() as con:
        for part in reading.parts:
            table = TABLES[part.table]
            found = con.execute("DESCRIBE FROM read_parquet(?)", [str(part.path)]).fetchall()
            assert [(name, kind) for name, kind, *_ in found] == [
                (c.name, c.kind.sql) for c in table.all_columns
            ]
            rows, first, last, bad = con.execute(
                "SELECT count(*), min(day), max(day + CAST(days - 1 AS INTEGER)), "
                "count(*) FILTER (day IS NULL OR days IS NULL OR days < 1) FROM read_parquet(?)",
                [str(part.path)],
            ).fetchone() or (0, None, None, 0)
            assert (rows, first, last, bad) == (part.rows, part.first_day, part.last_day, 0)
            key = ", ".join(f'"{name}"' for name in ("brand", *table.key))
            twice = con.execute(
                f"SELECT count(*) FROM (SELECT 1 FROM read_parquet(?) GROUP BY {key} HAVING count(*) > 1)",
                [str(part.path)],
            ).fetchone()
            assert twice == (0,), part.table


def differences(one: Reading, other: Reading) -> str:
    """What two readings tell differently; '' when they tell the same."""
    told = [
        [(r.status, r.format, r.rows_read, r.rows_kept, r.left_out) for r in reading.reports]
        for reading in (one, other)
    ]
    if told[0] != told[1]:
        return f"{told[0]} is not {told[1]}"
    if [(p.table, p.rows) for p in one.parts] != [(p.table, p.rows) for p in other.parts]:
        return f"{[(p.table, p.rows) for p in one.parts]} is not {[(p.table, p.rows) for p in other.parts]}"
    with duckdb.connect() as con:
        for mine, its in zip(one.parts, other.parts, strict=True):
            query = "FROM read_parquet(?) EXCEPT ALL FROM read_parquet(?)"
            if extra := con.execute(query, [str(mine.path), str(its.path)]).fetchmany(2):
                return f"{mine.table}: {extra}"
    return ""


def check_suggestion(path: Path, folder: Path, formats: Mapping[str, SourceFormat]) -> None:
    """What is suggested for any table is a format, and reading by it is answered."""
    tables = tables_of(path, formats)
    if not tables:
        return
    suggestion = suggest(max(tables, key=lambda table: len(table.rows)), formats)
    body = tomllib.loads(as_format(suggestion, "My “own” \\ export\n1"))
    fmt = read_format(Leaf("own", "the mapping", body))
    for answers in ANSWERS:
        check_reports(read(path, folder / "mapped", {"own": fmt}, answers))
