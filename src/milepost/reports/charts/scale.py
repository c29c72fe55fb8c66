"""From figures and days to pixels, and where the ticks stand."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from milepost.period import add_months
from milepost.reports import numbers

_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """Figures from `low` to `high` laid from pixel `start` to pixel `end` (upward when `end` is smaller)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The pixel of a figure."""
        span = (self.high - self.low) or 1.0
        return self.start + (value - self.low) / span * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class DayScale:
    """Days from `first` to `last` laid from pixel `start` to pixel `end`."""

    first: date
    last: date
    start: float
    end: float

    def __call__(self, day: date) -> float:
        """The pixel at which a day begins."""
        days = (self.last - self.first).days or 1
        return self.start + (day - self.first).days / days * (self.end - self.start)


def ticks(low: float, high: float, most: int = 5, whole: bool = False) -> list[float]:
    """At most `most` round figures within `low`..`high`; whole numbers only when asked."""
    span = high - low
    if not math.isfinite(span) or span <= 0:
        return [low]
    power = 10.0 ** math.floor(math.log10(span / most))
    for step in (power * nice for nice in (*_NICE, 20.0, 25.0, 50.0)):
        if whole and not float(step).is_integer():
            continue
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first + 1 <= most:
            return [i * step for i in range(first, last + 1)]
    return [low]


def reach(values: Sequence[float], from_zero: bool) -> tuple[float, float]:
    """The ends of an axis that holds all `values` with a little air; totals start at zero."""
    known = [v for v in values if math.isfinite(v)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    span = (high - low) or abs(high) or 1.0
    below = 0.0 if from_zero and low >= 0 else span * 0.08
    floor = max(low - below, 0.0) if low >= 0 else low - below
    return floor, high + span * 0.08


def day_ticks(first: date, last: date, most: int = 5) -> list[tuple[date, str]]:
    """At most `most` days with their labels: Mondays, firsts of months, quarters or years, whichever fit."""
    days = (last - first).days
    if days <= 0:
        return [(first, numbers.short_day(first))]
    for weeks in (1, 2):
        monday = first + timedelta(days=-first.weekday() % 7)
        found = [monday + timedelta(weeks=n) for n in range(0, days // 7 + 1, weeks)]
        found = [day for day in found if day <= last]
        if 2 <= len(found) <= most:
            return [(day, numbers.short_day(day)) for day in found]
    if days < 14:
        return [(first, numbers.short_day(first)), (last, numbers.short_day(last))]
    for months in (1, 2, 3, 6, 12, 24, 60):
        found = _firsts(first, last, months)
        if len(found) <= most:
            return [(day, _month(day, months)) for day in found]
    return [(first, str(first.year)), (last, str(last.year))]


def _firsts(first: date, last: date, months: int) -> list[date]:
    day = date(first.year, 1, 1)
    found = []
    while day <= last:
        if day >= first:
            found.append(day)
        day = add_months(day, months)
    return found


def _month(day: date, months: int) -> str:
    name = numbers.short_month(day)
    if months >= 12:
        return str(day.year)
    return f"{name} {day.year}" if day.month == 1 else name


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places near those `wanted`, at least `gap` apart, within `low`..`high` if they fit at all."""
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    placed: list[float] = []
    for i in order:
        placed.append(max(wanted[i], low, placed[-1] + gap if placed else low))
    ceiling = high
    for n in reversed(range(len(placed))):
        placed[n] = min(placed[n], ceiling)
        ceiling = placed[n] - gap
    result = [0.0] * len(wanted)
    for place, i in zip(placed, order, strict=True):
        result[i] = place
    return result


def text_width(text: str, size: float = 12) -> float:
    """A generous guess of the width of a label, whatever sans-serif the reader has."""
    narrow, broad = " .,:;|il’'()\N{NO-BREAK SPACE}", "MWmw%€K"
    return sum(0.34 if c in narrow else 0.86 if c in broad else 0.62 for c in text) * size


def rows(spans: Sequence[tuple[float, float]]) -> list[int]:
    """The row (0 is the lowest) for each label from left to right, so that none lies on another."""
    taken: list[list[tuple[float, float]]] = []
    found = []
    for left, right in spans:
        row = next((n for n, t in enumerate(taken) if all(right <= a or left >= b for a, b in t)), len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append((left, right))
        found.append(row)
    return found
