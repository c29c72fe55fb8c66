"""The rhythm as a calendar (iCalendar): reviews that repeat, the last days of goals, the checks of decisions.

Every entry is a whole day, so it falls on the right day in every zone. Its name in the file never changes, so
a calendar that takes the file again moves and renames entries and adds none twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from milepost.period import WeekStart, add_months, quarter_of, week_of
from milepost.reports.dated import Dated
from milepost.reports.plain_text import clean, clip
from milepost.reports.words.delivery import says

if TYPE_CHECKING:
    from icalendar import Event

WORK_DAYS: Final = ("MO", "TU", "WE", "TH", "FR")
DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_TITLE: Final = 200
_PRODUCT: Final = "-//Milepost//Rhythm//EN"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What a calendar is made of. Goals and checks before `today` are left out; a brand at rest has none."""

    brand: str
    zone: str
    week_start: WeekStart
    today: date
    deadlines: Sequence[Dated] = ()
    checks: Sequence[Dated] = ()
    resting: bool = False


def calendar(rhythm: Rhythm) -> bytes:
    """The calendar as a file (RFC 5545). The same rhythm gives the same bytes."""
    from icalendar import Calendar

    brand = clip(rhythm.brand, 100)
    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", says("calendar", "name", brand=brand))
    made.add("x-wr-timezone", rhythm.zone)
    if rhythm.resting:
        return bytes(made.to_ical())
    weekly = {"freq": "weekly", "byday": DAYS[rhythm.week_start.weekday]}
    first_work_day = {"freq": "monthly", "byday": WORK_DAYS, "bysetpos": 1}
    for name, first, rule in (
        ("weekly", next_week(rhythm.today, rhythm.week_start), weekly),
        ("monthly", next_first(rhythm.today), first_work_day),
        ("quarter", next_quarter(rhythm.today), first_work_day | {"interval": 3}),
    ):
        event = _event(rhythm, name, name, first, brand=brand)
        event.add("rrule", rule)
        made.add_component(event)
    for name, coming in (("deadline", rhythm.deadlines), ("check", rhythm.checks)):
        for one in sorted(coming, key=lambda o: (o.on, o.id)):
            if one.on >= rhythm.today:
                title, id_ = clip(one.title, MOST_TITLE), clean(one.id)
                made.add_component(_event(rhythm, name, one.id, one.on, title=title, id=id_))
    return bytes(made.to_ical())


def next_week(today: date, starts: WeekStart) -> date:
    """The next first day of a week, today included."""
    week = week_of(today, starts)
    return today if week.start == today else week.end


def next_first(today: date) -> date:
    """The next first work day of a month (Monday to Friday), today included."""
    this = first_work_day(today)
    return this if this >= today else first_work_day(add_months(today.replace(day=1), 1))


def next_quarter(today: date) -> date:
    """The next first work day of a calendar quarter, today included."""
    quarter = quarter_of(today)
    this = first_work_day(quarter.start)
    return this if this >= today else first_work_day(quarter.end)


def first_work_day(day: date) -> date:
    """The first day from Monday to Friday of the month of `day`; public holidays are not looked at."""
    first = day.replace(day=1)
    return first + timedelta(days=7 - first.weekday() if first.weekday() > 4 else 0)


def _event(rhythm: Rhythm, name: str, id_: str, on: date, **values: Any) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'milepost:{rhythm.brand}:{name}:{id_}')}@milepost")
    event.add("dtstamp", _midnight(rhythm))
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("summary", says("calendar", name, **values))
    event.add("description", says("calendar", name, field="about", **values))
    event.add("transp", "TRANSPARENT")
    event.add("categories", ["Milepost"])
    return event


def _midnight(rhythm: Rhythm) -> datetime:
    """The moment at which `today` begins where the brand is: the file's own date, without a clock."""
    return datetime.combine(rhythm.today, time(), ZoneInfo(rhythm.zone)).astimezone(UTC)
