"""The page of the manual about plans as files, walked command by command as a new user would."""

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "plan.md"
OKRS = "# OKRs Q4 2026\n\n## Objective: Sell more online\n- KR1: Generate 300 email subscribers\n"


def test_every_command_of_the_page_does_what_it_says(
    milepost: Callable[..., Any], brand_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = shutil.copytree(brand_home, tmp_path / "home")
    monkeypatch.setenv("MILEPOST_HOME", str(home))
    monkeypatch.chdir(tmp_path)
    page = PAGE.read_text("utf-8")
    (plan,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    Path("plan.yaml").write_text(plan, "utf-8")
    Path("okrs.md").write_text(OKRS, "utf-8")
    commands = re.findall(r"^\$ milepost (.*)$", page, re.MULTILINE)
    said = {}
    for command in commands:
        if "budget was raised" in command:
            text = Path("plan.yaml").read_text("utf-8")
            Path("plan.yaml").write_text(text.replace("budget: 1200 EUR", "budget: 1500 EUR"), "utf-8")
        said[command] = milepost(*shlex.split(command), "--as-of", "2026-10-05")
        assert said[command].code in {0, 1}, said[command].err
        assert "refused" not in said[command].out, said[command].out

    assert len(commands) == 8
    assert "3 changes would be written; nothing was stored." in said[commands[2]].out
    assert "3 changes written to the journal." in said[commands[3]].out
    assert "1 change written to the journal." in said[commands[5]].out
    assert "1200 EUR -> 1500 EUR" in said[commands[5]].out
    assert Path("plan.schema.json").is_file()
    assert "Generate 300 email subscribers" in Path("plan.yaml").read_text("utf-8")


def test_the_readme_leads_to_the_page() -> None:
    assert "docs/plan.md" in (PAGE.parents[1] / "README.md").read_text("utf-8")
