"""Low, usual, high, rising, falling: by the figure's own past, or an honest unknown."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.amount import Unit, Unknown
from milepost.judgement.standing import Place, Standing, standing
from milepost.judgement.verdict import Movement
from milepost.period import Grain
from milepost.series import Series

Make = Callable[..., Series]
BEGIN = date(2024, 1, 1)


def told(found: Standing | Unknown) -> Standing:
    assert isinstance(found, Standing), found
    return found


def visits(seed: int = 3, days: int = 350) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.random.default_rng(seed).poisson(100, days).astype(np.float64)


@pytest.mark.parametrize(
    ("factor", "place"),
    [
        (1.0, Place.USUAL),
        (1.1, Place.USUAL),
        (1.2, Place.HIGH),
        (0.83, Place.LOW),
        (1.6, Place.RISING),
        (0.6, Place.FALLING),
    ],
)
def test_the_place_follows_the_last_four_weeks(make: Make, factor: float, place: Place) -> None:
    # Four weeks of figures like these usually lie within 12 %; beyond 25 % a new level is claimed.
    weeks = [90.0, 100.0, 110.0] * 13 + [100.0 * factor] * 4
    assert told(standing(make(weeks, Grain.WEEK))).place is place


def test_a_rise_brings_the_change_with_it(make: Make) -> None:
    values = visits()
    values[-42:] *= 1.5
    found = told(standing(make(values)))
    assert found.change is not None
    assert found.change.movement is Movement.RISE
    assert found.verdict.code == "change.rise"


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 999), factor=st.floats(0.2, 5), scale=st.sampled_from([1e-6, 0.01, 7.0, 1e9]))
def test_the_level_stands_where_the_place_says_whatever_the_unit(
    make: Make, seed: int, factor: float, scale: float
) -> None:
    values = visits(seed)
    values[-28:] *= factor
    found = told(standing(make(values, unit=Unit.MONEY, currency="EUR")))
    scaled = told(standing(make(values * scale, unit=Unit.MONEY, currency="EUR")))
    assert found.place is scaled.place
    assert scaled.level == pytest.approx(found.level * scale, rel=1e-6)
    assert found.low <= found.high
    where = {Place.LOW: found.level < found.low, Place.HIGH: found.level > found.high}
    assert where.get(found.place, True)
    if found.place is Place.USUAL:
        assert found.low <= found.level <= found.high


def test_stable_figures_are_mostly_usual(make: Make) -> None:
    places = [told(standing(make(visits(seed)))).place for seed in range(60)]
    assert places.count(Place.USUAL) >= 50
    assert places.count(Place.RISING) + places.count(Place.FALLING) <= 1


def test_followers_that_keep_growing_move_as_usual(make: Make) -> None:
    gains = np.random.default_rng(1).poisson(5, 350)
    found = told(standing(make(1000 + np.cumsum(gains), adds=False)))
    assert found.place is Place.USUAL
    assert found.verdict.code == "standing.usual_gain"
    assert found.level == pytest.approx(35, rel=0.15)


def test_followers_that_grow_twice_as_fast_are_rising(make: Make) -> None:
    gains = np.random.default_rng(1).poisson(5, 350)
    gains[-42:] *= 3
    found = told(standing(make(1000 + np.cumsum(gains), adds=False)))
    assert found.verdict.code == "standing.rising_gain"


def test_a_rate_is_told_as_a_level(make: Make) -> None:
    under = np.full(60, 5000.0)
    over = np.random.default_rng(2).binomial(5000, 0.04, 60).astype(float)
    found = told(standing(make(over, Grain.WEEK, under=under, unit=Unit.SHARE)))
    assert found.verdict.code.endswith("_level")
    assert found.low < 0.04 < found.high


def test_old_figures_have_no_standing(make: Make) -> None:
    series = make(visits())
    assert isinstance(standing(series, as_of=BEGIN + timedelta(days=350 + 20)), Standing)
    late = standing(series, as_of=BEGIN + timedelta(days=350 + 40))
    assert isinstance(late, Unknown)
    assert "Nothing is known since" in late.because


def test_days_from_as_of_on_are_not_seen(make: Make) -> None:
    values = visits()
    values[-42:] *= 3
    assert told(standing(make(values), as_of=BEGIN + timedelta(days=308))).place is not Place.RISING


def test_few_weeks_and_months_have_no_standing(make: Make) -> None:
    assert isinstance(standing(make(visits(days=90))), Unknown)
    assert isinstance(standing(make([5.0] * 30, Grain.MONTH)), Unknown)
