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
LEAST_WEIGHT = 0.05
MOST_OFTEN = 0.04
"""What stands out on more than one day in 25 is a habit (a sale every other week), and no spike."""

MATTERS = 0.25
"""A day that misses the usual by less than this share of a mean day is no spike, even on a quiet weekday."""


def spikes(series: Series) -> tuple[date, ...]:
    """The starts of those periods of the last two years that lie six robust sd from their surroundings.

    Both sides count; neighbours are the 14 periods on either side. Logs where nothing is below zero, else
    plain figures. Empty for series shorter than 14 periods.
    """
    if series.grain is not Grain.DAY:
        values = np.where(known(series), series.values, np.nan)
        return tuple(series.starts[at] for at in _far(values, np.ones(len(values))))
    days = by_day(series)
    if days is None:
        return ()
    values = days.over if days.under is None else _ratio(days.over, days.under)
    usual = _weekdays(values, days.first) if series.adds and days.under is None else np.ones(len(values))
    return tuple(days.first + timedelta(days=at) for at in _far(values, usual))


def _weekdays(values: Floats, first: date) -> Floats:
    """The usual weight of each day (mean 1) by its weekday."""
    whole = len(values) // WEEK * WEEK
    if whole < 2 * WEEK:
        return np.ones(len(values))
    begins = (first.weekday() + len(values) - whole) % WEEK
    profile = np.maximum(weekday_profile(values[-whole:].reshape(-1, WEEK), begins), LEAST_WEIGHT)
    return np.resize(np.roll(profile, -first.weekday()), len(values))


def _ratio(over: Floats, under: Floats) -> Floats:
    return np.asarray(over / np.where(under > 0, under, np.nan), dtype=np.float64)


def _far(values: Floats, usual: Floats) -> list[int]:
    """Positions of the far ones; `usual` is the weight of each by its weekday."""
    begin = max(0, len(values) - MEMORY)
    plain, weight = values[begin:], usual[begin:]
    told = plain[np.isfinite(plain)]
    if len(told) < LEAST or not told.any():
        return []
    even = plain / weight
    logs = bool(told.min() >= 0)
    # Without something added, a zero among small counts would lie infinitely far away.
    added = 0.1 * float(told[told <= np.quantile(told, 0.95)].mean()) if logs else 0.0
    scaled = np.log(even + max(added, 1e-12 * float(told.max()))) if logs else even
    left = scaled - _running_median(scaled)
    around = left[np.isfinite(left)]
    scale = 1.4826 * float(np.median(np.abs(around - np.median(around))))
    scale = max(
        scale, 0.8 * float(np.mean(np.abs(around))), 1e-3 if logs else 1e-9 * float(np.abs(told).max())
    )
    middle = _running_median(even)
    apart = np.abs(plain - middle * weight)
    matters = apart >= MATTERS * float(np.nanmean(np.abs(middle)))
    found = np.flatnonzero((np.abs(left) > FAR * scale) & matters)
    if len(found) > MOST_OFTEN * len(told):
        return []
    return [begin + int(at) for at in found]


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
