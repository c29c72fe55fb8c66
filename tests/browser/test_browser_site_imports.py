"""The page of imports in a browser: dropping files, hostile names and cells, and the report as it comes."""

import csv
import io
from collections.abc import Iterator

import pytest
import xlsxwriter
from playwright.sync_api import Browser, FilePayload, Page
from served_site import PASSWORD, Served, serving
from uploading import METRICS, UNKNOWN

from milepost.workspace.opening import init_workspace

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'><iframe src=javascript:alert(1)>",
    "</bdi></h2><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% debug %}",
    "${alert(1)}",
    "<a href=javascript:alert(1) autofocus onfocus=alert(1)>x</a>",
    "<div hx-get=/account/ hx-trigger=load>x</div>",
    "<div hx-on::load=alert(1) data-hx-on=alert(1)>",
    "<style>*{display:none}</style>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<form action=//evil.example><button>x",
    "<!--<script>alert(1)//-->",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\u003cscript\\u003ealert(1)",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "onmouseover=alert(1) x=",
    "<input autofocus onfocus=alert(1)>",
)


@pytest.fixture(scope="module")
def imports_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("browser-imports") / "home"
    init_workspace(home, brand="Quillfen", currency="EUR", zone="Europe/Berlin")
    with serving(home) as served:
        served.owner()
        yield served


@pytest.fixture
def tab(imports_site: Served, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on(
        "console", lambda line: said.append(line.text) if "Content Security Policy" in line.text else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda asked: said.append(asked.url) if "evil" in asked.url else None)
    page.goto(f"{imports_site.url}/accounts/login/")
    page.fill("#id_login", "owner@example.com")
    page.fill("#id_password", PASSWORD)
    page.click(".form button.button")
    page.goto(f"{imports_site.url}/b/quillfen/imports/")
    yield page
    context.close()
    assert said == []


def payload(name: str, data: bytes) -> FilePayload:
    return FilePayload(name=name, mimeType="text/csv", buffer=data)


def workbook(words: str, number: int) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("<b onload=1>" + str(number))
        for place, cell in enumerate(("Wann", words, f"Menge {number}")):
            sheet.write_string(0, place, cell)
        for row in range(1, 5):
            for place, cell in enumerate((f"2026-02-0{row}", words, str(row))):
                sheet.write_string(row, place, cell)
    return made.getvalue()


def sheet(words: str, number: int) -> bytes:
    made = io.StringIO()
    rows = [("Wann", words, f"Menge {number}"), *((f"2026-02-0{day}", words, day) for day in range(1, 5))]
    csv.writer(made).writerows(rows)
    return made.getvalue().encode()


def test_files_are_sent_as_soon_as_they_are_chosen_and_the_report_comes_by_itself(tab: Page) -> None:
    with tab.expect_navigation():
        tab.set_input_files("#files", [payload("March.csv", METRICS)])
    tab.wait_for_selector(".file")
    assert tab.inner_text("h1") == "One file imported."
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    assert "One file imported." in tab.inner_text("#said")
    tab.wait_for_timeout(1200)
    assert asked == []  # nothing is asked for any more


def test_a_drop_anywhere_on_the_page_is_taken(tab: Page) -> None:
    script = """text => {
      const held = new DataTransfer();
      held.items.add(new File([text], "dropped.csv", {type: "text/csv"}));
      for (const kind of ["dragenter", "dragover", "drop"])
        document.querySelector("h1").dispatchEvent(
          new DragEvent(kind, {dataTransfer: held, bubbles: true, cancelable: true}));
    }"""
    with tab.expect_navigation():
        tab.evaluate(script, METRICS.decode().replace("leads", "orders"))
    tab.wait_for_selector(".file")
    assert "dropped.csv" in tab.inner_text("main")


def test_too_large_a_file_is_refused_before_it_is_sent(tab: Page) -> None:
    tab.evaluate("document.getElementById('drop').dataset.mostEach = '10'")
    tab.set_input_files("#files", [payload("large.csv", METRICS)])
    assert "“large.csv” is larger than one file may be" in tab.inner_text("#drop-said")


def test_a_refusal_of_the_server_stands_at_the_form(tab: Page) -> None:
    tab.evaluate("document.querySelector('[name=whole]').value = 'no'")
    tab.set_input_files("#files", [payload("broken.csv", METRICS)])
    tab.wait_for_selector("#drop-said .fault")
    assert "not everything arrived" in tab.inner_text("#drop-said")


def test_hostile_names_sheets_heads_and_cells_do_nothing(tab: Page, imports_site: Served) -> None:
    files = [
        payload(f"{words}.xlsx", workbook(words, n)) if n < 4 else payload(f"{words}.csv", sheet(words, n))
        for n, words in enumerate(PAYLOADS)
    ]
    with tab.expect_navigation():
        tab.set_input_files("#files", files)
    tab.wait_for_selector(".file")
    assert tab.locator(".file").count() == len(PAYLOADS)
    assert tab.locator("main :is(iframe, img, math, style, base, meta, script)").count() == 0
    shown = tab.locator(".file h2").all_inner_texts()
    assert any("<img src=x onerror=alert(1)>.xlsx" in one for one in shown)
    job = tab.url
    for number in (0, 2, 11, 1):
        tab.goto(f"{job}columns/{number}/")
        assert tab.locator("select[name=becomes]").count() == 3
        assert tab.locator("main :is(iframe, img, svg:not(.sign), style, script, [hx-get])").count() == 0
    tab.select_option("select[name=becomes] >> nth=2", "orders")
    tab.click("button[value=look]")
    tab.click("button[value=use]")
    tab.wait_for_selector(".file.imported")
    tab.click(".file-status a")
    assert PAYLOADS[1] in tab.inner_text("h1")
    tab.goto(f"{imports_site.url}/b/quillfen/imports/")
    assert PAYLOADS[1] in tab.inner_text("table.imports")


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_scrolls_sideways(tab: Page, imports_site: Served, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    with tab.expect_navigation():
        tab.set_input_files(
            "#files", [payload("x" * 150 + ".csv", UNKNOWN + f"2026-03-01,{width},1\n".encode())]
        )
    tab.wait_for_selector(".file")
    pages = [
        tab.url,
        f"{tab.url}columns/0/",
        *(f"{imports_site.url}/b/quillfen/{p}/" for p in ("imports", "coverage")),
    ]
    for page in pages:
        tab.goto(page)
        assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page
