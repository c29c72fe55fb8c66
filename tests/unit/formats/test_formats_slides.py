"""Documents as slides: native text, tables and charts, nothing beyond the edge, unknown as a gap."""

from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from report_samples import PAYLOADS, chart, document, table

from milepost.reports.document import Bullets, Heading, Label, Paragraph, Table
from milepost.reports.formats import slide_layout as layout
from milepost.reports.formats.pptx import render


def opened(data: bytes) -> Any:
    return Presentation(BytesIO(data))


def words(slide: Any) -> str:
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    found += [c.text for s in slide.shapes if s.has_table for row in s.table.rows for c in row.cells]
    return "\n".join(found)


def beyond(deck: Any) -> list[str]:
    """Shapes that reach over an edge."""
    return [
        shape.name
        for slide in deck.slides
        for shape in slide.shapes
        if shape.left < 0
        or shape.top < 0
        or shape.left + shape.width > deck.slide_width
        or shape.top + shape.height > deck.slide_height
    ]


def test_a_title_slide_then_a_slide_a_part() -> None:
    doc = replace(
        document("Acme"),
        blocks=(
            Heading("Summary"),
            Paragraph("All is well."),
            Heading("What is next"),
            Bullets(("One", "Two")),
        ),
    )
    titles = [slide.shapes.title.text_frame.text for slide in opened(render(doc)).slides]
    assert titles == ["Acme", "Summary", "What is next"]


def test_charts_are_native_with_gaps_band_and_target() -> None:
    slides = opened(render(replace(document("Acme"), blocks=(Heading("Course"), chart())))).slides
    drawn = next(shape.chart for shape in slides[1].shapes if shape.has_chart)
    series = {one.name: tuple(one.values) for one in drawn.plots[0].series}
    assert series[" Leads: course and forecast"] == (10.0, 22.0, None, 41.0, 55.0, 61.0)
    assert series["Forecast"] == (70.0, 81.0, 90.0, 99.0)
    assert series["Forecast, low"] == (60.0, 66.0, None, 75.0)
    assert series["Target"] == (100.0, 100.0)
    assert b'dispBlanksAs val="gap"' in drawn.part.blob


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_breaks_a_slide_or_the_workbook_behind_a_chart(payload: str) -> None:
    data = render(document(payload))
    deck = opened(data)
    assert beyond(deck) == []
    with ZipFile(BytesIO(data)) as whole:
        books = [whole.read(name) for name in whole.namelist() if name.endswith(".xlsx")]
        links = [name for name in whole.namelist() if b'TargetMode="External"' in whole.read(name)]
    assert links == []
    for book in books:
        with ZipFile(BytesIO(book)) as sheet:
            assert b"<f>" not in sheet.read("xl/worksheets/sheet1.xml")
            assert not any("worksheets/_rels" in name for name in sheet.namelist())


LONG = st.text(alphabet="abcdefgh WÄ漢", max_size=2500)


@settings(max_examples=30)
@given(
    st.lists(
        st.one_of(LONG.map(Paragraph), st.lists(LONG, max_size=30).map(lambda t: Bullets(tuple(t)))),
        max_size=6,
    )
)
def test_slides_are_never_filled_beyond_their_room(blocks: list[Paragraph | Bullets]) -> None:
    doc = replace(document("Acme"), blocks=(Heading("Part"), *blocks))
    for slide in layout.slides(doc):
        assert sum(piece.height + layout.GAP for piece in slide.pieces) <= layout.BODY_HEIGHT + layout.GAP


def test_a_long_table_goes_on_under_its_heads_and_loses_no_row() -> None:
    rows = tuple((f"Row {n}", str(n)) for n in range(60))
    doc = replace(document("Acme"), blocks=(Heading("List"), Table("All", ("Name", "Number"), rows)))
    deck = opened(render(doc))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert len(tables) > 1
    assert all(one.cell(0, 0).text == "Name" for one in tables)
    told = [one.cell(at, 0).text for one in tables for at in range(1, len(one.rows))]
    assert told == [f"Row {n}" for n in range(60)]


def test_a_long_paragraph_goes_on_and_loses_no_word() -> None:
    text = " ".join(f"word{n}" for n in range(900))
    slides = layout.slides(replace(document("Acme"), blocks=(Heading("Part"), Paragraph(text))))
    said = [p.block.text for slide in slides for p in slide.pieces if isinstance(p.block, Paragraph)]
    assert len(slides) > 1
    assert " ".join(said).split() == text.split()


def test_a_heading_stays_with_its_chart() -> None:
    doc = replace(
        document("Acme"),
        blocks=(Heading("Part"), table(), Heading("Leads", 2), Paragraph("Likely."), chart()),
    )
    last = layout.slides(doc)[-1]
    assert [type(piece.block).__name__ for piece in last.pieces] == ["Heading", "Paragraph", "Chart"]


def test_notes_say_of_whom_and_as_of_when() -> None:
    doc = replace(document("Acme"), notes=("Odds are chances.",), label=Label(footer="Made by Nordlicht"))
    deck = opened(render(doc))
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    assert all("Acme, as of 1\u00a0June\u00a02026." in one and "Odds are chances." in one for one in notes)
    assert all("Made by Nordlicht" in words(slide) for slide in deck.slides)


def test_an_unknown_is_said_and_never_nought() -> None:
    deck = opened(render(replace(document("Acme"), blocks=(Heading("Figures"), table()))))
    assert "unknown: not reported" in words(deck.slides[1])
