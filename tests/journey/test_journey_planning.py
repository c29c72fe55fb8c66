"""The guide to planning, walked line by line by a new user of the demo."""

import re
import shlex
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from milepost.cli.demonstration import write_plan
from milepost.demo.brand import write_exports
from milepost.workspace.opening import open_workspace

Call = Callable[..., Any]
TODAY = date(2026, 10, 5)
GUIDE = Path(__file__).parents[2] / "docs" / "planning.md"
NEEDS_THE_USER = ("goal read", "goal add", "goal amend", "plan lint", "plan apply", "audience", "competitor")
"""What may end with a question; all else has to be done."""


def commands() -> list[str]:
    return re.findall(r"(?m)^    milepost (.+)$", GUIDE.read_text("utf-8"))


@pytest.fixture
def home(brand_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demo with its plan, in a folder of its own."""
    folder = Path(shutil.copytree(brand_home, tmp_path / "home"))
    made = write_exports(tmp_path / "exports", last_day=date(2026, 10, 4))
    write_plan(open_workspace(folder), made)
    monkeypatch.chdir(tmp_path)
    return folder


def test_the_guide_can_be_walked_from_its_first_line_to_its_last(milepost: Call, home: Path) -> None:
    walked = commands()
    assert len(walked) >= 30
    for command in walked:
        said = milepost("--home", home, "--as-of", TODAY.isoformat(), *shlex.split(command))
        allowed = {0, 1} if command.startswith(NEEDS_THE_USER) else {0}
        assert said.code in allowed, (command, said.out, said.err)
        assert said.out.strip(), command
        assert "Traceback" not in said.err, (command, said.err)


def test_what_the_guide_says_of_a_goal_is_so(milepost: Call, home: Path) -> None:
    def say(*words: str) -> Any:
        return milepost("--home", home, "--as-of", TODAY.isoformat(), *words)

    refused = say("goal", "add", "Get more likes.", "--json")
    assert (refused.code, refused.json["added"]) == (1, False)
    (better,) = [offer for offer in refused.json["offers"] if offer["instead"]]
    taken = say("goal", "add", better["sentence"], "--json")
    assert taken.json["added"] is True
    assert 0.35 < taken.json["probability"] < 0.65
    shown = say("goal", "show", taken.json["goal"]["id"], "--json")
    assert shown.json["framework"]["leading"]
