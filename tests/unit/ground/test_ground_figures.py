from datetime import date

import numpy as np
import pytest

from milepost.amount import Ratio, Unit, Unknown, Why, ratio
from milepost.errors import NotFound, UserError, nearest
from milepost.series import Series


def weekly(over: list[float], under: list[float] | None = None) -> Series:
    starts = tuple(date(2026, 1, 5 + 7 * i) for i in range(len(over)))
    return Series(
        "orders",
        starts,
        np.full(len(over), 7),
        np.array(over, dtype=float),
        None if under is None else np.array(under, dtype=float),
    )


def test_a_ratio_keeps_both_sums() -> None:
    assert Ratio(3, 12) == ratio(3, 12, Unit.SHARE)
    assert Ratio(3, 12).value == 0.25


def test_a_ratio_with_nothing_below_is_unknown_and_not_zero() -> None:
    found = ratio(3, 0, Unit.SHARE)

    assert isinstance(found, Unknown)
    assert found.why is Why.ZERO_UNDER


def test_a_ratio_with_an_unreported_sum_is_unknown() -> None:
    found = ratio(None, 10, Unit.SHARE)

    assert isinstance(found, Unknown)
    assert found.why is Why.NOT_REPORTED


def test_a_series_shows_a_ratio_with_nothing_below_as_unknown() -> None:
    values = weekly([1, 2], [0, 4]).values

    assert np.isnan(values[0])
    assert values[1] == 0.5


def test_a_series_is_cut_at_whole_periods() -> None:
    series = weekly([1, 2, 3])

    assert len(series.until(date(2026, 1, 18))) == 1
    assert len(series.until(date(2026, 1, 19))) == 2
    assert len(series.since(date(2026, 1, 6))) == 2


def test_columns_of_different_length_are_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="one length"):
        Series("orders", (date(2026, 1, 5),), np.array([7, 7]), np.array([1.0, 2.0]))


def test_a_missing_thing_is_named_with_the_nearest_one() -> None:
    error = NotFound("KPI", "sesions", ["sessions", "orders"])

    assert isinstance(error, UserError)
    assert "Did you mean sessions?" in str(error)
    assert nearest("sesions", ["sessions", "orders"]) == ["sessions"]
