"""The forecast of a goal, day by day: the fan of its chart."""

from datetime import date, timedelta

import numpy as np

from milepost.amount import Unit, Unknown
from milepost.goals.goal import Goal
from milepost.goals.state import FanPoint
from milepost.judgement.days import known_days, last_known_end
from milepost.judgement.forecast import Draws, forecast_window
from milepost.judgement.level import forecast_level
from milepost.period import Period
from milepost.series import Floats, Series

LEVELS = (0.10, 0.25, 0.50, 0.75, 0.90)
AHEAD = 91
STEP = 7


def fan_of(goal: Goal, series: Series, today: date) -> tuple[FanPoint, ...]:
    """Five quantiles of the running total (or of the level) from the last known day to the deadline.

    Without a deadline, for a quarter ahead. Empty when nothing can be said or the deadline is behind.
    """
    past = series.until(today)
    told = last_known_end(past)
    if told is None:
        return ()
    end = goal.deadline + timedelta(days=1) if goal.deadline else today + timedelta(days=AHEAD)
    if told >= end:
        return ()
    if goal.kind == "total":
        return _totals(goal, past, told, end)
    if goal.kind == "level" and goal.unit == Unit.COUNT and past.under is None and goal.per is None:
        return _stock(forecast_level(past, days_ahead=(end - told).days))
    return _windows(past, told, end) if goal.kind == "level" else ()


def _totals(goal: Goal, past: Series, told: date, end: date) -> tuple[FanPoint, ...]:
    begin = max(told, goal.start)
    so_far = 0.0
    if told > goal.start:
        so_far = float(np.nansum(known_days(past, Period(goal.start, told)).over))
    drawn = forecast_window(past, start=begin, end=end)
    if isinstance(drawn, Unknown) or drawn.paths is None:
        return ()
    running: Floats = np.cumsum(drawn.paths, axis=1)
    first = FanPoint(begin, so_far, so_far, so_far, so_far, so_far)
    return (first, *_quantiles(drawn, running, so_far))


def _stock(drawn: Draws | Unknown) -> tuple[FanPoint, ...]:
    if isinstance(drawn, Unknown) or drawn.paths is None:
        return ()
    return _quantiles(drawn, drawn.paths, 0.0)


def _windows(past: Series, told: date, end: date) -> tuple[FanPoint, ...]:
    """A rate is judged over 28 days, so each point of its fan is the rate of the 28 days before it."""
    points = []
    ahead = (end - told).days
    for days in (*range(STEP, ahead, STEP), ahead):
        drawn = forecast_level(past, days_ahead=days)
        if isinstance(drawn, Unknown):
            return ()
        points.append(FanPoint(told + timedelta(days=days), *drawn.quantiles(*LEVELS)))
    return tuple(points)


def _quantiles(drawn: Draws, paths: Floats, base: float) -> tuple[FanPoint, ...]:
    bands = np.quantile(paths, LEVELS, axis=0) + base
    return tuple(
        FanPoint(day, *(float(value) for value in bands[:, step])) for step, day in enumerate(drawn.ends)
    )
