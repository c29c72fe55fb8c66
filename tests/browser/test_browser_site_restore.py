"""Restoring in a real browser, at the first run and over a workspace in use: its pages keep nobody out."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from restoring import backup_of
from served_site import PASSWORD, Served, serving

from milepost.store.database import disconnect
from milepost.workspace.opening import init_workspace

PATIENT = 60_000
EARLIER = "set-aside/2026-11-20-093015"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The backup of a workspace of one brand, in which nobody has an account."""
    folder = tmp_path_factory.mktemp("kept")

    def make() -> None:
        init_workspace(folder / "home", brand="Tin & Twine")
        backup_of(folder / "home", folder / "monday.zip")

    with ThreadPoolExecutor(1) as beside:  # the browser's loop runs in this thread
        beside.submit(make).result()
    return folder / "monday.zip"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site over an empty workspace, in which an earlier state lies."""
    home = tmp_path_factory.mktemp("empty") / "home"

    def make() -> None:
        init_workspace(home, brand=None)
        init_workspace(home / EARLIER, brand="Before")
        disconnect()

    with ThreadPoolExecutor(1) as beside:
        beside.submit(make).result()
    with serving(home) as site:
        yield site


def is_open(tab: Page) -> None:
    """Nobody is kept out of this page, in the light or in the dark, wide or narrow."""
    for look in ({"width": 1440, "height": 900}, {"width": 390, "height": 844}):
        tab.set_viewport_size(look)  # type: ignore[arg-type]
        tab.emulate_media(color_scheme="light" if look["width"] > 1000 else "dark")
        found = Axe().run(tab).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == [], tab.url
        assert not tab.evaluate("document.documentElement.scrollWidth > innerWidth"), tab.url


def send(tab: Page, file: Path) -> None:
    tab.set_input_files("#backup", file)
    tab.click(".form .button:not(.quiet)")


def test_every_page_on_the_way_to_a_restored_workspace_is_open_to_everybody(
    browser: Browser, empty: Served, kept: Path, tmp_path: Path
) -> None:
    context = browser.new_context(base_url=empty.url)
    tab = context.new_page()
    tab.set_default_timeout(PATIENT)
    tab.goto(empty.first_link)
    is_open(tab)
    tab.click("text=Restore a backup")
    is_open(tab)
    (tmp_path / "letter.zip").write_text("Dear Mara")
    send(tab, tmp_path / "letter.zip")
    expect(tab.locator("h1")).to_contain_text("This is not a backup that Milepost made")
    is_open(tab)
    tab.goto(empty.first_link)
    tab.fill("#id_name", "Mara")
    tab.fill("#id_email", "mara@example.com")
    tab.fill("#id_password", PASSWORD)
    tab.click(".form .button")
    tab.wait_for_url("**/start/")
    tab.click("text=Restore a backup")
    tab.fill("#id_password", PASSWORD)
    tab.click(".form .button")
    for path in ("/workspace/keeping/", f"/workspace/keeping/earlier/{Path(EARLIER).name}/"):
        tab.goto(path)
        is_open(tab)
    tab.goto("/workspace/keeping/restore/")
    send(tab, kept)
    tab.wait_for_selector("#word")
    expect(tab.locator("h1")).to_contain_text("The backup is sound")
    is_open(tab)
    tab.fill("#word", "restore")
    tab.click("button:has-text('Restore it')")
    expect(tab.locator("h1")).to_contain_text(re.compile("being restored|Sign in"))
    is_open(tab)
    tab.wait_for_selector("#id_login")  # comes by itself
    assert "/accounts/login/" in tab.url
    assert "Tin & Twine" in (empty.home / "milepost.toml").read_text()
    assert len([path for path in (empty.home / "set-aside").iterdir() if path.is_dir()]) == 2
    context.close()
