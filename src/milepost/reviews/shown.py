"""What a review shows and never judges: days, the figures of a month, single days that jumped."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from milepost.amount import Unknown
from milepost.judgement.days import known_days
from milepost.judgement.spikes import spikes
from milepost.period import Grain, Period
from milepost.reviews.case import Case, Measure
from milepost.reviews.review import DayRow, Jump, MonthRow
from milepost.series import Floats, Series

MOST_ROWS = 6
AROUND = 28


def jumps(case: Case) -> Iterator[Jump]:
    """Single days of the period that stand out of their surroundings, of the KPIs of this review."""
    for one in _own(case):
        daily = one.daily
        if daily is None or daily.grain is not Grain.DAY or one.kpi.vanity:
            continue
        for day in spikes(daily):
            if day in case.period:
                value, usual = _day(daily, day), _usual(daily, day)
                if value is not None and usual is not None:
                    yield Jump(one.kpi, day, value, usual, daily.currency)


def day_rows(case: Case) -> Iterator[DayRow]:
    """The days of the KPIs that goals are measured by and of the outcome of the business."""
    wanted = dict.fromkeys((*(state.goal.kpi for state in case.goals), case.outcome or ""))
    by_id = {one.kpi.id: one for one in case.measures}
    rows = [by_id[kpi] for kpi in wanted if kpi in by_id]
    for one in rows[:MOST_ROWS]:
        if one.daily is None or one.daily.grain is not Grain.DAY:
            continue
        values = _values(one.daily, case.period)
        if np.isfinite(values).any():
            days = tuple(case.period.start + timedelta(days=n) for n in range(case.period.days))
            told = tuple(float(value) if np.isfinite(value) else None for value in values)
            yield DayRow(one.kpi, days, told, one.daily.currency)


def month_rows(case: Case) -> Iterator[MonthRow]:
    """The figures of the month and of the one before, section by section."""
    placed = sorted(
        (place, one.kpi.id, one) for one in _own(case) if (place := case.cadence.place_of(one.kpi))
    )
    for (section, _), _, one in placed:
        if one.this is not None and not isinstance(one.this, Unknown):
            yield MonthRow(one.kpi, case.cadence.sections[section].title, one.this, one.before)


def _own(case: Case) -> Sequence[Measure]:
    return [one for one in case.measures if case.cadence.place_of(one.kpi) is not None]


def _values(daily: Series, period: Period) -> Floats:
    days = known_days(daily, period)
    if days.under is None:
        return days.over
    return np.asarray(days.over / np.where(days.under > 0, days.under, np.nan), dtype=np.float64)


def _day(daily: Series, day: date) -> float | None:
    value = float(_values(daily, Period.of_days(day, 1))[0])
    return value if np.isfinite(value) else None


def _usual(daily: Series, day: date) -> float | None:
    """The median of the four weeks around the day."""
    around = Period(day - timedelta(days=AROUND // 2), day + timedelta(days=AROUND // 2))
    values = _values(daily, around)
    return float(np.nanmedian(values)) if np.isfinite(values).any() else None
