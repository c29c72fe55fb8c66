"""A decision is held against the forecast that was made before it."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_samples import days

from milepost.amount import Unit, Unknown
from milepost.reviews.decision import LEVELS, Decision, Expected, Finding, Foreseen, Outcome, Shape, Status
from milepost.reviews.verdict import foresee, outcome_of
from milepost.series import Series

MADE, CHECK = date(2026, 3, 2), date(2026, 3, 30)
FLAT = [100.0 + 9 * ((at * 7) % 5 - 2) for at in range(200)]
"""About a hundred a day, so about 2,800 in the 28 days of the window."""


def foreseen(series: Series, **more: bool) -> Foreseen:
    found = foresee(series, made=MADE, check=CHECK, **more)
    assert isinstance(found, Foreseen), found
    return found


THIRD = Expected(0.3, relative=True)


def decided(forecast: Foreseen | None, expected: Expected = THIRD) -> Decision:
    return Decision(
        "d1",
        "Reels",
        "because",
        "Mara",
        "sessions",
        (),
        expected,
        MADE,
        CHECK,
        foreseen=forecast,
        untold="no data",
    )


def then(per_day: float, count: int = 28) -> Series:
    return days([*FLAT, *([per_day] * count)], end=MADE + timedelta(days=count))


def judged(decision: Decision, series: Series | Unknown, as_of: date = CHECK) -> Outcome:
    return outcome_of(decision, series, as_of=as_of)


def test_a_steady_figure_is_foreseen_near_its_sum() -> None:
    found = foreseen(days(FLAT, end=MADE))
    low, high = found.range
    assert low < 2800 < high
    assert found.median == pytest.approx(2800, rel=0.05)
    assert (found.shape, found.start, found.end, found.told) == (Shape.SUM, MADE, CHECK, MADE)
    assert len(found.quantiles) == len(LEVELS)


def test_days_after_the_decision_change_no_forecast() -> None:
    assert foreseen(then(500.0)) == foreseen(days(FLAT, end=MADE))


@pytest.mark.parametrize(
    ("per_day", "up", "down"),
    [
        (100.0, Finding.WITHIN, Finding.WITHIN),
        (300.0, Finding.BETTER, Finding.WORSE),
        (20.0, Finding.WORSE, Finding.BETTER),
    ],
)
def test_what_came_is_better_within_or_worse_in_the_direction_wanted(
    per_day: float, up: Finding, down: Finding
) -> None:
    forecast = foreseen(days(FLAT, end=MADE))
    more = judged(decided(forecast), then(per_day))
    assert (more.finding, more.came) == (up, pytest.approx(per_day * 28))
    fewer = judged(decided(forecast, Expected(-0.3, relative=True)), then(per_day))
    assert fewer.finding is down


def test_whether_the_expected_effect_came_is_another_question() -> None:
    forecast = foreseen(days(FLAT, end=MADE))
    small = judged(decided(forecast, Expected(0.001, relative=True)), then(102.0))
    assert (small.finding, small.reached) == (Finding.WITHIN, True)
    large = judged(decided(forecast, Expected(9.0, relative=True)), then(300.0))
    assert (large.finding, large.reached) == (Finding.BETTER, False)
    amount = judged(decided(forecast, Expected(200.0, relative=False)), then(120.0))
    assert amount.target == pytest.approx(forecast.median + 200)
    assert amount.reached is True


def test_before_the_check_there_is_no_verdict() -> None:
    found = judged(decided(foreseen(days(FLAT, end=MADE))), then(300.0), as_of=CHECK - timedelta(days=1))
    assert found.finding is Finding.NOT_DUE


def test_days_that_are_missing_are_waited_for_and_never_nought() -> None:
    found = judged(decided(foreseen(days(FLAT, end=MADE))), then(100.0, count=27))
    assert (found.finding, found.waits, found.came) == (Finding.UNKNOWN, True, None)
    assert found.because == "1 of the 28 days to 29 March 2026 is not known yet"
    hole = then(100.0)
    hole.over[-5] = np.nan
    assert judged(decided(foreseen(days(FLAT, end=MADE))), hole).waits


def test_a_change_of_meaning_ends_the_comparison() -> None:
    series = replace(then(300.0), breaks=(date(2026, 3, 10),))
    found = judged(decided(foreseen(days(FLAT, end=MADE))), series)
    assert (found.finding, found.waits) == (Finding.UNKNOWN, False)
    assert "10 March 2026" in found.because
    earlier = replace(then(300.0), breaks=(date(2026, 1, 10),))
    assert judged(decided(foreseen(days(FLAT, end=MADE))), earlier).finding is Finding.BETTER


def test_without_a_forecast_there_is_a_reason() -> None:
    found = judged(decided(None), Unknown("gone"))
    assert (found.finding, found.because) == (Finding.UNKNOWN, "no data")
    assert isinstance(foresee(days([], end=MADE), made=MADE, check=CHECK), Unknown)
    assert isinstance(foresee(days([5.0] * 9, end=MADE), made=MADE, check=CHECK), Unknown)
    old = days(FLAT, end=MADE - timedelta(days=60))
    assert isinstance(foresee(old, made=MADE, check=CHECK), Unknown)


def test_a_rate_is_the_ratio_of_the_sums_since_the_decision() -> None:
    under = np.full(len(FLAT), 5000.0)
    rate = days(FLAT, end=MADE, under=under, adds=False, unit=Unit.SHARE)
    forecast = foreseen(rate)
    assert forecast.shape is Shape.RATIO
    assert forecast.median == pytest.approx(0.02, rel=0.1)
    after = days([*FLAT, *([200.0] * 28)], end=CHECK, under=np.full(228, 5000.0), adds=False, unit=Unit.SHARE)
    found = judged(decided(forecast, Expected(0.005, relative=False)), after)
    assert found.came == pytest.approx(0.04)
    assert (found.finding, found.reached) == (Finding.BETTER, True)


def test_a_stock_is_its_last_count_and_a_reading_the_mean() -> None:
    followers = [1000.0 + 2 * at for at in range(200)]
    stock = foreseen(days(followers, end=MADE, adds=False))
    assert stock.shape is Shape.LAST
    assert foreseen(days(followers, end=MADE, adds=False), stock=False).shape is Shape.MEAN
    grown = days([*followers, *(1400.0 + 2 * at for at in range(28))], end=CHECK, adds=False)
    assert judged(decided(stock), grown).came == pytest.approx(1454.0)
    late = days(followers, end=MADE, adds=False)
    assert judged(decided(stock), late).waits


def test_two_decisions_on_the_same_figure_are_named() -> None:
    one = decided(foreseen(days(FLAT, end=MADE)))
    other = replace(one, id="d2", made=MADE + timedelta(days=7), check=CHECK + timedelta(days=7))
    apart = replace(one, id="d3", made=CHECK, check=CHECK + timedelta(days=28))
    elsewhere = replace(one, id="d4", kpi="orders")
    dropped = replace(other, id="d5", status=Status.DROPPED)
    there = replace(replace(one, id="d6"), channel=("tiktok",))
    found = outcome_of(one, then(100.0), as_of=CHECK, others=(one, other, apart, elsewhere, dropped, there))
    assert found.beside == ("d2", "d6")
    mine = replace(one, channel=("instagram",))
    assert not mine.overlaps(there)


def test_what_could_show_is_told_before() -> None:
    forecast = foreseen(days(FLAT, end=MADE))
    assert not forecast.shows(Expected(0.01, relative=True))
    assert forecast.shows(Expected(2.0, relative=True))
    visible = forecast.visible(Expected(0.01, relative=True))
    assert visible is not None
    assert forecast.shows(Expected(visible + 0.01, relative=True))
    assert not forecast.shows(Expected(visible - 0.01, relative=True))


@given(came=st.lists(st.floats(0, 1000), min_size=2, max_size=2), up=st.booleans())
def test_more_never_reads_worse_where_more_is_wanted(came: list[float], up: bool) -> None:
    quantiles = tuple(1000.0 + 100 * at for at in range(len(LEVELS)))
    forecast = Foreseen(Shape.SUM, MADE, CHECK, quantiles, 200, MADE)
    rank = {Finding.WORSE: 0, Finding.WITHIN: 1, Finding.BETTER: 2}
    expected = Expected(0.1 if up else -0.1, relative=True)
    low, high = (rank[judged(decided(forecast, expected), then(value)).finding] for value in sorted(came))
    assert low <= high if up else low >= high
