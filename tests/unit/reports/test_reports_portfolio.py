"""The rows of a portfolio, in words: what a marketer reads of a hundred brands."""

import json
from datetime import date
from typing import Any

import pytest
from goal_parts import AS_OF, state

from milepost.cli.output import plain
from milepost.goals.state import Verdict
from milepost.knowledge import table
from milepost.reports.portfolio import portfolio_document, portfolio_view
from milepost.reports.words.portfolio import PortfolioWords
from milepost.reviews.attention import CODES, attention_order, in_order
from milepost.reviews.summary import AccountEnd, Due, Reason, Stake, Summary
from milepost.workspace.portfolio.portfolio import Pending, Portfolio

ORDER = attention_order()
WORDS = PortfolioWords()
SAID = {
    "unreadable": {"title": "fault", "what": "IOException"},
    "account_stopped": {"what": "youtube_studio|youtube|"},
    "goal_ended": {"what": "passed"},
    "review_overdue": {"what": "weekly"},
    "decision_due": {"what": "Two reels a week that end on the shop", "goal": "d1"},
}


def reason(code: str, n: int = 1, **more: Any) -> Reason:
    values: dict[str, Any] = {"goal": "g2", "title": "Cost per lead", "what": "Leads", "chance": 0.12}
    values |= {"day": date(2026, 4, 30), "days": 18} | SAID.get(code, {}) | more
    return Reason(code, n, **values)


def brand(name: str, *reasons: Reason, **more: Any) -> Summary:
    return Summary(name, AS_OF, reasons=ORDER.sorted(reasons), **more)


def portfolio(*brands: Summary, pending: tuple[Pending, ...] = ()) -> Portfolio:
    return Portfolio(AS_OF, in_order(brands, ORDER), ORDER, pending)


@pytest.mark.parametrize("code", sorted(CODES))
@pytest.mark.parametrize("n", [1, 2, 12])
def test_every_reason_is_a_whole_sentence_of_at_most_thirty_words(code: str, n: int) -> None:
    said = WORDS.reason(reason(code, n), brand("a"))
    assert said[0].isupper(), said
    assert said.endswith("."), said
    assert len(said.split()) <= 30, said
    assert not set("{}|") & set(said)
    assert 1 <= len(WORDS.short(reason(code)).split()) <= 4
    assert not set("{}|") & set(WORDS.command(reason(code)))


def test_sentences_as_they_are_read() -> None:
    told = {code: WORDS.reason(reason(code), brand("a")).replace("\xa0", " ") for code in CODES}
    assert told["goal_unlikely"] == (
        "The goal on Cost per lead (g2) is unlikely (12 %); no review has said so yet."
    )
    assert told["data_stopped"] == "All figures end on 30 April; nothing is known of the 18 days since."
    assert told["account_stopped"] == (
        "The figures of YouTube Studio end on 30 April; the 18 days since are missing, while others go on."
    )
    assert told["review_overdue"] == "The weekly review was due on 30 April and has not been held."


def test_brands_that_need_nobody_are_counted_and_folded() -> None:
    calm = [brand(f"Calm {n}") for n in range(87)]
    view = portfolio_view(portfolio(*calm, *(brand(f"Loud {n}", reason("guard_broken")) for n in range(13))))
    assert view.says == "13 of 100 brands need you."
    assert view.quiet_says == "87 brands: nothing to do."
    assert (len(view.rows), len(view.quiet), view.pending_says) == (13, 87, "")


@pytest.mark.parametrize(
    ("calling", "calm", "said"),
    [
        (0, 0, "This workspace holds no brand yet."),
        (1, 0, "This brand needs you."),
        (0, 1, "The one brand needs nothing today."),
        (3, 0, "All 3 brands need you."),
        (0, 3, "None of 3 brands needs you today."),
        (1, 2, "One of 3 brands needs you."),
    ],
)
def test_the_line_over_all(calling: int, calm: int, said: str) -> None:
    brands = [brand(f"l{n}", reason("question")) for n in range(calling)] + [
        brand(f"c{n}") for n in range(calm)
    ]
    assert portfolio_view(portfolio(*brands)).says == said


def test_brands_that_are_still_worked_out_are_neither_calm_nor_calling() -> None:
    waiting = tuple(Pending(f"Wait {n}") for n in range(12))
    view = portfolio_view(portfolio(*(brand(f"Calm {n}") for n in range(88)), pending=waiting))
    assert view.says == "None of the 88 brands that are known today needs you."
    assert view.pending_says == (
        "12 of 100 brands are still being worked out: Wait 0, Wait 1, Wait 2 and 9 more."
    )
    before = brand("Old", reason("decision_due"))
    view = portfolio_view(portfolio(pending=(Pending("Old", before),)))
    assert (view.says, view.pending[0].of) == ("", AS_OF)
    assert view.pending[0].says.startswith("The check of a decision has been due since")


def test_a_row_tells_the_goals_the_worst_one_the_data_the_money_and_what_comes_next() -> None:
    one = brand(
        "Northlight",
        reason("goal_unlikely"),
        reason("decision_due"),
        verdicts={"unlikely": 1, "likely": 3, "open": 1},
        worst=state(Verdict.UNLIKELY),
        accounts=(AccountEnd("ga4", "", "", date(2026, 5, 16), 1),),
        signals=2,
        due=Due(date(2026, 5, 20), "check", "d4"),
        stakes=(Stake("revenue", 23874.4, "EUR", date(2026, 4, 19), date(2026, 5, 17)),),
    )
    (row,) = portfolio_view(portfolio(one)).rows
    assert (row.goals, row.also_says) == ("3 likely, 1 open, 1 unlikely", "Also: decision due.")
    assert row.worst is not None
    assert row.worst.mark == "▼"
    told = [text.replace("\xa0", " ") for text in (row.data, row.stake, row.signals, row.due)]
    assert told == [
        "Data to 16 May",
        "€23,874 revenue in 28 days to 16 May",
        "2 signals in the week's review",
        "decision d4 checked on 20 May",
    ]
    assert (row.last_day, row.days_since, row.command) == (date(2026, 5, 16), 1, "goal show g2")


def test_money_of_two_currencies_is_never_one_figure() -> None:
    euro, dollar = (
        brand(name, stakes=(Stake("revenue", 10.0, name, date(2026, 4, 19), date(2026, 5, 17)),))
        for name in ("EUR", "USD")
    )
    found = portfolio_document(portfolio(euro, dollar))
    assert [one["at_stake"][0]["currency"] for one in found["brands"]] == ["EUR", "USD"]
    assert not {"at_stake", "total", "revenue"} & set(found)


def test_the_document_is_json_and_what_is_not_known_is_null() -> None:
    found = plain(portfolio_document(portfolio(brand("a"), brand("b", reason("unreadable")))))
    json.dumps(found, allow_nan=False)
    calm = found["brands"][1]
    assert (calm["signals"], calm["last_day"], calm["days_since"], calm["worst"]) == (None, None, None, None)
    assert (calm["needs_you"], found["quiet"]) == (False, 1)
    assert found["brands"][0]["reasons"][0]["code"] == "unreadable"


def test_advice_alone_leaves_a_brand_quiet_and_is_still_told() -> None:
    (row,) = portfolio_view(portfolio(brand("a", reason("no_money")))).quiet
    assert row.says.startswith("Nothing to do. No goal speaks of money")
    assert row.also == ("no goal on money",)


def test_hostile_words_of_people_stay_words() -> None:
    odd = reason("decision_due", what="{n} \x1b[31m[bold]\u202e" + "x" * 500)
    (row,) = portfolio_view(portfolio(brand("a", odd))).rows
    assert "\x1b" not in row.says
    assert len(row.says) < 250
    assert "{n}" in row.says


def test_no_sentence_stands_in_the_file_for_nothing() -> None:
    assert {one["code"] for one in table("portfolio")["reason"]} == CODES
