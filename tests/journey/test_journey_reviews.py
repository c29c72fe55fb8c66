"""The guide to reviews, walked line by line by a new user of the demo."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]
TODAY = "2026-10-05"
GUIDE = Path(__file__).parents[2] / "docs" / "reviews.md"


def test_the_guide_can_be_walked_from_its_first_line_to_its_last(milepost: Call, planned_home: Path) -> None:
    walked = re.findall(r"(?m)^    milepost (.+)$", GUIDE.read_text("utf-8"))
    assert len(walked) >= 8
    for command in walked:
        day = () if command.startswith("--as-of") else ("--as-of", TODAY)
        said = milepost("--home", planned_home, *day, *shlex.split(command))
        assert said.code == 0, (command, said.out, said.err)
        assert said.out.strip(), command
    assert "Weekly review, " in (planned_home.parent / "week.md").read_text("utf-8")


def test_what_a_review_answers_to_machines_and_to_wrong_use(milepost: Call, planned_home: Path) -> None:
    def say(*words: str) -> Any:
        return milepost("--home", planned_home, "--as-of", TODAY, *words)

    for kind in ("weekly", "monthly"):
        found = say("review", kind, "--json").json
        assert found["review"] == kind
        assert found["says"][0] == found["headline"]
        assert found["held"] is False
    for wrong in (
        ("review", "weekly", "--format", "docx"),
        ("review", "weekly", "--concluded", "Good"),
        ("review", "weekly", "--out", "week.txt"),
        ("decide", "More", "--kpi", "orders", "--expect", "more", "--check", "2026-11-02", "--why", "x"),
        ("decision", "close", "d7", "--learned", "x"),
    ):
        refused = say(*wrong)
        assert refused.code == 2, (wrong, refused.out, refused.err)
        assert "milepost:" in refused.err
