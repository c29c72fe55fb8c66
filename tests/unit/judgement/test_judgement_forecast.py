"""The forecast of sums: laws that hold whatever the figures are."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.amount import Unit, Unknown, Why
from milepost.judgement.calibration import MOST_SHIFT, Kind, Spread, calibrated, calibration, shifts
from milepost.judgement.forecast import Draws, forecast_sum, forecast_window
from milepost.judgement.level import forecast_level
from milepost.period import Grain, spoken
from milepost.series import Series

BEGIN = date(2024, 1, 1)
Make = Callable[..., Series]


def drawn(found: Draws | Unknown) -> Draws:
    assert isinstance(found, Draws), found
    return found


def visits(seed: int, days: int = 200, mean: float = 400.0) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    rng = np.random.default_rng(seed)
    weekly = np.exp(np.cumsum(rng.normal(0, 0.08, days // 7 + 1)))
    return rng.poisson(mean * np.repeat(weekly, 7)[:days]).astype(np.float64)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), factor=st.floats(0.01, 1000))
def test_scaling_the_series_scales_the_forecast(seed: int, factor: float) -> None:
    values = visits(seed)
    begin = tuple(BEGIN + timedelta(days=i) for i in range(len(values)))
    ones = np.ones(len(values), dtype=np.int64)
    plain, scaled = (Series("visits", begin, ones, v, unit=Unit.MONEY) for v in (values, values * factor))
    a, b = drawn(forecast_sum(plain, days=91)), drawn(forecast_sum(scaled, days=91))
    assert np.allclose(
        np.array(b.quantiles(0.1, 0.5, 0.9)), factor * np.array(a.quantiles(0.1, 0.5, 0.9)), rtol=0.02
    )


def test_same_seed_same_draws(make: Make) -> None:
    one = make(visits(3))
    a, b = drawn(forecast_sum(one, days=28, seed=4)), drawn(forecast_sum(one, days=28, seed=4))
    assert np.array_equal(a.totals, b.totals)


def test_paths_add_up_to_the_totals(make: Make) -> None:
    draws = drawn(forecast_sum(make(visits(5)), days=40))
    assert draws.paths is not None
    assert draws.paths.shape == (len(draws.totals), 6)
    assert np.allclose(draws.paths.sum(axis=1), draws.totals)
    assert len(draws.ends) == 6
    assert draws.ends[-1] == draws.end == BEGIN + timedelta(days=240)


def test_a_window_ahead_has_only_its_own_steps(make: Make) -> None:
    start = BEGIN + timedelta(days=200 + 20)
    draws = drawn(forecast_window(make(visits(5)), start=start, end=start + timedelta(days=10)))
    assert draws.paths is not None
    assert draws.paths.shape[1] == len(draws.ends) == 3
    assert draws.ends[0] > start
    assert np.allclose(draws.paths.sum(axis=1), draws.totals)


def test_longer_horizons_are_less_certain(make: Make) -> None:
    one = make(visits(6))
    widths = []
    for days in (7, 28, 91, 182):
        low, mid, high = drawn(forecast_sum(one, days=days)).quantiles(0.1, 0.5, 0.9)
        widths.append((high - low) / mid)
    assert widths == sorted(widths)


def test_sum_of_parts_of_a_week_follows_the_weekdays(make: Make) -> None:
    values = np.tile([100.0, 100, 100, 100, 100, 10, 10], 30)
    two = drawn(forecast_sum(make(values), days=2)).quantiles(0.5)[0]
    seven = drawn(forecast_sum(make(values), days=7)).quantiles(0.5)[0]
    assert two / seven == pytest.approx(200 / 520, rel=0.1)
    weekend = drawn(forecast_sum(make(values[:-2]), days=2)).quantiles(0.5)[0]
    assert weekend / seven == pytest.approx(20 / 520, rel=0.4)


def test_the_break_is_not_crossed(make: Make) -> None:
    values = [10.0] * 100 + [1000.0] * 60
    broken = BEGIN + timedelta(days=100)
    draws = drawn(forecast_sum(make(values, breaks=(broken,)), days=28))
    assert draws.history_days == 60
    assert draws.quantiles(0.5)[0] == pytest.approx(28_000, rel=0.1)
    assert any(spoken(broken) in note for note in draws.notes)


def test_too_soon_after_a_break(make: Make) -> None:
    found = forecast_sum(make([10.0] * 120, breaks=(BEGIN + timedelta(days=100),)), days=28)
    assert isinstance(found, Unknown)
    assert found.why is Why.TOO_LITTLE


def test_unknown_days_do_not_lower_it(make: Make) -> None:
    values = visits(8)
    gappy = values.copy()
    gappy[::6] = np.nan
    whole, gaps = (drawn(forecast_sum(make(v), days=28)).quantiles(0.5)[0] for v in (values, gappy))
    assert gaps == pytest.approx(whole, rel=0.08)


def test_small_counts_come_whole_and_never_below_zero(make: Make) -> None:
    rng = np.random.default_rng(9)
    draws = drawn(forecast_sum(make(rng.poisson(0.15, 150)), days=28))
    assert draws.totals.min() >= 0
    assert np.array_equal(draws.totals, np.rint(draws.totals))
    assert 2 <= draws.quantiles(0.5)[0] <= 6


def test_zeros_leave_a_little_room(make: Make) -> None:
    draws = drawn(forecast_sum(make([0.0] * 91), days=91))
    assert draws.quantiles(0.5)[0] == 0
    assert draws.totals.max() >= 1


def test_grains_agree(make: Make) -> None:
    daily = visits(11, days=182)
    weekly = daily.reshape(-1, 7).sum(axis=1)
    by_day, by_week = (
        drawn(forecast_sum(one, days=28)).quantiles(0.1, 0.5, 0.9)
        for one in (make(daily), make(weekly, Grain.WEEK, begin=date(2023, 12, 31)))
    )
    assert np.allclose(by_day, by_week, rtol=0.02)


def test_months_are_enough(make: Make) -> None:
    draws = drawn(forecast_sum(make([300.0, 310, 290, 305, 295, 300, 310, 300], Grain.MONTH), days=91))
    assert draws.quantiles(0.5)[0] == pytest.approx(900, rel=0.15)


def test_last_years_season_comes_half_again(make: Make) -> None:
    place = np.arange(7 * 156)
    values = 100 * np.exp(0.8 * np.sin(2 * np.pi * place / 364))
    rising = drawn(forecast_sum(make(values), days=91))
    short = drawn(forecast_sum(make(values[-300:]), days=91))
    assert rising.quantiles(0.5)[0] > 1.15 * short.quantiles(0.5)[0]
    assert any("earlier" in note for note in rising.notes)


def test_ratio_has_no_sum(make: Make) -> None:
    found = forecast_sum(make([1.0] * 100, under=[10.0] * 100), days=28)
    assert isinstance(found, Unknown)
    assert found.why is Why.DOES_NOT_ADD


def test_stock_goes_on_growing(make: Make) -> None:
    rng = np.random.default_rng(12)
    followers = 5000 + np.cumsum(rng.poisson(8, 200))
    low, mid, high = drawn(forecast_level(make(followers, adds=False), days_ahead=91)).quantiles(
        0.1, 0.5, 0.9
    )
    expected = followers[-1] + 8 * 91
    assert low < expected < high
    assert mid == pytest.approx(expected, rel=0.03)


def test_ratio_counts_the_known_days_of_its_window(make: Make) -> None:
    rng = np.random.default_rng(13)
    under = np.full(200, 1000.0)
    one = make(rng.binomial(1000, 0.04, 200), under=under, unit=Unit.SHARE)
    near, far = (
        drawn(forecast_level(one, days_ahead=days, window_days=28)).quantiles(0.1, 0.5, 0.9)
        for days in (7, 91)
    )
    assert near[1] == pytest.approx(0.04, rel=0.05)
    assert near[2] - near[0] < 0.5 * (far[2] - far[0])


def test_calibration_between_and_beyond_the_measured_horizons() -> None:
    between = calibration(40)
    assert calibration(28).errors[1] != between.errors[1] != calibration(56).errors[1]
    assert calibration(28).powers.own > between.powers.own > calibration(56).powers.own
    assert np.array_equal(calibration(730).errors, calibration(182).errors)
    assert np.array_equal(calibration(1).errors, calibration(7).errors)
    assert calibration(28).powers.own < 1


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("days", [1, 7, 28, 45, 91, 182, 365])
def test_tables_rise_and_hold_the_centre(kind: Kind, days: int) -> None:
    errors = calibration(days, kind).errors
    assert (np.diff(errors) > 0).all()
    assert errors[0] < 0 < errors[-1]


@pytest.mark.parametrize("part", ["own", "noise", "apart"])
def test_wilder_figures_are_less_certain(part: str) -> None:
    calm = Spread(own=0.1, noise=0.1, weeks=26, apart=0.1)
    wild = replace(calm, **{part: 0.5})
    assert shifts(wild, 91, 100).max() > shifts(calm, 91, 100).max()


def test_a_longer_history_is_more_certain() -> None:
    sizes = [shifts(Spread(0.2, 0.1, weeks), 91, 100).max() for weeks in (4, 8, 13, 52, 104)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1]


@settings(max_examples=25, deadline=None)
@given(spread=st.floats(0, 50), size=st.floats(1e-6, 1e12))
def test_calibrated_draws_stay_within_bounds(spread: float, size: float) -> None:
    raw = size * np.exp(np.clip(spread * np.random.default_rng(1).standard_normal(500), -500, 500))
    mended = calibrated(raw, 91, 1e-9 * size, centre=float(np.log(size)), spread=Spread(spread))
    assert np.isfinite(mended).all()
    assert mended.max() <= size * np.exp(MOST_SHIFT) * 1.01
    assert (np.diff(mended[np.argsort(raw, kind="stable")]) >= 0).all()


def test_a_spike_of_last_month_is_not_believed_for_a_quarter(make: Make) -> None:
    steady = visits(21, days=336)
    steady[:] = 400 + 20 * np.sin(np.arange(336))
    spiked = steady.copy()
    spiked[-21:] *= 2.5
    month, quarter = (drawn(forecast_sum(make(spiked), days=days)).quantiles(0.5)[0] for days in (28, 91))
    assert quarter / 91 < 0.9 * month / 28
    assert quarter / 91 > 400


def test_net_figures_may_fall_below_zero_and_know_it(make: Make) -> None:
    rng = np.random.default_rng(22)
    low, mid, high = drawn(forecast_sum(make(rng.normal(5, 40, 200)), days=28)).quantiles(0.1, 0.5, 0.9)
    assert low < 0 < high
    assert mid == pytest.approx(140, abs=300)


def test_the_season_that_never_came_back_weighs_less(make: Make) -> None:
    rng = np.random.default_rng(23)
    place = np.arange(7 * 208)
    wave = 0.6 * np.sin(2 * np.pi * place / 364)
    once = np.where(place < 364, wave, 0.0)
    noise = rng.normal(0, 0.05, len(place))
    steady, single = (
        drawn(forecast_sum(make(100 * np.exp(shape + noise)), days=91)) for shape in (wave, once)
    )
    assert steady.season > 1.2
    assert abs(np.log(single.season)) < 0.5 * np.log(steady.season)
