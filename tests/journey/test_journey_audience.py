"""Audience profiles as a user walks them: import, look, propose, keep, change, take back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
AS_OF = ("--as-of", "2026-04-01")


@pytest.fixture
def home(milepost: Call, tmp_path: Path) -> Path:
    """A workspace with one audience card of an invented account."""
    card = tmp_path / "Audience.csv"
    tables = [
        ['"Age & gender"', '"","Women","Men"', '"25-34","45","30"', '"35-44","15","10"'],
        ['"Top countries"', '"Austria","Italy"', '"80","6"'],
    ]
    card.write_text("sep=,\n" + "\n\n".join("\n".join(lines) for lines in tables) + "\n", "utf-8")
    folder = tmp_path / "home"
    assert milepost("init", folder, "--brand", "Tin & Twine").code == 0
    said = milepost(
        "import", card, "--home", folder, "--channel", "instagram", "--period", "2026-03-01..2026-03-31"
    )
    assert said.code == 0
    return folder


def test_a_new_user_walks_from_the_export_to_a_profile_and_back(milepost: Call, home: Path) -> None:
    at = ("--home", home, *AS_OF)
    data = milepost("audience", "data", *at, "--json").json
    (platform,) = data["platforms"]
    assert [told["dimension"] for told in platform["dimensions"]] == [
        "age_gender",
        "age",
        "gender",
        "country",
    ]
    assert "Age: 25-34 75 %" in milepost("audience", "data", *at).out.replace("\N{NO-BREAK SPACE}", " ")

    proposed = milepost("audience", "suggest", "--keep", *at, "--json").json
    assert (proposed["kept"], proposed["profile"]["places"]) == ("instagram_audience", ["Austria"])

    changed = milepost(
        *("audience", "amend", "instagram_audience", "--why", "we sell there", "--place", "Italia"),
        *("--clear", "gender", *at, "--json"),
    ).json["audience"]
    assert (changed["version"], changed["places"], changed["genders"]) == (2, ["Italy"], [])
    standing = {one["claim"]: one["standing"] for one in changed["support"]}
    assert standing["25-34"] == "supported"
    assert standing["Italy"] == "mixed"

    shown = milepost("audience", "show", "instagram_audience", *at)
    assert "Place Italy: mixed" in shown.out
    assert "we sell there" in shown.out
    assert milepost("audience", "drop", "instagram_audience", "--why", "one is enough", *at).code == 0
    assert milepost("audience", "list", *at, "--json").json == {"audiences": []}


def test_what_cannot_be_read_is_wrong_use_and_stores_nothing(milepost: Call, home: Path) -> None:
    at = ("--home", home, *AS_OF)
    for words in (("--age", "young"), ("--platform", "instagran"), ("--hours", "late"), ()):
        assert milepost("audience", "add", "Campers", *words, *at).code == 2
    assert milepost("audience", "show", "campers", *at).code == 2
    assert milepost("audience", "suggest", "--platform", "x", *at).code == 1
    assert "No profiles yet" in milepost("audience", "list", *at).out


def test_two_who_change_at_once_the_second_is_told(milepost: Call, home: Path) -> None:
    at = ("--home", home, *AS_OF)
    assert milepost("audience", "add", "Campers", "--age", "25-34", *at).code == 0
    assert (
        milepost("audience", "amend", "campers", "--age", "35-44", "--why", "a", "--upon", "1", *at).code == 0
    )
    said = milepost("audience", "amend", "campers", "--age", "18-24", "--why", "b", "--upon", "1", *at)
    assert said.code == 1
    assert "version 2, stands" in said.err
