"""Where a level will stand: a stock at the end of a day, a ratio or a reading over the days before it."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from milepost.amount import Unit, Unknown, Why
from milepost.judgement import local_level
from milepost.judgement.calibration import Kind, Spread, calibrated, own_spread, ranked, shifts
from milepost.judgement.days import known_days
from milepost.judgement.forecast import DRAWS, Draws, coming, offset_of
from milepost.judgement.steps import Steps, steps_of
from milepost.judgement.stock import is_stock
from milepost.language import gettext_lazy
from milepost.period import Period
from milepost.series import Floats, Series

WINDOW = 28
RECENT = 13


def forecast_level(
    series: Series, *, days_ahead: int, window_days: int = WINDOW, seed: int = 0, n: int = DRAWS
) -> Draws | Unknown:
    """The level `days_ahead` days after the last known day.

    Of a stock (followers) it is the level at the end of that day; of a ratio or a reading (reach) the ratio
    of sums, or the mean, of the last `window_days` days up to it. Days of the window that are known count as
    they are. Unknown for totals, and below four weeks.
    """
    if series.adds and series.under is None:
        return Unknown(
            gettext_lazy("“{name}” is a total; ask for its sum.", name=series.name), Why.WRONG_GRAIN
        )
    if days_ahead < 1 or window_days < 1:
        return Unknown(gettext_lazy("A forecast needs at least one day ahead."), Why.WRONG_GRAIN)
    steps = steps_of(series)
    if isinstance(steps, Unknown):
        return steps
    end = steps.end + timedelta(days=days_ahead)
    rng = np.random.default_rng(seed)
    if is_stock(steps):
        return _stock(series, steps, end, n, rng)
    return _window(series, steps, Period(end - timedelta(days=window_days), end), n, rng)


def _stock(series: Series, steps: Steps, end: date, n: int, rng: np.random.Generator) -> Draws:
    """The last level and what is added to it: the moves from step to step have a level of their own."""
    level = float(steps.last[np.isfinite(steps.last)][-1])
    told = np.isfinite(steps.last)
    place = np.arange(len(steps.last))
    # Between two known levels a stock is taken to have moved evenly.
    moves = np.diff(np.interp(place, place[told], steps.last[told]))
    if not moves.any():
        return _draws(series, steps, np.full(n, level), None, end)
    shares = steps.shares(steps.end, end)
    added = coming(replace(steps, over=moves), shares, (end - steps.end).days, n, rng)
    paths = level + np.cumsum(added, axis=1)
    lowest = 0.0 if float(np.nanmin(series.over)) >= 0 else -np.inf
    paths = np.maximum(paths, lowest)
    return _draws(series, steps, paths[:, -1], paths, end)


def _draws(
    series: Series, steps: Steps, totals: Floats, paths: Floats | None, end: date, start: date | None = None
) -> Draws:
    return Draws(
        totals=totals,
        paths=paths,
        history_days=steps.history_days,
        start=start or steps.end,
        end=end,
        ends=() if paths is None else steps.ends(end),
        notes=steps.notes,
        unit=series.unit,
        currency=series.currency,
        adds=False,
    )


def _window(series: Series, steps: Steps, window: Period, n: int, rng: np.random.Generator) -> Draws:
    """Draws of the ratio (or mean) over `window`, of which the first days may be known already."""
    start = max(window.start, steps.end)
    shares = steps.shares(start, window.end)
    paths, totals = _coming(steps, shares, n, rng, (window.end - steps.end).days)
    so_far = window.until(steps.end)
    if so_far is not None:
        totals = _blended(series, steps, so_far, window, totals)
    if series.unit is Unit.SHARE and float(np.nanmax(steps.values)) <= 1:
        totals, paths = np.minimum(totals, 1.0), np.minimum(paths, 1.0)
    return _draws(series, steps, totals, paths, window.end, window.start)


def _coming(
    steps: Steps, shares: Floats, n: int, rng: np.random.Generator, horizon: int
) -> tuple[Floats, Floats]:
    """(paths, means) of the level over the coming steps that take part."""
    weight = shares / shares.sum()
    part = 1 / np.sqrt(np.clip(shares, 1 / 7, 1))
    values, relative = steps.values, relative_noise(steps)
    if float(np.nanmin(values)) < 0:
        scale = max(float(np.nanmean(np.abs(values))), 1e-12)
        paths = local_level.fit(values, scale=scale, relative_noise=relative).paths(len(shares), n, rng, part)
        raw = paths @ weight
        spread = Spread(own_spread(raw / scale))
        totals = ranked(raw, np.median(raw) + scale * shifts(spread, horizon, n, Kind.LEVELS))
        return paths + (totals - raw)[:, None], totals
    logs, offset = _logs(steps)
    ceiling = float(np.nanmax(logs)) + 12
    drawn = local_level.fit(logs, relative_noise=relative).paths(len(shares), n, rng, part)
    paths = np.maximum(np.exp(np.minimum(drawn, ceiling)) - offset, 0.0)
    raw = paths @ weight
    least = max(offset, 1e-9 * float(np.exp(np.nanmedian(logs))))
    told = np.log(raw + least)
    centre, spread = float(np.median(told)), Spread(own_spread(told))
    totals = calibrated(raw, horizon, least, centre=centre, spread=spread, kind=Kind.LEVELS)
    factor = np.divide(totals, raw, out=np.ones(n), where=raw > 0)
    return paths * factor[:, None], totals


def _logs(steps: Steps) -> tuple[Floats, float]:
    """Logs of the figures, and what was added to each of them (in the unit of the figures)."""
    if steps.under is None:
        offset = offset_of(steps.over)
        return np.log(steps.over + offset), offset
    usual = float(np.nanmean(np.where(steps.under > 0, steps.under, np.nan)))
    offset = offset_of(steps.over) / usual
    return np.log(steps.values + offset), offset


def relative_noise(steps: Steps) -> Floats | None:
    """For ratios the noise variance of each step against a usual one: few below the line are noisy."""
    if steps.under is None:
        return None
    usual = float(np.nanmedian(np.where(steps.under > 0, steps.under, np.nan)))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.clip(np.nan_to_num(usual / steps.under, nan=1.0), 0.25, 16.0), dtype=np.float64)


def _blended(series: Series, steps: Steps, so_far: Period, window: Period, coming: Floats) -> Floats:
    """The level of the whole window from its known days and the draws for the rest."""
    days = known_days(series, so_far)
    rest = (window.end - max(window.start, steps.end)).days
    if days.under is None or steps.under is None:
        told = days.over[np.isfinite(days.over)]
        return np.asarray((told.sum() + coming * rest) / (len(told) + rest), dtype=np.float64)
    both = np.isfinite(days.over) & np.isfinite(days.under)
    usual = float(np.nanmean(steps.under[-RECENT:])) / steps.days * rest
    if not np.isfinite(usual) or usual <= 0:
        return coming
    upper, lower = float(days.over[both].sum()), float(days.under[both].sum())
    return np.asarray((upper + coming * usual) / (lower + usual), dtype=np.float64)
