"""What the sentences of reviews and pages are about, told where they are made."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from goal_parts import goal, state
from review_samples import AS_OF, FALL, RISE, UNTOLD, case, later, measure

from milepost import subject
from milepost.amount import Amount, Unit
from milepost.goals.findings import QUESTION, Finding
from milepost.goals.state import Verdict
from milepost.judgement.verdict import Verdict as Told
from milepost.playbook.advice import Advice, Evidence
from milepost.reports.document import Block, Bullets, Document, Paragraph, Table
from milepost.reports.judged_brand import sections
from milepost.reports.review import review_document
from milepost.reports.words.finding import texts_of
from milepost.reviews.cadence import Kind
from milepost.reviews.case import Allocated, Case, Claimed
from milepost.reviews.hold import held_of, hold
from milepost.subject import About, Subject
from milepost.workspace.judging.known import Judged

SPEND = subject.kpi("ad_spend", "Ad spend")
ADVICE = Advice(
    "more", "Spend more", "Raise it by a tenth", 4, ("orders",), "It was luck.",
    (Evidence("ad_spend", None, "rising", None), Evidence("leads", None, "usual", None)),
)  # fmt: skip
MONTH = case(
    measure("sessions", RISE),
    measure("orders", FALL, this=Amount(30.0), before=Amount(20.0)),
    measure("ctr", UNTOLD),
    kind=Kind.MONTHLY,
    goals=(state(), state(Verdict.LIKELY, goal=goal(id="g2", sentence="Win <b>more</b> orders"))),
    advice=(ADVICE,),
    allocation=(Allocated("proposal", "Ad spend", Told("payback.hold", {"weeks": 60}), of=(SPEND,)),),
    claims=(
        Claimed("revenue", "Revenue", "shopify", Amount(900.0, Unit.MONEY, "EUR"), case().period, holds=True),
        Claimed("revenue", "Revenue", "ga4", Amount(800.0, Unit.MONEY, "EUR"), case().period, holds=False),
    ),
)


def pairs(block: Block) -> list[tuple[str, tuple[Subject, ...]]]:
    """The texts of a block that readers read together, each with what it is about."""
    match block:
        case Paragraph():
            return [(f"{block.text} {block.small}", block.about)]
        case Bullets():
            return list(zip(block.items, block.about or ((),) * len(block.items), strict=True))
        case Table():
            texts = [" ".join(row) for row in block.rows]
            return list(zip(texts, block.about or ((),) * len(texts), strict=True))
    return []


def told(of: Document) -> list[tuple[str, tuple[Subject, ...]]]:
    return [pair for block in of.blocks for pair in pairs(block)]


def ids(of: Document) -> set[tuple[About, str]]:
    return {(one.about, one.id) for _, about in told(of) for one in about}


@pytest.mark.parametrize("asked", [MONTH, replace(MONTH, cadence=case().cadence, period=case().period)])
def test_the_words_of_each_subject_stand_in_its_text(asked: Case) -> None:
    document = review_document(hold(asked), currency="EUR")
    named = [(text, one) for text, about in told(document) for one in about]
    assert len(named) >= 8
    for text, one in named:
        assert one.words in text, (one, text)


def test_a_month_leads_to_every_kpi_and_goal_that_it_speaks_of() -> None:
    found = ids(review_document(hold(MONTH), currency="EUR"))
    kpis = ("orders", "ad_spend", "leads", "revenue")
    assert {(About.KPI, one) for one in kpis} <= found
    assert {(About.GOAL, "g1"), (About.GOAL, "g2")} <= found


def test_what_was_told_before_is_about_the_same() -> None:
    first = case(measure("sessions", RISE), measure("ctr", UNTOLD))
    again = later(first, held=(held_of(hold(first)),))
    document = review_document(hold(again))
    assert ids(document) == {(About.KPI, "sessions"), (About.KPI, "ctr")}
    assert all(one.words in text for text, about in told(document) for one in about)


def test_a_line_without_a_figure_of_its_own_leads_nowhere() -> None:
    document = review_document(hold(case(measure("sessions"), measure("shares"))))
    assert ids(document) == set()


def test_a_finding_is_about_the_goals_that_it_names_and_no_others() -> None:
    (named, measured, silent) = texts_of(
        (
            Finding("no_owner", QUESTION, {"goals": ("g1", "g12"), "goal": "g1"}),
            Finding("volume_without_quality", QUESTION, {"metric": "Leads", "guards": "cost", "goal": "g2"}),
            Finding("no_such_finding", QUESTION, {"goal": "g3"}),
        )
    )
    assert [one.id for one in named.of] == ["g1", "g12"]
    assert measured.of == (subject.goal("g2", "Leads"),)
    assert silent.of == ()


def test_judgements_keep_what_they_are_about_beside_each_sentence() -> None:
    reach = (subject.kpi("reach", "Reach"),)
    moves = Told("worth.carries_now", {"share": "4 %", "outcome": "Orders", "weeks": 60})
    said = Judged("worth", "Reach", moves, of=reach)
    dark = Judged("worth", "Likes", Told("any.cannot_tell", {"because": "too few"}), known=False)
    (section,) = sections((dark, said))
    assert section.about == (reach,)
    assert section.untold_about == ((),)
    assert re.search("^Reach", section.says[0])


def test_days_that_are_missing_name_their_kpis() -> None:
    late = case(measure("sessions", told=AS_OF - timedelta(days=9)))
    assert (About.KPI, "sessions") in ids(review_document(hold(late)))
