"""Goals, reviews and decisions in a real browser: what is typed is understood at once, and stored once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from served_site import PASSWORD, Served, serving

from milepost.demo.brand import write_exports
from milepost.sources import Answers
from milepost.workspace.imports import import_files
from milepost.workspace.opening import init_workspace

NEEDED = ("Newsletter list.csv", "orders_export_1.csv", "orders_export_2.csv")
B = "/b/quillfen/"
WISH = "Generate 400 email subscribers in 120 days."


def a_shop_with_a_newsletter(folder: Path) -> Path:
    """A workspace of the demo brand with two of its sources; nothing is planned in it."""
    made = write_exports(folder / "exports", last_day=datetime.now(UTC).date() - timedelta(days=1))
    workspace = init_workspace(folder / "home", brand=made.name, currency=made.currency, zone=made.zone)
    paths = [file.path for file in made.files if file.path.name in NEEDED]
    import_files(workspace, paths, Answers(), brand=made.name)
    return folder / "home"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Behind a real server; made in a thread, because the browser's loop runs in this one."""
    with ThreadPoolExecutor(1) as beside:
        home = beside.submit(a_shop_with_a_newsletter, tmp_path_factory.mktemp("goals")).result()
    with serving(home) as site:
        site.owner()
        yield site


@pytest.fixture
def tab(browser: Browser, served: Served) -> Iterator[Page]:
    """A tab whose owner is signed in; it ends with nothing to complain of."""
    context = browser.new_context(base_url=served.url, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/accounts/login/")
    page.fill("#id_login", "owner@example.com")
    page.fill("#id_password", PASSWORD)
    page.click(".form .button")
    yield page
    context.close()
    assert complaints == []


def test_a_goal_is_understood_while_typed_and_written_down_once(tab: Page) -> None:
    tab.goto(f"{B}goals/new/")
    sent: list[str] = []
    tab.on("request", lambda one: sent.append(one.method) if "/goals/new/" in one.url else None)
    tab.locator("#id_sentence").press_sequentially("more email subscribers", delay=15)
    verdict = tab.locator("#draft-verdict")
    expect(verdict).to_contain_text("Not a goal yet")
    assert len(sent) <= 2  # it waits until the typing rests
    expect(tab.locator("#said")).to_contain_text("Not a goal yet")
    tab.locator("[data-take]").first.click()
    expect(verdict).to_contain_text("It can stand")
    assert tab.input_value("#id_sentence").startswith("Generate")
    tab.fill("#id_sentence", WISH)
    tab.get_by_role("button", name="Write it down").click()
    tab.wait_for_url("**/goals/g*/")
    tab.wait_for_timeout(600)  # what was still to be asked for is asked for
    assert sent.count("POST") == 1
    tab.goto(B)
    assert tab.get_by_text(WISH).count() == 1


def test_a_decision_is_taken_inside_the_review_and_the_review_is_held(tab: Page) -> None:
    tab.goto(f"{B}reviews/weekly/")
    tab.get_by_role("link", name="Decide something").click()
    form = tab.locator("#deciding form")
    form.locator("#id_what").fill("A sign-up form on every page")
    form.locator("#id_why").fill("Few find it")
    form.locator("#id_kpi").select_option("email_subscribers")
    form.locator("#id_expect").fill("+10 %")
    form.get_by_role("button").click()
    tab.wait_for_url("**/reviews/weekly/#hold")
    expect(tab.locator(".messages")).to_contain_text("with a forecast made today")
    tab.fill("#id_concluded", "Wait for the form.")
    tab.get_by_role("button", name="Hold the review").click()
    expect(tab.locator(".held-now")).to_contain_text("Wait for the form.")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_everybody_can_write_and_decide(tab: Page, width: int, scheme: str) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    tab.goto(f"{B}goals/new/?sentence=Generate 350 email subscribers in {width} days.")
    tab.get_by_role("button", name="Write it down").click()
    tab.wait_for_url("**/goals/g*/")
    goal = f"goals/{tab.url.rstrip('/').rpartition('/')[2]}/"
    broken = {}
    pages = (
        goal,
        f"{goal}change/",
        f"{goal}close/",
        f"{goal}next/",
        "goals/new/",
        "goals/new/?sentence=more+followers",
        f"goals/new/?sentence={WISH}",
        "goals/closed/",
        "reviews/weekly/",
        "reviews/monthly/",
        "decisions/",
        "decisions/new/",
    )
    for path in pages:
        tab.goto(B + path)
        for fold in tab.locator("main details > summary").all():
            fold.click()
        found = Axe().run(tab, context="main").response["violations"]
        if found:
            broken[path] = [(one["id"], one["nodes"][0]["html"][:160]) for one in found]
        if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
            broken[f"{path} is wider than the screen"] = []
    assert broken == {}


def test_a_goal_is_written_without_a_script(browser: Browser, served: Served, tab: Page) -> None:
    state = tab.context.storage_state()
    context = browser.new_context(base_url=served.url, java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(f"{B}goals/new/")
    page.fill("#id_sentence", "more email subscribers")
    page.get_by_role("button", name="Look at it first").click()
    assert "Not a goal yet" in page.locator("#draft-verdict").inner_text()
    assert "csrf" not in page.url
    page.locator("[data-take]").first.click()
    assert "It can stand" in page.locator("#draft-verdict").inner_text()
    page.get_by_role("button", name="Write it down").click()
    assert "/goals/g" in page.url
    context.close()
