"""Findings: what blocks a goal, what is asked, what is advised."""

import ast
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

import milepost.goals
from milepost.goals.critique import critique
from milepost.goals.findings import Finding, remedy, says, templates
from milepost.goals.goal import Goal
from milepost.goals.reading import GoalReading
from milepost.goals.sentence import read_sentence
from milepost.goals.serving import Served

GOAL = Goal(
    id="g1",
    brand="Birch & Bean",
    sentence="Conversion rate of 8% by 30 June 2027",
    kpi="conversion_rate",
    channel=(),
    kind="level",
    target=0.08,
    first_target=0.08,
    unit="share",
    better="higher",
    baseline=None,
    start=date(2027, 4, 1),
    deadline=date(2027, 6, 30),
    per=None,
    owner=None,
    objective=None,
    stage="conversion",
    created=date(2027, 4, 1),
    version=1,
)


def of(sentence: str, **given: object) -> dict[str, str]:
    """The codes that a sentence is given, with their severity."""
    return {f.code: f.severity for f in critique(read_sentence(sentence), **given)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Get more likes on Instagram", "metric_as_goal"),
        ("Post three videos a week", "activity_not_outcome"),
        ("Improve our presence", "no_metric"),
        ("Raise brand awareness by 20% by May 2027", "not_measurable"),
        ("More leads by 30 June 2027", "no_amount"),
        ("Win 40 leads", "no_deadline"),
        ("Increase sales by 20% in 90 days", "no_baseline"),
    ],
)
def test_what_is_no_goal_yet_is_refused(sentence: str, code: str) -> None:
    assert of(sentence)[code] == "refuse"


def test_a_whole_goal_is_not_refused() -> None:
    assert of("Generate 300 leads in 90 days") == {}
    assert "no_deadline" not in of("20 booked calls per month from social")


def test_a_deadline_beside_the_sentence_counts() -> None:
    assert "no_deadline" not in of("Win 40 leads", deadline=date(2027, 6, 30))


def test_a_target_far_from_the_past_is_told_with_its_odds() -> None:
    reading = read_sentence(GOAL.sentence)
    found = critique(reading, goal=GOAL, baseline=0.015, odds=0.004, even_odds_target=0.019)
    (unlikely,) = [f for f in found if f.code == "unlikely"]
    assert unlikely.severity == "question"
    assert says(unlikely) == (
        "From 1.5 % to 8 % is less than 1 % likely by what the past allows; 1.9 % would have even odds."
    )


def test_a_target_that_is_met_already_is_asked_about() -> None:
    reading = read_sentence(GOAL.sentence)
    codes = {f.code for f in critique(reading, goal=GOAL, baseline=0.09, odds=0.9)}
    assert "already_met" in codes
    down = replace(GOAL, kpi="cost_per_lead", better="lower", target=9.0)
    assert "already_met" in {f.code for f in critique(down, baseline=8.0)}
    assert "already_met" not in {f.code for f in critique(down, baseline=10.0)}


def test_by_five_percent_of_a_rate_is_asked_with_both_answers() -> None:
    reading = read_sentence("Lift the conversion rate by 5% in 90 days")
    (finding,) = [f for f in critique(reading, baseline=0.02) if f.code == "ambiguous_percent"]
    assert finding.values["target"] == pytest.approx(0.021)
    assert finding.values["target_in_points"] == pytest.approx(0.07)


def test_a_percentage_of_nothing_is_refused() -> None:
    assert of("Increase sales by 20% in 90 days", baseline=0.0)["zero_baseline"] == "refuse"


KNOWN, ASKED = Served("brand_positioning", "awareness"), Served("lead_generation", "conversion")


def test_awareness_is_not_measured_in_revenue() -> None:
    assert "awareness_in_revenue" in of("Raise brand awareness: grow revenue to $50,000 by May 2027")
    assert "awareness_in_revenue" in of(
        "Reach $50,000 revenue by May 2027", serves=Served("brand_positioning", "awareness")
    )
    assert "awareness_in_revenue" not in of("Reach $50,000 revenue by May 2027")


def test_conversion_does_not_rest_on_impressions() -> None:
    assert "conversion_on_impressions" in of("Reach 1M impressions on X by May 2027 to win more orders")
    assert "conversion_on_impressions" in of(
        "1M impressions on X by May 2027", serves=Served("lead_generation", "conversion")
    )
    assert "conversion_on_impressions" not in of("Reach 1M impressions on X by May 2027")


def test_several_goals_are_named() -> None:
    reading = read_sentence("Increase saves and shares on Instagram by 20% within six months")
    (finding,) = [f for f in critique(reading, baseline=10.0) if f.code == "multiple_goals"]
    assert says(finding) == "The sentence holds 2 goals: saves, shares."


def test_more_kpis_than_seven_are_too_many() -> None:
    kpis = ("leads", "orders", "revenue", "sessions", "followers", "reach", "saves")
    others = [replace(GOAL, id=f"g{i}", kpi=kpi, stage=f"s{i}") for i, kpi in enumerate(kpis, 2)]
    assert "too_many_kpis" in {f.code for f in critique(GOAL, live_goals=others)}
    assert "too_many_kpis" not in {f.code for f in critique(GOAL, live_goals=others[1:])}


def test_more_goals_of_a_stage_than_three_are_too_many() -> None:
    others = [replace(GOAL, id=f"g{i}", kpi=f"k{i}") for i in range(2, 5)]
    assert "too_many_in_stage" in {f.code for f in critique(GOAL, live_goals=others)}
    assert "too_many_in_stage" not in {f.code for f in critique(GOAL, live_goals=others[:2])}


def test_one_goal_of_a_brand_speaks_of_money() -> None:
    assert "no_financial_indicator" in {f.code for f in critique(GOAL)}
    paid = replace(GOAL, id="g2", kpi="revenue")
    assert "no_financial_indicator" not in {f.code for f in critique(GOAL, live_goals=[paid])}


def test_a_second_goal_for_the_same_kpi_is_asked_about() -> None:
    twin = replace(GOAL, id="g2")
    assert "same_kpi" in {f.code for f in critique(GOAL, live_goals=[twin])}
    assert "same_kpi" not in {f.code for f in critique(GOAL, live_goals=[GOAL])}
    assert GOAL.deadline is not None
    days = {"start": GOAL.deadline + timedelta(days=1), "deadline": GOAL.deadline + timedelta(days=90)}
    assert "same_kpi" not in {f.code for f in critique(GOAL, live_goals=[replace(twin, **days)])}


def test_a_kpi_that_changes_again_and_again_is_noticed() -> None:
    first = replace(GOAL, kpi="leads", version=1, created=date(2027, 1, 1))
    second = replace(GOAL, kpi="orders", version=2, created=date(2027, 2, 1))
    third = replace(GOAL, version=3, created=date(2027, 3, 1))
    assert "kpi_changed_often" in {f.code for f in critique(third, versions=[first, second])}
    late = replace(third, created=date(2027, 9, 1))
    assert "kpi_changed_often" not in {f.code for f in critique(late, versions=[first, second])}


def test_a_target_that_was_made_easier_stays_in_view() -> None:
    assert "target_lowered" in {f.code for f in critique(replace(GOAL, target=0.05, version=2))}
    assert "target_lowered" not in {f.code for f in critique(replace(GOAL, target=0.09, version=2))}
    cheaper = replace(GOAL, better="lower", first_target=9.0, target=12.0)
    assert "target_lowered" in {f.code for f in critique(cheaper)}


def test_what_blocks_comes_first() -> None:
    order = [f.severity for f in critique(read_sentence("Get more likes"))]
    assert order == sorted(order, key=["refuse", "question", "advice"].index)


def test_every_code_has_its_sentences() -> None:
    codes = set()
    for path in Path(milepost.goals.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding"
            )
            if named and isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant):
                codes.add(str(node.args[0].value))
    assert codes - set(templates()) == set()
    for code in templates():
        finding = Finding(code, "advice")
        assert says(finding).endswith((".", ")"))
        assert remedy(finding).endswith(".")


def test_a_reading_without_text_is_judged() -> None:
    assert isinstance(critique(GoalReading(text="", lang="en")), tuple)


@pytest.mark.parametrize(
    ("even_odds", "code"),
    [(0.02, "unlikely"), (0.0145, "unlikely_by_itself"), (0.009, "unlikely_and_falling")],
)
def test_nobody_is_told_to_aim_below_where_he_stands(even_odds: float, code: str) -> None:
    found = critique(GOAL, baseline=0.015, odds=0.01, even_odds_target=even_odds)

    assert code in [finding.code for finding in found]


def test_to_keep_a_level_is_no_goal_that_is_already_met() -> None:
    kept = replace(GOAL, target=0.01)

    asked = critique(read_sentence("Keep the conversion rate above 1% until May"), goal=kept, baseline=0.015)
    reached = critique(read_sentence("Reach a conversion rate of 1% by May"), goal=kept, baseline=0.015)

    assert "already_met" not in [finding.code for finding in asked]
    assert "already_met" in [finding.code for finding in reached]


@pytest.mark.parametrize(
    "sentence", ["Увеличить продажи на 20% за квартал", "将销售额提高20%", "زيادة المبيعات"]
)
def test_another_language_is_said_to_be_one_and_nothing_else(sentence: str) -> None:
    assert of(sentence) == {"not_our_language": "refuse"}
