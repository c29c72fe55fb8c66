"""The forecast as it opens over time: quantiles for the end of each coming week (or month)."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from milepost.amount import Unknown
from milepost.judgement.days import known_days, last_known_end
from milepost.judgement.forecast import Draws, forecast_window
from milepost.judgement.level import WINDOW, forecast_level
from milepost.period import Period
from milepost.series import Floats, Series

LEVELS = (0.10, 0.25, 0.50, 0.75, 0.90)


@dataclass(frozen=True, slots=True)
class FanAt:
    """Five quantiles of the running total, or of the level, when the day before `day` has ended."""

    day: date
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float


def fan_of_total(
    series: Series, *, period: Period, as_of: date, seed: int = 0
) -> tuple[FanAt, ...] | Unknown:
    """The running total of `period`, from the last known day before `as_of` to its end.

    It begins with what is known so far, where all quantiles are one. Empty once all days are known.
    """
    past = series.until(as_of)
    told = last_known_end(past)
    if told is not None and told >= period.end:
        return ()
    start = period.start if told is None else max(period.start, told)
    draws = forecast_window(past, start=start, end=period.end, seed=seed)
    if isinstance(draws, Unknown):
        return draws
    so_far = None if told is None else period.until(told)
    reached = float(np.nansum(known_days(past, so_far).over)) if so_far else 0.0
    running = reached + np.cumsum(draws.paths, axis=1) if draws.paths is not None else draws.totals[:, None]
    return (FanAt(start, *[reached] * 5), *_points(draws, running, start))


def fan_of_level(
    series: Series, *, deadline: date, as_of: date, window_days: int = WINDOW, seed: int = 0
) -> tuple[FanAt, ...] | Unknown:
    """The level, from the last known day before `as_of` to the end of the day `deadline`."""
    past = series.until(as_of)
    told = last_known_end(past)
    if told is not None and told > deadline:
        return ()
    ahead = 1 if told is None else (deadline + timedelta(days=1) - told).days
    draws = forecast_level(past, days_ahead=ahead, window_days=window_days, seed=seed)
    if isinstance(draws, Unknown):
        return draws
    if draws.paths is None:
        return (FanAt(draws.end, *[float(np.median(draws.totals))] * 5),)
    return _points(draws, draws.paths, draws.ends[0] - timedelta(days=1))


def _points(draws: Draws, paths: Floats, after: date) -> tuple[FanAt, ...]:
    quantiles = np.quantile(paths, LEVELS, axis=0)
    return tuple(
        FanAt(end, *(float(q) for q in quantiles[:, at])) for at, end in enumerate(draws.ends) if end > after
    )
