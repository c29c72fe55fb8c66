"""What is said of a sentence that is still being typed."""

from dataclasses import replace
from datetime import date

import pytest
from goal_parts import goal

from milepost.amount import Unknown
from milepost.goals.findings import ADVICE, QUESTION, REFUSE, Finding
from milepost.goals.sentence import read_sentence
from milepost.judgement.attainability import Odds
from milepost.reports.goal_draft_view import DraftView, draft_view
from milepost.workspace.goals import WrittenGoal
from milepost.workspace.offering import Offer

TODAY = date(2026, 3, 2)
SENTENCE = "Win 300 newsletter subscribers from Instagram by 30 June"
ODDS = Odds(0.41, 240.0, 280.0, 330.0, 281.3, 251.0, None, 0, settled=False, reference=None)


def drafted(**more: object) -> DraftView:
    """The view of that sentence as a goal; anything can be given otherwise."""
    made = WrittenGoal(read_sentence(SENTENCE), goal(), (), ODDS)
    return draft_view(replace(made, **more), None, today=TODAY)  # type: ignore[arg-type]


def facts(view: DraftView) -> dict[str, tuple[str, str]]:
    return {fact.term: (fact.figure, fact.note) for fact in (*view.understood, *view.figures)}


@pytest.mark.parametrize(
    ("chance", "verdict", "shape"),
    [
        (
            0.04,
            "It could be written down, but it is unlikely: 4 % by what your own figures allow.",
            "unlikely",
        ),
        (0.41, "It can stand: 41 % likely by what your own figures allow.", "open"),
        (0.83, "It can stand: 83 % likely by what your own figures allow.", "likely"),
    ],
)
def test_the_verdict_goes_by_the_odds(chance: float, verdict: str, shape: str) -> None:
    view = drafted(odds=replace(ODDS, probability=chance))
    assert (view.verdict.replace("\u00a0", " "), view.shape, view.stands) == (verdict, shape, True)


def test_what_was_understood_and_what_it_rests_on() -> None:
    told = {
        term: tuple(part.replace("\u00a0", " ") for part in said) for term, said in facts(drafted()).items()
    }
    assert told["Target"] == ("300", "")
    assert told["Until"] == ("30 June 2026", "from 1 April 2026")
    assert told["On"][0] == "Instagram"
    assert told["Usual"][0] == "260"
    assert told["Usual"][1].startswith(
        "in 91 days, between 230 and 300 eight times in ten; read from 5 January"
    )
    assert told["Odds"] == ("41 %", "landing at 240–330, eight times in ten")
    assert told["Even odds at"] == ("281", "251 would be 80 % likely")


def test_what_cannot_be_told_says_why_and_has_no_odds() -> None:
    view = drafted(odds=Unknown("only 3 weeks are known"))
    assert view.verdict == "It can stand, but nobody can tell its odds yet."
    assert view.because == "Only 3 weeks are known."
    assert view.shape == "unknown"
    assert "Odds" not in facts(view)


def test_what_is_missing_is_counted_and_comes_first() -> None:
    found = (
        Finding("no_business_link", ADVICE, {}),
        Finding("which_platform", QUESTION, {}),
        Finding("no_deadline", REFUSE, {}),
    )
    view = drafted(goal=None, odds=None, findings=found, reading=read_sentence("Win 300 subscribers"))
    assert view.verdict == "Not a goal yet: one thing is missing."
    assert not view.stands
    assert [one.severity for one in view.findings] == [REFUSE, QUESTION, ADVICE]
    assert facts(view)["Target"][0] == "reach 300"


def test_an_offer_says_its_odds_once_and_its_sentence_apart() -> None:
    offer = Offer(
        "Win 280 subscribers by 30 June 2026.", "email_subscribers", 280, 250, "count", None, 262, None
    )
    (shown,) = drafted(offers=(offer,)).offers
    assert shown.sentence == offer.sentence
    assert offer.sentence not in shown.says
    assert shown.says.startswith("That has even odds; 250 is 80")


def test_several_goals_in_one_sentence_are_offered_one_by_one() -> None:
    reading = read_sentence("Reach 5000 followers and 300 leads by March")
    view = drafted(goal=None, odds=None, reading=reading)
    assert len(view.others) == 2
