"""The site in a real browser: everybody can use every page, in the light and in the dark, wide and narrow."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from served_site import PASSWORD, Served, serving
from site_homes import two_brands

from milepost.workspace.people.role import Role


@dataclass(frozen=True)
class Open:
    """A tab whose owner is signed in, and what the browser complained of."""

    tab: Page
    site: Served
    complaints: list[str]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The two brands behind a real server; made in a thread, because the browser's loop runs in this one."""
    with ThreadPoolExecutor(1) as beside:
        home = beside.submit(two_brands, tmp_path_factory).result()
    with serving(home) as site:
        site.owner()
        yield site


@pytest.fixture(scope="module", params=["wide and light", "narrow and dark"])
def signed_in(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Open]:
    """The owner at a desk by day, and on a phone by night."""
    narrow = request.param.startswith("narrow")
    context = browser.new_context(
        viewport={"width": 390 if narrow else 1440, "height": 900},
        color_scheme="dark" if narrow else "light",
    )
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto(f"{served.url}/accounts/login/")
    tab.fill("#id_login", "owner@example.com")
    tab.fill("#id_password", PASSWORD)
    tab.click(".form .button")
    tab.wait_for_url(f"{served.url}/")
    yield Open(tab, served, complaints)
    context.close()


def ways(tab: Page, url: str) -> list[str]:
    """Every page that the ways of a brand lead to."""
    tab.goto(f"{url}/b/quillfen/")
    return [str(link.get_attribute("href")) for link in tab.locator(".ways a").all()]


OUTSIDE = (
    "/",
    "/account/",
    "/workspace/",
    "/workspace/log/",
    "/workspace/keeping/",
    "/workspace/keeping/restore/",
    "/start/",
    "/accounts/2fa/",
    "/accounts/sessions/",
    "/nothing/",
)


def test_nothing_on_any_page_keeps_anybody_out(signed_in: Open) -> None:
    tab, url = signed_in.tab, signed_in.site.url
    brand = ways(tab, url)
    assert len(brand) >= 6
    goal = tab.locator(".board a").first.get_attribute("href")
    found = {}
    for path in (*OUTSIDE, *brand, "/b/ostrich-sohne/", str(goal)):
        tab.goto(url + path)
        broken = Axe().run(tab).response["violations"]
        if broken:
            found[path] = [(one["id"], one["nodes"][0]["html"][:120]) for one in broken]
        if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[f"{path} is wider than the screen"] = []
    assert found == {}
    assert [one for one in signed_in.complaints if "404" not in one] == []


def test_the_way_back_in_is_open_to_everybody(signed_in: Open) -> None:
    tab, site = signed_in.tab, signed_in.site
    email = f"{tab.viewport_size['width']}@way-back.example" if tab.viewport_size else ""
    with ThreadPoolExecutor(1) as beside:
        beside.submit(site.person, Role.VIEWER, "Quillfen", email).result()
    tab.goto(f"{site.url}/b/quillfen/people/")
    tab.locator(f"tr:has-text('{email}') td a").click()
    if tab.locator("#id_password").count():
        tab.fill("#id_password", PASSWORD)
        tab.click("main button[type=submit]")
    broken = {"asked": Axe().run(tab).response["violations"]}
    tab.click("main .form .button")
    link = tab.locator(".new-link input").input_value()
    broken["made"] = Axe().run(tab).response["violations"]
    tab.goto(link)
    broken["opened"] = Axe().run(tab).response["violations"]
    assert {page: [one["id"] for one in found] for page, found in broken.items() if found} == {}
    assert tab.locator("#who").input_value() == email
    assert not tab.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_the_door_is_open_to_everybody_too(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    tab = context.new_page()
    tab.goto(f"{served.url}/accounts/login/")
    assert Axe().run(tab).response["violations"] == []
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    context.close()


def test_pages_can_be_read_without_a_script(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{served.url}/accounts/login/")
    tab.fill("#id_login", "owner@example.com")
    tab.fill("#id_password", PASSWORD)
    tab.click(".form .button")
    for path in ways(tab, served.url):
        answer = tab.goto(served.url + path)
        assert answer is not None
        assert answer.status == 200, path
        assert len(tab.locator("main").inner_text()) > 40, path
    tab.goto(f"{served.url}/b/quillfen/")
    tab.click(".board a >> nth=0")
    assert tab.locator("figure svg.chart").count() > 0
    tab.click("text=Figures as a table")
    assert tab.locator("figure table").first.is_visible()
    context.close()
