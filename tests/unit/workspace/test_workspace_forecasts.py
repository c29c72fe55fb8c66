"""What was forecast is kept, scored when its day has come, and shown beside new odds."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from milepost.amount import Unknown
from milepost.errors import StorageError
from milepost.journal import Entry
from milepost.judgement.track_record import TrackRecord
from milepost.sources import Answers
from milepost.workspace import forecasts
from milepost.workspace.amending import Amendment, amend_goal, drop_goal
from milepost.workspace.board import Board, board
from milepost.workspace.goals import write_goal
from milepost.workspace.imports import import_files
from milepost.workspace.place import Workspace

FIRST, WROTE, DURING, AFTER = date(2026, 1, 1), date(2026, 4, 1), date(2026, 4, 11), date(2026, 6, 1)
Card = Callable[..., Path]


@pytest.fixture
def reached(workspace: Workspace, card: Card) -> Workspace:
    """Visits of a hundred a day, give or take, until the end of May."""
    values = [100 + 7 * (at % 5) for at in range(151)]
    path = card("visits.csv", FIRST, values, title="Facebook visits")
    import_files(workspace, [path], Answers(channel="facebook"), brand="Tin & Twine")
    return workspace


def goal(workspace: Workspace, sentence: str = "Reach 4,000 Facebook profile visits in 30 days.") -> str:
    written = write_goal(workspace, sentence, brand=None, today=WROTE, kpi="profile_visits")
    assert written.goal is not None, written.findings
    return written.goal.id


def seen(workspace: Workspace, day: date) -> Board:
    return board(workspace, brand=None, today=day)


def entries(kind: str) -> list[Entry]:
    from milepost.store.entries import load_entries  # needs an open workspace

    return list(load_entries("Tin & Twine", kind))


def kept(kind: str) -> list[str]:
    return [entry.key for entry in entries(kind)]


def test_odds_are_kept_when_shown_and_once_a_day(reached: Workspace) -> None:
    name = goal(reached)
    for _ in range(2):
        assert isinstance(seen(reached, WROTE).record, Unknown)
        seen(reached, DURING)
    assert kept("forecast") == [f"{name}@2026-04-01", f"{name}@2026-04-11"]
    assert kept("outcome") == []


def test_a_forecast_is_scored_when_its_day_has_come_and_is_known(reached: Workspace) -> None:
    name = goal(reached)
    seen(reached, DURING)
    found = seen(reached, AFTER).record
    assert isinstance(found, TrackRecord)
    assert kept("outcome") == [f"{name}.1@2026-04-30"]
    assert found.goals == 1
    body = entries("outcome")[0].body
    assert body["came"] == sum(100 + 7 * (at % 5) for at in range(90, 120))
    assert body["met"] is False


def test_a_goal_that_was_given_up_or_amended_is_scored_like_the_others(reached: Workspace) -> None:
    name = goal(reached)
    seen(reached, WROTE)
    amend_goal(reached, name, Amendment(target=3_000), brand=None, today=DURING, why="too high")
    seen(reached, DURING)
    drop_goal(reached, name, brand=None, today=DURING, why="lost interest")
    found = seen(reached, AFTER)
    assert found.goals == ()
    assert isinstance(found.record, TrackRecord)
    assert kept("outcome") == [f"{name}.1@2026-04-30", f"{name}.2@2026-04-30"]
    assert [entry.body["met"] for entry in entries("outcome")] == [False, True]


def test_a_past_day_knows_nothing_of_what_was_scored_later(reached: Workspace) -> None:
    goal(reached)
    seen(reached, AFTER)
    assert isinstance(seen(reached, DURING).record, Unknown)


def test_a_standing_target_is_forecast_month_by_month(reached: Workspace) -> None:
    name = goal(reached, "Get 3,200 Facebook profile visits every month.")
    seen(reached, DURING)
    seen(reached, AFTER)
    assert kept("outcome") == [f"{name}.1@2026-04-30", f"{name}.1@2026-05-31"]


def test_a_disk_that_takes_nothing_more_keeps_nobody_from_looking(reached: Workspace) -> None:
    goal(reached)
    full = StorageError("The disk of the workspace took no more.", "Make room, then repeat.")
    with patch("milepost.store.entries.add_entries", side_effect=full):
        found = seen(reached, DURING)
    assert len(found.goals) == 1
    assert "could not be kept" in found.notes[0]
    assert forecasts.record_for("Tin & Twine", DURING) == found.record
