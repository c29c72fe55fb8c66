"""XML spreadsheets of 2003: damaged bytes are survived, hostile ones refused."""

from pathlib import Path

import pytest

from milepost.sources.files import Unreadable
from milepost.sources.workbooks import workbook_sheets
from milepost.sources.xml_workbooks import xml_sheets

HEAD = b'<?xml version="1.0"?>\n'
SPACE = b'"urn:schemas-microsoft-com:office:spreadsheet"'
BOOK = b"<Workbook xmlns=" + SPACE + b" xmlns:ss=" + SPACE + b">"
TAIL = b"</Table></Worksheet></Workbook>"


def book(rows: bytes, head: bytes = HEAD) -> bytes:
    return head + BOOK + b'<Worksheet ss:Name="A &amp; B"><Table>' + rows + TAIL


def cell(text: bytes, more: bytes = b"") -> bytes:
    return b"<Cell" + more + b'><Data ss:Type="String">' + text + b"</Data></Cell>"


def written(folder: Path, data: bytes) -> Path:
    path = folder / "book.xls"
    path.write_bytes(data)
    return path


def test_skipped_cells_and_rows_leave_blanks(tmp_path: Path) -> None:
    rows = (
        b"<Row>" + cell(b"a") + cell(b"c", b' ss:Index="3"') + cell(b"m", b' ss:MergeAcross="1"') + b"</Row>"
    )
    rows += b'<Row ss:Index="3">' + cell(b"x") + cell(b"y") + b"</Row>"
    (sheet,) = workbook_sheets(written(tmp_path, book(rows)))
    assert sheet.name == "A & B"
    assert sheet.records == ((1, ["a", "", "c", "m", ""]), (2, []), (3, ["x", "y"]))


def test_bad_bytes_and_forbidden_letters_are_survived(tmp_path: Path) -> None:
    rows = b"<Row>" + cell(b"Fran\xc3?ois\x01 &#1;&#x1F;&amp;&#233;") + b"</Row>"
    (sheet,) = xml_sheets(written(tmp_path, book(rows)))
    assert sheet["rows"] == [["Fran\ufffd?ois &\u00e9"]]


def test_a_reference_may_lie_on_the_edge_of_what_is_read_at_once(tmp_path: Path) -> None:
    start = len(HEAD + BOOK + b'<Worksheet ss:Name="A &amp; B"><Table><Row><Cell><Data ss:Type="String">')
    for shift in range(8):
        text = b"x" * ((1 << 18) - start - shift) + b"&#233;" + b"y"
        (sheet,) = xml_sheets(written(tmp_path, book(b"<Row>" + cell(text) + b"</Row>")))
        assert sheet["rows"][0][0].endswith("x\u00e9y")


def test_marked_up_text_counts_and_comments_do_not(tmp_path: Path) -> None:
    rows = b"<Row><Cell><Data><B>12</B>3</Data><Comment><Data>nobody</Data></Comment></Cell></Row>"
    (sheet,) = xml_sheets(written(tmp_path, book(rows)))
    assert sheet["rows"] == [["123"]]


@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE a SYSTEM "http://localhost/a.dtd">',
    ],
)
def test_declared_types_and_entities_are_refused(declared: bytes, tmp_path: Path) -> None:
    path = written(tmp_path, book(b"<Row>" + cell(b"&b;") + b"</Row>", HEAD + declared))
    with pytest.raises(Unreadable) as caught:
        workbook_sheets(path)
    assert "entities" in caught.value.problem.what


@pytest.mark.parametrize("index", [b"99999999", b"0", b"-4", b"1e9", b"17000"])
def test_cells_far_out_are_refused(index: bytes, tmp_path: Path) -> None:
    path = written(tmp_path, book(b"<Row>" + cell(b"a", b' ss:Index="' + index + b'"') + b"</Row>"))
    with pytest.raises(Unreadable) as caught:
        workbook_sheets(path)
    assert "row or column" in caught.value.problem.what


def test_a_file_that_ends_early_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        workbook_sheets(written(tmp_path, book(b"<Row>" + cell(b"a"))[:-40]))
    assert "damaged" in caught.value.problem.what


def test_rows_of_far_cells_do_not_take_the_machine(tmp_path: Path) -> None:
    far = b"<Row>" + cell(b"a", b' ss:Index="16000"') + b"</Row>"
    with pytest.raises(Unreadable) as caught:
        workbook_sheets(written(tmp_path, book(far * 40_000)))
    assert "cells" in caught.value.problem.what
