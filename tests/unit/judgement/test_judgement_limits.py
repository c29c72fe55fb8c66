from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from milepost.amount import Unknown
from milepost.judgement.limits import Limits, natural_limits, weekly_limits
from milepost.series import Series


def weekly(values: list[float]) -> Series:
    starts = tuple(date(2026, 1, 5) + timedelta(days=7 * i) for i in range(len(values)))
    return Series("orders", starts, np.full(len(values), 7), np.array(values, dtype=float))


def test_the_limits_are_the_mean_and_the_mean_moving_range() -> None:
    low, high = natural_limits(weekly([100, 110] * 5)) or (0.0, 0.0)

    assert low == pytest.approx(105 - 26.6)
    assert high == pytest.approx(105 + 26.6)


def test_what_was_never_negative_is_not_drawn_below_zero() -> None:
    low, _ = natural_limits(weekly([0, 10] * 5)) or (-1.0, 0.0)

    assert low == 0


def test_few_weeks_have_no_limits() -> None:
    assert natural_limits(weekly([5.0] * 7)) is None


def test_unknown_weeks_are_no_zeros() -> None:
    assert natural_limits(weekly([100, 110] * 5 + [float("nan")])) == natural_limits(weekly([100, 110] * 5))


def test_the_band_of_a_chart_lists_the_weeks_outside() -> None:
    values = [100.0, 110.0] * 10
    values[5] = 170.0
    found = weekly_limits(weekly(values))
    assert isinstance(found, Limits)
    moved = (17 * 10 + 2 * 70) / 19  # 17 moves of 10 and two of 70 (from 100 to 170 and back)
    assert found.middle == pytest.approx(108)
    assert found.high == pytest.approx(108 + 2.66 * moved)
    assert found.outside == (date(2026, 1, 5) + timedelta(days=7 * 5),)
    assert found.verdict.code == "limits.outside"


def test_an_unknown_week_makes_no_move() -> None:
    values = [100.0, 110.0] * 5
    whole = weekly_limits(weekly(values))
    gap = weekly_limits(weekly([*values, float("nan"), 100.0, 110.0]))
    assert isinstance(whole, Limits)
    assert isinstance(gap, Limits)
    assert gap.high - gap.middle == pytest.approx(whole.high - whole.middle)
    assert gap.weeks == 12


def test_only_the_last_half_year_is_looked_at() -> None:
    found = weekly_limits(weekly([1000.0] * 30 + [10.0] * 26))
    assert isinstance(found, Limits)
    assert (found.low, found.middle, found.high) == (10, 10, 10)
    assert found.outside == ()


def test_few_weeks_and_stocks_have_no_band() -> None:
    few = weekly_limits(weekly([5.0] * 7))
    followers = replace(weekly([1000.0 + 5 * week for week in range(30)]), adds=False)
    assert isinstance(few, Unknown)
    assert isinstance(weekly_limits(followers), Unknown)
