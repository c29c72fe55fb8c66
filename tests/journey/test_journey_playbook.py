"""The playbook at the command line: listed, shown, held against the demo brand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]


def test_the_rules_are_listed_and_shown_without_a_workspace(milepost: Call) -> None:
    listed = milepost("playbook", "list", "--json")
    assert listed.code == 0
    ids = [rule["id"] for rule in listed.json["rules"]]
    assert len(ids) >= 30
    assert "ctr_falls" in milepost("playbook", "list").out

    shown = milepost("playbook", "show", "ctr_falls")
    assert shown.code == 0
    assert "wrong when" in shown.out
    missing = milepost("playbook", "show", "ctr_fall")
    assert missing.code == 2
    assert "ctr_falls" in missing.err


def test_after_the_viral_post_the_spike_is_told_as_one(milepost: Call, brand_home: Path) -> None:
    words = ("playbook", "match", "--home", brand_home, "--as-of", "2026-04-13")
    found = milepost(*words, "--json")
    assert found.code == 0
    assert {advice["rule"] for advice in found.json["advice"]} & {"viral_spike", "visits_spike"}
    assert all(piece["says"] for advice in found.json["advice"] for piece in advice["evidence"])
    assert "not a new level" in " ".join(milepost(*words).out.split())


def test_before_anything_is_known_the_next_step_is_named(milepost: Call, brand_home: Path) -> None:
    said = milepost("playbook", "match", "--home", brand_home, "--as-of", "2020-01-06")
    assert said.code == 0
    assert "milepost import" in said.out


def test_the_examples_of_a_rule_are_checked(milepost: Call, brand_home: Path) -> None:
    said = milepost("check", "ctr_falls", "--home", brand_home)
    assert said.code == 0
    assert "3 of 3 examples hold" in said.out
