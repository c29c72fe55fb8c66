"""Leads: found where they are, not where two figures only share a season or a trend."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest

from milepost.judgement.lagged import adjust
from milepost.judgement.lead import lead
from milepost.judgement.verdict import LeadVerdict
from milepost.period import Grain
from milepost.series import Floats, Series

Make = Callable[..., Series]
BEGIN = date(2024, 1, 1)
WEEKS = 130


def figure(rng: np.random.Generator, weeks: int = WEEKS) -> Floats:
    season = 0.4 * np.sin(2 * np.pi * np.arange(weeks) / 52.18)
    return np.asarray(season + np.cumsum(rng.normal(0, 0.05, weeks)) + rng.normal(0, 0.25, weeks))


def test_a_driver_is_found_with_its_lag_and_bystanders_mostly_are_not(make: Make) -> None:
    claimed = 0
    for seed in range(10):
        rng = np.random.default_rng(seed)
        driver = figure(rng)
        outcome = 0.3 * figure(rng) + np.roll(driver, 3)
        others = [figure(rng) for _ in range(4)]
        series = [make(np.exp(6 + v), Grain.WEEK) for v in (outcome, driver, *others)]
        found = lead(series[0], series[1:])
        assert (found[0].finding, found[0].lag_weeks) == (LeadVerdict.LEADS, 3)
        assert found[0].correlation is not None
        assert found[0].correlation > 0
        claimed += sum(each.lag_weeks is not None for each in found[1:])
    assert claimed <= 3


def test_a_shared_season_and_trend_prove_nothing(make: Make) -> None:
    rng = np.random.default_rng(2)
    claims = 0
    for _ in range(15):
        outcome, *others = (make(np.exp(6 + figure(rng)), Grain.WEEK) for _ in range(5))
        claims += sum(each.finding is LeadVerdict.LEADS for each in lead(outcome, others))
    assert claims <= 2


def test_below_a_year_nothing_is_said(make: Make) -> None:
    rng = np.random.default_rng(3)
    short = [make(np.exp(6 + figure(rng, 51)), Grain.WEEK) for _ in range(2)]
    (found,) = lead(short[0], short[1:])
    assert found.finding is LeadVerdict.UNKNOWN
    assert found.p_adjusted is None
    assert found.because is not None
    assert "52" in found.because


def test_a_year_and_a_week_is_enough(make: Make) -> None:
    rng = np.random.default_rng(4)
    series = [make(np.exp(6 + figure(rng, 53)), Grain.WEEK) for _ in range(2)]
    (found,) = lead(series[0], series[1:])
    assert found.finding is not LeadVerdict.UNKNOWN


def test_a_constant_leads_nothing_and_spoils_nothing(make: Make) -> None:
    rng = np.random.default_rng(5)
    driver = figure(rng)
    outcome = make(np.exp(6 + np.roll(driver, 2) + rng.normal(0, 0.05, WEEKS)), Grain.WEEK)
    found = lead(outcome, [make([4.0] * WEEKS, Grain.WEEK), make(np.exp(5 + driver), Grain.WEEK)])
    assert [each.finding for each in found] == [LeadVerdict.UNKNOWN, LeadVerdict.LEADS]


def test_days_and_weeks_meet_on_whole_weeks(make: Make) -> None:
    rng = np.random.default_rng(6)
    driver = np.exp(6 + figure(rng))
    outcome = np.roll(driver, 2) * np.exp(rng.normal(0, 0.05, WEEKS))
    daily = make(np.append(np.repeat(outcome / 7, 7), [1.0, 2.0, 3.0]))
    (found,) = lead(daily, [make(driver, Grain.WEEK)])
    assert (found.finding, found.lag_weeks) == (LeadVerdict.LEADS, 2)


def test_adjusted_p_values() -> None:
    assert adjust([0.01, 0.04, 0.03, 0.5]) == pytest.approx((0.04, 0.04 * 4 / 3, 0.04 * 4 / 3, 0.5))
    assert adjust([]) == ()


def test_what_moves_in_the_same_week_leads_nothing(make: Make) -> None:
    claims, together = 0, 0
    for seed in range(10):
        rng = np.random.default_rng(seed)
        shared = rng.normal(0, 0.25, WEEKS)
        outcome, *others = (make(np.exp(6 + figure(rng) + shared), Grain.WEEK) for _ in range(4))
        found = lead(outcome, others)
        claims += sum(each.lag_weeks is not None for each in found)
        together += sum(each.verdict.code == "lead.together" for each in found)
    assert claims <= 1
    assert together >= 15


def test_two_drivers_are_both_found_though_each_hides_the_other(make: Make) -> None:
    found = 0
    for seed in range(10):
        rng = np.random.default_rng(seed)
        first, second = figure(rng), figure(rng)
        outcome = 0.2 * figure(rng) + np.roll(first, 2) + np.roll(second, 6)
        series = [make(np.exp(6 + v), Grain.WEEK) for v in (outcome, first, second)]
        found += [each.lag_weeks for each in lead(series[0], series[1:])] == [2, 6]
    assert found >= 9


def test_a_claim_says_what_it_foretold_in_the_last_third(make: Make) -> None:
    rng = np.random.default_rng(7)
    driver = figure(rng)
    outcome = make(np.exp(6 + 0.3 * figure(rng) - np.roll(driver, 4)), Grain.WEEK)
    (found,) = lead(outcome, [make(np.exp(6 + driver), Grain.WEEK)])
    assert found.verdict.code == "lead.down"
    assert found.gain is not None
    assert 0.2 < found.gain < 1
    assert found.trust is not None
    assert found.trust.code == "lead.held"


def test_unproved_says_what_would_have_shown(make: Make) -> None:
    rng = np.random.default_rng(8)
    series = [make(np.exp(6 + figure(rng)), Grain.WEEK) for _ in range(3)]
    few, many = lead(series[0], series[1:])[0], lead(series[0], series[1:2])[0]
    assert few.finding is LeadVerdict.UNPROVED
    assert few.visible is not None
    assert many.visible is not None
    assert 0.05 < many.visible < few.visible < 0.5


def test_a_perfect_lead_among_ties_is_answered(make: Make) -> None:
    values = np.tile([0.0, 0.0, 1.0, 0.0, 3.0], 30)
    (found,) = lead(make(values, Grain.WEEK), [make(np.roll(values, -1), Grain.WEEK)])
    assert found.p_adjusted is None or 0 <= found.p_adjusted <= 1


def test_weeks_that_begin_on_another_day_are_not_compared(make: Make) -> None:
    """Of two figures of the same thing, one by weeks from Sunday would seem to run a week ahead."""
    rng = np.random.default_rng(8)
    days = rng.poisson(np.exp(4 + np.repeat(figure(rng), 7))).astype(float)
    by_monday = make(days.reshape(-1, 7).sum(axis=1), Grain.WEEK)
    by_sunday = make(days[6:-1].reshape(-1, 7).sum(axis=1), Grain.WEEK, BEGIN + timedelta(days=6))
    (found,) = lead(by_monday, [by_sunday])
    assert found.finding is LeadVerdict.UNKNOWN
    assert "begin on another day" in (found.because or "")


def test_figures_that_ended_long_ago_do_not_cost_the_others_their_weeks(make: Make) -> None:
    rng = np.random.default_rng(9)
    driver = figure(rng)
    outcome = make(np.exp(6 + np.roll(driver, 2) + rng.normal(0, 0.1, WEEKS)), Grain.WEEK)
    old = make(np.exp(6 + figure(rng))[:70], Grain.WEEK)
    found = lead(outcome, [make(np.exp(6 + driver), Grain.WEEK), old])
    assert (found[0].finding, found[0].lag_weeks) == (LeadVerdict.LEADS, 2)
    assert found[0].weeks == WEEKS
    assert found[1].finding is LeadVerdict.UNKNOWN
    assert "420 days before" in (found[1].because or "")
