"""A report full of hostile texts, opened in Chromium: nothing runs, nothing is asked of anybody."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from report_samples import PAYLOADS, document

from milepost.reports.document import Bullets, Heading, Label, Paragraph, Table
from milepost.reports.formats.html import render

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script>'
    '<image href="http://evil.example/x.png"/><rect width="9" height="9"/></svg>'
)


@pytest.mark.parametrize("width", [1100, 390])
def test_nothing_in_a_report_runs_or_asks(browser: Browser, tmp_path: Path, width: int) -> None:
    parts = [block for text in PAYLOADS for block in (Heading(text), Paragraph(text), Bullets((text,)))]
    rows = tuple((text, text) for text in PAYLOADS)
    doc = replace(
        document(PAYLOADS[18], Label(LOGO.encode(), "#7a1f5c", PAYLOADS[19])),
        blocks=(*parts, Table(PAYLOADS[20], ("A", "B"), rows), *document(PAYLOADS[18]).blocks),
    )
    path = tmp_path / "report.html"
    path.write_bytes(render(doc))
    page = browser.new_page(viewport={"width": width, "height": 800})
    said: list[str] = []
    asked: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:image/svg+xml"))] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
