"""The page of the manual about reports, walked command by command as a new user would."""

import json
import re
import shlex
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "reports.md"
GOALS = (
    "Generate 300 email subscribers in 90 days",
    "Increase social-driven website traffic by 20% in one quarter",
    "Reduce cost per lead by 10% over the next 60 days",
)
STARTS = {".html": b"<!doctype html>", ".pdf": b"%PDF-", ".pptx": b"PK", ".xlsx": b"PK", ".md": b"# "}


def test_every_command_of_the_page_does_what_it_says(
    milepost: Callable[..., Any], brand_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = shutil.copytree(brand_home, tmp_path / "home")
    monkeypatch.setenv("MILEPOST_HOME", str(home))
    monkeypatch.chdir(tmp_path)
    day = ("--as-of", "2026-10-05")
    for goal in GOALS:
        assert milepost("goal", "add", goal, *day).code in {0, 1}
    commands = re.findall(r"^    milepost (.*)$", PAGE.read_text("utf-8"), re.MULTILINE)
    said = {}
    for command in commands:
        said[command] = milepost(*shlex.split(command), *day)
        assert said[command].code == 0, (command, said[command].err)

    assert len(commands) == 10
    written = [path for path in tmp_path.iterdir() if path.is_file()]
    assert {path.suffix for path in written} == {".html", ".md", ".pdf", ".pptx", ".xlsx", ".csv"}
    for path in written:
        assert path.read_bytes().lstrip(b"\xef\xbb\xbf\n").startswith(STARTS.get(path.suffix, b""))
    told = json.loads(next(one.out for command, one in said.items() if "--json" in command))
    data = (tmp_path / "board.csv").read_bytes()
    assert (told["written"], told["bytes"]) == (str((tmp_path / "board.csv").resolve()), len(data))
    assert told["sha256"] == sha256(data).hexdigest()
    assert "Nordlicht Agency" in said["label show"].out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--kind", "novel"), "There is no kind of report"),
        (("--format", "docx"), "There is no format"),
        (("--kind", "goal", "--goal", "g99"), "There is no goal"),
        (("--out", "nowhere/at/all.pdf"), "cannot be written"),
    ],
)
def test_a_report_that_cannot_be_is_refused_with_a_way_out(
    milepost: Callable[..., Any], brand_home: Path, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    home = shutil.copytree(brand_home, tmp_path / "home")
    said = milepost("--home", home, "report", *words, "--as-of", "2026-10-05")
    assert said.code == 2
    assert says in said.err
