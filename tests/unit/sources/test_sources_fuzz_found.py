"""What fuzzing found once: figures beyond measure, digits that are no digits, copies that read otherwise."""

import zipfile
from pathlib import Path

import pytest
from reading_rules import check_reading

from milepost.sources import Reading, source_formats
from milepost.sources.cutting import RawTable, cut
from milepost.sources.files import text_sheet
from milepost.sources.heads import LONGEST
from milepost.sources.suggest import suggest
from milepost.sources.workbook_child import as_text

FORMATS = source_formats()


def held(tmp_path: Path, text: str, name: str = "export.csv") -> Reading:
    path = tmp_path / name
    path.write_text(text, "utf-8", newline="")
    return check_reading(path, tmp_path, FORMATS)


@pytest.mark.parametrize("share", ["²", "9" * 5000, "1e400"])
def test_ages_with_shares_that_are_no_numbers(share: str, tmp_path: Path) -> None:
    held(tmp_path, f"Age & gender\nAge,Women,Men\n18-24,{share},5%\n")


def test_a_page_with_a_combination_of_five_thousand_digits(tmp_path: Path) -> None:
    lines = [
        "Campaign report",
        "Opens:,4",
        "Clicks:,3",
        "Bounces:,2",
        f"Combination {'1' * 5000}",
        "Opens:,3",
    ]
    held(tmp_path, "\n".join(lines))


def test_a_figure_that_no_table_can_hold_is_told_and_left_empty(tmp_path: Path) -> None:
    large = "12345678901234567890"
    reading = held(tmp_path, f"date,metric,value\n2026-01-01,leads,{large}\n2026-01-02,leads,7\n")
    (report,) = reading.reports
    assert report.rows_kept == 1
    assert large in report.problems[0].what


def test_a_zip_whose_packed_bytes_are_damaged(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"date,likes\n" + b"2026-03-01,5\n" * 400)
    data = bytearray(path.read_bytes())
    data[40:60] = b"\xff" * 20
    path.write_bytes(data)
    reading = check_reading(path, tmp_path, FORMATS)
    assert [report.status for report in reading.reports] == ["refused"]


def test_a_zip_whose_directory_points_outside_of_it(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", b"date,likes\n2026-03-01,5\n")
    data = bytearray(path.read_bytes())
    end = data.rindex(b"PK\x05\x06")
    data[end + 16 : end + 20] = (2**31).to_bytes(4, "little")
    path.write_bytes(data)
    reading = check_reading(path, tmp_path, FORMATS)
    assert [report.status for report in reading.reports] == ["refused"]


@pytest.mark.parametrize("cell", [float("inf"), float("-inf"), float("nan"), 1e300, -0.0])
def test_any_float_of_a_workbook_becomes_text(cell: float) -> None:
    assert float(as_text(cell)) == cell or as_text(cell) == "nan"


ORDERS = "Name,Email,Financial Status,Created at,Currency,Total,Billing Name,Lineitem name"


@pytest.mark.parametrize(
    "row",
    [
        ",,,,,,Ada Example,",  # nothing is left of it when it is redacted
        ORDERS,  # the header again among the rows
        "\n,ada@example.org,,,,,+49 30 1,",
    ],
    ids=["only a person", "the header again", "after a gap"],
)
def test_the_redacted_copy_is_cut_into_the_same_rows(row: str, tmp_path: Path) -> None:
    first = "#1001,ben@example.org,paid,2026-01-01 10:00:00 +0100,EUR,10.00,Ben Example,Shirt"
    reading = held(tmp_path, f"{ORDERS}\n{first}\n{row}\n{first.replace('1001', '1003')}\n")
    assert reading.redacted is not None
    assert "example.org" not in reading.redacted.read_text("utf-8")


def test_people_in_tables_side_by_side_are_redacted_in_both(tmp_path: Path) -> None:
    rows = (
        *(ORDERS, "#1001,ben@example.org,paid,2026-01-01 10:00:00 +0100,EUR,10.00,Ben Example,Shirt"),
        "#1002,ada@example.org,paid,2026-01-02 10:00:00 +0100,EUR,20.00,Ada Example,Shirt",
    )
    reading = held(tmp_path, "".join(f"{row},,{row}\n" for row in rows))
    assert [report.rows_kept for report in reading.reports] == [2, 2]
    assert reading.redacted is not None
    copy = reading.redacted.read_text("utf-8")
    assert "example.org" not in copy
    assert "Example" not in copy


def test_people_in_the_notes_of_a_table_of_ones_own_are_redacted(tmp_path: Path) -> None:
    reading = held(
        tmp_path, "Date,Leads,Notes\n2026-01-01,5,ada@example.org asked\n2026-01-02,6,ben@example.org\n"
    )
    assert [report.status for report in reading.reports] == ["imported"]
    assert reading.redacted is not None
    assert "example.org" not in reading.redacted.read_text("utf-8")


def test_a_line_above_a_table_is_cut_before_patterns_see_it() -> None:
    sheet = text_sheet("", b"# " + b"a" * 100_000 + b"\n\nDate,Likes\n2026-01-01,5\n")
    (table,) = cut(sheet, lambda cells: list(cells) == ["Date", "Likes"])
    assert [len(line) for line in table.preamble] == [LONGEST]


def test_long_headers_and_cells_are_cut_before_patterns_see_them() -> None:
    long = "http://" + " 1" * 50_000
    table = RawTable("", "", (), (), ("Date " + long, "Likes"), 1, ((2, [long, long]), (3, [long, "5"])))
    assert [len(column.sample) for column in suggest(table, FORMATS).columns] == [40, 40]


def test_a_row_of_the_second_of_two_tables_side_by_side_stays_a_row(tmp_path: Path) -> None:
    head = "email;total;financial status;subtotal;created at;name;name"
    row = "id-0;1828;Jan 2, 2026;Jan 2, 2026"
    reading = held(tmp_path, f"sep=;\n{head};;{head}\n{row};;{row}\n")
    assert [report.rows_read for report in reading.reports] == [1, 1]
    assert reading.redacted is not None


def test_a_dash_for_nobody_stays_nobody(tmp_path: Path) -> None:
    head = "comment create timestamp,text display,comment id,author id,video url"
    rows = "2026-01-01 10:00:00,fine,c1,Ada,v1\n2026-01-02 10:00:00,better,c2,-,v1\n"
    reading = held(tmp_path, f"\n{head}\n{rows}")
    assert [report.rows_kept for report in reading.reports] == [2]
    assert reading.redacted is not None
