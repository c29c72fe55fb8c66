"""What carries, what is vanity, and what cannot be told from so few weeks."""

from collections.abc import Callable

import numpy as np
import pytest

from milepost.judgement.worth import MATTERS, Worthy, worth
from milepost.period import Grain
from milepost.series import Floats, Series

Make = Callable[..., Series]


def figure(rng: np.random.Generator, weeks: int) -> Floats:
    season = 0.4 * np.sin(2 * np.pi * np.arange(weeks) / 52.18)
    return np.asarray(season + np.cumsum(rng.normal(0, 0.05, weeks)) + rng.normal(0, 0.25, weeks))


def world(make: Make, seed: int, weeks: int, others: int = 3) -> tuple[Series, list[Series]]:
    """An outcome, its driver of five weeks before, and metrics that have nothing to do with it."""
    rng = np.random.default_rng(seed)
    driver = figure(rng, weeks)
    outcome = 0.7 * figure(rng, weeks) + np.roll(driver, 5)
    series = [make(np.exp(6 + v), Grain.WEEK) for v in (outcome, driver)]
    bystanders = [make(np.exp(6 + figure(rng, weeks)), Grain.WEEK) for _ in range(others)]
    return series[0], [series[1], *bystanders]


def test_a_driver_carries_with_its_lag_and_share(make: Make) -> None:
    found = worth(*world(make, 1, 156))[0]
    assert (found.finding, found.lag_weeks) == (Worthy.CARRIES, 5)
    assert found.share is not None
    low, mid, high = found.share
    assert 0.1 < low < mid < high < 1


def test_vanity_is_bounded_and_its_bound_is_told(make: Make) -> None:
    answers = [each for seed in range(6) for each in worth(*world(make, seed, 156))[1:]]
    vain = [each for each in answers if each.finding is Worthy.VANITY]
    assert len(vain) >= len(answers) * 0.6
    assert all(each.most is not None and each.most < MATTERS for each in vain)


def test_a_driver_is_hardly_ever_called_vanity(make: Make) -> None:
    answers = [worth(*world(make, seed, 120))[0].finding for seed in range(20)]
    assert answers.count(Worthy.VANITY) <= 1


def test_one_year_is_never_enough_for_vanity(make: Make) -> None:
    for seed in range(6):
        answers = worth(*world(make, seed, 60, others=5))
        assert Worthy.VANITY not in {each.finding for each in answers}
        assert all(each.visible is not None and each.visible > MATTERS for each in answers)


def test_below_a_year_nothing_is_said(make: Make) -> None:
    for found in worth(*world(make, 1, 40)):
        assert found.finding is Worthy.UNKNOWN
        assert found.because is not None
        assert "52" in found.because
        assert found.verdict.code == "any.cannot_tell"


def test_what_moves_in_the_same_week_tells_nothing_in_advance(make: Make) -> None:
    rng = np.random.default_rng(4)
    values = figure(rng, 120)
    outcome, twin = (make(np.exp(6 + v), Grain.WEEK) for v in (values, values + rng.normal(0, 0.1, 120)))
    (found,) = worth(outcome, [twin])
    assert (found.finding, found.lag_weeks) == (Worthy.CARRIES, 0)
    assert found.verdict.code == "worth.carries_now"


def test_shared_season_and_trend_are_no_information(make: Make) -> None:
    rng = np.random.default_rng(5)
    carries = 0
    for _ in range(15):
        outcome, *metrics = (make(np.exp(6 + figure(rng, 120)), Grain.WEEK) for _ in range(5))
        carries += sum(each.finding is Worthy.CARRIES for each in worth(outcome, metrics))
    assert carries <= 2


@pytest.mark.parametrize("factor", [1e-9, 1e9])
def test_the_unit_changes_nothing(make: Make, factor: float) -> None:
    outcome, metrics = world(make, 2, 120)
    scaled = [make(each.over * factor, Grain.WEEK) for each in metrics]
    plain, other = worth(outcome, metrics), worth(outcome, scaled)
    assert [each.finding for each in plain] == [each.finding for each in other]
    assert [each.p_adjusted for each in plain] == pytest.approx([each.p_adjusted for each in other])


def test_no_metrics_are_no_answers(make: Make) -> None:
    assert worth(make(np.full(120, 5.0), Grain.WEEK), []) == ()
