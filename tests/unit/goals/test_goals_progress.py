"""Progress is measured from where a goal began."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.goals.goal import BaselineFigures, Goal
from milepost.goals.progress import meets, progress, share_done

TOTAL = Goal(
    id="g1",
    brand="Birch & Bean",
    sentence="",
    kpi="sessions",
    channel=(),
    kind="total",
    target=1300.0,
    first_target=1300.0,
    unit="count",
    better="higher",
    baseline=BaselineFigures(900.0, 1000.0, 1100.0, date(2027, 1, 1), date(2027, 4, 1)),
    start=date(2027, 4, 1),
    deadline=date(2027, 6, 29),
    per=None,
    owner=None,
    objective=None,
    stage="traffic",
    created=date(2027, 4, 1),
    version=1,
)
LEVEL = replace(TOTAL, kind="level", kpi="followers")


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_the_way_runs_from_nought_to_one(baseline: float, target: float) -> None:
    if abs(target - baseline) < 1e-3:
        return
    assert share_done(baseline, baseline, target) == 0.0
    assert share_done(target, baseline, target) == 1.0
    assert pytest.approx(share_done((baseline + target) / 2, baseline, target), abs=1e-6) == 0.5


def test_no_way_has_no_share() -> None:
    assert share_done(5.0, 4.0, 4.0) is None


def test_a_level_starts_at_its_baseline_in_both_directions() -> None:
    assert progress(LEVEL, actual=1150.0) == 0.5
    down = replace(LEVEL, target=800.0, better="lower")
    assert progress(down, actual=850.0) == 0.75
    assert progress(down, actual=1100.0) == -0.5


def test_a_level_that_is_to_be_kept_is_kept_or_not() -> None:
    kept = replace(LEVEL, target=950.0)
    assert [progress(kept, actual=actual) for actual in (1000.0, 950.0, 949.0)] == [1.0, 1.0, 0.0]


def test_a_total_from_nought_is_what_came_over_the_target() -> None:
    assert progress(TOTAL, actual=325.0, known_until=date(2027, 5, 1)) == 0.25


def test_a_total_that_is_a_change_is_measured_against_the_usual_pace() -> None:
    change = replace(TOTAL, change=True)
    half = date(2027, 5, 16)
    assert pytest.approx(progress(change, actual=500.0, known_until=half)) == 0.0
    assert pytest.approx(progress(change, actual=650.0, known_until=half)) == 0.5
    assert pytest.approx(progress(change, actual=1300.0, known_until=date(2027, 6, 30))) == 1.0
    assert progress(change, actual=500.0) is None
    fewer = replace(change, target=700.0, better="lower")
    assert pytest.approx(progress(fewer, actual=350.0, known_until=half)) == 0.5


def test_a_standing_target_counts_the_running_period() -> None:
    standing = replace(TOTAL, kind="per_period", per="month", target=20.0, deadline=None)
    assert progress(standing, actual=12.0) == 0.6


def test_without_a_baseline_a_level_has_no_progress() -> None:
    assert progress(replace(LEVEL, baseline=None), actual=5.0) is None


def test_meets_knows_which_side_is_good() -> None:
    assert [meets(4.0, 5.0, "lower"), meets(4.0, 5.0, "higher")] == [True, False]
