"""The odds of keeping a figure at a bound: laws, and what has happened counts."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest

from milepost.amount import Unit, Unknown
from milepost.judgement.attainability import Odds
from milepost.judgement.keeping import Bounds, odds_of_keeping
from milepost.period import Grain, Period
from milepost.series import Series

BEGIN = date(2024, 1, 1)
GOAL = Period(date(2024, 7, 1), date(2024, 10, 1))
BEFORE = (GOAL.start - BEGIN).days
Make = Callable[..., Series]


def kept(found: Odds | Unknown) -> Odds:
    assert isinstance(found, Odds), found
    return found


def calls(days: int, seed: int = 4) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.random.default_rng(seed).poisson(10, days).astype(np.float64)


def chance(one: Series, as_of: date, per: Grain = Grain.MONTH, **bounds: float) -> float:
    return kept(odds_of_keeping(one, period=GOAL, as_of=as_of, bounds=Bounds(**bounds), per=per)).probability


def test_a_higher_floor_is_harder_and_a_band_harder_than_either_side(make: Make) -> None:
    one = make(calls(BEFORE))
    floors = [chance(one, GOAL.start, least=least) for least in (100, 200, 280, 320, 450)]
    assert floors == sorted(floors, reverse=True)
    assert floors[0] > 0.9
    assert floors[-1] < 0.1
    band = chance(one, GOAL.start, least=250, most=370)
    assert band <= min(chance(one, GOAL.start, least=250), chance(one, GOAL.start, most=370))


def test_all_months_are_harder_than_one(make: Make) -> None:
    one = make(calls(BEFORE))
    month = Period(GOAL.start, date(2024, 8, 1))
    single = kept(odds_of_keeping(one, period=month, as_of=GOAL.start, bounds=Bounds(least=290)))
    assert chance(one, GOAL.start, least=290) < single.probability


def test_one_month_below_settles_it(make: Make) -> None:
    values = calls(BEFORE + 40)
    values[BEFORE : BEFORE + 31] = 1
    found = kept(
        odds_of_keeping(
            make(values), period=GOAL, as_of=BEGIN + timedelta(days=BEFORE + 40), bounds=Bounds(least=200)
        )
    )
    assert found.settled
    assert found.probability == 0
    assert found.met == (0, 1)


def test_all_months_kept_settle_it(make: Make) -> None:
    found = kept(
        odds_of_keeping(make(calls(BEFORE + 92)), period=GOAL, as_of=GOAL.end, bounds=Bounds(least=200))
    )
    assert (found.settled, found.probability, found.met) == (True, 1.0, (3, 3))


def test_the_even_odds_floor_is_kept_half_the_time(make: Make) -> None:
    one = make(calls(BEFORE))
    found = kept(odds_of_keeping(one, period=GOAL, as_of=GOAL.start, bounds=Bounds(least=250)))
    assert chance(one, GOAL.start, least=found.even_odds_target) == pytest.approx(0.5, abs=0.03)
    assert chance(one, GOAL.start, least=found.likely_target) == pytest.approx(0.8, abs=0.03)


def test_ratios_and_stocks_are_kept_by_their_level(make: Make) -> None:
    under = np.full(BEFORE, 500.0)
    rate = make(np.random.default_rng(5).binomial(500, 0.04, BEFORE), under=under, unit=Unit.SHARE)
    assert chance(rate, GOAL.start, least=0.03) > 0.8 > chance(rate, GOAL.start, least=0.045)
    followers = make(5000 + np.cumsum(calls(BEFORE)), adds=False)
    assert chance(followers, GOAL.start, least=5000) > 0.9
    assert chance(followers, GOAL.start, most=7000) < 0.3


def test_weeks_may_be_kept_too(make: Make) -> None:
    one = make(calls(BEFORE))
    assert chance(one, GOAL.start, per=Grain.WEEK, least=30) > chance(
        one, GOAL.start, per=Grain.WEEK, least=70
    )


def test_a_goal_without_bounds_or_with_unknown_months_cannot_be_told(make: Make) -> None:
    one = make(calls(BEFORE))
    assert isinstance(odds_of_keeping(one, period=GOAL, as_of=GOAL.start, bounds=Bounds()), Unknown)
    gappy = calls(BEFORE + 40)
    gappy[BEFORE + 3] = np.nan
    as_of = BEGIN + timedelta(days=BEFORE + 40)
    assert isinstance(odds_of_keeping(make(gappy), period=GOAL, as_of=as_of, bounds=Bounds(least=1)), Unknown)
