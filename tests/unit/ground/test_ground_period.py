from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.errors import InvalidValue
from milepost.period import (
    Grain,
    Period,
    WeekStart,
    add_months,
    month_of,
    quarter_of,
    read_day,
    split,
    week_of,
)

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def test_a_period_never_ends_before_it_starts() -> None:
    with pytest.raises(InvalidValue):
        Period(date(2026, 3, 2), date(2026, 3, 2))


@pytest.mark.parametrize(
    ("day", "starts", "first"),
    [
        (date(2026, 11, 22), WeekStart.MONDAY, date(2026, 11, 16)),
        (date(2026, 11, 22), WeekStart.SUNDAY, date(2026, 11, 22)),
        (date(2026, 11, 22), WeekStart.SATURDAY, date(2026, 11, 21)),
        (date(2024, 2, 29), WeekStart.MONDAY, date(2024, 2, 26)),
    ],
)
def test_a_week_begins_on_the_day_that_was_asked_for(day: date, starts: WeekStart, first: date) -> None:
    assert first == week_of(day, starts).start


@given(days, st.sampled_from(WeekStart))
def test_every_week_has_seven_days_and_holds_its_day(day: date, starts: WeekStart) -> None:
    week = week_of(day, starts)

    assert week.days == 7
    assert day in week
    assert week.start.weekday() == starts.weekday


@given(days, st.integers(1, 900), st.sampled_from(Grain))
def test_the_periods_of_a_range_touch_without_gap_or_overlap(day: date, length: int, grain: Grain) -> None:
    whole = Period.of_days(day, length)
    periods = list(split(whole, grain))

    assert all(a.end == b.start for a, b in pairwise(periods))
    assert periods[0].start <= whole.start
    assert periods[-1].end >= whole.end


@given(days, st.integers(-300, 300))
def test_months_are_added_within_the_month(day: date, months: int) -> None:
    later = add_months(day, months)

    assert (day.year * 12 + day.month + months) == later.year * 12 + later.month
    assert later.day <= day.day


def test_the_last_day_of_january_plus_a_month_is_the_last_of_february() -> None:
    assert date(2024, 2, 29) == add_months(date(2024, 1, 31), 1)
    assert date(2023, 2, 28) == add_months(date(2023, 1, 31), 1)


def test_a_quarter_and_a_month_end_where_the_next_begins() -> None:
    assert Period(date(2026, 10, 1), date(2027, 1, 1)) == quarter_of(date(2026, 11, 22))
    assert Period(date(2026, 12, 1), date(2027, 1, 1)) == month_of(date(2026, 12, 31))


def test_a_year_before_meets_the_same_weekdays() -> None:
    period = Period.of_days(date(2026, 11, 16), 7)

    assert period.start.weekday() == period.a_year_before().start.weekday()


def test_the_earlier_period_is_as_long_and_ends_where_this_one_starts() -> None:
    period = Period(date(2026, 10, 1), date(2027, 1, 1))

    assert Period(date(2026, 7, 1), date(2026, 10, 1)) == period.before()
    assert period.start - timedelta(days=28) == period.before(28).start


def test_until_cuts_and_may_leave_nothing() -> None:
    period = Period(date(2026, 10, 1), date(2026, 11, 1))

    assert Period(date(2026, 10, 1), date(2026, 10, 5)) == period.until(date(2026, 10, 5))
    assert period.until(date(2026, 10, 1)) is None


def test_a_day_that_is_no_iso_day_is_refused_with_an_example() -> None:
    with pytest.raises(InvalidValue, match="2026-03-31"):
        read_day("31.3.2026")
    for far in ("0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"):
        with pytest.raises(InvalidValue, match="too far from today"):
            read_day(far)
    assert (read_day("1900-01-01"), read_day(" 2199-12-31 ")) == (date(1900, 1, 1), date(2199, 12, 31))
