"""From the words of a deadline to days of the calendar."""

import re
from datetime import date, timedelta

from milepost.goals.from_to import first_day
from milepost.goals.reading import GoalReading
from milepost.period import Period, WeekStart, add_months, month_of, week_of

MONTH_DAYS = 365.25 / 12
PER_DAYS = {"day": 1.0, "week": 7.0, "month": MONTH_DAYS, "quarter": 3 * MONTH_DAYS, "year": 365.25}


def resolve_deadline(
    reading: GoalReading,
    *,
    today: date,
    year_starts: int = 1,
    week_starts: WeekStart = WeekStart.MONDAY,
) -> Period | None:
    """The days of the goal; None when the sentence gives none, names an event, or lies in the past.

    “in 90 days”, “in one quarter” and “by 30 June” run from `today`. “this quarter” is the whole quarter that
    contains today, so it begins on that quarter's first day; “in November” is the whole month, and “from 1
    April to 30 June 2027” is just that. The quarters
    and years of “this quarter” and “Q3” are those of a fiscal year that begins with month `year_starts`.
    """
    kind, value = reading.deadline_kind, reading.deadline
    if kind is None or value is None:
        return None
    if kind == "duration":
        return _lasting(value, today)
    if kind == "date":
        span = _until(date.fromisoformat(value), today)
    else:
        span = _named(value, today, year_starts, week_starts, until=reading.until)
    if span is None or reading.begins is None or reading.until:
        return span
    begins = first_day(reading.begins, span.end - timedelta(days=1))
    return Period(begins, span.end) if begins else span


def _lasting(value: str, today: date) -> Period | None:
    match = re.fullmatch(r"P(\d{1,5})([DWMY])", value)
    if match is None:
        return None
    count, unit = int(match[1]), match[2]
    if unit in "DW":
        return Period.of_days(today, count * (7 if unit == "W" else 1))
    months = count * (12 if unit == "Y" else 1)
    return Period(today, add_months(today, months)) if months <= 1200 else None


def _until(last: date, today: date) -> Period | None:
    return Period(today, last + timedelta(days=1)) if last >= today else None


def _named(
    value: str, today: date, year_starts: int, week_starts: WeekStart, *, until: bool
) -> Period | None:
    whole = _whole(value, today, year_starts, week_starts)
    if whole is None or whole.end <= today:
        return None
    return Period(today, whole.end) if until and today < whole.start else whole


def _whole(value: str, today: date, year_starts: int, week_starts: WeekStart) -> Period | None:
    quarter = _fiscal(today, 3, year_starts)
    year = _fiscal(today, 12, year_starts)
    named = {
        "week": week_of(today, week_starts),
        "month": month_of(today),
        "quarter": quarter,
        "next_quarter": Period(quarter.end, add_months(quarter.end, 3)),
        "year": year,
        "next_year": Period(year.end, add_months(year.end, 12)),
    }
    if value in named:
        return named[value]
    if len(value) == 2 and value[0] == "Q":
        return _quarter(int(value[1]), year, today)
    return _month_or_day(value, today)


def _fiscal(today: date, months: int, year_starts: int) -> Period:
    """The quarter or year that contains today, in a year that begins with month `year_starts`."""
    passed = (today.month - year_starts) % 12 % months
    start = add_months(today.replace(day=1), -passed)
    return Period(start, add_months(start, months))


def _quarter(number: int, year: Period, today: date) -> Period:
    """The next quarter of that number that is not over."""
    start = add_months(year.start, 3 * (number - 1))
    if add_months(start, 3) <= today:
        start = add_months(start, 12)
    return Period(start, add_months(start, 3))


def _month_or_day(value: str, today: date) -> Period | None:
    """`--11` is the next November that is not over, `--04-30` the time until the next 30 April."""
    match = re.fullmatch(r"--(\d\d)(?:-(\d\d))?", value)
    if match is None:
        return None
    for year in range(today.year, today.year + 9):
        first = date(year, int(match[1]), 1)
        if match[2] is None:
            if month_of(first).end > today:
                return month_of(first)
            continue
        day = int(match[2])
        if day <= month_of(first).days and first.replace(day=day) >= today:
            return Period(today, first.replace(day=day) + timedelta(days=1))
    return None
