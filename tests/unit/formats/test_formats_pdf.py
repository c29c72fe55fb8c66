"""Documents as PDF: all words, page numbers, the footer; and nothing is loaded from anywhere."""

from dataclasses import replace
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from PIL import Image
from report_samples import PAYLOADS, chart, document, table

from milepost.errors import NeedsUser
from milepost.reports.document import Document, Heading, Label, Paragraph
from milepost.reports.formats import pdf
from milepost.reports.formats.drawings import drawings, for_print


def pages(document_: Document) -> list[str]:
    opened = pdfium.PdfDocument(pdf.render(document_))
    try:
        return [opened[n].get_textpage().get_text_range() for n in range(len(opened))]
    finally:
        opened.close()


def logo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 20), "#7a1f5c").save(out, "PNG")
    return out.getvalue()


def test_every_page_has_its_number_brand_and_footer() -> None:
    long = replace(
        document("Acme", Label(footer="Made by Nordlicht")),
        blocks=tuple(Paragraph(f"Line {n} of a long report.") for n in range(120)),
    )
    found = pages(long)
    assert len(found) > 1
    for number, text in enumerate(found, 1):
        assert f"Page {number} of {len(found)}" in text
        assert "Made by Nordlicht" in text
        assert "Acme" in text


def test_all_words_tables_and_drawings_are_there() -> None:
    text = " ".join(pages(replace(document("Acme"), blocks=(Heading("Course"), chart(), table()))))
    assert all(said in text for said in ("Course", "120 so far.", "usual", "1,234", "unknown: not reported"))


def test_hostile_texts_are_words_on_paper() -> None:
    blocks = tuple(Paragraph(payload) for payload in PAYLOADS)
    text = " ".join(pages(replace(document("Acme"), blocks=blocks)))
    assert "<script>alert(1)</script>" in text
    assert "{{ 7*7 }}" in text


def test_a_fetcher_hands_out_the_own_logo_and_nothing_else() -> None:
    own = "data:text/plain,hello"
    closed = pdf._closed(own)
    assert closed.fetch(own).read() == b"hello"
    for address in ("http://evil.example/x", "file:///etc/passwd", "data:text/plain,other"):
        with pytest.raises(ValueError, match="loads nothing"):
            closed.fetch(address)
    with pytest.raises(ValueError, match="loads nothing"):
        pdf._closed("").fetch("")


def test_a_logo_is_printed_from_the_page_itself() -> None:
    data = pdf.render(document("Acme", Label(logo=logo())))
    assert b"/Image" in data


def test_a_drawing_for_print_carries_its_colours() -> None:
    drawn = for_print(drawings(chart())[0], "#7a1f5c")
    assert "var(" not in drawn
    assert "paint-order" not in drawn
    assert drawn.count(">usual<") == 2  # the halo beneath, and the word


def test_a_machine_without_pango_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    own = builtins.__import__

    def missing(name: str, *rest: object, **more: object) -> object:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return own(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(NeedsUser, match="Pango"):
        pdf.render(document(Paragraph("All well.")))
