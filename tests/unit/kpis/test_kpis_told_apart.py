"""Figures of a part (social, a landing page), where the facts say which part and where they do not."""

from datetime import date
from typing import Any

import pytest

from milepost.amount import Amount, Unknown, Why
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import catalogue
from milepost.kpis.measure import measure
from milepost.period import Grain, Period

DAY = date(2026, 3, 2)
PERIOD = Period.of_days(DAY, 7)


def order(number: int, channel: str, gross: float, day: date = DAY) -> dict[str, Any]:
    said = {"order_id": str(number), "channel": channel, "gross": gross, "refunded": 0, "currency": "EUR"}
    return {"source": "shop", "day": day, "counts": True} | said


ORDERS = [order(1, "instagram", 50), order(2, "email", 30), order(3, "paid_social", 20, date(2026, 3, 8))]


def figures(name: str, files: Any, **ask: Any) -> dict[Any, Any]:
    rows = measure([catalogue()[name]], [files], Ask(PERIOD, Grain.TOTAL, **ask)).rows
    return {tuple(row.split.values()): row.figure for row in rows}


def test_social_is_a_part_of_all_revenue(facts: Any) -> None:
    files = facts({"order": ORDERS})
    assert figures("revenue_from_social", files)[()] == Amount(70.0, catalogue()["revenue"].unit, "EUR")
    assert figures("revenue", files)[()].value == 100


def test_split_by_channel_the_others_brought_nothing_and_the_parts_are_the_whole(facts: Any) -> None:
    parts = figures("revenue_from_social", facts({"order": ORDERS}), split=("channel",))
    assert {key[0]: figure.value for key, figure in parts.items()} == {
        "instagram": 50.0,
        "email": 0.0,
        "paid_social": 20.0,
    }


def test_an_untold_order_spoils_its_own_week_and_no_other(facts: Any) -> None:
    untold = order(4, "", 10, date(2026, 2, 24))
    files = facts({"order": [*ORDERS, untold]})
    assert isinstance(figures("revenue_from_social", files)[()], Amount)
    before = Ask(Period.of_days(date(2026, 2, 23), 7), Grain.TOTAL)
    (row,) = measure([catalogue()["revenue_from_social"]], [files], before).rows
    assert isinstance(row.figure, Unknown)


def test_an_untold_order_that_does_not_count_spoils_nothing(facts: Any) -> None:
    void = order(4, "", 10) | {"counts": False}
    assert isinstance(figures("revenue_from_social", facts({"order": [*ORDERS, void]}))[()], Amount)


def pages() -> list[dict[str, Any]]:
    made = []
    for number in range(7):
        day = {"day": date(2026, 3, 2 + number), "source": "ga4"}
        made.append(day | {"sessions": 100})
        for page, count in (("/", 40), ("/offer", 12)):
            made.append(day | {"breakdown": "landing_page", "landing_page": page, "sessions": count})
        made.append(day | {"breakdown": "channel", "channel": "email", "sessions": 30})
    return made


def test_visits_are_told_by_the_page_on_which_they_began(facts: Any) -> None:
    files = facts({"web_day": pages()})
    assert figures("landing_page_sessions", files)[()].value == 7 * 52
    split = figures("landing_page_sessions", files, split=("landing_page",))
    assert {key[0]: figure.value for key, figure in split.items()} == {"/": 280, "/offer": 84}
    assert figures("landing_page_sessions", files, where={"landing_page": ("/offer",)})[()].value == 84
    assert figures("sessions", files)[()].value == 700
    assert figures("sessions", files, where={"landing_page": ("/offer",)})[()].value == 84


@pytest.mark.parametrize("breakdown", ["landing_page+channel", "channel+landing_page"])
def test_pages_may_be_divided_further(facts: Any, breakdown: str) -> None:
    rows = [
        {"day": DAY, "breakdown": breakdown, "channel": c, "landing_page": "/", "sessions": 5, "days": 7}
        for c in ("email", "direct")
    ]
    assert figures("landing_page_sessions", facts({"web_day": rows}))[()].value == 10


def test_what_has_no_landing_page_cannot_be_split_by_it(facts: Any) -> None:
    split = figures("revenue", facts({"order": ORDERS}), split=("landing_page",))
    assert {figure.why for figure in split.values()} == {Why.WRONG_GRAIN}
