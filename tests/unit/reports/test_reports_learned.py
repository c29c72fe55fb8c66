"""What the figures say, on the page: beside each goal what leads it, below the rest, and never as markup."""

from dataclasses import replace

import page_samples

from milepost.amount import Unknown
from milepost.judgement.verdict import Verdict
from milepost.reports.page import html
from milepost.workspace.judging.known import Judged, untold

HOSTILE = "<script>alert(1)</script>"


def page(*judged: Judged) -> str:
    return html(replace(page_samples.full_page(), judged=judged)).replace("\N{NO-BREAK SPACE}", " ")


def test_judgements_stand_below_the_goals_and_what_cannot_be_told_is_folded() -> None:
    made = page(
        Judged("customers", "Customers", Verdict("customers.no_values")),
        untold("payback", "Ad spend", Unknown("only 7 weeks are known; 52 are needed")),
    )
    assert "What the figures say" in made
    assert "Customers: what a new customer is worth cannot be told" in made
    assert "What cannot be told yet (1)" in made


def test_what_leads_a_goal_stands_beside_it() -> None:
    goal = page_samples.full_page().goals[0].goal.id
    weeks = {"outcome": "leads", "weeks": 104, "visible": "9 %"}
    made = page(Judged("lead", "Saves", Verdict("lead.unproved", weeks), goal=goal))
    assert "The one early figure is not proved to run ahead of this one." in made
    assert "What leads what" not in made


def test_names_are_text_and_without_judgements_there_is_no_section() -> None:
    made = page(untold("content", HOSTILE, Unknown(HOSTILE)))
    assert HOSTILE not in made
    assert 'id="learned"' not in page()
