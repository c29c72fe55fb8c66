"""Competitors on the command line: every verb, one JSON document each, refusals with exit code 2."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
PAGES = """3/1/2026,5/31/2026,,,
Page,Total Followers,New Followers,Total post engagements,Total posts
Acme Bikes Official,1100,100,260,26
Bolt,2000,50,9000,90
"""


@pytest.fixture
def say(milepost: Call, tmp_path: Path) -> Call:
    """The program on a workspace of its own, as of one day."""
    home = tmp_path / "home"
    assert milepost("init", home, "--brand", "Acme Bikes").code == 0

    def call(*words: str | Path) -> Any:
        return milepost("--home", home, "--as-of", "2026-06-02", *words)

    return call


def test_from_a_name_to_a_comparison(say: Call, tmp_path: Path) -> None:
    export = tmp_path / "pages.csv"
    export.write_text(PAGES, "utf-8")
    assert say("import", export).code == 0
    added = say("competitor", "add", "Bolt", "--account", "linkedin=bolt", "--strength", "Fast", "--json")
    assert (added.code, added.json["competitor"]["id"]) == (0, "bolt")
    assert say("competitor", "own", "linkedin=Acme Bikes Official").code == 0

    told = say("competitor", "compare", "--channel", "LinkedIn", "--json").json

    (channel,) = told["channels"]
    assert (channel["first_day"], channel["last_day"], channel["days"]) == ("2026-03-01", "2026-05-31", 92)
    own, bolt = channel["brands"]
    assert (own["name"], own["own"], own["posts"]) == ("Acme Bikes", True, 26)
    assert bolt["figures"]["interactions_per_post"]["value"] == 100
    posts = next(one for one in channel["differences"] if one["measure"] == "posts_a_week")
    assert posts["clear"]
    assert "posts a week to your 2" in posts["says"]
    shown = say("competitor", "show", "bolt", "--json").json
    assert [line["from"] for line in shown["strengths"]] == ["written", "data", "data"]
    assert "Fast (written)" in say("competitor", "show", "bolt").out


def test_figures_changes_and_dropping(say: Call) -> None:
    say("competitor", "add", "Bolt")
    typed = ("--channel", "instagram", "--measure", "followers", "--value", "5100", "--source", "profile")

    assert say("competitor", "figure", "bolt", *typed, "--day", "2026-05-01").code == 0
    assert say("competitor", "figure", "bolt", *typed, "--day", "2026-07-01").code == 2
    assert say("competitor", "amend", "bolt", "--weakness", "Slow", "--why", "Bought one").code == 0
    assert say("competitor", "amend", "bolt", "--weakness", "Dear", "--why", "x", "--upon", "1").code == 1
    assert "1 weakness" in say("competitor", "list").out
    assert say("competitor", "list", "--json").json["competitors"][0]["figures"][0]["value"] == 5100
    assert say("competitor", "drop", "bolt", "--why", "Closed").code == 0
    assert say("competitor", "show", "bolt").code == 2
    assert "No competitors yet" in say("competitor", "list").out


def test_share_of_voice_of_a_sheet(say: Call, tmp_path: Path) -> None:
    rows = ["Brand,Date,Metric,Value"]
    for at in range(61):
        day = date(2026, 4, 1) + timedelta(days=at)
        rows += [f"Acme Bikes,{day},Mentions,2", f"Bolt,{day},Mentions,6"]
    sheet = tmp_path / "voice.csv"
    sheet.write_text("\n".join(rows) + "\n", "utf-8")
    assert say("import", sheet).code == 0

    (voice,) = say("competitor", "voice", "--from", "2026-04-01", "--to", "2026-04-30", "--json").json[
        "voices"
    ]
    assert (voice["share"], voice["total"]) == (0.25, 240)
    assert [one["name"] for one in voice["brands"]] == ["Acme Bikes", "Bolt"]
    months = say("competitor", "voice", "--months", "2").out.replace("\N{NO-BREAK SPACE}", " ")
    assert "1–31 May 2026" in months
    assert "no clear change" in months


@pytest.mark.parametrize(
    "words",
    [
        ("competitor", "add", " "),
        ("competitor", "add", "Bolt", "--account", "bolt"),
        ("competitor", "show", "nobody"),
        ("competitor", "compare", "--channel", "nowhere"),
        ("competitor", "compare", "--from", "2026-05-01", "--to", "2026-04-01"),
    ],
)
def test_wrong_use_is_told_and_changes_nothing(say: Call, words: tuple[str, ...]) -> None:
    said = say(*words)

    assert said.code == 2
    assert said.err.startswith("milepost: ")
    assert "No competitors yet" in say("competitor", "list").out
