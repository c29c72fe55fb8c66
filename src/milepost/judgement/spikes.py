"""Single days (or weeks, or months) far from their neighbours: median and MAD on weekday-adjusted figures."""

from datetime import date, timedelta

import numpy as np

from milepost.judgement.days import by_day, known
from milepost.judgement.steps import WEEK, weekday_profile
from milepost.period import Grain
from milepost.series import Floats, Series

FAR = 6.0
AROUND = 14
LEAST = 14
MEMORY = 730


def spikes(series: Series) -> tuple[date, ...]:
    """The starts of those periods of the last two years that lie six robust sd from their surroundings.

    Both sides count; neighbours are the 14 periods on either side. Logs where nothing is below zero, else
    plain figures. Empty for series shorter than 14 periods.
    """
    if series.grain is Grain.DAY:
        days = by_day(series)
        if days is None:
            return ()
        values = days.over if days.under is None else _ratio(days.over, days.under)
        whole = len(values) // WEEK * WEEK
        if series.adds and series.under is None and whole >= 2 * WEEK:
            profile = weekday_profile(
                values[-whole:].reshape(-1, WEEK), _weekday(days.first, len(values) - whole)
            )
            values = values / np.maximum(
                np.resize(np.roll(profile, -days.first.weekday()), len(values)), 0.05
            )
        return tuple(days.first + timedelta(days=i) for i in _far(values))
    values = np.where(known(series), series.values, np.nan)
    return tuple(series.starts[i] for i in _far(values))


def _weekday(first: date, later: int) -> int:
    return (first.weekday() + later) % WEEK


def _ratio(over: Floats, under: Floats) -> Floats:
    return np.asarray(over / np.where(under > 0, under, np.nan), dtype=np.float64)


def _far(values: Floats) -> list[int]:
    """Positions of the far ones."""
    begin = max(0, len(values) - MEMORY)
    recent = values[begin:]
    told = recent[np.isfinite(recent)]
    if len(told) < LEAST:
        return []
    if told.min() >= 0:
        mean = float(told.mean())
        if mean == 0:
            return []
        # Without something added, a zero among small counts would lie infinitely far away.
        recent = np.log(recent + max(0.1 * mean, float(np.median(told)) * 0.1))
    left = recent - _running_median(recent)
    around = left[np.isfinite(left)]
    scale = 1.4826 * float(np.median(np.abs(around - np.median(around))))
    scale = max(scale, 0.8 * float(np.mean(np.abs(around))), 1e-3)
    return [begin + int(i) for i in np.flatnonzero(np.abs(np.nan_to_num(left)) > FAR * scale)]


def _running_median(values: Floats) -> Floats:
    """The median of the known ones among a value and its 14 neighbours on either side."""
    padded = np.pad(values, AROUND, constant_values=np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * AROUND + 1)
    told = np.isfinite(windows)
    ranked = np.sort(np.where(told, windows, np.inf), axis=1)
    count = told.sum(axis=1)
    rows = np.arange(len(values))
    low, high = np.maximum(count - 1, 0) // 2, np.maximum(count, 1) // 2
    with np.errstate(invalid="ignore"):
        middle = (ranked[rows, low] + ranked[rows, high]) / 2
    return np.where(count > 0, middle, values)
