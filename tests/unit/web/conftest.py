"""The demo brand and a second one behind a real server, once for each worker."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from served_site import Served, serving
from site_homes import two_brands

from milepost.workspace.opening import init_workspace


@pytest.fixture(scope="session")
def site_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of two brands: the demo with its plan, and one that nothing is known of."""
    return two_brands(tmp_path_factory)


@pytest.fixture(scope="session")
def site(site_home: Path) -> Iterator[Served]:
    """The server; its first account is made. Tests that write use a brand or a copy of their own."""
    with serving(site_home) as served:
        served.owner()
        yield served


@pytest.fixture
def fresh_home(tmp_path: Path) -> Path:
    """An empty workspace of one brand."""
    init_workspace(tmp_path / "home", brand="Quillfen", currency="EUR", zone="Europe/Berlin")
    return tmp_path / "home"


@pytest.fixture
def copied_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two brands, to write to. Nobody has an account in it."""
    return two_brands(tmp_path_factory)


@pytest.fixture(scope="session")
def written_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The two brands behind a server of its own, for tests that write goals, decisions and reviews."""
    with serving(two_brands(tmp_path_factory)) as served:
        yield served
