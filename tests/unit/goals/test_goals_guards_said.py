"""A second target that is a limit becomes a guard of the goal, in its KPI's own unit."""

import pytest

from milepost.goals.critique import critique
from milepost.goals.goal import Guard
from milepost.goals.guards_said import guards_said, unmeasured_guards
from milepost.goals.sentence import read_sentence
from milepost.kpis.catalogue import catalogue


@pytest.mark.parametrize(
    ("sentence", "kpi", "least", "most"),
    [
        ("Win 500 leads in 90 days at €30 CPL", "cost_per_lead", None, 30.0),
        ("Increase sessions by 20% in 90 days and keep bounce rate below 55%", "bounce_rate", None, 0.55),
        ("Increase revenue by 20% in 90 days without raising ad spend", "ad_spend", None, None),
        ("Win 300 leads by 30 June 2027 with ROAS not below 3", "roas", 3.0, None),
    ],
)
def test_a_limit_is_kept_in_the_kpis_unit(
    sentence: str, kpi: str, least: float | None, most: float | None
) -> None:
    (guard,) = guards_said(read_sentence(sentence), catalogue())
    assert isinstance(guard, Guard)
    assert (guard.kpi, guard.at_least) == (kpi, least)
    assert guard.at_most == pytest.approx(most) if most is not None else guard.at_most is None


def test_a_goal_with_a_guard_is_not_asked_to_be_split() -> None:
    reading = read_sentence("Win 500 leads in 90 days at €30 CPL")
    assert "multiple_goals" not in {finding.code for finding in critique(reading)}


def test_a_guard_that_nothing_measures_is_named() -> None:
    reading = read_sentence("Win 500 leads in 90 days at €30 CPL")
    assert unmeasured_guards(reading, {}) == ("at €30 CPL",)
    assert unmeasured_guards(reading, catalogue()) == ()
