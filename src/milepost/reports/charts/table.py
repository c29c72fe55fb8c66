"""The table behind each chart: the same figures, in words that can be read aloud."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from milepost.goals.state import FanPoint
from milepost.language import gettext
from milepost.reports import numbers
from milepost.reports.charts.plan import Plan
from milepost.reports.words import grain
from milepost.series import Series

MOST_ROWS = 40

_P = TypeVar("_P")


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, the heads of the columns, and rows of text; the first cell of a row is its head."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def goal_table(what: Plan, caption: str) -> Table:
    """What was measured and what is forecast, a row a week (or rarer, when the chart is long)."""
    unit, currency = what.measure.unit, what.measure.currency
    measured = thinned(what.course, _first)
    rows = [
        (
            numbers.day(day),
            gettext("unknown") if math.isnan(value) else numbers.written(value, unit, currency),
            "",
            "",
        )
        for day, value in measured
    ]
    fan = [point for point in what.fan if not what.course or point.day > what.course[-1][0]]
    rows += [
        (
            numbers.day(point.day),
            "",
            numbers.written(point.p50, unit, currency, numbers.step_for(point.p10, point.p90, unit)),
            numbers.interval(point.p10, point.p90, unit, currency),
        )
        for point in thinned(fan, _day_of)
    ]
    return Table(
        caption,
        (gettext("Day"), gettext("Measured"), gettext("Forecast, middle"), gettext("Forecast, 8 in 10")),
        tuple(rows),
    )


def history_table(series: Series, caption: str, figure: str) -> Table:
    """Every period with its figure, under that head."""
    rows = []
    for start, days, value in zip(series.starts, series.days, series.values, strict=True):
        cut = "" if series.grain.value != "week" or days == 7 else " " + gettext("({n} days)", n=days)
        written = (
            gettext("unknown")
            if math.isnan(value)
            else numbers.written(float(value), series.unit, series.currency)
        )
        rows.append((f"{numbers.day(start)}{cut}", written))
    return Table(caption, (grain.head_of(series.grain), figure), tuple(rows))


def _day_of(point: FanPoint) -> date:
    return point.day


def _first(point: tuple[date, float]) -> date:
    return point[0]


def _week_of(day: date) -> int:
    """Weeks from Monday, numbered."""
    return (day.toordinal() - 1) // 7


def thinned(points: Sequence[_P], day_of: Callable[[_P], date]) -> list[_P]:
    """The last point of each week; of every second, fourth ... when that is still more than a table holds."""
    weeks = 1
    while True:
        last = {_week_of(day_of(point)) // weeks: point for point in points}
        if len(last) <= MOST_ROWS:
            return list(last.values())
        weeks *= 2
