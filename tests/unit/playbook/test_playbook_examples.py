"""Every example of every rule holds, ours and a user's; and each rule has all its parts."""

import re
from pathlib import Path

import pytest

from milepost.kpis.catalogue import catalogue
from milepost.playbook.examples import faults_of
from milepost.playbook.rule import STAGES, Example, Rule
from milepost.playbook.rules import rules

OWN = """
title = "Our shop is named"
says = "Somebody names us, and visits follow."
stage = "traffic"
weeks = 2
action = "Write to the one who named us."
watch = ["sessions"]
wrong_when = "We named ourselves."
[[when]]
kpi = "mentions"
stands = ["rising", "spike"]
[[example]]
says = "named more"
standings = { mentions = "rising" }
advises = [""]
[[example]]
says = "as ever"
standings = { mentions = "usual" }
advises = []
"""

EXAMPLES = [(rule, example) for rule in rules().values() for example in rule.examples]
METHODS_OWN = {
    "engagement_up_conversion_down",
    "watch_time_falls",
    "ctr_falls",
    "cost_per_lead_up",
    "traffic_up_bounce_up",
    "leads_up_quality_down",
    "impressions_without_engagement",
    "viral_spike",
}


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.id}: {e.says}" for r, e in EXAMPLES])
def test_the_example_of_a_rule_holds(rule: Rule, example: Example) -> None:
    assert faults_of(rule, example) == ()


def test_the_examples_of_a_users_rule_hold_beside_ours(tmp_path: Path) -> None:
    (tmp_path / "playbook").mkdir()
    (tmp_path / "playbook" / "our_mentions.toml").write_text(OWN, "utf-8")
    found = rules(tmp_path)
    assert set(found) == set(rules()) | {"our_mentions"}
    assert [faults_of(found["our_mentions"], example) for example in found["our_mentions"].examples] == [
        (),
        (),
    ]


def test_an_example_that_does_not_hold_is_told(tmp_path: Path) -> None:
    (tmp_path / "playbook").mkdir()
    (tmp_path / "playbook" / "our_mentions.toml").write_text(OWN.replace('"usual"', '"spike"'), "utf-8")
    rule = rules(tmp_path)["our_mentions"]
    assert faults_of(rule, rule.examples[1]) == ("it advises for the whole brand, not nothing",)


def test_there_are_thirty_rules_and_the_methods_own_among_them() -> None:
    ours = rules()
    assert len(ours) >= 30
    assert {name for name, rule in ours.items() if rule.source is None} >= METHODS_OWN
    assert {rule.stage for rule in ours.values()} == set(STAGES)


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: str(rule.id))
def test_a_rule_has_all_parts_and_is_short(rule: Rule) -> None:
    assert len(rule.examples) >= 2
    assert any(example.advises for example in rule.examples)
    assert any(not example.advises for example in rule.examples)
    assert set(rule.kpis) | set(rule.watch) <= set(catalogue())
    assert 1 <= rule.weeks <= 8
    assert len(rule.title) <= 60
    for text in (rule.says, rule.action, rule.wrong_when):
        assert text.endswith((".", "?", "”.")), text
        for said in re.split(r"(?<=[.?!]) ", text):
            assert len(said.split()) <= 30, said
