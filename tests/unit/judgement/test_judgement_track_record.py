"""The record of forecasts: every goal once a band, strange bands named, and nothing claimed from few."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.amount import Unknown
from milepost.judgement.track_record import EDGES, Scored, TrackRecord, track_record
from milepost.reports.words.judged import says

DAY = date(2026, 1, 5)


def one(key: str, chance: float, *, met: bool, day: int = 0, came: float = 100.0) -> Scored:
    return Scored(key, DAY + timedelta(days=day), chance, 90.0, 110.0, came, met)


def record(*scored: Scored) -> TrackRecord:
    found = track_record(scored)
    assert isinstance(found, TrackRecord)
    return found


def test_without_a_forecast_that_came_due_there_is_no_record() -> None:
    assert isinstance(track_record([]), Unknown)


def test_a_goal_looked_at_every_day_counts_once_a_band_by_its_first_forecast() -> None:
    looks = [one("g1", 0.75, met=True, day=day) for day in range(30)] + [one("g1", 0.2, met=True, day=40)]
    found = record(*looks)
    assert [(band.goals, band.met) for band in found.bands] == [(0, 0), (1, 1), (0, 0), (1, 1), (0, 0)]
    assert found.goals == 1
    assert found.brier == pytest.approx(0.0625)


def test_the_range_that_counts_is_the_first() -> None:
    found = record(one("g1", 0.5, met=True, came=100.0), one("g2", 0.5, met=True, came=111.0))
    assert (found.held, found.goals) == (1, 2)


@pytest.mark.parametrize(
    ("met", "of", "text"),
    [
        (0, 0, "none given odds of 70–90 % has come due yet, so such odds are untested here."),
        (
            2,
            3,
            (
                "given odds of 70–90 % and come due so far: three, of which two met;"
                " too few to tell whether such odds hold."
            ),
        ),
        (8, 10, "of ten given odds of 70–90 %, eight were met, as such odds should."),
        (3, 10, "of ten given odds of 70–90 %, only three were met; take such odds as too hopeful."),
    ],
)
def test_what_a_band_says(met: int, of: int, text: str) -> None:
    scored = [one(f"g{at}", 0.8, met=at < met) for at in range(of)] or [one("other", 0.5, met=True)]
    said = says(record(*scored).band(0.8).verdict, "Goals")
    assert said.replace("\N{NO-BREAK SPACE}", " ") == f"Goals: {text}"


def test_odds_that_were_beaten_are_called_too_careful() -> None:
    scored = [one(f"g{at}", 0.2, met=at < 9) for at in range(10)]
    assert record(*scored).band(0.2).verdict.code == "track_record.too_careful"


@given(st.lists(st.tuples(st.integers(0, 20), st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_every_chance_falls_into_one_band_and_no_goal_is_counted_twice(
    rows: list[tuple[int, float, bool]],
) -> None:
    found = record(*(one(f"g{key}", chance, met=met) for key, chance, met in rows))
    goals = {key for key, _, _ in rows}
    assert found.goals == len(goals)
    for band in found.bands:
        assert 0 <= band.met <= band.goals <= len(goals)
    for _, chance, _ in rows:
        assert sum(band.holds(chance) for band in found.bands) == 1
        assert found.band(chance).goals >= 1
    assert [band.low for band in found.bands] == list(EDGES[:-1])
