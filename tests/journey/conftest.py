"""One demo brand, imported once for each worker, and a way to call the program as a user does."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from milepost.cli.app import run
from milepost.cli.demonstration import write_plan
from milepost.cli.options import forget
from milepost.demo.brand import write_exports
from milepost.sources import Answers
from milepost.workspace.imports import import_files
from milepost.workspace.opening import init_workspace, open_workspace

TODAY = date(2026, 10, 5)


@dataclass(frozen=True)
class Said:
    """What one call of the program answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def milepost(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Call the program with words, in this process."""

    def call(*words: str | Path) -> Said:
        monkeypatch.setattr("sys.argv", ["milepost", *map(str, words)])
        forget()
        capsys.readouterr()
        code = run()
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


@pytest.fixture(scope="session")
def brand_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the demo brand's exports; tests that write to it copy it first."""
    folder = tmp_path_factory.mktemp("brand")
    made = write_exports(folder / "exports", last_day=TODAY - timedelta(days=1))
    workspace = init_workspace(
        folder / "home", brand=made.name, currency=made.currency, zone=made.zone, week_start=made.week_start
    )
    for channel in dict.fromkeys(file.channel for file in made.files):
        paths = [file.path for file in made.files if file.channel == channel]
        import_files(workspace, paths, Answers(channel=channel), brand=made.name)
    return folder / "home"


@pytest.fixture
def planned_home(brand_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demo with its plan, in a folder of its own that the test works in."""
    folder = Path(shutil.copytree(brand_home, tmp_path / "home"))
    write_plan(
        open_workspace(folder), write_exports(tmp_path / "exports", last_day=TODAY - timedelta(days=1))
    )
    monkeypatch.chdir(tmp_path)
    return folder
