"""Documents as sheets and CSV: figures stay figures, text is never a formula or a link, unknown is empty."""

import csv
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from report_samples import PAYLOADS, chart, document, table

from milepost.reports.formats import csv as csv_format
from milepost.reports.formats import xlsx
from milepost.reports.formats.cells import INVISIBLE, NUMBER, STARTS, inert
from milepost.reports.formats.sheet_numbers import number_format, unit_format


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def live(cell: str) -> bool:
    bare = cell.lstrip(INVISIBLE)
    return bool(bare) and bare[0] in STARTS and not NUMBER.fullmatch(bare)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_of_a_csv_starts_a_formula(payload: str) -> None:
    assert [
        cell for row in read_csv(csv_format.render(document(payload))) for cell in row if live(cell)
    ] == []


@given(st.text(max_size=40))
def test_no_text_at_all_starts_a_formula(text: str) -> None:
    assert not live(inert(text))
    assert [cell for row in read_csv(csv_format.render(document(text))) for cell in row if live(cell)] == []


@pytest.mark.parametrize("text", ["-12.5", "+18 %", "4.2%", "1,234", "Launch = big", "a@b.example"])
def test_numbers_and_plain_words_stay_as_they_are(text: str) -> None:
    assert inert(text) == text


def test_a_csv_holds_bare_figures_and_says_what_is_unknown() -> None:
    rows = [row for row in read_csv(csv_format.render(document())) if row[0] == "Figures of Newsletter"]
    assert rows[0] == ["Figures of Newsletter", "What", "Count", "Share", "Money", "", "What is not known"]
    assert rows[1] == ["Figures of Newsletter", "Newsletter", "1234", "0.042", "12.5", "", ""]
    assert rows[2][2:] == ["-12.5", "", "1000", "", "Share: unknown: not reported"]


def test_every_row_of_a_csv_has_the_same_number_of_cells() -> None:
    assert len({len(row) for row in read_csv(csv_format.render(document()))}) == 1


def test_the_gap_of_a_chart_is_empty_and_never_nought() -> None:
    rows = [row for row in read_csv(csv_format.render(document())) if row[0] == "Newsletter"]
    gap = next(row for row in rows if row[1] == "2026-05-04")
    assert gap[2] == ""
    assert "unknown" in gap[-1]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_sheet_holds_a_formula_or_a_link(payload: str) -> None:
    data = xlsx.render(document(payload))
    with ZipFile(BytesIO(data)) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/")]
        relations = [name for name in book.namelist() if "worksheets/_rels" in name]
    assert [text for text in sheets if "<f>" in text or "<hyperlink" in text] == []
    assert relations == []


def test_a_sheet_keeps_numbers_unknowns_and_dates() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(xlsx.render(document())))
    assert book.sheet_names == ["Report", "Figures of Newsletter", "Newsletter"]
    rows = book.get_sheet_by_name("Figures of Newsletter").to_python()
    assert rows[1][:4] == ["Newsletter", 1234.0, 0.042, 12.5]
    assert rows[2] == ["Second", -12.5, "", 1000.0, "Share: unknown: not reported"]
    course = book.get_sheet_by_name("Newsletter").to_python()
    assert course[1][:2] == [date(2026, 4, 20), 10.0]
    assert course[3] == [date(2026, 5, 4), "", "", "", "", "Newsletter: unknown"]
    words = [row[0] for row in book.get_sheet_by_name("Report").to_python()]
    assert "● Newsletter" in words


def test_sheets_of_one_name_are_told_apart() -> None:
    twice = document().__class__(
        **{name: getattr(document(), name) for name in ("kind", "title", "brand", "as_of", "headline")},
        blocks=(table(), table(), chart("[Report]*?/\\"), chart("history")),
    )
    names = CalamineWorkbook.from_filelike(BytesIO(xlsx.render(twice))).sheet_names
    assert names == ["Report", "Figures of Newsletter", "Figures of Newsletter 2", "Table", "Table 2"]


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        (0.042, "4.2 %", "0.0#%"),
        (42.0, "42 %", '0.0#"%"'),
        (0.5, "0.5 %", "0.0#%"),
        (12.5, "€12.50", '"€"#,##0.00'),
        (1234.0, "US$1,234", '"US$"#,##0.00'),
        (1234.0, "1,234", "#,##0"),
        (-7.25, "−7.25", "#,##0.00"),
    ],
)
def test_a_figure_is_shown_as_its_text_was(value: float, text: str, expected: str) -> None:
    assert number_format(value, text) == expected


def test_units_have_formats() -> None:
    assert unit_format("share", None) == "0.0%"
    assert unit_format("money", "EUR") == '"€"#,##0.00'
    assert unit_format("money", None) == "#,##0.00"
