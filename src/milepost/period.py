"""Days, weeks, months, quarters and the ranges made of them.

Every range here and in the whole of Milepost runs from its start (inclusive) to its end (exclusive).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Self

from milepost.errors import InvalidValue
from milepost.language import LazyDay, gettext_lazy

FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)
"""What people write as a day lies between: at the ends of the calendar none can be counted on from."""


class Grain(StrEnum):
    """How long one period is. `TOTAL` is the whole range that was asked for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TOTAL = "total"


class WeekStart(StrEnum):
    """The day on which a week begins: ISO weeks on Monday, Google's on Sunday, some regions' on Saturday."""

    MONDAY = "monday"
    SUNDAY = "sunday"
    SATURDAY = "saturday"

    @property
    def weekday(self) -> int:
        """The number `date.weekday()` gives to that day."""
        return {"monday": 0, "sunday": 6, "saturday": 5}[self.value]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` (inclusive) to `end` (exclusive); never empty."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise InvalidValue(
                gettext_lazy(
                    "A period must end after it starts; this one runs from {start} to {end}.",
                    start=self.start,
                    end=self.end,
                ),
                gettext_lazy("The end is the first day after the period."),
            )

    @classmethod
    def of_days(cls, start: date, days: int) -> Self:
        """The `days` days that begin on `start`."""
        return cls(start, start + timedelta(days=days))

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days

    @property
    def last(self) -> date:
        """Its last day (inclusive)."""
        return self.end - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def until(self, day: date) -> "Period | None":
        """The part of it that lies before `day`, if any."""
        end = min(self.end, day)
        return Period(self.start, end) if end > self.start else None

    def before(self, days: int | None = None) -> "Period":
        """The comparable earlier period: as many days (or `days` of them) that end where it starts."""
        return Period(self.start - timedelta(days=days or self.days), self.start)

    def a_year_before(self) -> "Period":
        """The same number of days 364 days earlier, so that weekdays meet weekdays."""
        return Period(self.start - timedelta(days=364), self.end - timedelta(days=364))


def week_of(day: date, starts: WeekStart = WeekStart.MONDAY) -> Period:
    """The week that contains `day`."""
    back = (day.weekday() - starts.weekday) % 7
    return Period.of_days(day - timedelta(days=back), 7)


def month_of(day: date) -> Period:
    """The calendar month that contains `day`."""
    return Period(day.replace(day=1), add_months(day.replace(day=1), 1))


def quarter_of(day: date) -> Period:
    """The calendar quarter that contains `day`."""
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return Period(first, add_months(first, 3))


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - first).days))


def split(whole: Period, grain: Grain, week_starts: WeekStart = WeekStart.MONDAY) -> Iterator[Period]:
    """The calendar periods of one grain that touch `whole`, in order and uncut; `TOTAL` is `whole` itself."""
    if grain is Grain.TOTAL:
        yield whole
        return
    day = whole.start
    while day < whole.end:
        if grain is Grain.DAY:
            period = Period.of_days(day, 1)
        elif grain is Grain.WEEK:
            period = week_of(day, week_starts)
        else:
            period = month_of(day)
        yield period
        day = period.end


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def spoken(day: date) -> str:
    """A day as it stands in a sentence: 7 October 2026; in another language once it is written out."""
    return LazyDay(f"{day.day} {_MONTHS[day.month - 1]} {day.year}", day)


def read_day(text: str) -> date:
    """An ISO day such as 2026-03-31, not at the ends of the calendar. Raises InvalidValue."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidValue(
            gettext_lazy("“{text}” is not a day written as YYYY-MM-DD.", text=text),
            gettext_lazy("Write for example 2026-03-31."),
        ) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise InvalidValue(
            gettext_lazy("{text} lies too far from today to be meant.", text=text),
            gettext_lazy(
                "Write a day from {first} to {last}.",
                first=FIRST_DAY.isoformat(),
                last=LAST_DAY.isoformat(),
            ),
        )
    return day
