"""Which period a review is about, and that every KPI has its place."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.errors import InvalidValue
from milepost.knowledge import table
from milepost.kpis.catalogue import catalogue
from milepost.period import Period, WeekStart
from milepost.reviews.cadence import Kind, cadence_of, period_of

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("today", "starts", "first"),
    [
        (date(2026, 3, 9), WeekStart.MONDAY, date(2026, 3, 2)),  # a Monday: the week that just ended
        (date(2026, 3, 8), WeekStart.MONDAY, date(2026, 2, 23)),  # a Sunday: its own week is not over
        (date(2026, 3, 8), WeekStart.SUNDAY, date(2026, 3, 1)),
        (date(2026, 3, 9), WeekStart.SATURDAY, date(2026, 2, 28)),
    ],
)
def test_a_week_is_the_last_whole_one(today: date, starts: WeekStart, first: date) -> None:
    assert period_of(Kind.WEEKLY, today, starts) == Period.of_days(first, 7)


def test_a_month_is_the_last_whole_one() -> None:
    march = Period(date(2026, 3, 1), date(2026, 4, 1))
    assert period_of(Kind.MONTHLY, date(2026, 4, 1)) == march
    assert period_of(Kind.MONTHLY, date(2026, 4, 30)) == march
    assert period_of(Kind.MONTHLY, date(2026, 1, 1)) == Period(date(2025, 12, 1), date(2026, 1, 1))


@given(today=DAYS, kind=st.sampled_from(Kind), starts=st.sampled_from(WeekStart))
def test_a_period_is_over_and_the_last_of_its_kind(today: date, kind: Kind, starts: WeekStart) -> None:
    period = period_of(kind, today, starts)
    assert period.end <= today
    assert period_of(kind, period.end, starts) == period
    assert today - period.end < timedelta(days=7 if kind is Kind.WEEKLY else 31)


def test_every_kpi_belongs_to_one_review_and_is_named_once() -> None:
    weekly, monthly = cadence_of(Kind.WEEKLY), cadence_of(Kind.MONTHLY)
    for kpi in catalogue().values():
        assert (weekly.place_of(kpi) is None) != (monthly.place_of(kpi) is None), kpi.id
    named = Counter(kpi for one in (weekly, monthly) for section in one.sections for kpi in section.kpis)
    assert set(named) == set(catalogue())
    assert set(named.values()) == {1}


def test_a_kpi_of_ones_own_goes_by_its_stage_and_cadence() -> None:
    own = replace(catalogue()["sessions"], id="visits_by_bike", stage="traffic", cadence="weekly")
    weekly, monthly = cadence_of(Kind.WEEKLY), cadence_of(Kind.MONTHLY)
    place = weekly.place_of(own)
    assert place is not None
    assert weekly.sections[place[0]].title == "Traffic"
    assert monthly.place_of(own) is None
    assert monthly.place_of(replace(own, cadence="monthly")) is not None
    assert weekly.place_of(replace(own, cadence="monthly")) is None


def test_a_cadence_of_ones_own_without_sections_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cadence.toml").write_text('[weekly]\ntitle = "Ours"\n', "utf-8")
    with pytest.raises(InvalidValue, match="needs at least one"):
        cadence_of(Kind.WEEKLY, tmp_path)


def test_the_sections_say_what_they_are() -> None:
    for kind in Kind:
        assert table("cadence")[kind.value]["title"]
        assert all(section.title for section in cadence_of(kind).sections)
