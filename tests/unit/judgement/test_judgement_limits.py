from datetime import date, timedelta

import numpy as np
import pytest

from milepost.judgement.limits import natural_limits
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
