"""The guide to planning, walked line by line by a new user of the demo."""

import re
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

Call = Callable[..., Any]
TODAY = date(2026, 10, 5)
GUIDE = Path(__file__).parents[2] / "docs" / "planning.md"
NEEDS_THE_USER = ("goal read", "goal add", "goal amend", "plan lint", "plan apply", "audience", "competitor")
"""What may end with a question; all else has to be done."""


def commands() -> list[str]:
    return re.findall(r"(?m)^    milepost (.+)$", GUIDE.read_text("utf-8"))


def test_the_guide_can_be_walked_from_its_first_line_to_its_last(milepost: Call, planned_home: Path) -> None:
    walked = commands()
    assert len(walked) >= 30
    for command in walked:
        said = milepost("--home", planned_home, "--as-of", TODAY.isoformat(), *shlex.split(command))
        allowed = {0, 1} if command.startswith(NEEDS_THE_USER) else {0}
        assert said.code in allowed, (command, said.out, said.err)
        assert said.out.strip(), command
        assert "Traceback" not in said.err, (command, said.err)


def test_what_the_guide_says_of_a_goal_is_so(milepost: Call, planned_home: Path) -> None:
    def say(*words: str) -> Any:
        return milepost("--home", planned_home, "--as-of", TODAY.isoformat(), *words)

    refused = say("goal", "add", "Get more likes.", "--json")
    assert (refused.code, refused.json["added"]) == (1, False)
    (better,) = [offer for offer in refused.json["offers"] if offer["instead"]]
    taken = say("goal", "add", better["sentence"], "--json")
    assert taken.json["added"] is True
    assert 0.35 < taken.json["probability"] < 0.65
    shown = say("goal", "show", taken.json["goal"]["id"], "--json")
    assert shown.json["framework"]["leading"]
