"""Reviews and decisions on pages: held with a conclusion, decided with a forecast, closed with a lesson."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from served_site import Served, Visitor
from site_homes import demo_today

from milepost.workspace.people.role import Role

R = "/b/quillfen/"
TODAY = datetime.now(UTC).date()


@pytest.fixture(scope="module")
def mara(written_site: Served) -> Visitor:
    return written_site.owner()


def text_of(answer: object) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())  # type: ignore[attr-defined]


def asked(**more: object) -> dict[str, object]:
    """The form of a decision as somebody fills it in."""
    return {
        "what": "Two reels a week",
        "why": "Visits are flat",
        "kpi": "sessions",
        "expect": "+20 %",
        "owner": "Ann",
        "check": (TODAY + timedelta(days=35)).isoformat(),
    } | more


@pytest.mark.parametrize("kind", ["weekly", "monthly"])
def test_a_review_is_held_with_its_conclusion_and_can_be_opened_again(mara: Visitor, kind: str) -> None:
    path = f"{R}reviews/{kind}/"
    page = mara.get(path)
    assert "Hold the review" in text_of(page)
    assert "milepost " not in text_of(page)
    assert mara.post(path, {"concluded": "  "}).status_code == 422
    assert mara.post(path, {"concluded": f"Nothing to do, {kind}"}).headers["location"] == path
    said = text_of(mara.get(path))
    assert "by owner@example.com. Nothing to do" in said
    assert "This review was held already" in said
    start = next(line for line in starts(mara, kind))
    held = text_of(mara.get(f"{path}{start}/"))
    assert f"Nothing to do, {kind}" in held
    assert "As it was known on" in held
    assert "Hold the review" not in held


def starts(visitor: Visitor, kind: str) -> Iterator[str]:
    """The first days of periods of which a review is held, newest first, found as the calendar has them."""
    day = TODAY
    for _ in range(70):
        day -= timedelta(days=1)
        if visitor.get(f"{R}reviews/{kind}/{day}/").status_code == 200:
            yield day.isoformat()


def test_a_review_that_was_not_held_cannot_be_opened(mara: Visitor) -> None:
    for start in ("2020-01-06", "2020-13-40", "never", "%3Cscript%3E"):
        assert mara.get(f"{R}reviews/weekly/{start}/").status_code == 404, start


def test_a_decision_is_written_down_once_with_its_forecast(mara: Visitor) -> None:
    form = asked(what="Three reels a week", back="weekly")
    first = mara.post(f"{R}decisions/new/", form)
    assert first.headers["location"] == f"{R}reviews/weekly/#hold"
    second = mara.post(f"{R}decisions/new/", asked(what="Three  reels a week"))
    decision = second.headers["location"]
    said = text_of(mara.get(decision))
    assert "Not checked yet" in said
    assert "What was foreseen on the day it was taken Sessions: by itself it brings" in said
    listed = text_of(mara.get(f"{R}decisions/"))
    assert listed.count("Three reels a week") == 1
    assert "+20 % sessions expected" in listed


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("expect", "a lot"),
        ("expect", "20"),
        ("check", TODAY.isoformat()),
        ("check", (TODAY + timedelta(days=900)).isoformat()),
        ("kpi", "no_such_figure"),
        ("what", "  "),
        ("channel", "the moon"),
    ],
)
def test_what_cannot_be_checked_is_told_at_its_field(mara: Visitor, field: str, value: str) -> None:
    answer = mara.post(f"{R}decisions/new/", asked(**{field: value}))
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.text
    assert "Visits are flat" in answer.text


def test_a_decision_for_a_goal_begins_with_its_figure(mara: Visitor) -> None:
    page = mara.get(f"{R}decisions/new/", params={"goal": "g2"}).text
    assert re.search(r'<option value="email_subscribers" selected>', page)
    assert 'value="Mara Owner"' in page
    assert (demo_today() + timedelta(days=28)).isoformat() in page
    assert mara.get(f"{R}decisions/new/", params={"goal": "g99", "advice": "<b>"}).status_code == 200


def test_a_running_decision_is_closed_only_when_it_was_never_carried_out(mara: Visitor) -> None:
    decision = mara.post(f"{R}decisions/new/", asked(what="Answer within a day")).headers["location"]
    early = mara.post(decision, {"learned": "It felt good"})
    said = text_of(early)
    assert early.status_code == 422
    assert "a verdict before would be a guess" in said
    assert "--" not in said
    assert "It felt good" in early.text
    assert mara.post(decision, {"learned": "Nobody had time", "dropped": "on"}).status_code == 302
    said = text_of(mara.get(decision))
    assert "Never carried out" in said
    assert "Learned Nobody had time" in said
    assert mara.post(decision, {"learned": "again"}, on=R).status_code == 422


def test_only_editors_decide_and_hold_and_a_client_sees_neither(written_site: Served, mara: Visitor) -> None:
    decision = mara.post(f"{R}decisions/new/", asked(what="Post at noon")).headers["location"]
    viewer = written_site.person(Role.VIEWER, "Quillfen", "vera@rhythm.example")
    client = written_site.person(Role.CLIENT, "Quillfen", "cleo@rhythm.example")
    for path in (f"{R}reviews/weekly/", f"{R}reviews/monthly/", f"{R}decisions/", decision):
        seen = viewer.get(path)
        assert seen.status_code == 200, path
        assert '<form method="post" class="form"' not in seen.text, path
        assert client.get(path).status_code == 404, path
    for path in (f"{R}reviews/weekly/", decision, f"{R}decisions/new/"):
        answer = viewer.post(path, asked(concluded="mine", learned="mine"), on="/account/")
        assert answer.status_code == 404, path


def test_what_was_decided_stands_at_its_goal(mara: Visitor) -> None:
    mara.post(f"{R}decisions/new/", asked(what="Sign-up form on every page", kpi="email_subscribers"))
    page = mara.get(f"{R}goals/g2/")
    assert "Sign-up form on every page" in text_of(page)
    assert 'class="pennant"' in page.text
