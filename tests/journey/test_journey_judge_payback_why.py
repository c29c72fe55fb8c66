"""`judge payback` and `judge why` on bare files: the shapes of `--json`, and what a person reads."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

Call = Callable[..., Any]
BEGIN = date(2024, 1, 1)


def weekly(path: Path, values: Any) -> Path:
    rows = [f"{BEGIN + timedelta(days=7 * at)},{value:.2f}" for at, value in enumerate(values)]
    path.write_text("date,value\n" + "\n".join(rows) + "\n", "utf-8")
    return path


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    rng = np.random.default_rng(4)
    spend = 1000 * np.exp(rng.normal(0, 0.4, (104, 2)))
    made = np.array([5000.0, 800.0]) * 2 * spend / (spend + 1000)
    revenue = 8000 + made.sum(axis=1) + rng.normal(0, 100, 104)
    return [
        weekly(tmp_path / "revenue.csv", revenue),
        weekly(tmp_path / "search.csv", spend[:, 0]),
        weekly(tmp_path / "reels.csv", spend[:, 1]),
        weekly(tmp_path / "search-claims.csv", 1.3 * made[:, 0]),
        weekly(tmp_path / "reels-claims.csv", 1.3 * made[:, 1]),
    ]


def test_payback_proposes_a_split_and_says_why(milepost: Call, files: list[Path]) -> None:
    claims = [word for path in files[3:] for word in ("--claims", path)]
    said = milepost("judge", "payback", *files[:3], *claims, "--currency", "EUR", "--margin", "0.5", "--json")
    assert said.code == 0
    found = said.json
    assert (found["kind"], found["stand"], found["unknown"]) == ("payback", "move", None)
    assert found["gain"]["low"] < found["gain"]["mid"] < found["gain"]["high"]
    search, reels = found["channels"]
    assert (search["name"], reels["name"]) == ("search", "reels")
    assert 0 < search["move"] <= 0.3 + 1e-9
    assert -0.3 - 1e-9 <= reels["move"] < 0
    assert search["pays"] == "yes"
    assert len(search["curve"]) > 5
    assert found["more"]["channel"] == "search"
    assert found["trial"]["calendar"][0]["from"] == found["trial"]["start"]


def test_payback_is_written_for_people_too(milepost: Call, files: list[Path]) -> None:
    said = milepost("judge", "payback", *files[:3], "--currency", "EUR")
    assert said.code == 0
    assert said.out.startswith("Revenue: give search +")
    assert "not profit" in said.out


def test_hours_for_leads_and_a_short_history(milepost: Call, files: list[Path]) -> None:
    said = milepost(
        "judge", "payback", *files[:3], "--resource", "hours", "--counts", "--until", "2024-09-01", "--json"
    )
    assert said.json["stand"] == "too_little"
    assert "52 are needed" in said.json["says"]
    assert said.json["trial"]["weeks"] >= 8


def test_wrong_use_of_payback_is_told(milepost: Call, files: list[Path]) -> None:
    assert milepost("judge", "payback", *files[:3], "--resource", "hope").code == 2
    assert milepost("judge", "payback", *files[:3], "--claims", files[3]).code == 2


def segments(path: Path, rows: list[tuple[str, list[str]]], weeks: int = 12) -> Path:
    lines = [
        f"{BEGIN + timedelta(days=7 * at)},{name},{figures[at >= weeks - 4]}"
        for at in range(weeks)
        for name, figures in rows
    ]
    path.write_text("date,segment,orders,visits\n" + "\n".join(lines) + "\n", "utf-8")
    return path


def test_why_splits_a_rate_into_mix_and_rate_exactly(milepost: Call, tmp_path: Path) -> None:
    path = segments(
        tmp_path / "conversion.csv", [("Shop", ["50,1000", "30,1000"]), ("Blog", ["5,500", "10,1000"])]
    )
    said = milepost("judge", "why", path, "--json")
    assert said.code == 0
    found = said.json
    assert found["before"]["value"] == pytest.approx(55 / 1500)
    assert found["after"]["value"] == pytest.approx(40 / 2000)
    assert sum(part["value"] for part in found["parts"]) == pytest.approx(found["change"], abs=1e-12)
    assert {part["kind"] for part in found["parts"]} == {"mix", "rate"}
    assert found["parts"][0]["segment"] == "Shop"


def test_why_takes_totals_and_chains(milepost: Call, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    rows = [f"{BEGIN + timedelta(days=at)},{name},{3 + at % 4}" for at in range(70) for name in ("a", "b")]
    path.write_text("date,segment,orders\n" + "\n".join(rows) + "\n", "utf-8")
    found = milepost("judge", "why", path, "--since", "2024-02-26", "--json").json
    assert {part["kind"] for part in found["parts"]} == {"change"}
    chain = tmp_path / "chain.csv"
    rows = [
        f"{BEGIN + timedelta(days=7 * at)},all,{1000 + at},{50 + at % 5},{5 + at % 3}" for at in range(10)
    ]
    chain.write_text("date,segment,reach,clicks,orders\n" + "\n".join(rows) + "\n", "utf-8")
    found = milepost("judge", "why", chain, "--json").json
    assert [part["kind"] for part in found["parts"]] == ["step"] * 3
    assert sum(part["value"] for part in found["parts"]) == pytest.approx(found["change"], abs=1e-9)


def test_a_segment_without_a_row_had_nothing(milepost: Call, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    rows = [f"{BEGIN + timedelta(days=7 * at)},old,9" for at in range(8)]
    rows += [f"{BEGIN + timedelta(days=7 * at)},new,4" for at in range(4, 8)]
    path.write_text("date,segment,orders\n" + "\n".join(rows) + "\n", "utf-8")
    found = milepost("judge", "why", path, "--json").json
    assert found["change"] == pytest.approx(16)
    assert found["parts"][0]["segment"] == "new"


def test_a_line_that_cannot_be_read_is_named(milepost: Call, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("date,segment,orders\n2024-01-01,a,many\n", "utf-8")
    said = milepost("judge", "why", path)
    assert said.code != 0
    assert "line 2" in said.err
    path.write_text("date,segment,orders\n", "utf-8")
    assert "cannot tell" in milepost("judge", "why", path).out
