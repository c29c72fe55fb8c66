"""From a reading to days and figures, and a goal's way through JSON."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.goals.goal import BaselineFigures, Goal, Guard, goal_from_body, goal_to_body, resolve_target
from milepost.goals.schedule import resolve_deadline
from milepost.goals.sentence import read_sentence
from milepost.period import Period

TODAY = date(2027, 5, 12)


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("30 leads in 90 days", date(2027, 5, 12), date(2027, 8, 10)),
        ("30 leads within six weeks", date(2027, 5, 12), date(2027, 6, 23)),
        ("30 leads in one quarter", date(2027, 5, 12), date(2027, 8, 12)),
        ("30 leads this quarter", date(2027, 4, 1), date(2027, 7, 1)),
        ("30 leads next quarter", date(2027, 7, 1), date(2027, 10, 1)),
        ("30 leads this month", date(2027, 5, 1), date(2027, 6, 1)),
        ("30 leads this week", date(2027, 5, 10), date(2027, 5, 17)),
        ("30 leads this year", date(2027, 1, 1), date(2028, 1, 1)),
        ("30 leads by the end of next year", date(2027, 5, 12), date(2029, 1, 1)),
        ("30 leads by 30 June 2027", date(2027, 5, 12), date(2027, 7, 1)),
        ("30 leads by 30 June", date(2027, 5, 12), date(2027, 7, 1)),
        ("30 leads by April 30", date(2027, 5, 12), date(2028, 5, 1)),
        ("30 leads in November", date(2027, 11, 1), date(2027, 12, 1)),
        ("30 leads by November", date(2027, 5, 12), date(2027, 12, 1)),
        ("30 leads in Q2", date(2027, 4, 1), date(2027, 7, 1)),
        ("30 leads in Q1", date(2028, 1, 1), date(2028, 4, 1)),
        ("30 leads by Q4 2027", date(2027, 5, 12), date(2028, 1, 1)),
        ("30 leads in 2028", date(2027, 5, 12), date(2029, 1, 1)),
    ],
)
def test_a_deadline_becomes_days(sentence: str, start: date, end: date) -> None:
    assert Period(start, end) == resolve_deadline(read_sentence(sentence), today=TODAY)


@pytest.mark.parametrize(
    "sentence", ["30 leads", "30 leads before the launch", "30 leads per month", "30 leads by 1 March 2027"]
)
def test_without_a_day_to_come_there_is_no_deadline(sentence: str) -> None:
    assert resolve_deadline(read_sentence(sentence), today=TODAY) is None


def test_a_fiscal_year_moves_the_quarter() -> None:
    found = resolve_deadline(read_sentence("30 leads this quarter"), today=TODAY, year_starts=2)
    assert Period(date(2027, 5, 1), date(2027, 8, 1)) == found
    year = resolve_deadline(read_sentence("30 leads this year"), today=date(2027, 1, 5), year_starts=2)
    assert Period(date(2026, 2, 1), date(2027, 2, 1)) == year


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_leap_day_is_found(today: date) -> None:
    found = resolve_deadline(read_sentence("30 leads by February 29"), today=today)
    assert found is not None
    assert (found.last.month, found.last.day) == (2, 29)
    assert found.start == today


@pytest.mark.parametrize(
    ("sentence", "baseline", "target"),
    [
        ("Generate 300 leads in 90 days", 120.0, 300.0),
        ("Generate 300 leads in 90 days", None, 300.0),
        ("Increase website traffic by 30% in 3 months", 1000.0, 1300.0),
        ("Reduce cost per lead by 10% in 60 days", 20.0, 18.0),
        ("Gain 500 Instagram followers in 30 days", 2000.0, 2500.0),
        ("Generate 300 email subscribers in 90 days", 1000.0, 1300.0),
        ("Grow Instagram followers to 5,000 in 30 days", 2000.0, 5000.0),
        ("Reach 5% engagement rate on Instagram by June 2027", 0.03, 0.05),
        ("Lift the conversion rate by 5% in 90 days", 0.02, 0.021),
        ("Lift the conversion rate by 2 percentage points in 90 days", 0.02, 0.04),
        ("Double orders in 90 days", 40.0, 80.0),
        ("ROAS of 4 by June 2027", 2.5, 4.0),
        ("20 booked calls per month", 11.0, 20.0),
        ("Drive $10,000 in additional sales in 90 days", 5000.0, 15000.0),
    ],
)
def test_a_target_in_absolute_terms(sentence: str, baseline: float | None, target: float) -> None:
    assert target == pytest.approx(resolve_target(read_sentence(sentence), baseline=baseline))


@pytest.mark.parametrize(
    "sentence", ["Increase visits by 30% in 3 months", "Gain 500 followers", "More likes"]
)
def test_a_change_of_nothing_known_has_no_target(sentence: str) -> None:
    assert resolve_target(read_sentence(sentence), baseline=None) is None


def test_growth_per_month_compounds_over_the_span() -> None:
    reading = read_sentence("Grow Pinterest followers by 10% per month in 3 months")
    span = Period(date(2027, 1, 1), date(2027, 4, 2))
    assert pytest.approx(resolve_target(reading, baseline=1000.0, span=span), rel=0.01) == 1331.0


def goal(**changes: object) -> Goal:
    """A goal of an invented brand."""
    values: dict[str, object] = {
        "id": "g1",
        "brand": "Birch & Bean",
        "sentence": "Generate 300 leads in 90 days",
        "kpi": "leads",
        "channel": ("instagram", "facebook"),
        "kind": "total",
        "target": 300.0,
        "first_target": 300.0,
        "unit": "count",
        "better": "higher",
        "baseline": BaselineFigures(90.0, 120.0, 150.0, date(2027, 1, 1), date(2027, 4, 1), "13 weeks"),
        "start": date(2027, 4, 1),
        "deadline": date(2027, 6, 29),
        "per": None,
        "owner": None,
        "objective": "lead_generation",
        "stage": "conversion",
        "created": date(2027, 4, 1),
        "version": 1,
    }
    return Goal(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"baseline": None, "deadline": None, "per": "month"},
        {"guards": (Guard("aov", at_least=30.0),), "leads": ("ctr",), "budget": 500.0},
    ],
)
def test_a_goal_survives_json(changes: dict[str, object]) -> None:
    written = goal(**changes)
    assert written == goal_from_body(json.loads(json.dumps(goal_to_body(written))))


def test_what_a_later_version_wrote_is_passed_over() -> None:
    assert goal() == goal_from_body({**goal_to_body(goal()), "colour": "red"})
