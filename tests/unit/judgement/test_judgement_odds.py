"""The odds of a target: laws, what is known counts, what is unknown is named."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.amount import Unit, Unknown
from milepost.judgement.attainability import Odds, odds_of_level, odds_of_monthly, odds_of_total
from milepost.judgement.pace import Pace, pace
from milepost.judgement.reference import base_rate
from milepost.judgement.verdict import Volatility
from milepost.period import Grain, Period, spoken
from milepost.series import Series

BEGIN = date(2024, 1, 1)
START = BEGIN + timedelta(days=200)
QUARTER = Period.of_days(START, 91)
Make = Callable[..., Series]


def told(found: Odds | Unknown) -> Odds:
    assert isinstance(found, Odds), found
    return found


def visits(days: int = 291, seed: int = 1) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.random.default_rng(seed).poisson(40, days).astype(np.float64)


def on_day(one: Series, day: int, target: float = 3800, better: str = "higher") -> Odds:
    as_of = START + timedelta(days=day)
    return told(odds_of_total(one, period=QUARTER, as_of=as_of, target=target, better=better))


@settings(max_examples=15, deadline=None)
@given(low=st.floats(0, 8000), more=st.floats(0, 8000), day=st.integers(0, 90))
def test_odds_never_rise_with_the_target(make: Make, low: float, more: float, day: int) -> None:
    one = make(visits())
    higher, lower = (on_day(one, day, target).probability for target in (low + more, low))
    assert higher <= lower
    at_most, at_most_more = (on_day(one, day, target, "lower").probability for target in (low, low + more))
    assert at_most <= at_most_more


@pytest.mark.parametrize("day", [0, 28, 63])
@pytest.mark.parametrize("better", ["higher", "lower"])
def test_even_and_likely_targets_have_their_odds(make: Make, day: int, better: str) -> None:
    one = make(visits() * 10)
    found = on_day(one, day, better=better)
    assert on_day(one, day, found.even_odds_target, better).probability == pytest.approx(0.5, abs=0.02)
    assert on_day(one, day, found.likely_target, better).probability == pytest.approx(0.8, abs=0.02)
    assert found.low < found.median < found.high


def test_what_is_known_narrows_the_landing(make: Make) -> None:
    one = make(visits())
    widths = [(found := on_day(one, day)).high - found.low for day in (0, 28, 63, 84)]
    assert widths == sorted(widths, reverse=True)
    assert widths[2] < 0.5 * widths[0]


def test_days_from_as_of_on_are_unseen(make: Make) -> None:
    values = visits()
    later = values.copy()
    later[200 + 30 :] *= 100
    assert on_day(make(values), 30) == on_day(make(later), 30)


def test_after_the_deadline_it_is_settled(make: Make) -> None:
    one = make(visits())
    total = float(visits()[200:291].sum())
    for target, better, expected in (
        (total, "higher", 1.0),
        (total + 1, "higher", 0.0),
        (total, "lower", 1.0),
    ):
        found = on_day(one, 91, target, better)
        assert (found.probability, found.low, found.median, found.high) == (expected, total, total, total)
        assert found.settled


def test_reached_already_is_certain_and_overspent_is_lost(make: Make) -> None:
    one = make(visits())
    so_far = float(visits()[200:263].sum())
    assert on_day(one, 63, so_far).probability == 1.0
    assert on_day(one, 63, so_far - 1, "lower").probability == 0.0
    assert 0 < on_day(one, 63, so_far * 100).probability < 0.01


def test_unknown_days_inside_are_named_and_not_zero(make: Make) -> None:
    values = visits()
    gap = values.copy()
    gap[205:215] = np.nan
    whole, missing = on_day(make(values), 63), on_day(make(gap), 63)
    assert missing.unknown_days == 10
    assert any(str(START + timedelta(days=5)) in note for note in missing.notes)
    assert missing.median == pytest.approx(whole.median, rel=0.03)
    assert missing.reached == pytest.approx(float(np.nansum(gap[200:263])))


def test_mostly_unknown_days_give_no_odds(make: Make) -> None:
    values = visits()
    values[205:255] = np.nan
    found = odds_of_total(
        make(values), period=QUARTER, as_of=START + timedelta(days=63), target=100, better="higher"
    )
    assert isinstance(found, Unknown)


def test_data_that_ends_a_while_ago_is_forecast_from_there(make: Make) -> None:
    short = make(visits()[:220])
    found = on_day(short, 40)
    assert found.reached == pytest.approx(float(visits()[200:220].sum()))
    assert found.median == pytest.approx(91 * 40, rel=0.1)


def test_data_that_ended_long_ago_tell_nothing(make: Make) -> None:
    short = make(visits()[:220])
    odds = odds_of_total(
        short,
        period=Period.of_days(START, 91),
        as_of=START + timedelta(days=63),
        target=4000,
        better="higher",
    )
    assert isinstance(odds, Unknown)
    assert "for 43 days" in odds.because


def test_a_break_inside_the_goal_is_announced(make: Make) -> None:
    broken = START + timedelta(days=80)
    found = on_day(make(visits(), breaks=(broken,)), 10)
    assert any(spoken(broken) in note for note in found.notes)


def test_reference_class_counts_own_windows(make: Make) -> None:
    found = on_day(make(visits()), 0, target=40 * 91 * 1.3)
    assert found.reference is not None
    assert found.reference.volatility is Volatility.CALM
    assert found.reference.move == pytest.approx(0.3, abs=0.03)
    assert (found.reference.reached, found.reference.windows) == (0, 1)
    assert 0.05 < (found.reference.base_rate or 0) < 0.2
    assert found.reference.days == 91


def test_base_rates_are_given_only_where_they_were_counted() -> None:
    assert base_rate(Volatility.CALM, 91, 5.0) is None
    assert base_rate(Volatility.CALM, 91, -0.9) is None
    assert base_rate(Volatility.CALM, 365, 0.3) is None
    assert base_rate(Volatility.CALM, 7, 0.3) is None


@pytest.mark.parametrize("kind", list(Volatility))
@pytest.mark.parametrize("days", [28, 45, 56, 70, 91])
def test_greater_moves_are_rarer_both_ways(kind: Volatility, days: int) -> None:
    rises = [base_rate(kind, days, move) for move in (0.0, 0.04, 0.1, 0.25, 0.5, 1.0)]
    falls = [base_rate(kind, days, move) for move in (-0.01, -0.04, -0.1, -0.25, -0.5)]
    for told_rates in (rises, falls):
        found = [rate for rate in told_rates if rate is not None]
        assert len(found) == len(told_rates)
        assert found == sorted(found, reverse=True)
        assert all(0 < rate < 1 for rate in found)


def test_wild_figures_leap_more_often() -> None:
    calm, wild = (base_rate(kind, 91, 0.3) for kind in (Volatility.CALM, Volatility.WILD))
    assert calm is not None
    assert wild is not None
    assert wild > 2 * calm


def test_levels_and_ratios(make: Make) -> None:
    rng = np.random.default_rng(3)
    followers = make(5000 + np.cumsum(rng.poisson(8, 200)), adds=False)
    reached, distant = (
        told(
            odds_of_level(
                followers,
                deadline=BEGIN + timedelta(days=260),
                as_of=BEGIN + timedelta(days=200),
                target=target,
                better="higher",
            )
        ).probability
        for target in (6500.0, 9500.0)
    )
    assert reached > 0.9
    assert distant < 0.1
    bounce = make(rng.binomial(1000, 0.4, 200), under=np.full(200, 1000.0), unit=Unit.SHARE)
    settled = told(
        odds_of_level(
            bounce,
            deadline=BEGIN + timedelta(days=99),
            as_of=BEGIN + timedelta(days=150),
            target=0.45,
            better="lower",
        )
    )
    assert (settled.probability, settled.settled) == (1.0, True)
    assert settled.reached == pytest.approx(float(bounce.over[72:100].sum()) / 28_000)


def test_a_standing_target_counts_the_months_that_met_it(make: Make) -> None:
    values = np.full(400, 1.0)
    values[31:60] = 0.1
    found = told(odds_of_monthly(make(values), as_of=date(2024, 9, 1), target=25, better="higher"))
    assert found.met == (7, 8)
    assert found.probability > 0.5


def test_a_standing_target_per_week(make: Make) -> None:
    found = told(
        odds_of_monthly(
            make(visits()), as_of=BEGIN + timedelta(days=210), target=1000, better="higher", per=Grain.WEEK
        )
    )
    assert found.met == (0, 12)
    assert found.probability < 0.01


def paced(found: Pace | Unknown) -> Pace:
    assert isinstance(found, Pace), found
    return found


def test_pace_reaches_the_target_at_the_end_and_lags_a_straight_line_when_it_must_grow(make: Make) -> None:
    one = make(np.full(291, 40.0))
    target = 40.0 * 91 * 1.5
    end = paced(pace(one, period=QUARTER, as_of=QUARTER.end, target=target))
    half = paced(pace(one, period=QUARTER, as_of=START + timedelta(days=45), target=target))
    assert end.expected == pytest.approx(target)
    assert 40.0 * 45 < half.expected < target * 45 / 91
    assert half.ahead == pytest.approx(half.actual - half.expected)


def test_pace_follows_the_weekdays(make: Make) -> None:
    values = np.tile([100.0, 100, 100, 100, 100, 10, 10], 42)[:291]
    period = Period.of_days(date(2024, 7, 15), 28)  # a Monday
    friday = paced(
        pace(make(values), period=period, as_of=date(2024, 7, 20), target=float(values[196 : 196 + 28].sum()))
    )
    assert friday.expected == pytest.approx(500, rel=0.03)


def test_pace_leaves_unknown_days_out_on_both_sides(make: Make) -> None:
    values = np.full(291, 40.0)
    values[205:215] = np.nan
    found = paced(pace(make(values), period=QUARTER, as_of=START + timedelta(days=30), target=40.0 * 91))
    assert found.expected == pytest.approx(20 * 40, rel=0.02)
    assert found.ahead == pytest.approx(0, abs=20)


def test_a_rate_told_by_weeks_is_settled_by_the_last_whole_week_before_the_deadline() -> None:
    starts = tuple(date(2026, 1, 4) + timedelta(days=7 * week) for week in range(30))  # weeks from Sunday
    orders, visits = np.full(30, 12.0), np.full(30, 1000.0)
    rate = Series(
        "conversion_rate", starts, np.full(30, 7), orders, visits, Grain.WEEK, Unit.SHARE, adds=False
    )
    deadline = date(2026, 6, 9)  # a Tuesday

    after = odds_of_level(rate, deadline=deadline, as_of=date(2026, 6, 20), target=0.01, better="higher")

    assert isinstance(after, Odds)
    assert (after.settled, after.probability) == (True, 1.0)
