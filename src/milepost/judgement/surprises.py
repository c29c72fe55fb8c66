"""What a weekly figure does that its level, its season and its own memory do not foretell.

Slow moves and seasons make almost any two figures correlate; so all three are taken out of both before they
are compared (prewhitening: Haugh 1976). What is left is ranked and put on the normal scale, so that one wild
week cannot make a correlation of its own.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from milepost.amount import Unknown, Why
from milepost.judgement.forecast import offset_of
from milepost.judgement.steps import WEEK, Steps, steps_of
from milepost.language import gettext_lazy
from milepost.period import Grain, spoken
from milepost.series import Floats, Series

LEAST_WEEKS = 52
MOST_WEEKS = 260
LEVEL_WEEKS = 13
YEAR = 365.25 / 7
MOST_MISSING = 0.1
MOST_ORDER = 4
LATE_WEEKS = 4
SAME = 1e-9


def aligned(series: Sequence[Series]) -> list[Steps | Unknown]:
    """All series as weeks that end on the same day; the first is the outcome that the others are asked about.

    A series that ends more than four weeks before the outcome would cost all others their last weeks, and
    one whose weeks begin on another weekday would seem to run a week ahead: neither is compared.
    """
    made = [steps_of(each) for each in series]
    outcome = made[0]
    if isinstance(outcome, Unknown) or outcome.days != WEEK:
        return made
    weekday = _weekday(series, made, outcome.end)
    found = [
        _unfit(each, steps, series[0].name, outcome.end, weekday) or steps
        for each, steps in zip(series, made, strict=True)
    ]
    last = min(steps.end for steps in found if isinstance(steps, Steps) and steps.days == WEEK)
    end = last - timedelta(days=(last.weekday() - weekday) % WEEK)
    return [
        _until(each, end) if isinstance(steps, Steps) and steps.days == WEEK and steps.end != end else steps
        for each, steps in zip(series, found, strict=True)
    ]


def _weekday(series: Sequence[Series], made: Sequence[Steps | Unknown], outcome: date) -> int:
    """The weekday on which weeks are to end: that of the outcome, or of most that are told by week only."""
    told = [
        steps.end.weekday()
        for each, steps in zip(series, made, strict=True)
        if isinstance(steps, Steps) and steps.days == WEEK and each.grain is Grain.WEEK
    ]
    if series[0].grain is Grain.WEEK or not told:
        return outcome.weekday()
    return max(sorted(set(told)), key=told.count)


def _unfit(series: Series, steps: Steps | Unknown, outcome: str, end: date, weekday: int) -> Unknown | None:
    """Why a series cannot be held against the outcome, which ends on `end`."""
    if isinstance(steps, Unknown) or steps.days != WEEK:
        return None
    if (end - steps.end).days > LATE_WEEKS * WEEK:
        because = gettext_lazy(
            "“{name}” ends on {day}, {days} days before “{outcome}”.",
            name=series.name,
            day=spoken(steps.end),
            days=(end - steps.end).days,
            outcome=outcome,
        )
        return Unknown(because, Why.TOO_LITTLE)
    if series.grain is Grain.WEEK and steps.end.weekday() != weekday:
        because = gettext_lazy(
            "The weeks of “{name}” begin on another day than those of “{outcome}”.",
            name=series.name,
            outcome=outcome,
        )
        return Unknown(because, Why.WRONG_GRAIN)
    return None


def _until(series: Series, end: date) -> Steps | Unknown:
    steps = steps_of(series.until(end))
    if isinstance(steps, Unknown):
        because = gettext_lazy(
            "“{name}” has too few weeks before {day}, where others end.", name=series.name, day=spoken(end)
        )
        return Unknown(because, Why.TOO_LITTLE)
    return steps


def surprises(steps: Steps | Unknown, name: str) -> Floats | Unknown:
    """The surprises of the last 260 weeks at most, as normal scores; Unknown below 52 known weeks."""
    if isinstance(steps, Unknown):
        return steps
    if steps.days != WEEK:
        return Unknown(
            gettext_lazy("“{name}” is given by month; leads are looked for in weeks.", name=name),
            Why.WRONG_GRAIN,
        )
    values = steps.values[-MOST_WEEKS:]
    told = np.isfinite(values)
    if told.sum() < LEAST_WEEKS:
        return Unknown(
            gettext_lazy(
                "Only {count} weeks of “{name}” are known; {needed} are needed.",
                count=int(told.sum()),
                name=name,
                needed=LEAST_WEEKS,
            ),
            Why.TOO_LITTLE,
        )
    if np.mean(~told) > MOST_MISSING:
        return Unknown(gettext_lazy("Too many weeks of “{name}” are unknown.", name=name), Why.TOO_LITTLE)
    filled = _scaled(steps, np.interp(np.arange(len(values)), np.flatnonzero(told), values[told]))
    if np.ptp(filled) <= SAME * max(1.0, float(np.abs(filled).max())):
        return Unknown(gettext_lazy("“{name}” never changes.", name=name), Why.TOO_LITTLE)
    left = _whitened(_without_level(_without_season(filled)))
    if float(left.std()) <= SAME * max(1.0, float(np.abs(filled).max())):
        return Unknown(
            gettext_lazy("“{name}” holds nothing but its level and season.", name=name), Why.TOO_LITTLE
        )
    return normal_scores(left)


def normal_scores(values: Floats) -> Floats:
    """The values' ranks as quantiles of the normal law (Blom 1958), ties at their mean rank; mean about 0."""
    from scipy.special import ndtri  # slow to import, and most commands look for no leads

    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    ranks = np.cumsum(count) - (count - 1) / 2
    return np.asarray(ndtri((ranks[place] - 0.375) / (len(values) + 0.25)), dtype=np.float64)


def _scaled(steps: Steps, filled: Floats) -> Floats:
    """Logs, or the plain figures where some are below zero."""
    if filled.min() < 0:
        return filled
    usual = 1.0
    if steps.under is not None:
        usual = float(np.nanmean(np.where(steps.under > 0, steps.under, np.nan)))
    return np.asarray(np.log(filled + offset_of(steps.over) / usual), dtype=np.float64)


def _without_season(values: Floats) -> Floats:
    """Without one yearly wave and, from two years on, a second of half a year."""
    place = 2 * np.pi * np.arange(len(values)) / YEAR
    waves = (1,) if len(values) < 2 * YEAR else (1, 2)
    columns = [np.ones(len(values)), *(wave(k * place) for k in waves for wave in (np.sin, np.cos))]
    design = np.column_stack(columns)
    fitted = design @ np.linalg.lstsq(design, values, rcond=None)[0]
    return np.asarray(values - fitted, dtype=np.float64)


def _without_level(values: Floats) -> Floats:
    """Without the centred 13-week median."""
    padded = np.pad(values, LEVEL_WEEKS // 2, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, LEVEL_WEEKS)
    return np.asarray(values - np.median(windows, axis=1), dtype=np.float64)


def _whitened(values: Floats) -> Floats:
    """What an autoregression (order 0 to 4 by AIC) of the figure on itself does not foretell."""
    centred = values - values.mean()
    rows = len(centred) - MOST_ORDER
    goal = centred[MOST_ORDER:]
    past = np.column_stack([centred[MOST_ORDER - k : len(centred) - k] for k in range(1, MOST_ORDER + 1)])
    products, shared = past.T @ past, past.T @ goal
    products += np.eye(MOST_ORDER) * (1e-12 * float(np.trace(products)) + 1e-300)
    total = float(goal @ goal)
    best, left = rows * np.log(max(total / rows, 1e-300)), goal
    for order in range(1, MOST_ORDER + 1):
        weights = np.linalg.solve(products[:order, :order], shared[:order])
        unexplained = total - float(weights @ shared[:order])
        score = rows * np.log(max(unexplained / rows, 1e-300)) + 2 * order
        if score < best:
            best, left = score, goal - past[:, :order] @ weights
    return np.asarray(left, dtype=np.float64)
