"""The period a file speaks of, and the days behind labels such as “Nth week 0003” or “Week 12”."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from milepost.errors import InvalidValue
from milepost.period import Period, WeekStart, add_months, month_of, read_day, week_of
from milepost.sources.months import MONTHS
from milepost.sources.words import clean

_SETTING = re.compile(r"[^:]{3,40}: (\d{8})$")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:.*)?")
_FIGURES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})[ ,;\"–-]{1,5}(\d{1,2})/(\d{1,2})/(\d{4})")
_RANGE8 = re.compile(r"(?<!\d)(\d{8})\s*[-–]\s*(\d{8})(?!\d)")
_SAID = re.compile(r"(\d{4}-\d{2}-\d{2}) ?(?:\.\.|to|/) ?(\d{4}-\d{2}-\d{2})")
_NAMED = re.compile(r"(?<!\d)((?:19|20)\d{2})([-._]?)(\d{1,2})\2(\d{1,2})(?!\d)")
_RANGE_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(?:-|–|~|to|bis|,|\.\.)\s*(\d{4}-\d{2}-\d{2})(?!\d)")
_BEGINS = re.compile(r"\b(start|begin|from|von|début|debut|desde|inicio|início|inizio)", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,10})\.? (\d{1,2}), (\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.? (?:de )?([^\W\d_]{3,10})\.? (?:de )?(\d{4})")


def period_of(lines: Iterable[str]) -> Period | None:
    """The period a preamble names: two lines `Start date: 20240101` (or with the day in words, the start
    first), or one range in digits or in words.
    """
    settings: list[date] = []
    named: list[date] = []
    for line in map(clean, lines):
        text = line.lstrip("# ").strip(' "')
        setting = _SETTING.match(text)
        if setting is not None and (day := _digits(setting[1])) is not None:
            settings.append(day)
            continue
        pair = _pair(text)
        if pair is not None:
            return pair
        key, colon, told = text.partition(": ")
        if colon and (named or _BEGINS.search(key)) and (day := _one_day(told)) is not None:
            named.append(day)
    if len(settings) >= 2:
        return _ordered(settings[-2], settings[-1])
    return _ordered(named[0], named[1]) if len(named) >= 2 else None


def named_period(text: str) -> Period | None:
    """The period a user says: `2026-03-01..2026-03-31`, both days inside it."""
    found = _SAID.fullmatch(text.strip())
    try:
        return _ordered(read_day(found[1]), read_day(found[2])) if found else None
    except InvalidValue:
        return None


def period_in_name(name: str) -> Period | None:
    """The period that the name of a file holds, when it holds exactly two days and the first is not later."""
    days: list[date] = []
    for year, _, month, day in _NAMED.findall(name):
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    days = days or list(days_in_words(name.replace("_", " ").replace("-", " ")))
    return _ordered(*days) if len(days) == 2 else None


def _one_day(text: str) -> date | None:
    """The one day that a text names, in words or as 2024-01-31."""
    iso = _ISO.fullmatch(text.strip())
    if iso is not None:
        return _digits(iso[1].replace("-", ""))
    days = list(days_in_words(text))
    return days[0] if len(days) == 1 else None


def _pair(text: str) -> Period | None:
    digits = _RANGE8.search(text)
    if digits is not None:
        first, last = _digits(digits[1]), _digits(digits[2])
    elif (iso := _RANGE_ISO.search(text)) is not None:
        first, last = (_digits(day.replace("-", "")) for day in iso.groups())
    else:
        days = list(days_in_words(text))
        if len(days) != 2:
            return None
        first, last = days
    return _ordered(first, last) if first is not None and last is not None else None


def days_in_words(text: str) -> Iterator[date]:
    """The days a line names in words, such as `July 8, 2025` or `5 de maio de 2026`."""
    found = [(m.start(), m[1], m[2], m[3]) for m in _MONTH_FIRST.finditer(text)]
    found += [(m.start(), m[2], m[1], m[3]) for m in _DAY_FIRST.finditer(text)]
    for _, month, day, year in sorted(found):
        number = month_number(month)
        if number is not None:
            try:
                yield date(int(year), number, int(day))
            except ValueError:
                continue


def month_number(word: str) -> int | None:
    """The number of the month a word names, by its first three letters, in eight languages."""
    return MONTHS.get(word.casefold()[:3])


def period_in_figures(lines: Iterable[str], order: str) -> Period | None:
    """The period of a line of two days in figures, such as `2/12/2024,2/10/2025`, in a format's order."""
    for line in map(clean, lines):
        iso = _RANGE_ISO.fullmatch(line.strip(' "'))
        if iso is not None and (first := _one_day(iso[1])) and (last := _one_day(iso[2])):
            return _ordered(first, last)
        pair = _FIGURES.fullmatch(line.strip(' "'))
        if pair is None:
            continue
        days = [_in_figures(pair.groups()[at : at + 3], order) for at in (0, 3)]
        if days[0] is not None and days[1] is not None:
            return _ordered(days[0], days[1])
    return None


def _in_figures(parts: Sequence[str], order: str) -> date | None:
    first, second, year = map(int, parts)
    day, month = (first, second) if order.startswith("dmy") else (second, first)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _ordered(first: date, last: date) -> Period | None:
    return Period(first, last + timedelta(days=1)) if first <= last else None


def _digits(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007  # a day without a time
    except ValueError:
        return None


def labelled(kind: str, whole: Period) -> Iterator[tuple[int, date, int]]:
    """(label, first day, days) of each period inside `whole`, cut at its edges.

    `nth_*` count from 0 at the start of the report; weeks are calendar weeks from Sunday, as Google Analytics
    counts them. `week` is the number of the week in its year: 1 is the week that holds 1 January.
    """
    if kind == "nth_day":
        for number in range(whole.days):
            yield number, whole.start + timedelta(days=number), 1
        return
    day, number = whole.start, 0
    while day < whole.end:
        period = month_of(day) if kind == "nth_month" else week_of(day, WeekStart.SUNDAY)
        parts = list(_parts(period, whole)) if kind == "week" else [_within(period, whole)]
        for part in parts:
            label = number if kind != "week" else week_number(part.start)
            yield label, part.start, part.days
        day, number = period.end, number + 1


def _parts(week: Period, whole: Period) -> Iterator[Period]:
    """A week that holds New Year is two: the end of one year and week 1 of the next."""
    part = _within(week, whole)
    new_year = date(part.last.year, 1, 1)
    if part.start < new_year < part.end:
        yield Period(part.start, new_year)
        yield Period(new_year, part.end)
    else:
        yield part


def week_number(day: date) -> int:
    """The week of the year, from Sunday; week 1 holds 1 January."""
    first = week_of(date(day.year, 1, 1), WeekStart.SUNDAY).start
    return (day - first).days // 7 + 1


def _within(period: Period, whole: Period) -> Period:
    return Period(max(period.start, whole.start), min(period.end, whole.end))


def month_days(first: date) -> int:
    """How many days the month of `first` has."""
    return (add_months(first.replace(day=1), 1) - first.replace(day=1)).days
