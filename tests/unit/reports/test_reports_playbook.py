"""What is said of rules and of advice."""

from dataclasses import replace

import pytest

from milepost.judgement.verdict import Verdict
from milepost.knowledge import table
from milepost.playbook.advice import Advice, Evidence
from milepost.playbook.rule import STAGES, Rule
from milepost.playbook.rules import rules
from milepost.playbook.standings import State
from milepost.reports.playbook_words import (
    advice_document,
    advice_lines,
    advice_title,
    condition_words,
    nothing_words,
    playbook_page,
    rule_lines,
)

ADVICE = Advice(
    rule="ctr_falls",
    title="Seen, but not clicked",
    action="Rewrite it.",
    weeks=3,
    watch=("ctr",),
    wrong_when="W.",
    evidence=(
        Evidence("ctr", "paid_social", "falling"),
        Evidence("sessions", None, "present", Verdict("playbook.present")),
    ),
    channel="paid_social",
)


def test_every_standing_and_stage_has_its_words() -> None:
    words = table("playbook_words")
    assert set(words["standings"]) == {state.value for state in State}
    assert set(words["stages"]) == set(STAGES)


def test_an_advice_is_told_with_evidence_action_and_doubt() -> None:
    assert advice_title(ADVICE) == "Seen, but not clicked (Paid social)"
    assert advice_lines(ADVICE) == [
        ("seen", "Click-through rate, Paid social: at a new, lower level"),
        ("seen", "Sessions: figures still came in over the last four weeks."),
        ("try", "Rewrite it."),
        ("for", "three weeks"),
        ("watch", "Click-through rate"),
        ("wrong when", "W."),
    ]


def test_what_is_on_trial_is_not_told_again() -> None:
    assert advice_lines(replace(ADVICE, on_trial=True)) == [("", "Being tried already.")]


def test_the_document_of_an_advice_names_its_evidence() -> None:
    found = advice_document(ADVICE)
    assert found["key"] == "ctr_falls@paid_social"
    assert found["evidence"][0] == {
        "kpi": "ctr",
        "channel": "paid_social",
        "standing": "falling",
        "says": "Click-through rate, Paid social: at a new, lower level",
    }


@pytest.mark.parametrize(
    ("rule", "at", "said"),
    [
        ("ctr_falls", 0, "Click-through rate: at a new, lower level"),
        (
            "watch_time_falls",
            0,
            "Completion rate or Average view duration (the first that is measured): at a new, lower level",
        ),
        ("sign_ups_fall", 0, "New e-mail subscribers: at a new, lower level (of the whole brand)"),
    ],
)
def test_a_condition_is_told_in_one_phrase(rule: str, at: int, said: str) -> None:
    assert condition_words(rules()[rule].when[at]) == said


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: str(rule.id))
def test_every_rule_can_be_told(rule: Rule) -> None:
    labels = [label for label, _ in rule_lines(rule)]
    assert labels[0] == ""
    assert {"when", "try", "for", "watch", "wrong when"} <= set(labels)


def test_the_page_names_every_rule() -> None:
    page = playbook_page(rules())
    assert [name for name in rules() if f"`{name}`" not in page] == []


def test_no_rule_speaking_is_told_apart_from_no_figure_known() -> None:
    assert "Of 40 figures, by channel, 28 are too short" in nothing_words(40, 12)
    assert "each of the 3 figures" in nothing_words(3, 0)
    assert "milepost import" in nothing_words(0, 0)
