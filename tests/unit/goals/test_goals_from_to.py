"""A goal of days that are both named: from the first to the last, in every language."""

from datetime import date

import pytest

from milepost.goals.schedule import resolve_deadline
from milepost.goals.sentence import read_sentence
from milepost.period import Period

SPRING = Period(date(2027, 4, 1), date(2027, 7, 1))


@pytest.mark.parametrize(
    "sentence",
    [
        "Get 120,000 sessions from 1 April 2027 to 30 June 2027.",
        "Get 120,000 sessions between 1 April and 30 June 2027.",
        "Get 120,000 sessions between April 1, 2027 and June 30, 2027.",
        "Get 120,000 sessions 2027-04-01 to 2027-06-30.",
        "Get 120,000 sessions between April and June 2027.",
        "120.000 Sitzungen vom 1. April 2027 bis zum 30. Juni 2027 erreichen.",
        "120.000 Sitzungen vom 01.04.2027 bis 30.06.2027 erreichen.",
        "120.000 Sitzungen zwischen dem 1. April und dem 30. Juni 2027 erreichen.",
        "Alcanzar 120.000 sesiones del 1 de abril de 2027 al 30 de junio de 2027.",
        "Alcanzar 120.000 sesiones entre el 1 de abril y el 30 de junio de 2027.",
        "Atteindre 120 000 sessions du 1er avril 2027 au 30 juin 2027.",
        "Atteindre 120 000 sessions entre le 1er avril et le 30 juin 2027.",
    ],
)
def test_the_first_day_counts_as_well_as_the_last(sentence: str) -> None:
    read = read_sentence(sentence)
    assert (read.amount, read.begins, read.deadline) == (120_000, "2027-04-01", "2027-06-30")
    assert resolve_deadline(read, today=date(2026, 11, 22)) == SPRING
    assert read.problems == ("no_business_link",)


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("Generate 300 leads from January to March 2027.", Period(date(2027, 1, 1), date(2027, 4, 1))),
        ("Von Januar bis März 2027 300 Leads gewinnen.", Period(date(2027, 1, 1), date(2027, 4, 1))),
        ("De enero a marzo de 2027 conseguir 300 leads.", Period(date(2027, 1, 1), date(2027, 4, 1))),
        ("Get 500 orders from Q1 to Q2 2027.", Period(date(2027, 1, 1), date(2027, 7, 1))),
        (
            "Generate 300 leads from 15 November to 20 December.",
            Period(date(2026, 11, 15), date(2026, 12, 21)),
        ),
        ("Generate 300 leads by March 2027.", Period(date(2026, 11, 22), date(2027, 4, 1))),
        ("Get 40 leads from 31 February to 30 June 2027.", Period(date(2026, 11, 22), date(2027, 7, 1))),
    ],
)
def test_months_and_days_without_a_year_begin_as_well(sentence: str, days: Period) -> None:
    assert resolve_deadline(read_sentence(sentence), today=date(2026, 11, 22)) == days


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("Get 500 leads by 30 June 2027, up from 300 in April 2026.", "2027-06-30"),
        ("Since 1 April 2026 we have had 300 leads; get 500 by 30 June 2027.", "2027-06-30"),
        ("Get 500 leads from Instagram to our shop by 30 June 2027.", "2027-06-30"),
        ("Get 500 leads from 30 June 2027 to 1 April 2027.", "2027-04-01"),
    ],
)
def test_a_day_that_only_stands_there_begins_nothing(sentence: str, deadline: str) -> None:
    read = read_sentence(sentence)
    assert (read.begins, read.deadline) == (None, deadline)
