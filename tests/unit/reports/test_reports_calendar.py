"""The rhythm as a calendar file: the right days, names that stay, and text that cannot break out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from milepost.period import WeekStart
from milepost.reports.calendar import Rhythm, calendar, first_work_day, next_first, next_quarter, next_week
from milepost.reports.dated import Dated

WEDNESDAY = date(2026, 7, 29)
RHYTHM = Rhythm(
    "Tin & Twine",
    "Asia/Tokyo",
    WeekStart.MONDAY,
    WEDNESDAY,
    (
        Dated("g2", "300 subscribers; by autumn, at last", date(2026, 9, 30)),
        Dated("g1", "Old", date(2026, 7, 28)),
    ),
    (Dated("d1", "Test two hooks", WEDNESDAY),),
)


def _events(made: bytes) -> list[Event]:
    return [event for event in Calendar.from_ical(made).walk("VEVENT")]  # noqa: C416


def test_each_day_stands_where_it_belongs() -> None:
    found = {str(e["SUMMARY"]): e for e in _events(calendar(RHYTHM))}

    assert {name: event["DTSTART"].dt for name, event in found.items()} == {
        "Weekly review: Tin & Twine": date(2026, 8, 3),
        "Monthly review: Tin & Twine": date(2026, 8, 3),  # the first is a Saturday
        "Quarterly review: Tin & Twine": date(2026, 10, 1),
        "Goal ends: 300 subscribers; by autumn, at last": date(2026, 9, 30),
        "Check the decision: Test two hooks": WEDNESDAY,
    }
    for event in found.values():
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
        assert event["DTSTAMP"].dt == datetime(2026, 7, 28, 15, tzinfo=UTC)  # midnight in Tokyo
        assert event["TRANSP"] == "TRANSPARENT"


def test_reviews_repeat() -> None:
    weekly, monthly, quarter = (e["RRULE"].to_ical().decode() for e in _events(calendar(RHYTHM))[:3])

    assert weekly == "FREQ=WEEKLY;BYDAY=MO"
    assert monthly == "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1"
    assert quarter == "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1"


def test_a_day_later_the_same_entries_have_the_same_names() -> None:
    later = replace(RHYTHM, today=WEDNESDAY + timedelta(days=9), checks=())
    today, then = ({str(e["SUMMARY"]): str(e["UID"]) for e in _events(calendar(r))} for r in (RHYTHM, later))

    assert then.items() <= today.items()
    assert len(set(today.values())) == 5
    assert calendar(RHYTHM) == calendar(RHYTHM)


def test_two_brands_share_no_name() -> None:
    ours, theirs = ({str(e["UID"]) for e in _events(calendar(replace(RHYTHM, brand=b)))} for b in ("A", "B"))

    assert not ours & theirs


@pytest.mark.parametrize(
    ("starts", "first", "rule"),
    [
        (WeekStart.SUNDAY, date(2026, 8, 2), "FREQ=WEEKLY;BYDAY=SU"),
        (WeekStart.SATURDAY, date(2026, 8, 1), "FREQ=WEEKLY;BYDAY=SA"),
    ],
)
def test_the_week_begins_where_the_brand_says(starts: WeekStart, first: date, rule: str) -> None:
    weekly = _events(calendar(replace(RHYTHM, week_start=starts)))[0]

    assert weekly["DTSTART"].dt == first
    assert weekly["RRULE"].to_ical().decode() == rule


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_what_comes_next_is_never_past_and_a_work_day(today: date) -> None:
    month, quarter, week = next_first(today), next_quarter(today), next_week(today, WeekStart.MONDAY)

    assert today <= week <= today + timedelta(days=6)
    assert today <= month <= today + timedelta(days=33)
    assert month <= quarter
    assert quarter.month in {1, 4, 7, 10}
    assert max(month.weekday(), quarter.weekday()) < 5
    assert month == first_work_day(month)
    assert month.day <= 3


HOSTILE = "End\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTACH:file:///etc/passwd\\n; , \u202eX\x00 <script>"


@pytest.mark.parametrize("text", [HOSTILE, "ü" * 500, "שלום;\\,", "", "\ufeff"])
def test_no_text_breaks_out_of_its_line(text: str) -> None:
    made = calendar(
        replace(RHYTHM, brand=text or "x", deadlines=(Dated(text, text, date(2026, 9, 30)),), checks=())
    )
    events = _events(made)

    assert len(events) == 4
    assert all("ATTACH" not in event for event in events)
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    assert b"\n" not in made.replace(b"\r\n", b"")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_any_title_can_be_read_back(text: str) -> None:
    made = calendar(replace(RHYTHM, deadlines=(Dated("g", text, date(2026, 9, 30)),), checks=()))

    assert len(_events(made)) == 4
