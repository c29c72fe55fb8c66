"""One Chromium for the tests of the page; without one they fail, because nobody else looks at the page."""

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

SAMPLES = Path(__file__).parents[1] / "unit" / "reports" / "page_samples.py"
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
def samples() -> ModuleType:
    """The invented goals, KPIs and imports of the unit tests."""
    spec = importlib.util.spec_from_file_location("page_samples", SAMPLES)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["page_samples"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def page_file(samples: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page with goals in every state, as a file."""
    from milepost.reports.page import html

    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(html(samples.full_page()), "utf-8")
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
