"""Every example that a format carries comes out as it says."""

from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter

from milepost.sources import Answers, Reading, SourceFormat, read_export, source_formats
from milepost.sources.format import read_format

FORMATS = source_formats()
EXAMPLES = [(fmt, example) for fmt in FORMATS.values() for example in fmt.examples]


def read_text(text: str, folder: Path, example: dict[str, Any], **more: Any) -> Reading:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / ("export.xlsx" if "sheets" in example else "export.csv")
    if "sheets" in example and not more:
        write_workbook(path, example["sheets"])
    else:
        path.write_text(text.lstrip("\n"), encoding=example.get("encoding", "utf-8"), newline="")
    answers = Answers(
        example.get("account"),
        example.get("channel"),
        example.get("zone"),
        example.get("year"),
        example.get("named", ""),
        example.get("period"),
    )
    return read_export(
        path,
        answers,
        brand="b",
        zone="Europe/Berlin",
        secret=b"k",
        staging=folder / "staging",
        formats=FORMATS,
        **more,
    )


def write_workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def sums(reading: Reading, table: str, names: list[str]) -> dict[str, int]:
    (part,) = [part for part in reading.parts if part.table == table]
    terms = ", ".join(f"CAST(sum({name}) AS BIGINT)" for name in names)
    row = duckdb.connect().execute(f"SELECT {terms} FROM '{part.path}'").fetchone()
    assert row is not None
    return dict(zip(names, row, strict=True))


@pytest.mark.parametrize(("fmt", "example"), EXAMPLES, ids=[f"{f.id}: {e['name']}" for f, e in EXAMPLES])
def test_example(fmt: SourceFormat, example: dict[str, Any], tmp_path: Path) -> None:
    reading = read_text(example.get("text", ""), tmp_path, example)
    assert example["status"] == [report.status for report in reading.reports]
    assert {fmt.id} >= {report.format for report in reading.reports} - set(example.get("others", ())) - {None}
    got = {part.table: part.rows for part in reading.parts if part.table != "coverage"}
    assert example.get("rows", {}) == got
    for table, expected in example.get("sums", {}).items():
        assert expected == sums(reading, table, list(expected))
    for word in example.get("notes", ()):
        assert any(word in note for report in reading.reports for note in report.notes)
    for word in example.get("problems", ()):
        assert any(word in problem.what for report in reading.reports for problem in report.problems)
    check_redacted(reading, example, tmp_path)
    for report in reading.reports:
        assert report.rows_read == report.rows_kept + sum(item.rows for item in report.left_out)


def check_redacted(reading: Reading, example: dict[str, Any], folder: Path) -> None:
    """What is personal is nowhere in the copy, and the copy gives the same facts."""
    if "redacted" not in example:
        assert reading.redacted is None
        return
    assert reading.redacted is not None
    text = reading.redacted.read_text("utf-8")
    assert [word for word in example["redacted"] if word in text] == []
    again = read_text(text, folder / "again", {**example, "encoding": "utf-8"}, already_redacted=True)
    assert [(p.table, p.rows) for p in reading.parts] == [(p.table, p.rows) for p in again.parts]
    for mine, other in zip(reading.parts, again.parts, strict=True):
        con = duckdb.connect()
        differ = f"(SELECT * FROM '{mine.path}' EXCEPT SELECT * FROM '{other.path}')"
        assert con.execute(f"SELECT count(*) FROM {differ}").fetchone() == (0,)
    assert [(r.status, r.rows_read, r.rows_kept) for r in reading.reports] == [
        (r.status, r.rows_read, r.rows_kept) for r in again.reports
    ]


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=lambda fmt: fmt.id)
def test_every_format_has_an_example(fmt: SourceFormat) -> None:
    assert fmt.examples
    assert callable(read_format)
