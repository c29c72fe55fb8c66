"""What cannot hold in a plan file, or not together with the rest of it."""

# ruff: noqa: E501 - each example on its line

from datetime import date

import pytest

from milepost.goals.findings import ADVICE, QUESTION, REFUSE
from milepost.kpis.catalogue import catalogue
from milepost.plan.remark import templates
from milepost.reports.plan_file_words import remark_line
from milepost.workspace.plan_files.documents import plan_from

TODAY = date(2027, 1, 4)


def found(goals: str, head: str = "currency: EUR\n") -> dict[str, tuple[str, str]]:
    text = f"milepost: 1\n{head}goals:\n{goals}"
    file = plan_from(text.encode(), "plan.yaml", None, today=TODAY)
    return {r.finding.code: (r.path, r.finding.severity) for r in file.reading.remarks}


@pytest.mark.parametrize(
    ("goals", "code", "path", "severity"),
    [
        ("- {sentence: Get 300 leads by 31 March 2027, target: 200}", "sentence_says_target", "goals[0].target", QUESTION),
        ("- {sentence: Get 300 leads by 31 March 2027, kpi: revenue}", "sentence_says_kpi", "goals[0].kpi", QUESTION),
        ("- {sentence: Get 300 leads by 31 March 2027, deadline: 2027-05-01}", "sentence_says_deadline", "goals[0].deadline", QUESTION),
        ("- Increase leads from 80 to 50 by 31 March 2027", "sentence_against_itself", "goals[0].sentence", QUESTION),
        ("- Reduce the bounce rate from 40% to 50% by 31 March 2027", "sentence_against_itself", "goals[0].sentence", QUESTION),
        ("- {kpi: leads, target: 300, deadline: 2026-03-31}", "deadline_over", "goals[0].deadline", REFUSE),
        ("- {kpi: leads, target: 300}", "no_time", "goals[0]", REFUSE),
        ("- {kpi: leads, target: '1,300', deadline: 2027-03-31}", "no_figure", "goals[0].target", REFUSE),
        ("- {kpi: ctr, target: 5, deadline: 2027-03-31}", "no_figure", "goals[0].target", REFUSE),
        ("- {sentence: x, guards: ['aov ~ 5']}", "no_figure", "goals[0].guards[0]", REFUSE),
        ("- {sentence: x, budget: 100 USD}", "no_figure", "goals[0].budget", REFUSE),
        ("- {sentence: x, guards: [{kpi: aov, at_least: 50, at_most: 20}]}", "guard_against_itself", "goals[0].guards[0]", REFUSE),
        ("- {kpi: leads, target: 5, per: month, guards: [leads]}", "guards_itself", "goals[0].guards[0]", ADVICE),
        ("- {kpi: leads, target: 5, per: month, leads: [leads]}", "leads_itself", "goals[0].leads", QUESTION),
        (
            "- {kpi: leads, target: 300, deadline: 2027-03-31}\n- {kpi: leads, target: 200, deadline: 2027-03-31}",
            "two_targets", "goals[1]", QUESTION,
        ),
        (
            "- {kpi: ad_spend, target: 900 EUR, deadline: 2027-03-31}\n- {kpi: leads, target: 200, deadline: 2027-03-31, guards: [ad_spend<=500]}",
            "goal_against_guard", "goals[0].target", QUESTION,
        ),
    ],
)  # fmt: skip
def test_what_cannot_hold_is_told(goals: str, code: str, path: str, severity: str) -> None:
    assert found(goals).get(code) == (path, severity)


@pytest.mark.parametrize(
    "goals",
    [
        "- Get 300 leads by 31 March 2027",
        "- {sentence: Get 300 leads by 31 March 2027, kpi: leads, target: 300, deadline: 2027-03-31}",
        "- {sentence: Increase engagement rate to 5% by 31 March 2027, kpi: engagement_rate_by_reach, target: 5%}",
        "- {sentence: Get 300 leads by 31 March 2027, kpi: leads, target: 200, first_target: 300, version: 2, id: g1}",
        "- {kpi: leads, target: 300, deadline: 2027-03-31}\n- {kpi: leads, target: 200, deadline: 2027-06-30}",
        "- {kpi: leads, target: 9, per: month, channel: x}\n- {kpi: leads, target: 8, per: month, channel: y}",
        "- {id: g1, version: 1, kpi: leads, target: 300, deadline: 2026-03-31}",
        "- {id: g1, version: 1, sentence: Get 300 leads by 31 March 2027, kpi: leads, target: 250}",
    ],
)
def test_what_can_hold_is_left_alone(goals: str) -> None:
    assert found(goals) == {}


def test_an_objective_that_is_not_in_the_plan_is_refused_with_the_nearest() -> None:
    head = "objectives:\n  - {id: sell_online, title: Sell online, kind: revenue_growth}\n"
    text = f"milepost: 1\n{head}goals:\n- {{sentence: x, objective: sel_online}}\n"
    (remark,) = plan_from(text.encode(), "p", None, today=TODAY).reading.remarks
    assert remark_line(remark) == (
        "line 5, goals[0].objective: refused: The plan has no business objective “sel_online”. "
        "Did you mean sell_online?"
    )


def test_every_sentence_can_be_said() -> None:
    for code, said in templates().items():
        assert set(said) == {"says", "remedy"}, code
        assert len(said["says"].split()) <= 30, code
        assert len(said["remedy"].split()) <= 30, code


def test_units_of_kpis_are_known() -> None:
    assert catalogue()["ctr"].unit == "share"
    assert catalogue()["ad_spend"].unit == "money"
