"""Reviews are held, decisions frozen, checked and closed, in a workspace with one source."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from milepost.errors import InvalidValue, NotFound
from milepost.playbook.advice import Advice
from milepost.reviews.cadence import Kind
from milepost.reviews.decision import Finding, Status
from milepost.sources import Answers
from milepost.workspace.imports import import_files
from milepost.workspace.kept import days_of
from milepost.workspace.known import REVIEW
from milepost.workspace.place import Workspace
from milepost.workspace.reviewing import deciding
from milepost.workspace.reviewing.deciding import check_decisions, close_decision, decide
from milepost.workspace.reviewing.gathering import held_reviews
from milepost.workspace.reviewing.holding import hold_review, review_of

BRAND = "Tin & Twine"
FIRST, LIFTED = date(2026, 1, 1), 120
MONDAY, MADE, CHECK = date(2026, 5, 18), date(2026, 5, 4), date(2026, 6, 1)
Card = Callable[..., Path]


def figures(count: int) -> list[int]:
    """About a hundred a day; from the 120th day on (1 May) three times as many."""
    return [(300 if at >= LIFTED else 100) + 7 * (at % 5) for at in range(count)]


@pytest.fixture
def visited(workspace: Workspace, card: Card) -> Workspace:
    """Visits and likes of one page, by day, to the end of May."""
    for title, name in (("Facebook visits", "visits.csv"), ("Facebook link clicks", "clicks.csv")):
        path = card(name, FIRST, figures(151), title=title)
        import_files(workspace, [path], Answers(channel="facebook"), brand=BRAND)
    return workspace


def decided(workspace: Workspace, today: date = date(2026, 4, 6), **more: object) -> str:
    given: dict[str, object] = {
        "kpi": "link_clicks",
        "expect": "+20%",
        "check": date(2026, 5, 4),
        "why": "They ask.",
    }
    asked = given | {"owner": "Mara", "brand": None, "today": today, "who": "test"} | more
    return decide(workspace, "Show repairs", **asked).id  # type: ignore[arg-type]


def test_a_review_looks_and_writes_nothing_and_one_that_is_held_is_known(visited: Workspace) -> None:
    looked = review_of(visited, Kind.WEEKLY, brand=None, today=MONDAY)
    assert [one.kpi.id for one in looked.signals] == ["link_clicks"]
    assert days_of(BRAND, REVIEW, MONDAY) == ()
    held = hold_review(visited, Kind.WEEKLY, brand=None, today=MONDAY, who="test", concluded=" On. ")
    assert held == looked
    (kept,) = held_reviews(BRAND, MONDAY)
    assert (kept.kind, kept.start, kept.concluded) == (Kind.WEEKLY, date(2026, 5, 11), "On.")
    assert days_of(BRAND, REVIEW, MONDAY) == (MONDAY,)


def test_the_next_review_knows_what_was_told(visited: Workspace) -> None:
    hold_review(visited, Kind.WEEKLY, brand=None, today=MONDAY, who="test")
    after = review_of(visited, Kind.WEEKLY, brand=None, today=date(2026, 5, 25))
    assert (after.signals, after.last) == ((), MONDAY)
    assert [one.told for one in after.standing] == [MONDAY]


def test_an_old_review_can_be_held_again(visited: Workspace) -> None:
    then = hold_review(visited, Kind.MONTHLY, brand=None, today=MONDAY, who="test")
    hold_review(visited, Kind.MONTHLY, brand=None, today=date(2026, 6, 1), who="test")
    assert review_of(visited, Kind.MONTHLY, brand=None, today=MONDAY) == then


def test_a_week_without_data_and_a_brand_without_any(visited: Workspace, workspace: Workspace) -> None:
    found = review_of(visited, Kind.WEEKLY, brand=None, today=date(2026, 6, 22))
    assert (found.missing, found.nothing_to_do, found.quiet) == (True, False, 0)
    assert found.known_until == date(2026, 6, 1)


@pytest.mark.parametrize("kind", list(Kind))
def test_an_empty_brand_has_a_review_too(workspace: Workspace, kind: Kind) -> None:
    found = hold_review(workspace, kind, brand=None, today=MONDAY, who="test")
    assert (found.missing, found.counts, found.known_until) == (True, (), None)


def test_a_decision_freezes_its_forecast_and_gets_its_verdict(visited: Workspace) -> None:
    assert decided(visited) == "d1"
    (before,) = check_decisions(visited, brand=None, today=date(2026, 5, 3))
    assert before.outcome.finding is Finding.NOT_DUE
    (found,) = check_decisions(visited, brand=None, today=date(2026, 5, 4))
    assert found.decision.foreseen is not None
    low, high = found.decision.foreseen.range
    assert low < 28 * 114 < high
    # 25 days at about 114 and three at about 314: a fifth more than usual.
    assert found.outcome.came == pytest.approx(25 * 114 + 3 * 314, rel=0.02)
    assert found.outcome.reached is not None


def test_a_lift_is_seen_and_stays_due_until_it_is_closed(visited: Workspace) -> None:
    decided(visited, date(2026, 4, 27), check=date(2026, 5, 25), expect="+150%")
    review = hold_review(visited, Kind.WEEKLY, brand=None, today=date(2026, 5, 25), who="test")
    assert [one.outcome.finding for one in review.due] == [Finding.BETTER]
    assert dict(review.counts)["decision"] == 1
    after = review_of(visited, Kind.WEEKLY, brand=None, today=date(2026, 6, 1))
    assert (after.due, [one.decision.id for one in after.unclosed]) == ((), ["d1"])
    closed = close_decision(visited, "d1", learned="Go on", brand=None, today=date(2026, 6, 1), who="test")
    assert closed.outcome is not None
    assert (closed.status, closed.outcome.finding) == (Status.CLOSED, Finding.BETTER)
    month = review_of(visited, Kind.MONTHLY, brand=None, today=date(2026, 6, 2))
    assert (month.due, dict(month.judged)) == ((), {"better": 1})
    with pytest.raises(InvalidValue, match="closed already"):
        close_decision(visited, "d1", learned="Again", brand=None, today=date(2026, 6, 2), who="test")


def test_what_is_not_known_yet_is_waited_for(visited: Workspace) -> None:
    decided(visited, MADE, check=date(2026, 6, 2))
    (found,) = check_decisions(visited, brand=None, today=date(2026, 6, 2))
    assert (found.outcome.finding, found.outcome.waits) == (Finding.UNKNOWN, True)
    hold_review(visited, Kind.WEEKLY, brand=None, today=date(2026, 6, 2), who="test")
    (kept,) = check_decisions(visited, brand=None, today=date(2026, 6, 3))
    assert kept.decision.outcome is None


def test_a_kpi_without_data_leaves_a_decision_without_a_forecast(visited: Workspace) -> None:
    decided(visited, MADE, check=CHECK, kpi="orders")
    (found,) = check_decisions(visited, brand=None, today=CHECK)
    assert (found.outcome.finding, found.decision.foreseen) == (Finding.UNKNOWN, None)
    assert "“Orders”" in found.outcome.because


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"expect": "a lot"}, "not an expected effect"),
        ({"check": MADE}, "between a week and a year"),
        ({"check": date(2028, 1, 1)}, "between a week and a year"),
        ({"why": " "}, "without a reason"),
    ],
)
def test_a_decision_that_cannot_be_checked_is_refused(
    visited: Workspace, more: dict[str, object], message: str
) -> None:
    with pytest.raises(InvalidValue, match=message):
        decided(visited, MADE, **({"check": CHECK} | more))
    assert check_decisions(visited, brand=None, today=CHECK) == ()


def test_unknown_names_are_told_with_the_nearest(visited: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotFound):
        decided(visited, MADE, check=CHECK, kpi="link_click")
    with pytest.raises(NotFound):
        close_decision(visited, "d9", learned="x", brand=None, today=CHECK, who="test")
    given = Advice("message", "Message", "Say it.", 4, (), "…", ())
    monkeypatch.setattr(deciding, "advice_of", lambda *_: (given,))
    with pytest.raises(NotFound, match="advice"):
        decided(visited, MADE, check=CHECK, source="massage")
    assert decided(visited, MADE, check=CHECK, source="message") == "d1"


def test_before_its_day_a_decision_is_only_dropped(visited: Workspace) -> None:
    decided(visited, MADE, check=CHECK)
    with pytest.raises(InvalidValue, match="a verdict before would be a guess"):
        close_decision(visited, "d1", learned="Good", brand=None, today=MONDAY, who="test")
    with pytest.raises(InvalidValue, match="without a word"):
        close_decision(visited, "d1", learned=" ", brand=None, today=CHECK, who="test")
    dropped = close_decision(
        visited, "d1", learned="No time", brand=None, today=MONDAY, who="test", dropped=True
    )
    assert (dropped.status, dropped.outcome) == (Status.DROPPED, None)
    assert decided(visited, MADE, check=CHECK) == "d2"
