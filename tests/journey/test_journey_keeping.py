"""The page of the manual about keeping, walked command by command; then a brand that leaves no trace."""

import io
import os
import re
import shlex
import shutil
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import duckdb
import pytest

PAGE = Path(__file__).parents[2] / "docs" / "keeping.md"
DAY = ("--as-of", "2026-10-05")
KPIS = ("orders", "reach", "engagement_rate", "ad_spend", "followers", "sessions")
OTHER = "Harbour Kiln"


@pytest.fixture
def home(brand_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = Path(shutil.copytree(brand_home, tmp_path / "home"))
    monkeypatch.setenv("MILEPOST_HOME", str(found))
    # Workbooks are read by a child process, which must find the program from another folder too.
    paths = [str(Path(one).resolve()) for one in os.environ.get("PYTHONPATH", "").split(os.pathsep) if one]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))
    monkeypatch.chdir(tmp_path)
    return found


def brand_of(home: Path) -> str:
    return re.findall(r'^\[brand\."(.+)"\]$', (home / "milepost.toml").read_text("utf-8"), re.MULTILINE)[0]


def figures(milepost: Callable[..., Any], *words: str) -> list[Any]:
    """The KPI table: what the program says of each KPI, week by week."""
    said = [milepost("kpi", name, "--by", "week", "--json", *words, *DAY) for name in KPIS]
    assert all(one.code == 0 for one in said)
    return [one.json for one in said]


def test_every_command_of_the_page_does_what_it_says(milepost: Callable[..., Any], home: Path) -> None:
    name = brand_of(home)
    commands = re.findall(r"^\$ milepost (.*)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert milepost("goal", "add", "Generate 900 orders by 31 December 2026", *DAY).code in {0, 1}
    before, goals = figures(milepost), milepost("goal", "list", "--json", *DAY).json
    kept, brought, looked, erased = (milepost(*shlex.split(one.replace("BRAND", name))) for one in commands)

    assert kept.code == 0, kept.err
    assert "only you may read it" in kept.out
    assert Path("monday.zip").stat().st_mode & 0o077 == 0
    assert brought.code == 0, brought.err
    assert "every table is exactly what it was" in brought.out
    assert figures(milepost, "--home", "back") == before
    assert milepost("goal", "list", "--json", "--home", "back", *DAY).json == goals
    assert looked.code == 1
    assert "1 goal" in looked.out
    assert f"milepost erase --brand {shlex.quote(name)} --yes" in looked.out
    assert erased.code == 0, erased.err
    assert "It does not name the brand." in erased.out
    assert milepost("status").err.startswith("milepost: This workspace holds no brand.")


def test_the_readme_leads_to_the_page() -> None:
    assert "docs/keeping.md" in (PAGE.parents[1] / "README.md").read_text("utf-8")


def test_every_command_answers_in_json(milepost: Callable[..., Any], home: Path) -> None:
    small, name = home.with_name("small"), "Tin & Twine"
    (home.parent / "card.csv").write_text(
        'sep=,\n"Reach"\n"Date","Primary"\n"2026-01-01T00:00:00","5"\n', "utf-8"
    )
    where = ("--home", str(small), "--json")
    assert milepost("init", "--brand", name, *where).code == 0
    assert milepost("import", "card.csv", "--channel", "instagram", *where).code == 0
    kept = milepost("backup", *where).json
    brought = milepost("--json", "restore", kept["path"], "back").json
    looked, erased = (milepost("erase", "--brand", name, *more, *where) for more in ([], ["--yes"]))

    assert (kept["left_out"], kept["files"]) == ([], 4)
    assert Path(kept["path"]).parent == small.parent
    assert (brought["same"], brought["brands"], brought["imports"]) == (True, [name], 1)
    assert (looked.code, looked.json["erased"], looked.json["imports"]) == (1, False, 1)
    assert (looked.json["first_day"], looked.json["last_brand"]) == ("2026-01-01", True)
    assert erased.json == {**looked.json, "erased": True, "named_by": [], "named_in": [], "yours": []}


def test_wrong_use_is_told(milepost: Callable[..., Any], home: Path) -> None:
    nameless, unknown = milepost("erase", "--yes"), milepost("erase", "--brand", "Nobody", "--yes", "--json")
    inside, none = milepost("backup", "--out", str(home / "b.zip")), milepost("restore", "no.zip", "back")
    over = milepost("restore", str(home / "milepost.toml"), str(home))

    assert [one.code for one in (nameless, unknown, inside, none, over)] == [2, 2, 2, 2, 1]
    assert "Write --brand NAME" in nameless.err
    assert unknown.json["error"]["kind"] == "NotFound"
    assert "outlives an erased brand" in inside.err
    assert "Name the file that `milepost backup` wrote" in none.err
    assert "is not a backup" in over.err


def words_of(home: Path, brand: str) -> set[str]:
    """Every word of its own that the facts tell: captions, campaigns, accounts, posts, links, customers."""
    found: set[str] = set()
    columns = (
        "account",
        "campaign",
        "text",
        "post_id",
        "link",
        "customer",
        "order_id",
        "ad",
        "landing_page",
        "title",
    )
    for path in (home / "facts" / "current").glob(f"{brand.lower()}-*/*-rows-*.parquet"):
        there = {row[0] for row in duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()}
        for column in there & set(columns):
            rows = duckdb.sql(f"SELECT DISTINCT CAST(\"{column}\" AS VARCHAR) FROM '{path}'").fetchall()
            found |= {str(value) for (value,) in rows if value and len(str(value)) >= 6}
    return found


def contents(path: Path) -> Iterable[bytes]:
    """The bytes of a file, and what a reader would find in them: Parquet unpacked, workbooks opened."""
    content = path.read_bytes()
    yield path.as_posix().encode()
    yield content
    if path.suffix == ".parquet":
        yield repr(duckdb.sql(f"SELECT * FROM '{path}'").fetchall()).encode()
    elif zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(path) as found:
            yield from (found.read(name) for name in found.namelist())


def test_a_brand_leaves_and_nothing_of_it_is_found_in_any_byte(
    milepost: Callable[..., Any], home: Path, brand_home: Path
) -> None:
    name = brand_of(home)
    exports = brand_home.parent / "exports"
    own = milepost("init", str(home), "--brand", OTHER, "--currency", "EUR", "--zone", "Europe/Lisbon")
    shared = milepost("import", str(exports / "shopify"), "--brand", OTHER)
    assert (own.code, shared.code) == (0, 0), shared.err
    for brand in (name, OTHER):
        said = milepost("goal", "add", "Generate 900 orders by 31 December 2026", "--brand", brand, *DAY)
        assert said.code in {0, 1}, said.err
    milepost("status", "--brand", name, *DAY)
    before = figures(milepost, "--brand", OTHER)
    theirs = b"".join(b"".join(contents(path)) for path in (home / "archive").rglob("*") if path.is_file())
    needles = {word.encode() for word in words_of(home, name) - words_of(home, "harbour-kiln")}
    assert len(needles) > 100
    assert all(len(word) >= 6 for word in needles)
    assert any(word in theirs for word in needles)

    said = milepost("erase", "--brand", name, "--yes")

    assert said.code == 0, said.err
    assert "stay" in said.out
    assert figures(milepost, "--brand", OTHER) == before
    assert milepost("rebuild", "--json").json["same"]
    left = [path for path in home.rglob("*") if path.is_file()]
    kept = {path: b"\n".join(contents(path)) for path in left}
    files = [path for path, content in kept.items() if name.lower().encode() in content.lower()]
    assert [p for p in files if not p.is_relative_to(home / "archive")] == []
    shops = b"\n".join(content for path, content in kept.items() if path.is_relative_to(home / "archive"))
    needles = {word for word in needles if word not in shops}
    assert len(needles) > 100
    whole = b"\n".join(kept.values())
    assert [word for word in needles if word in whole] == []
