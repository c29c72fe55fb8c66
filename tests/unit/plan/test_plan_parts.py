"""Objectives, capacity, what is watched, seasons and the quarter."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_parts import MEASURES, SELL, goal

from milepost.errors import InvalidValue, NotFound
from milepost.goals.closing import Closing, Outcome
from milepost.knowledge.reader import table
from milepost.kpis.catalogue import catalogue
from milepost.period import Grain
from milepost.plan.capacity import Capacity
from milepost.plan.objective import Objective, checked, kinds, roles, stage_of
from milepost.plan.quarter import held_against
from milepost.plan.season import season_of
from milepost.plan.watched import to_drop, watched
from milepost.series import Series


def test_every_kind_and_role_names_stages_and_kpis_that_there_are() -> None:
    for kind in kinds().values():
        assert kind.stage in table("stages")
        assert set(kind.roles) <= set(roles())
    for role in roles().values():
        assert role.stage in table("stages")


def test_every_segment_names_kpis_of_the_catalogue_or_of_goals() -> None:
    from milepost.goals.metrics import metrics

    known = set(catalogue()) | set(metrics())
    for name, segment in table("segments").items():
        assert set(segment["kpis"]) <= known, name


def test_an_objective_is_checked_by_name() -> None:
    with pytest.raises(NotFound, match="revenue_growth"):
        checked(Objective("x", "More", "revenue_grwth"))
    with pytest.raises(NotFound, match="direct_sales"):
        checked(Objective("x", "More", "own", ("direct_sale",)))
    with pytest.raises(InvalidValue):
        checked(Objective("x", "  ", "own"))


def test_an_objective_of_ones_own_has_the_stage_it_was_given() -> None:
    assert stage_of(Objective("x", "Hire", "own", stage="conversion")) == "conversion"
    assert stage_of(Objective("x", "Hire", "own")) is None
    assert stage_of(SELL) == "conversion"


@pytest.mark.parametrize(
    "numbers", [{"most_kpis": 0}, {"hours_a_week": -1}, {"budget_a_month": float("nan")}]
)
def test_a_capacity_that_cannot_be_is_refused(numbers: dict[str, float]) -> None:
    with pytest.raises(InvalidValue):
        Capacity(**numbers).check()  # type: ignore[arg-type]


@given(st.lists(st.sampled_from(sorted(MEASURES)), min_size=1, max_size=12), st.integers(1, 12))
def test_what_is_dropped_leaves_as_many_as_allowed_and_goals_own_last(kpis: list[str], most: int) -> None:
    goals = [goal(f"g{n}", kpi) for n, kpi in enumerate(kpis)]
    dropped = to_drop(goals, MEASURES, most)
    assert len(watched(goals)) - len(dropped) == min(most, len(watched(goals)))
    kept = set(watched(goals)) - set(dropped)
    own = {one.kpi for one in goals}
    assert not (set(dropped) & own) or kept <= own


def _daily(values: list[float], start: date) -> Series:
    starts = tuple(start + timedelta(days=n) for n in range(len(values)))
    return Series("orders", starts, np.ones(len(values), dtype=np.int64), np.array(values), None, Grain.DAY)


def test_the_season_is_how_the_same_weeks_moved_a_year_before() -> None:
    one = goal(start=date(2027, 4, 1), deadline=date(2027, 6, 30))
    begin = date(2027, 4, 1) - timedelta(days=364)
    series = _daily([10.0] * 91 + [14.0] * 91, begin - timedelta(days=91))
    assert season_of(one, series) == pytest.approx(0.4)


def test_a_season_that_is_not_known_is_none() -> None:
    one = goal(start=date(2027, 4, 1), deadline=date(2027, 6, 30))
    assert season_of(one, _daily([10.0] * 60, date(2027, 1, 1))) is None
    assert season_of(goal(deadline=None), _daily([10.0] * 900, date(2025, 1, 1))) is None


def test_an_objective_is_served_when_one_goal_is_on_its_way() -> None:
    goals = [goal("g1"), goal("g2"), goal("g3", objective=None)]
    quarter = held_against([SELL], goals, {"g1": "unlikely", "g2": "likely"}, [], [])
    assert [row.served for row in quarter.objectives] == [True, None]
    assert quarter.objectives[1].objective is None


def test_an_objective_whose_goals_all_fail_is_not_served() -> None:
    missed = (goal("g2"), Closing(Outcome.MISSED, 80, met_first_target=False, learned="Too late."))
    quarter = held_against([SELL], [goal("g1")], {"g1": "unlikely"}, [missed], [])
    assert quarter.objectives[0].served is False
    assert [held.goal.id for held in quarter.objectives[0].goals] == ["g1", "g2"]
