"""The five goals are really in five states, whatever the last day is."""

from datetime import date, timedelta

import numpy as np
import pytest

from milepost.amount import Unknown
from milepost.demo.brand import DemoBrand
from milepost.demo.goals import demo_goals
from milepost.demo.latent import Counts, World, build_world
from milepost.demo.story import Story
from milepost.judgement.attainability import Odds, odds_of_level, odds_of_monthly, odds_of_total
from milepost.judgement.baseline import Baseline, baseline
from milepost.period import Period, add_months
from milepost.series import Floats, Series

LAST_DAYS = (date(2026, 11, 21), date(2027, 3, 15), date(2027, 7, 4))


@pytest.fixture(scope="module", params=LAST_DAYS, ids=str)
def told(request: pytest.FixtureRequest) -> World:
    return build_world(Story(), request.param, 7)


def series(world: World, over: Floats | Counts, under: Counts | None = None, *, adds: bool = True) -> Series:
    return Series(
        "figure",
        world.days,
        np.ones(len(world.days), dtype=np.int64),
        np.asarray(over, dtype=np.float64),
        None if under is None else np.asarray(under, dtype=np.float64),
        adds=adds and under is None,
    )


def usual(figures: Series, start: date, days: int | None) -> float:
    level = baseline(figures, start=start, days=days)
    assert isinstance(level, Baseline)
    return level.value


def sure(odds: Odds | Unknown) -> Odds:
    assert isinstance(odds, Odds)
    return odds


def test_social_traffic_is_likely_to_arrive(told: World) -> None:
    start = demo_goals(told)[0].as_of
    social = series(told, told.visits["Organic Social"] + told.visits["Paid Social"])
    period = Period(start, add_months(start, 3))
    target = 1.2 * usual(social, start, period.days)
    as_of = told.last_day + timedelta(days=1)
    odds = sure(odds_of_total(social, period=period, as_of=as_of, target=target, better="higher"))
    assert 0.75 < odds.probability < 0.99


def test_the_three_hundred_subscribers_are_open(told: World) -> None:
    start = demo_goals(told)[1].as_of
    odds = sure(
        odds_of_total(
            series(told, told.subscribers),
            period=Period(start, start + timedelta(days=90)),
            as_of=told.last_day + timedelta(days=1),
            target=300,
            better="higher",
        )
    )
    assert 0.33 < odds.probability < 0.67


def test_the_cost_of_a_lead_went_the_wrong_way(told: World) -> None:
    start = demo_goals(told)[2].as_of
    spend = sum(told.campaign_spend.values()) + sum(told.google_spend.values())
    cost = series(told, np.asarray(spend), np.sum(list(told.leads.values()), axis=0))
    before = usual(cost, start, None)
    odds = sure(
        odds_of_level(
            cost,
            deadline=start + timedelta(days=59),
            as_of=told.last_day + timedelta(days=1),
            target=0.9 * before,
            better="lower",
        )
    )
    assert odds.probability < 0.1
    assert odds.reached is not None
    assert odds.reached > 1.15 * before


def test_twenty_calls_a_month_are_standing(told: World) -> None:
    calls = sum(told.calls[channel] for channel in ("instagram", "facebook", "linkedin"))
    as_of = told.last_day + timedelta(days=1)
    odds = sure(odds_of_monthly(series(told, np.asarray(calls)), as_of=as_of, target=20, better="higher"))
    assert odds.met is not None
    assert odds.met[1] == 12
    assert 2 <= odds.met[0] <= 6
    assert odds.probability > 0.75


def test_youtube_is_known_until_its_goal_was_written_and_not_since(brand: DemoBrand) -> None:
    goal = brand.goals[4]
    assert "YouTube" in goal.sentence
    (totals,) = [file.path for file in brand.files if file.path.name == "Totals.csv"]
    days = [line.split(",")[0] for line in totals.read_text("utf-8").splitlines()[1:]]
    assert max(days) == str(goal.as_of - timedelta(days=1))
    assert (LAST_DAYS[0] - goal.as_of).days > 42


def test_a_wish_without_number_and_deadline_comes_last(brand: DemoBrand) -> None:
    assert brand.goals[5].sentence == "Get more likes."
