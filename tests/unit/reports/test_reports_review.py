"""A review in words: one line first, short sentences, and text of users stays text."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from goal_parts import goal, state
from review_samples import AS_OF, FALL, QUIET, RISE, UNTOLD, case, later, measure

from milepost.amount import Amount, Unit
from milepost.goals.state import Verdict
from milepost.judgement.verdict import Verdict as Told
from milepost.knowledge import table
from milepost.playbook.advice import Advice, Evidence
from milepost.reports.decisions import decision_lines, taken_lines
from milepost.reports.document import Bullets, Document, Heading, Paragraph, Table, Tone
from milepost.reports.formats.markdown import render
from milepost.reports.review import review_document
from milepost.reports.review_data import review_data, sentences
from milepost.reports.words.review import headline, word
from milepost.reviews.cadence import Kind
from milepost.reviews.case import Allocated, Case, Checked, Claimed
from milepost.reviews.decision import LEVELS, Decision, Expected, Finding, Foreseen, Outcome, Shape, Status
from milepost.reviews.hold import held_of, hold

MADE, CHECK = date(2026, 2, 2), date(2026, 3, 2)
QUANTILES = tuple(1000.0 + 10 * at for at in range(len(LEVELS)))
FORESEEN = Foreseen(Shape.SUM, MADE, CHECK, QUANTILES, 200, MADE)
DECISION = Decision(
    "d1", "Show repairs", "They ask", "Mara", "sessions", (), Expected(0.1, relative=True), MADE, CHECK,
    foreseen=FORESEEN,
)  # fmt: skip


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def said(asked: Case) -> list[str]:
    return [plain(text) for text in sentences(review_document(hold(asked)))]


def checked(finding: Finding, came: float | None = 2000.0, **more: object) -> Checked:
    return Checked(DECISION, Outcome(finding, CHECK, came, 1309.0, came is not None, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (case(), "Nothing is imported yet that a review could be held on."),
        (case(measure("sessions")), "Nothing to do: the one KPI moved no more than it does by itself."),
        (
            case(measure("sessions"), measure("shares")),
            "Nothing to do: both KPIs moved no more than they do by themselves.",
        ),
        (
            case(measure("sessions"), measure("shares", UNTOLD)),
            "Nothing to do: no KPI moved more than it does by itself.",
        ),
        (
            case(measure("sessions", UNTOLD)),
            "Nothing to do, and nothing can be told yet: one KPI without a verdict.",
        ),
        (case(measure("sessions", RISE)), "One signal; nothing else to do."),
        (
            case(measure("sessions", RISE), measure("ctr", FALL), decisions=(checked(Finding.WITHIN),)),
            "Two signals, one decision due; nothing else to do.",
        ),
        (
            case(measure("sessions", told=AS_OF - timedelta(days=9))),
            "No figures of 2–8 March 2026 yet: import the exports before you decide anything.",
        ),
        (
            case(measure("sessions", told=AS_OF - timedelta(days=9)), decisions=(checked(Finding.WITHIN),)),
            "No figures of 2–8 March 2026 yet: import the exports first; then one decision due.",
        ),
    ],
)
def test_the_headline_says_what_there_is_to_do(asked: Case, line: str) -> None:
    assert plain(headline(hold(asked))) == line


def test_what_was_told_is_no_new_signal() -> None:
    first = case(measure("sessions", RISE))
    again = later(first, held=(held_of(hold(first)),))
    assert said(again)[:2] == [
        "Nothing to do: no new signal.",
        "Told before, and still so: Sessions (+20 % since about 2 February 2026).",
    ]


def test_a_signal_is_told_with_its_numbers_and_its_ground() -> None:
    why = Told(
        "why.moved_change",
        {
            "move": "+21 %",
            "first": "E-mail",
            "first_part": "+18 %",
            "first_before": "10",
            "first_after": "30",
        },
    )
    found = said(case(measure("sessions", RISE, why=why, weeks=5), measure("shares")))
    assert (
        found[1]
        == "Sessions: +20 % since about 2 February 2026 (+10 % to +30 %, against the 14 weeks before)."
    )
    assert found[2].startswith("Sessions changed by +21 %: E-mail brought +18 %")
    assert found[2].endswith("(The last five weeks against the five before.)")
    assert found[3] == "One other KPI moved no more than it does by itself."


def test_a_goal_shows_both_targets_and_the_odds_then_and_now() -> None:
    first = case(measure("orders"), kind=Kind.MONTHLY, as_of=date(2026, 3, 2))
    first = replace(first, measures=(measure("orders", told=date(2026, 3, 2)),), goals=(state(),))
    told = held_of(hold(first))
    moved = state(Verdict.LIKELY, goal=goal(target=250.0, version=1))
    page = review_document(hold(later(first, 31, held=(told,), goals=(moved,))))
    assert any("First target 300, now 250." in text for text in sentences(page))
    (attained,) = [block for block in page.blocks if isinstance(block, Table) and "Goal" in block.heads]
    assert [plain(cell) for cell in attained.rows[0][1:]] == ["141", "300", "250", "71 %", "71 %"]


def test_a_decision_is_told_with_what_came_and_what_was_expected() -> None:
    found = said(case(measure("shares"), decisions=(checked(Finding.BETTER),)))
    assert (
        "Sessions: 2,000 from 2 February 2026 to 1 March 2026, where 1,010–1,370 would have come" in found[2]
    )
    assert "the expected +10 % was reached, which needed 1,310" in found[3]
    assert "only a test tells" in found[3]
    waits = checked(Finding.UNKNOWN, None, because="1 of the 28 days is not known yet", waits=True)
    found = said(case(measure("shares"), decisions=(waits,)))
    assert found[2] == "Sessions: no verdict, because 1 of the 28 days is not known yet."
    assert "Import the days that are missing" in found[3]


def test_lists_of_decisions_read_as_they_stand() -> None:
    lines = decision_lines((checked(Finding.WITHIN, 1100.0, beside=("d2",)),))
    assert lines[0].startswith(
        "= d1  “Show repairs” (Mara, 2\N{NO-BREAK SPACE}February\N{NO-BREAK SPACE}2026)"
    )
    assert any("d2 touched the same figure" in line for line in lines)
    dropped = replace(DECISION, status=Status.DROPPED, learned="No time")
    assert (
        decision_lines((Checked(dropped, Outcome(Finding.UNKNOWN, CHECK)),))[1].strip()
        == "Never carried out: No time"
    )
    assert "would not show" in taken_lines(DECISION)[2]
    assert decision_lines((), due=True) == ["No decision is due."]


def test_allocation_claims_and_advice_have_their_places() -> None:
    period = hold(case(kind=Kind.MONTHLY)).period
    money = Amount(900.0, Unit.MONEY, "EUR"), Amount(600.0, Unit.MONEY, "EUR")
    claims = (
        Claimed("revenue", "Revenue (net)", "shopify", money[1], period, holds=True),
        Claimed("revenue", "Revenue (net)", "meta_ads", money[0], period, holds=False),
        Claimed("sessions", "Sessions", "ga4", Amount(5.0), period, holds=False),
    )
    evidence = Evidence("ctr", None, "low")
    advice = Advice(
        "message", "Sharper message", "Say one thing.", 4, ("ctr",), "the audience changed.", (evidence,)
    )
    moves = (Allocated("proposal", "Ad spend", Told("payback.hold", {"weeks": 60})),)
    asked = case(measure("orders"), kind=Kind.MONTHLY, claims=claims, allocation=moves, advice=(advice,))
    found = said(asked)
    assert any(
        "Meta adverts claims €900, more than the €600 that Shopify counts in all" in text for text in found
    )
    assert not any("Sessions" in text for text in found)
    assert any(text.startswith("Sharper message: Say one thing.") for text in found)
    assert any("milepost decide “…” --from message" in text for text in found)
    assert any(text.startswith("Ad spend: leave the split as it is") for text in found)


def test_every_code_of_a_review_has_a_sentence_of_thirty_words_at_most() -> None:
    for part in table("review_words").values():
        for name, entry in part.items():
            texts = [entry] if isinstance(entry, str) else list(entry.values())
            assert all(len(text.split()) <= 30 for text in texts), name


def test_markdown_leaves_text_of_users_text() -> None:
    odd = "<script>|*x*_y_`z`\n# not a heading\u2028[a](b) \u202eלא"
    blocks = (
        Heading(odd),
        Paragraph(odd, Tone.BAD, odd),
        Bullets((odd,)),
        Table(odd, ("a", odd), ((odd, "=1+1"),), numeric=frozenset({1})),
    )
    told = render(Document("weekly_review", odd, odd, AS_OF, odd, blocks)).decode()
    assert "<script>" not in told
    assert "\n# not" not in told
    assert "[a](b)" not in told
    assert all(line.count("|") - line.count("\\|") == 3 for line in told.splitlines() if line.startswith("|"))


def test_the_document_of_machines_holds_figures_and_sentences() -> None:
    review = hold(
        case(measure("sessions", RISE), measure("shares", QUIET), decisions=(checked(Finding.WITHIN),))
    )
    told = review_data(review, review_document(review))
    assert (told["nothing_to_do"], told["to_do"]) == (False, {"signal": 1, "decision": 1})
    assert told["signals"][0]["since"] == date(2026, 2, 2)
    assert told["decisions_due"][0]["verdict"] == "within"
    assert told["says"][0] == told["headline"]
    assert word("notes", "quiet", n=1).startswith("One other")
