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


def zipped(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


LIKES = b"date,likes\n2026-03-01,5\n"


def test_names_in_a_zip_that_climb_write_nothing(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    path = zipped(inner / "up.zip", {"../../escaped.csv": LIKES, "..\\escaped.csv": LIKES})
    assert set(statuses(read(path))) == {"imported"}
    assert list(tmp_path.rglob("escaped*")) == []


def test_zips_in_a_zip_are_named_as_what_they_are(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.csv": LIKES}).read_bytes()
    reading = read(zipped(tmp_path / "outer.zip", {"inner.zip": inner}))
    assert statuses(reading) == ["refused"]
    assert ".zip" in reading.reports[0].problems[0].what


def test_a_workbook_in_a_zip_is_read(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        sheet = book.add_worksheet("Overview")
        sheet.write_row(0, 0, ["date", "likes"])
        sheet.write_row(1, 0, ["2026-03-01", 5])
    data = (tmp_path / "book.xlsx").read_bytes()
    assert statuses(read(zipped(tmp_path / "export.zip", {"export/Overview.xlsx": data}))) == ["imported"]


def test_a_zip_of_very_many_files_is_not_opened(tmp_path: Path) -> None:
    reading = read(zipped(tmp_path / "many.zip", {f"{n}.csv": b"" for n in range(501)}))
    assert statuses(reading) == ["refused"]
    assert "501 files" in reading.reports[0].problems[0].what


@pytest.mark.parametrize(
    "data",
    [
        b"date,likes\n2026-03-01," + b"1" * 9_000_000 + b"\n",
        b'date,likes\n2026-03-01,"' + b"2026-03-01,5\n" * 700_000,
        ",".join(["date", *(f"m{n}" for n in range(20_000))]).encode() + b"\n",
        b"\nTitle\nDate,Likes\n2026-03-01,5\n" * 1_100,
    ],
    ids=["one line", "an open quote", "twenty thousand columns", "eleven hundred tables"],
)
def test_a_file_beyond_any_export_is_refused_with_a_reason(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(data)
    reading = read(path)
    assert set(statuses(reading)) == {"refused"}
    assert all(problem.remedy for report in reading.reports for problem in report.problems)


@pytest.mark.parametrize("where", ["before", "after"])
def test_entities_of_an_xml_spreadsheet_are_refused(where: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hush")
    doctype = f'<!DOCTYPE w [<!ENTITY x SYSTEM "file://{secret}">{" " * (900 if where == "before" else 0)}]>'
    body = (
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell><Data>'
    )
    path = tmp_path / "export.xls"
    path.write_text(
        f'<?xml version="1.0"?>{doctype}{body}&x;</Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    reading = read(path)
    assert statuses(reading) == ["refused"]
    assert "hush" not in str(reading)
