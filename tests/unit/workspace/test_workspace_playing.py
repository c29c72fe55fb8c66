"""What the playbook advises a brand: from imported files to advice with its evidence."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from milepost.sources import Answers
from milepost.workspace.imports import import_files
from milepost.workspace.place import Workspace
from milepost.workspace.playing import advice_for, played

BEGIN = date(2025, 1, 6)
DAYS = 7 * 52
TODAY = BEGIN + timedelta(days=DAYS)


def feed(workspace: Workspace, folder: Path, name: str, around: int, last: float) -> None:
    """A year of a figure by day, `around` so much, and in the last six weeks `last` times that."""
    values = np.random.default_rng(around).poisson(around, DAYS) * np.where(
        np.arange(DAYS) < DAYS - 42, 1, last
    )
    lines = [f"{BEGIN + timedelta(days=n)},{name},{value:.0f}" for n, value in enumerate(values)]
    path = folder / f"{name}.csv"
    path.write_text("\n".join(["date,metric,value", *lines]) + "\n", "utf-8")
    import_files(workspace, [path], Answers(), brand="Tin & Twine")


@pytest.fixture
def fed(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Clicks double in the last six weeks and visits do not."""
    feed(workspace, tmp_path, "link_clicks", 100, 2)
    feed(workspace, tmp_path, "sessions", 400, 1)
    return workspace


def test_the_figures_of_a_brand_become_advice_with_evidence(fed: Workspace) -> None:
    (advice,) = advice_for(fed, fed.brands[0], TODAY)
    assert advice.key == "clicks_up_sessions_flat"
    assert [(piece.kpi, piece.standing) for piece in advice.evidence] == [
        ("link_clicks", "rising"),
        ("sessions", "usual"),
    ]
    assert [piece.told.code for piece in advice.evidence if piece.told] == [
        "change.rise",
        "playbook.usual_week",
    ]


def test_a_day_before_the_change_nothing_is_advised(fed: Workspace) -> None:
    told = played(fed, fed.brands[0], TODAY - timedelta(days=42))
    assert told.advice == ()
    assert (told.known, told.judged) == (2, 2)


def test_a_tag_that_fell_silent_comes_before_all_else(fed: Workspace, tmp_path: Path) -> None:
    feed(fed, tmp_path, "key_events", 20, 0)
    told = [advice.rule for advice in advice_for(fed, fed.brands[0], TODAY)]
    assert told == ["tracking_broke", "clicks_up_sessions_flat"]


def test_what_is_on_trial_is_marked(fed: Workspace) -> None:
    (advice,) = advice_for(fed, fed.brands[0], TODAY, tried={"clicks_up_sessions_flat"})
    assert advice.on_trial


def test_a_rule_of_the_user_speaks_and_one_of_ours_is_replaced(fed: Workspace) -> None:
    folder = fed.home / "knowledge" / "playbook"
    folder.mkdir(parents=True)
    (folder / "clicks_up_sessions_flat.toml").write_text(
        'title = "Mine"\nsays = "S."\nstage = "traffic"\nweeks = 2\naction = "A."\nwatch = ["sessions"]\n'
        'wrong_when = "W."\n[[when]]\nkpi = "link_clicks"\nstands = ["rising"]\n'
        '[[example]]\nsays = "e"\nstandings = { link_clicks = "rising" }\nadvises = [""]\n',
        "utf-8",
    )
    assert [advice.title for advice in advice_for(fed, fed.brands[0], TODAY)] == ["Mine"]


def test_a_brand_without_data_gets_no_advice(workspace: Workspace) -> None:
    told = played(workspace, workspace.brands[0], TODAY)
    assert (told.advice, told.known, told.judged) == ((), 0, 0)
