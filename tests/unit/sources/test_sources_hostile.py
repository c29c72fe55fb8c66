"""Files that are broken, empty or meant to do harm are answered, and never take the reading down."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from milepost.errors import NotFound
from milepost.sources import Answers, Reading, read_export, source_formats

FORMATS = source_formats()


def read(path: Path) -> Reading:
    reading = read_export(
        path, Answers(), brand="b", zone=None, secret=b"k", staging=path.parent / "staging", formats=FORMATS
    )
    for report in reading.reports:
        assert report.rows_read == report.rows_kept + sum(item.rows for item in report.left_out)
    return reading


def statuses(reading: Reading) -> list[str]:
    return [report.status for report in reading.reports]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"", "empty"),
        (b"\xff\xfe", "empty"),
        (b"Date,Leads\n", "empty"),
        (b"\x00\x01\x02" * 400, "refused"),
        (b"PK\x03\x04 no zip at all", "refused"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no workbook", "refused"),
        (b"<?xml version='1.0'?><Workbook></Workbook>", "refused"),
        (b"just a sentence\n", "refused"),
        (b"colour,taste\nred,sour\n", "refused"),
    ],
)
def test_what_cannot_be_read_is_answered(data: bytes, status: str, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(data)
    reading = read(path)
    assert [status] == statuses(reading)
    assert reading.parts == ()
    assert all(report.problems for report in reading.reports if status == "refused")


def test_a_missing_file_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read(tmp_path / "nowhere.csv")


def test_a_cell_in_the_far_corner_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "corner.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Date")
        sheet.write(1_048_575, 16_383, 1)
    assert statuses(read(path)) == ["refused"]


def test_a_zip_that_expands_beyond_measure(tmp_path: Path) -> None:
    path = tmp_path / "big.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.csv", "w") as file:
        for _ in range(60):
            file.write(b"0" * 10_000_000)
    assert statuses(read(path)) == ["refused"]


def test_words_that_would_be_commands_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text('Date,Metric,Value,Channel\n2026-01-01,"x\'); DROP TABLE fact_order;--",5,"a\'b"\n')
    assert statuses(read(path)) == ["imported"]


def test_a_cell_of_a_megabyte(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("Date,Leads\n2026-01-01," + "9" * 1_000_000 + "\n")
    assert read(path).reports


def test_blank_lines_between_all_lines_and_the_header_twice(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(
        b"Date,Leads\r\r\n2026-01-01,5\r\r\n2026-01-02,6\r\r\nDate,Leads\r\r\n2026-01-03,7\r\r\n"
    )
    (report,) = read(path).reports
    assert (report.rows_read, report.rows_kept) == (4, 3)


def test_lines_that_were_quoted_again(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    rows = ["Date,Metric,Value", '2026-01-01,"Leads, warm",5', '2026-01-02,"Leads, warm",6']
    path.write_text("".join('"' + row.replace('"', '""') + '"\n' for row in rows))
    (report,) = read(path).reports
    assert (report.rows_kept, report.status) == (2, "imported")


def test_a_workbook_with_a_thousand_columns_keeps_its_count(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    wide = 3000
    path.write_text(
        "Date,Leads,"
        + ",".join(f"m{n}" for n in range(1, wide))
        + "\n2026-01-01,"
        + ",".join(["1"] * wide)
        + "\n"
    )
    reading = read(path)
    assert [(report.rows_read, report.rows_kept) for report in reading.reports] == [(1, 1)]
    assert wide == next(part.rows for part in reading.parts if part.table == "custom_day")


def test_days_of_another_age_are_counted_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(
        "date,metric,value\n0001-01-01,leads,4\n2026-09-01,leads,5\n9999-12-31,leads,6\n", "utf-8"
    )
    (report,) = read(path).reports
    assert (report.status, report.rows_read, report.rows_kept) == ("imported", 3, 1)
    assert report.first_day == report.last_day == date(2026, 9, 1)
    told = {problem.what for problem in report.problems}
    assert told == {"2 cells are not a day: “0001-01-01” (line 2), “9999-12-31” (line 4)."}
