"""One Chromium for the tests of the page; without one they fail, because nobody else looks at the page."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_samples import full_page
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page with goals in every state, as a file."""
    from milepost.reports.page import html

    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(html(full_page()), "utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium from the system, closed with the module: its event loop keeps Django from the database."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        pytest.fail("These tests need Chromium: install it, for example with “apt-get install chromium”.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def wide(browser: Browser, page_file: Path) -> Iterator[Page]:
    """The page on a desk."""
    yield from opened(browser, page_file, 1280)


@pytest.fixture
def phone(browser: Browser, page_file: Path) -> Iterator[Page]:
    """The page on a phone."""
    yield from opened(browser, page_file, 390)


@pytest.fixture
def dark(browser: Browser, page_file: Path) -> Iterator[Page]:
    """The page in the dark."""
    yield from opened(browser, page_file, 1280, dark=True)


def opened(browser: Browser, path: Path, width: int, *, dark: bool = False) -> Iterator[Page]:
    """A fresh tab with the page in it."""
    scheme = "dark" if dark else "light"
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab = context.new_page()
    tab.goto(path.as_uri())
    yield tab
    context.close()
