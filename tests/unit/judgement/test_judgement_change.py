"""Lasting changes are claimed, spikes are listed, noise is left alone."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest

from milepost.amount import Unit, Unknown
from milepost.judgement.change import Change, change
from milepost.judgement.verdict import Move, Movement
from milepost.period import Grain
from milepost.reports.words.judged import says
from milepost.series import Series

BEGIN = date(2024, 1, 1)
Make = Callable[..., Series]


def told(found: Change | Unknown) -> Change:
    assert isinstance(found, Change), found
    return found


def visits(seed: int = 1, days: int = 280) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.random.default_rng(seed).poisson(100, days).astype(np.float64)


@pytest.mark.parametrize(("factor", "expected"), [(0.6, Movement.FALL), (1.4, Movement.RISE)])
def test_a_lasting_shift_is_seen_with_its_size(make: Make, factor: float, expected: Movement) -> None:
    values = visits()
    values[-42:] = np.rint(values[-42:] * factor)
    found = told(change(make(values)))
    assert found.movement is expected
    assert found.effect is not None
    assert found.effect.low <= factor - 1 <= found.effect.high
    assert found.effect.relative
    assert found.since is not None
    assert abs((found.since - (BEGIN + timedelta(days=238))).days) <= 21


def test_stationary_noise_is_rarely_called_a_change(make: Make) -> None:
    calls = [told(change(make(visits(seed)))).movement for seed in range(60)]
    assert sum(call is not Movement.NO_CHANGE for call in calls) <= 1


def test_one_giant_day_is_a_spike_and_no_level(make: Make) -> None:
    values = visits()
    values[-5] *= 20
    found = told(change(make(values)))
    assert found.movement is Movement.NO_CHANGE
    assert found.effect is None
    assert found.spikes == (BEGIN + timedelta(days=275),)


def test_a_weekday_is_no_spike(make: Make) -> None:
    values = np.tile([100.0, 100, 100, 100, 100, 5, 5], 30) + np.random.default_rng(1).normal(0, 1, 210)
    assert told(change(make(values))).spikes == ()


def test_smallest_visible_change_grows_with_the_noise(make: Make) -> None:
    rng = np.random.default_rng(2)
    wild = rng.poisson(np.repeat(rng.gamma(4, 25, 40), 7)).astype(float)
    quiet, loud = (told(change(make(v))).smallest_visible_change for v in (visits(), wild))
    assert quiet is not None
    assert loud is not None
    assert 0.02 < quiet < 0.4
    assert loud > 3 * quiet


def test_a_shift_of_the_smallest_visible_size_is_mostly_seen(make: Make) -> None:
    seen = 0
    for seed in range(40):
        values = visits(seed)
        visible = told(change(make(values[:-56]))).smallest_visible_change
        assert visible is not None
        values[-56:] *= 1 + visible
        seen += told(change(make(values))).movement is Movement.RISE
    assert seen >= 26


def test_as_of_hides_what_came_later(make: Make) -> None:
    values = visits()
    values[-42:] *= 0.3
    assert told(change(make(values), as_of=BEGIN + timedelta(days=238))).movement is Movement.NO_CHANGE


def test_a_break_is_no_fall(make: Make) -> None:
    values = visits()
    values[140:] *= 0.3
    found = told(change(make(values, breaks=(BEGIN + timedelta(days=140),))))
    assert found.movement is Movement.NO_CHANGE


def test_too_few_weeks_after_a_break_are_unknown(make: Make) -> None:
    assert isinstance(change(make(visits(), breaks=(BEGIN + timedelta(days=230),))), Unknown)


def test_weekly_ratio(make: Make) -> None:
    rng = np.random.default_rng(3)
    under = np.full(60, 5000.0)
    over = rng.binomial(5000, np.where(np.arange(60) < 54, 0.03, 0.05)).astype(float)
    found = told(change(make(over, Grain.WEEK, under=under, unit=Unit.SHARE)))
    assert found.movement is Movement.RISE
    assert found.effect is not None
    assert found.effect.mid == pytest.approx(0.66, abs=0.2)


def test_figures_below_zero_change_in_their_own_unit(make: Make) -> None:
    values = np.random.default_rng(4).normal(0, 10, 280)
    values[-42:] += 40
    found = told(change(make(values, unit=Unit.MONEY)))
    assert found.movement is Movement.RISE
    assert found.effect is not None
    assert not found.effect.relative
    assert found.smallest_visible_change is None


def test_constant_series_does_not_change(make: Make) -> None:
    assert told(change(make([5.0] * 200))).movement is Movement.NO_CHANGE


@pytest.mark.parametrize("factor", [1e-9, 1e-3, 1e3, 1e9])
@pytest.mark.parametrize("below_zero", [True, False])
def test_the_unit_changes_nothing(make: Make, factor: float, below_zero: bool) -> None:
    values = np.random.default_rng(4).normal(0 if below_zero else 100, 10, 280)
    values[-42:] += 40
    plain, scaled = (told(change(make(v, unit=Unit.MONEY))) for v in (values, values * factor))
    assert plain.movement is scaled.movement is Movement.RISE
    assert plain.effect is not None
    assert scaled.effect is not None
    size = factor if below_zero else 1.0
    assert scaled.effect.mid == pytest.approx(plain.effect.mid * size, rel=1e-6)


def test_a_verdict_says_what_would_have_been_seen_and_how_often_it_errs(make: Make) -> None:
    quiet = told(change(make(visits())))
    assert quiet.verdict.code == "change.no_change"
    assert {"visible", "weeks"} <= set(quiet.verdict.values)
    assert quiet.trust.values["alarms"] == 2


def test_a_claim_says_its_size_and_since_when(make: Make) -> None:
    values = visits()
    values[-42:] *= 0.5
    fall = told(change(make(values))).verdict
    assert fall.code == "change.fall"
    size, least, most = (fall.values[name] for name in ("size", "least", "most"))
    assert isinstance(size, Move)
    assert isinstance(least, Move)
    assert isinstance(most, Move)
    assert most.value < size.value < least.value < 0


def test_two_weeks_of_collapse_are_told_at_once_and_two_good_weeks_are_not(make: Make) -> None:
    collapsed, lifted = visits(), visits()
    collapsed[-14:] *= 0.1
    lifted[-14:] *= 1.08
    assert told(change(make(collapsed))).movement is Movement.FALL
    assert told(change(make(lifted))).movement is Movement.NO_CHANGE


def test_what_began_or_ended_is_told_by_its_level_and_not_as_a_multiple(make: Make) -> None:
    rng = np.random.default_rng(3)
    quiet, busy = [0.0] * 34, list(rng.poisson(900, 6).astype(float))
    began = change(make([*quiet, *busy], Grain.WEEK))
    ended = change(make([*rng.poisson(900, 34).astype(float), *[0.0] * 6], Grain.WEEK))
    assert isinstance(began, Change)
    assert isinstance(ended, Change)
    assert (began.from_nothing, began.verdict.code) == (True, "change.began")
    assert (ended.from_nothing, ended.verdict.code) == (True, "change.ended")
    assert says(began.verdict, "Clicks").startswith("Clicks: began about 26")
    assert "about 900 a week in the 34 weeks before" in says(ended.verdict, "Clicks")


def test_a_new_level_that_is_restless_has_a_wide_interval(make: Make) -> None:
    """Before, the weeks hardly differ; since, by a factor of ten: the size is not known to 2 %."""
    calm = [1000.0 + at % 3 for at in range(34)]
    moved = change(make([*calm, 5_000.0, 50_000.0, 6_000.0, 40_000.0, 7_000.0, 60_000.0], Grain.WEEK))
    assert isinstance(moved, Change)
    assert moved.effect is not None
    assert moved.effect.high > 3 * moved.effect.low


def test_what_began_keeps_its_day_while_it_is_told(make: Make) -> None:
    rng = np.random.default_rng(4)
    busy = list(rng.poisson(900, 14).astype(float))
    for weeks in (4, 8, 9, 10):
        found = told(change(make([*[0.0] * 40, *busy[:weeks]], Grain.WEEK)))
        assert found.since == BEGIN + timedelta(weeks=40)


def test_a_burst_that_is_over_began_nothing(make: Make) -> None:
    rng = np.random.default_rng(5)
    busy = list(rng.poisson(900, 5).astype(float))
    assert told(change(make([*[0.0] * 36, *busy], Grain.WEEK))).movement is Movement.RISE
    assert told(change(make([*[0.0] * 36, *busy, 0.0, 0.0], Grain.WEEK))).movement is Movement.NO_CHANGE


def test_rare_events_neither_change_nor_begin_by_coming(make: Make) -> None:
    """One sale every 17 days, for good: the weeks that hold it are not outliers among those that do not."""
    values = [1.0 if at % 17 == 0 else 0.0 for at in range(400)]
    for end in range(300, 401, 7):
        found = told(change(make(values[:end])))
        assert (found.movement, found.spikes) == (Movement.NO_CHANGE, ())
