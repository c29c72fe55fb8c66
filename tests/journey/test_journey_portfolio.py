"""The page of the manual about many brands, walked command by command; then a hundred of them."""

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "portfolio.md"
DAY = ("--as-of", "2026-10-05")


@pytest.fixture
def home(planned_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MILEPOST_HOME", str(planned_home))
    monkeypatch.setenv("COLUMNS", "80")
    return planned_home


def _brand(home: Path) -> str:
    return re.findall(r'^\[brand\."(.+)"\]$', (home / "milepost.toml").read_text("utf-8"), re.MULTILINE)[0]


def _more(home: Path, names: list[str]) -> None:
    with (home / "milepost.toml").open("a", encoding="utf-8") as settings:
        settings.writelines(f'\n[brand."{name}"]\ncurrency = "USD"\n' for name in names)


def test_every_command_of_the_page_does_what_it_says(milepost: Callable[..., Any], home: Path) -> None:
    commands = re.findall(r"^\$ milepost (.*)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(commands) == 8
    name = _brand(home)
    _more(home, ["Ash & Elm"])
    for command in commands:
        said = milepost(*shlex.split(command.replace("BRAND", shlex.quote(name))), *DAY)
        assert (said.code, said.err) == (0, "")
        assert name in said.out
        assert ("Ash & Elm" in said.out) is ("--brand" not in command)


def test_the_readme_leads_to_the_page() -> None:
    assert "docs/portfolio.md" in (PAGE.parents[1] / "README.md").read_text("utf-8")


def test_the_page_names_every_reason_as_the_program_does() -> None:
    from milepost.knowledge import table

    page = PAGE.read_text("utf-8")
    assert [one["short"] for one in table("portfolio")["reason"] if one["short"] not in page] == []


def test_a_hundred_brands_fit_on_eighty_columns(milepost: Callable[..., Any], home: Path) -> None:
    names = [f"Client {n:02d} with a rather long name of its own [{n}]" for n in range(99)]
    _more(home, names)
    said = milepost("portfolio", *DAY)
    assert said.code == 0
    assert said.out.startswith("All 100 brands need you.")
    assert max(map(len, said.out.splitlines())) <= 80
    assert said.out.index(_brand(home)) < said.out.index("Client 00")
    assert said.out.count("Never set up: nothing is imported and no goal is written.") == 99
    assert said.out.count("Next: milepost") == 10
    assert "[98]" in said.out


def test_a_brand_that_is_damaged_stands_first_with_its_reason(
    milepost: Callable[..., Any], home: Path
) -> None:
    _more(home, ["Ash & Elm"])
    for path in (home / "facts" / "current").rglob("*.parquet"):
        path.write_bytes(b"no parquet")
    said = milepost("portfolio", *DAY)
    told = milepost("portfolio", "--json", *DAY)
    assert (said.code, told.code) == (1, 1)
    assert said.out.index(_brand(home)) < said.out.index("Ash & Elm")
    assert "Nothing can be told: its stored facts or goals could not be read" in said.out
    assert [one["reasons"][0]["code"] for one in told.json["brands"]] == ["unreadable", "never_set_up"]


def test_a_held_review_moves_what_it_has_told_further_down(milepost: Callable[..., Any], home: Path) -> None:
    written = milepost("goal", "add", "Generate 90000 orders by 31 December 2026", "--as-of", "2026-10-04")
    assert written.code in {0, 1}, written.err
    before = milepost("portfolio", "--json", *DAY).json["brands"][0]["reasons"]
    assert milepost("review", "weekly", "--hold", *DAY).code == 0
    after = milepost("portfolio", "--json", *DAY).json["brands"][0]["reasons"]
    assert "goal_unlikely" in [one["code"] for one in before]
    assert "goal_unlikely" not in [one["code"] for one in after]
    assert "unlikely_known" in [one["code"] for one in after]


def test_what_is_kept_is_no_export(milepost: Callable[..., Any], home: Path, tmp_path: Path) -> None:
    milepost("portfolio", *DAY)
    assert list((home / "cache" / "portfolio").glob("*.json"))
    shutil.rmtree(tmp_path / "exports", ignore_errors=True)
    said = milepost("import", home, "--dry-run", "--json", *DAY)
    assert "cache" not in said.out
