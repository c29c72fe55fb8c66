"""Each mistake of the method is found in a plan that makes it, and in no sound one."""

from dataclasses import replace
from datetime import date

import pytest
from plan_parts import BASELINE, SELL, TODAY, case, goal

from milepost.goals.findings import Finding, remedy, says, templates
from milepost.goals.goal import Guard
from milepost.plan.capacity import Capacity
from milepost.plan.critique import Case, Look, review_plan
from milepost.plan.objective import Objective

LIKES = goal("g2", "likes", objective="sell")


def codes(found: Case) -> set[str]:
    return {finding.code for finding in review_plan(found)}


def test_nothing_is_said_against_a_sound_plan() -> None:
    assert codes(case()) == set()


EMPTY = replace(case().plan, goals=(), objectives=())

MISTAKES = {
    "empty_plan": case(plan=EMPTY),
    "no_objectives_written": case(objectives=()),
    "goals_without_objective": case(goal(objective=None)),
    "objective_without_goal": case(objectives=(SELL, Objective("known", "Be known", "brand_positioning"))),
    "deciding_stage_missing": case(goal("g1", "sessions")),
    "opposite_goals": case(goal(), goal("g2", better="lower", target=80, baseline=None)),
    "same_kpi_twice": case(goal(), goal("g2")),
    "guard_against_goal": case(
        goal("g1", "revenue", guards=(Guard("aov", at_most=40),)), goal("g2", "aov", target=60, baseline=None)
    ),
    "deadline_passed": case(goal(deadline=date(2027, 3, 1))),
    "goal_overdue": case(goal(deadline=date(2027, 4, 20))),
    "no_baseline": case(goal(baseline=None)),
    "short_baseline": case(goal(baseline=replace(BASELINE, weeks=5))),
    "target_behind_baseline": case(goal(target=50)),
    "unrealistic_target": case(looks={"g1": Look(probability=0.02, even_odds_target=101)}),
    "compared_across_break": case(looks={"g1": Look(crossed=("Views count otherwise",))}),
    "compared_across_season": case(looks={"g1": Look(season=0.4)}),
    "too_many_goals_kpis": case(*(goal(f"g{n}", f"kpi_{n}") for n in range(8))),
    "too_many_watched": case(goal(leads=tuple(f"kpi_{n}" for n in range(15)))),
    "kpis_changed_often": case(
        versions={
            "g1": (
                goal(version=1),
                goal("g1", "sessions", version=2, written=date(2027, 4, 20)),
                goal("g1", "ctr", version=3, written=date(2027, 4, 25)),
            )
        }
    ),
    "no_financial_indicator": case(goal("g1", "sessions")),
    "no_leading_indicator": case(goal(leads=())),
    "no_lagging_indicator": case(goal("g1", "sessions")),
    "no_conversion_tracking": case(goal("g1", "sessions"), fed=frozenset({"sessions", "ctr", "bounce_rate"})),
    "vanity_as_goal": case(LIKES),
    "volume_without_quality": case(goal(guards=())),
    "watched_without_data": case(goal(leads=("ctr",)), fed=frozenset({"orders", "aov"})),
    "no_owner": case(goal(owner=None)),
    "no_review_yet": case(today=date(2027, 6, 10)),
    "no_review_held": case(today=date(2027, 6, 10), reviews=(date(2027, 3, 1),)),
    "not_held_against_objectives": case(goal(deadline=date(2027, 12, 31)), today=date(2027, 8, 20)),
    "more_hours_than_there_are": case(goal(hours=30), capacity=Capacity(hours_a_week=20)),
    "more_money_than_there_is": case(goal(budget=6000), capacity=Capacity(budget_a_month=1500)),
    "nothing_given_to_it": case(goal(), capacity=Capacity(hours_a_week=20)),
    "no_audience": case(profiles=("home_cooks",)),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_found_where_it_is_made(mistake: str) -> None:
    assert mistake in codes(MISTAKES[mistake])


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_finding_says_something_whole_and_what_to_do(mistake: str) -> None:
    for finding in review_plan(MISTAKES[mistake]):
        for text in (says(finding), remedy(finding)):
            assert text[-1] in ".”?", (finding, text)
            assert "not known)" not in text, (finding, text)
        assert len(says(finding).split()) <= 30, says(finding)


def test_every_finding_of_a_plan_has_its_words_and_its_mistake_here() -> None:
    assert set(MISTAKES) <= set(templates())
    of_plans = list(templates())[list(templates()).index("empty_plan") :]
    assert set(of_plans) <= set(MISTAKES)


def test_what_is_to_be_dropped_is_named_and_is_enough() -> None:
    goals = [*(goal(f"g{n}", f"kpi_{n}") for n in range(7)), goal("g8", "likes"), goal("g9")]
    found = {f.code: f for f in review_plan(case(*goals))}
    assert found["too_many_goals_kpis"].values["drop"] == ("Likes", "KPI 6")


def test_a_goal_that_reaches_its_season_by_itself_is_told_so() -> None:
    found = {f.code: f for f in review_plan(case(looks={"g1": Look(season=0.4)}))}
    assert says(found["compared_across_season"]) == (
        "“Orders” is to move by +20 %; between the same weeks a year earlier it moved by +40 % by itself."
    )


def test_a_plan_is_quiet_about_data_that_nobody_looked_at() -> None:
    assert not codes(case(goal("g1", "sessions"), fed=None)) & {
        "no_conversion_tracking",
        "watched_without_data",
    }


def test_goals_are_named_as_people_name_them() -> None:
    finding = Finding("no_owner", "question", {"goals": ("g1", "g2", "g3"), "goal": "g1"})
    assert says(finding) == "Nobody answers for goals g1, g2 and g3."


def test_reviews_and_quarters_that_were_held_are_seen() -> None:
    late = date(2027, 6, 10)
    assert "no_review_held" not in codes(case(today=late, reviews=(date(2027, 5, 20),)))
    assert late > TODAY


def test_goals_without_an_objective_are_offered_all_in_the_order_of_the_plan() -> None:
    named = [f"objective_{at}" for at in (7, 1, 9, 3, 8, 2)]
    several = tuple(Objective(name, name, "revenue_growth") for name in named)

    (found,) = [
        one
        for one in review_plan(case(goal(objective=None), objectives=several))
        if one.code == "goals_without_objective"
    ]

    assert found.values["objectives"] == tuple(named)
