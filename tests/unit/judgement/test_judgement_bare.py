"""Bare rows become days, weeks or months; gaps are unknown and doubtful input is refused."""

from datetime import date, timedelta

import numpy as np
import pytest

from milepost import knowledge
from milepost.errors import InvalidValue
from milepost.judgement.bare import series_from_rows
from milepost.period import Grain

BEGIN = date(2025, 1, 5)


def test_days_with_a_gap_in_any_order() -> None:
    rows = [(BEGIN + timedelta(days=i), float(i)) for i in (4, 0, 1, 3)]
    found = series_from_rows("visits", rows)
    assert found.grain is Grain.DAY
    assert np.array_equal(found.over, [0, 1, np.nan, 3, 4], equal_nan=True)
    assert found.starts[0] == BEGIN


def test_sunday_weeks_with_a_gap() -> None:
    found = series_from_rows("visits", [(BEGIN + timedelta(days=7 * i), 1.0) for i in (0, 1, 3)])
    assert found.grain is Grain.WEEK
    assert list(found.days) == [7, 7, 7, 7]
    assert np.isnan(found.over[2])
    assert found.starts[3] == BEGIN + timedelta(days=21)


@pytest.mark.parametrize("day", ["first", "last", "fifteenth"])
def test_months(day: str) -> None:
    dates = {
        "first": [date(2025, 1, 1), date(2025, 2, 1), date(2025, 4, 1)],
        "last": [date(2025, 1, 31), date(2025, 2, 28), date(2025, 4, 30)],
        "fifteenth": [date(2025, 1, 15), date(2025, 2, 15), date(2025, 4, 15)],
    }[day]
    found = series_from_rows("visits", [(each, 2.0) for each in dates])
    assert found.grain is Grain.MONTH
    assert list(found.days) == [31, 28, 31, 30]
    assert np.array_equal(found.over, [2, 2, np.nan, 2], equal_nan=True)


@pytest.mark.parametrize("figure", [None, float("nan"), float("inf")])
def test_empty_and_infinite_figures_are_unknown(figure: float | None) -> None:
    found = series_from_rows("visits", [(BEGIN, figure), (BEGIN + timedelta(days=1), 2.0)])
    assert np.isnan(found.over[0])


@pytest.mark.parametrize(
    "days",
    [[], [0, 0, 1], [0, 10, 19], [0, 400 * 365], [0, 91, 182]],
    ids=["none", "twice", "ten days", "centuries", "quarters of 91 days are weeks"],
)
def test_doubtful_rows(days: list[int]) -> None:
    rows = [(BEGIN + timedelta(days=d), 1.0) for d in days]
    if days == [0, 91, 182]:
        assert series_from_rows("visits", rows).grain is Grain.WEEK
        return
    with pytest.raises(InvalidValue):
        series_from_rows("visits", rows)


def test_quarters_are_refused() -> None:
    with pytest.raises(InvalidValue, match="neither days, weeks nor months"):
        series_from_rows("visits", [(date(2025, month, 1), 1.0) for month in (1, 4, 7, 10)])


def test_breaks_are_dated_and_named() -> None:
    rows = knowledge.table("breaks")["break"]
    assert len(rows) == len({row["id"] for row in rows}) == 11
    for row in rows:
        assert isinstance(row["on"], date)
        assert row["effect"] in {"level", "ends", "rename", "shorter", "moves"}
        assert row["measures"]
        assert row["title"]
        assert row["source"]
