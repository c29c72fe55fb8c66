"""The demo brand and a second one behind a real server, once for each worker."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from company_site import Company
from open_id import provider
from served_site import Served, serving
from site_homes import two_brands
from web_hooks import TLS

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
        served.owner()  # whoever comes first: with any other account the first link would be dead
        yield served


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """One of both for all tests of it."""
    home = tmp_path_factory.mktemp("company") / "home"
    init_workspace(home, brand="Quillfen", currency="EUR", zone="Europe/Berlin")
    with (home / "milepost.toml").open("a") as settings:
        settings.write(f'\n[egress]\nauthority = "{TLS / "authority.pem"}"\nseconds = 1\n')
    with provider() as there, serving(home, **there.environment) as site:
        site.owner()
        yield Company(site, there)


@pytest.fixture
def company(office: Company) -> Company:
    """The same; how often this machine has signed in is not remembered from one test to the next."""
    office.site.forget_tries()
    return office


@pytest.fixture
def nothing_is_counted(site: Served) -> Iterator[None]:
    """How often this machine tried is not remembered from one test to the next."""
    yield
    site.forget_tries()
