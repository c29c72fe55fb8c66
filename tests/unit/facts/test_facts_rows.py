"""Posts, purchases and comments as they are judged one by one."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from milepost.facts.batches import FactFiles
from milepost.facts.rows import PostEarned, audience_rows, posts_earned, purchases, said_of
from milepost.kpis.examples import write_rows

DAY = date(2026, 3, 2)
LATER = date(2026, 4, 1)
AT = datetime.combine(DAY, time(7, 30))  # exports tell local time, without its zone
Write = Callable[..., FactFiles]


@pytest.fixture
def facts(tmp_path: Path) -> Write:
    def write(**tables: list[dict[str, Any]]) -> FactFiles:
        return FactFiles("Tin & Twine", {n: write_rows(tmp_path, n, rows) for n, rows in tables.items()})

    return write


def value(post: str, as_of: date = DAY, **more: Any) -> dict[str, Any]:
    return {"channel": "instagram", "post_id": post, "day": DAY, "as_of": as_of, **more}


def post(name: str, **more: Any) -> dict[str, Any]:
    return {"channel": "instagram", "post_id": name, "day": DAY, **more}


def test_without_the_tables_there_is_nothing_to_look_at(facts: Write) -> None:
    none = facts()
    assert posts_earned(none, before=LATER) == purchases(none, before=LATER) == ()
    assert said_of(none, since=DAY, before=LATER) == ()


def test_a_post_is_as_it_was_last_known_before_the_day_asked_for(facts: Write) -> None:
    files = facts(
        post_value=[
            value("a", DAY, likes=5),
            value("a", date(2026, 3, 9), likes=8),
            value("a", LATER, likes=99),
        ],
        post=[post("a", text="Dawn #Bread and #rye", published_at=AT, format="reel")],
    )
    (found,) = posts_earned(files, before=LATER)
    assert (found.interactions, found.posted.hour, found.timed, found.format) == (8.0, 7, True, "reel")
    assert found.tags == ("bread", "rye")


def test_engagements_go_before_their_parts_and_unknown_is_left_out(facts: Write) -> None:
    rows = [
        value("whole", engagements=40, likes=5),
        value("parts", likes=5, comments=2, shares=None),
        value("untold", reach=900),
        value("none", likes=0),
    ]
    found = {one.interactions for one in posts_earned(facts(post_value=rows), before=LATER)}
    assert found == {40.0, 7.0, 0.0}


def test_what_others_posted_about_the_brand_is_not_its_own(facts: Write) -> None:
    files = facts(
        post_value=[value("a", likes=1), value("b", likes=2)], post=[post("a", own=False), post("b")]
    )
    assert [one.interactions for one in posts_earned(files, before=LATER)] == [2.0]


def test_posts_of_one_account_are_held_against_one_exposure(facts: Write) -> None:
    rows = [value(str(at), likes=1, reach=100 if at < 3 else None, views=500) for at in range(4)]
    found = posts_earned(facts(post_value=rows), before=LATER)
    assert {(one.exposed_to, one.exposure) for one in found} == {("views", 500.0)}
    only: list[PostEarned] = list(posts_earned(facts(post_value=[value("a", likes=1)]), before=LATER))
    assert (only[0].exposed_to, only[0].exposure) == (None, None)


def test_a_purchase_counts_once_it_counts_and_less_what_was_paid_back(facts: Write) -> None:
    order = {"channel": "", "day": DAY, "customer": "h:1", "counts": True, "currency": "EUR"}
    rows = [
        {**order, "order_id": "1", "gross": 50, "refunded": 20},
        {**order, "order_id": "2", "gross": 70, "counts": False},
        {**order, "order_id": "3", "gross": 70, "customer": None},
        {**order, "order_id": "4", "gross": None},
        {**order, "order_id": "5", "gross": 9.5, "currency": None, "day": LATER},
        {**order, "order_id": "6", "gross": 9.5, "currency": None},
    ]
    found = purchases(facts(order=rows), before=LATER, unnamed="SEK")
    assert sorted((one.value, one.currency) for one in found) == [(9.5, "SEK"), (30.0, "EUR")]


def test_comments_of_the_brand_itself_are_not_heard(facts: Write) -> None:
    comment = {"channel": "youtube", "day": DAY}
    rows = [
        {**comment, "comment_id": "1", "text": "Where is the mill?"},
        {**comment, "comment_id": "2", "text": "In the valley.", "own": True},
        {**comment, "comment_id": "3", "text": "Too late", "day": LATER},
        {**comment, "comment_id": "4", "text": None},
    ]
    found = said_of(facts(comment=rows), since=DAY, before=LATER)
    assert [one.text for one in found] == ["Where is the mill?"]


def test_who_wrote_a_comment_is_told_where_the_source_tells_it(facts: Write) -> None:
    rows = [{"day": DAY, "comment_id": "1", "text": "Nice tin", "person": "a1"}]
    rows.append({"day": DAY, "comment_id": "2", "text": "Old tin"})
    assert [one.person for one in said_of(facts(comment=rows), since=DAY, before=LATER)] == ["a1", None]


def test_groups_of_an_audience_are_told_before_the_day_asked_for(facts: Write) -> None:
    group = {"channel": "instagram", "source": "meta_business", "dimension": "gender", "bucket": "women"}
    files = facts(audience=[{**group, "day": DAY, "share": 0.6}, {**group, "day": LATER, "people": 9}])
    (found,) = audience_rows(files, before=LATER)
    assert (found.day, found.bucket, found.share, found.people) == (DAY, "women", 0.6, None)
    assert audience_rows(facts(), before=LATER) == ()
