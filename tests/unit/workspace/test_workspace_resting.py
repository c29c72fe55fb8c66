"""A brand at rest: everything is kept, it is ranked nowhere, and nothing of it is sent."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from milepost.errors import Conflict, NotFound
from milepost.reports.calendar import calendar
from milepost.reports.delivered import rhythm_of
from milepost.reports.portfolio import portfolio_document, portfolio_view
from milepost.store.database import disconnect
from milepost.workspace.delivery.delivering import deliver_hook, deliver_mail
from milepost.workspace.delivery.message import Mail
from milepost.workspace.evidence.written import written
from milepost.workspace.keeping.backup import backup
from milepost.workspace.keeping.restoring import restore
from milepost.workspace.opening import init_workspace
from milepost.workspace.place import Workspace, choose_brand
from milepost.workspace.portfolio.portfolio import portfolio
from milepost.workspace.resting import at_rest, put_to_rest, rest_of, wake

DAY = date(2026, 4, 11)
NEXT = DAY + timedelta(days=1)


@pytest.fixture
def agency(tmp_path: Path) -> Iterator[Workspace]:
    for name in ("Ash", "Birch", "Cedar"):
        made = init_workspace(tmp_path / "ws", brand=name)
    yield made
    disconnect()


def rest(agency: Workspace, brand: str, day: date = DAY) -> None:
    put_to_rest(agency, brand=brand, today=day, who="Mara", why="The contract ended.")


def test_it_rests_from_its_day_until_it_is_woken(agency: Workspace) -> None:
    rest(agency, "Birch")
    assert rest_of("Birch", DAY - timedelta(days=1)) is None
    kept = rest_of("Birch", NEXT)
    assert kept is not None
    assert (kept.value.since, kept.who, kept.why) == (DAY, "Mara", "The contract ended.")
    assert at_rest(NEXT) == {"Birch": DAY}
    assert wake(agency, brand="Birch", today=NEXT, who="Mara").since == DAY
    assert at_rest(NEXT) == {}
    assert at_rest(DAY) == {"Birch": DAY}, "as it was known on that day"
    rest(agency, "Birch", NEXT)
    assert at_rest(NEXT) == {"Birch": NEXT}
    acts = [line.act for line in written(agency, ("rest",), brand="Birch", today=NEXT)]
    assert acts == ["change", "drop", "write"]


def test_twice_is_once_and_an_unknown_brand_is_told(agency: Workspace) -> None:
    rest(agency, "Birch")
    with pytest.raises(Conflict, match="at rest since 2026-04-11"):
        rest(agency, "Birch", NEXT)
    with pytest.raises(Conflict, match="not at rest"):
        wake(agency, brand="Ash", today=DAY, who="Mara")
    with pytest.raises(NotFound):
        rest(agency, "Beech")


def test_it_stands_below_the_others_and_is_counted_with_none(agency: Workspace) -> None:
    rest(agency, "Cedar")
    rest(agency, "Ash", NEXT)
    view = portfolio_view(portfolio(agency, today=NEXT))
    assert (view.brands, view.says) == (1, "Birch needs you.")
    assert [row.brand for row in (*view.rows, *view.quiet)] == ["Birch"]
    assert view.resting_says == "2 brands are at rest."
    assert [(one.brand, one.says) for one in view.resting] == [
        ("Ash", "at rest since 12\u00a0April"),
        ("Cedar", "at rest since 11\u00a0April"),
    ]
    told = portfolio_document(portfolio(agency, today=NEXT))
    assert [one["brand"] for one in told["brands"]] == ["Birch"]
    assert [(one.brand, one.since) for one in told["resting"]] == [("Ash", NEXT), ("Cedar", DAY)]


def test_where_all_rest_the_workspace_is_not_called_empty(agency: Workspace) -> None:
    for name in ("Ash", "Birch", "Cedar"):
        rest(agency, name)
    view = portfolio_view(portfolio(agency, today=DAY, seconds=0))
    assert (view.brands, view.says, view.pending) == (0, "All 3 brands are at rest.", ())
    assert portfolio_view(portfolio(agency, today=DAY, names=("Ash",))).says == "The one brand is at rest."


def test_nothing_is_sent_and_its_calendar_is_empty(agency: Workspace) -> None:
    birch = choose_brand(agency, "Birch")
    assert calendar(rhythm_of(agency, brand="Birch", today=DAY)).count(b"BEGIN:VEVENT") == 3
    rest(agency, "Birch")
    with pytest.raises(Conflict, match="at rest since 2026-04-11"):
        deliver_mail(agency, birch, Mail("s", "t", "h"), report="weekly", today=DAY, who="cron")
    with pytest.raises(Conflict, match="nothing of it is sent"):
        deliver_hook(agency, birch, "slack", {}, report="weekly", today=DAY, who="cron")
    assert calendar(rhythm_of(agency, brand="Birch", today=DAY)).count(b"BEGIN:VEVENT") == 0


def test_a_backup_brings_it_back_at_rest(agency: Workspace, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    rest(agency, "Birch")
    made = backup(agency, tmp_path / "all.zip", created=datetime(2026, 4, 12, tzinfo=UTC))
    disconnect()
    restore(made.path, tmp_path / "back")
    kept = rest_of("Birch", NEXT)
    assert kept is not None
    assert (kept.value.since, kept.who) == (DAY, "Mara")
