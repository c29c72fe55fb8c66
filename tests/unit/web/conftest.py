"""The demo brand and a second one behind a real server, once for each worker."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from served_site import Served, serving

from milepost.cli.demonstration import write_plan
from milepost.demo.brand import write_exports
from milepost.sources import Answers
from milepost.workspace.imports import import_files
from milepost.workspace.opening import init_workspace

OTHER = "Ostrich & Söhne"


@pytest.fixture(scope="session")
def site_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of two brands: the demo with its plan, and one that nothing is known of."""
    folder = tmp_path_factory.mktemp("site")
    made = write_exports(folder / "exports", last_day=datetime.now(UTC).date() - timedelta(days=1))
    workspace = init_workspace(
        folder / "home", brand=made.name, currency=made.currency, zone=made.zone, week_start=made.week_start
    )
    for channel in dict.fromkeys(file.channel for file in made.files):
        paths = [file.path for file in made.files if file.channel == channel]
        import_files(workspace, paths, Answers(channel=channel), brand=made.name)
    write_plan(workspace, made)
    init_workspace(folder / "home", brand=OTHER)
    return folder / "home"


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
def copied_home(site_home: Path, tmp_path: Path) -> Path:
    """A copy of the two brands, to write to. Nobody has an account in it."""
    return Path(shutil.copytree(site_home, tmp_path / "home", ignore=shutil.ignore_patterns("cache")))
