"""The baseline: whole known weeks before the start, never across a break, with the noise of the weeks."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest

from milepost.amount import Unit, Unknown, Why
from milepost.judgement.baseline import Baseline, baseline
from milepost.period import Grain, spoken
from milepost.series import Series

BEGIN = date(2024, 1, 1)
Make = Callable[..., Series]


def known(found: Baseline | Unknown) -> Baseline:
    assert isinstance(found, Baseline), found
    return found


def test_total_is_brought_to_the_days_asked_for(make: Make) -> None:
    found = known(baseline(make([10.0] * 200), start=BEGIN + timedelta(days=200), days=91))
    assert found.value == pytest.approx(910)
    assert (found.weeks, found.per_days) == (13, 91.0)
    assert found.end == BEGIN + timedelta(days=200)


def test_nothing_from_the_start_on_is_seen(make: Make) -> None:
    values = np.array([10.0] * 100 + [1000.0] * 100)
    found = known(baseline(make(values), start=BEGIN + timedelta(days=100), days=7))
    assert found.value == pytest.approx(70)


def test_too_little_below_four_weeks(make: Make) -> None:
    found = baseline(make([10.0] * 27), start=BEGIN + timedelta(days=27), days=28)
    assert isinstance(found, Unknown)
    assert found.why is Why.TOO_LITTLE


def test_cut_at_the_break_and_said(make: Make) -> None:
    broken = BEGIN + timedelta(days=150)
    values = [10.0] * 150 + [30.0] * 50
    found = known(baseline(make(values, breaks=(broken,)), start=BEGIN + timedelta(days=200), days=7))
    assert found.value == pytest.approx(210)
    assert found.weeks == 7
    assert any(spoken(broken) in note for note in found.notes)


def test_unknown_days_are_never_zeros(make: Make) -> None:
    values = np.full(91, 10.0)
    values[40:47] = np.nan
    values[60] = np.nan
    found = known(baseline(make(values), start=BEGIN + timedelta(days=91), days=7))
    assert found.value == pytest.approx(70, rel=0.01)
    assert found.weeks < 13


def test_cut_short_weeks_are_left_out(make: Make) -> None:
    whole = make([70.0] * 20, Grain.WEEK)
    days = whole.days.copy()
    days[-1] = 3
    over = whole.over.copy()
    over[-1] = 5.0
    short = Series("visits", whole.starts, days, over, grain=Grain.WEEK)
    found = known(baseline(short, start=BEGIN + timedelta(days=7 * 19 + 3), days=7))
    assert found.value == pytest.approx(70)


def test_ratio_is_the_ratio_of_sums(make: Make) -> None:
    over, under = np.array([1.0, 9.0] * 60), np.array([100.0, 10.0] * 60)
    found = known(
        baseline(make(over, under=under, unit=Unit.SHARE), start=BEGIN + timedelta(days=120), days=28)
    )
    assert found.value == pytest.approx(10 / 110, rel=0.1)
    assert found.per_days is None


def test_interval_widens_with_the_noise_between_weeks(make: Make) -> None:
    rng = np.random.default_rng(1)
    calm, wild = rng.poisson(100, 91), rng.poisson(np.repeat(rng.gamma(2, 50, 13), 7))
    start = BEGIN + timedelta(days=91)
    narrow, wide = (known(baseline(make(v), start=start, days=28)) for v in (calm, wild))
    assert (wide.high - wide.low) / wide.value > 3 * (narrow.high - narrow.low) / narrow.value


def test_interval_holds_the_level_in_four_of_five(make: Make) -> None:
    rng = np.random.default_rng(2)
    start = BEGIN + timedelta(days=91)
    held = 0
    for _ in range(300):
        weeks = rng.negative_binomial(5, 5 / (5 + 70), 13) / 7
        found = known(baseline(make(np.repeat(weeks, 7)), start=start, days=7))
        held += found.low <= 70 <= found.high
    assert 0.74 <= held / 300 <= 0.87


def test_none_seen_still_has_an_upper_end(make: Make) -> None:
    found = known(baseline(make([0.0] * 91), start=BEGIN + timedelta(days=91), days=7))
    assert (found.low, found.value) == (0.0, 0.0)
    assert 0 < found.high < 1


def test_stock_is_as_last_known(make: Make) -> None:
    found = known(
        baseline(make(1000 + np.arange(100.0), adds=False), start=BEGIN + timedelta(days=100), days=None)
    )
    assert found.value == 1099


def test_stale_series_is_not_a_baseline(make: Make) -> None:
    assert isinstance(baseline(make([10.0] * 100), start=BEGIN + timedelta(days=300), days=28), Unknown)


def test_months_count_whole(make: Make) -> None:
    found = known(
        baseline(make([310.0, 290, 310, 300, 310, 300], Grain.MONTH), start=date(2024, 7, 1), days=30)
    )
    assert found.value == pytest.approx(300, rel=0.01)
