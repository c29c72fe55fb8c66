"""How far a part may lie from that of the levels under the weeks: from the weeks within, and those before.

Within both periods each week is left out once (the jackknife, Tukey 1958), so that segments whose weeks
move together, and curved forms such as shares, need nothing special. The weeks before tell how far periods
of this length differ when nothing in particular happens; the linear form of the parts carries that over.
"""

from collections.abc import Callable

import numpy as np

from milepost.judgement.quantiles import t_quantile
from milepost.judgement.why_weeks import Compared
from milepost.series import Floats

LEAST_WEEKS = 2
MEMORY, HELD, MOST_MEMORY = 0.25, 15.0, 0.8
"""The usual autocorrelation of a week with the next around their level (.30 on average in 44 real brands'
totals, .20 in rates), the weeks it counts for beside a brand's own, and the most that is believed."""

OUTLIER = 3.0

NUDGE = 1e-4

Parts = Callable[[Floats, Floats], Floats]
"""Parts (..., parts) from the totals of both periods (..., columns)."""


def intervals(weeks: Compared, parts: Parts) -> tuple[Floats, Floats, Floats]:
    """(parts, low, high) at 80 %; the ends are NaN where weeks do not tell them."""
    start, end = weeks.sums()
    value = parts(start, end)
    if min(weeks.counts) < LEAST_WEEKS:
        nothing = np.full_like(value, np.nan)
        return value, nothing, nothing
    within, freedom = _within(weeks, parts)
    usual, more = _usual(weeks, parts)
    error = np.sqrt((freedom * within + more * usual) / (freedom + more))
    reach = error * t_quantile(freedom + more)
    return value, value - reach, value + reach


def inflation(weeks: int, memory: float) -> float:
    """How much larger the variance of a mean of `weeks` is than independent weeks would have it.

    Weeks resemble their neighbours: their mean is less sure, and their spread looks too small (AR(1)).
    """
    apart = np.arange(1, weeks)
    shared = float(((1 - apart / weeks) * memory**apart).sum())
    return (1 + 2 * shared) / (1 - 2 * shared / (weeks - 1))


def memory_of(weeks: Compared) -> float:
    """The autocorrelation from week to week, pooled over all columns and drawn towards the usual one."""
    pairs, squares, count = 0.0, 0.0, 0.0
    for block in (weeks.history if weeks.history.shape[1] else weeks.before, weeks.after):
        for column in block:
            told = column[np.isfinite(column)]
            size = len(told)
            spread = float(told.std()) if size > LEAST_WEEKS else 0.0
            if spread <= 1e-12 * max(1.0, float(np.abs(told).max(initial=0.0))):
                continue
            away = np.clip((told - told.mean()) / spread, -OUTLIER, OUTLIER)
            # A mean taken from the same weeks makes neighbours look opposed, by one part in their number.
            pairs += float(away[1:] @ away[:-1]) + float(away @ away) / size
            squares += float(away @ away)
            count += size
    found = pairs / squares if squares > 0 else 0.0
    return float(np.clip((count * found + HELD * MEMORY) / (count + HELD), 0.0, MOST_MEMORY))


def _within(weeks: Compared, parts: Parts) -> tuple[Floats, float]:
    """(variance of each part, degrees of freedom), each week left out once in its period."""
    start, end = weeks.sums()
    length = weeks.after.shape[1]
    squares, memory = np.zeros_like(parts(start, end)), memory_of(weeks)
    for half, first in ((weeks.before, True), (weeks.after, False)):
        count = half.shape[1]
        less = length * _without_each(half)
        other = np.broadcast_to(end if first else start, less.shape)
        left = parts(less, other) if first else parts(other, less)
        away = left - left.mean(axis=0)
        squares = squares + inflation(count, memory) * (count - 1) / count * (away**2).sum(axis=0)
    # Weeks that resemble each other are worth fewer.
    worth = sum((count - 1) / inflation(count, memory) for count in weeks.counts)
    return squares, float(worth)


def _usual(weeks: Compared, parts: Parts) -> tuple[Floats, float]:
    """The same from how far neighbouring periods of this length differed before."""
    start, end = weeks.sums()
    length = min(weeks.counts)
    moves = _moves(weeks.history, length)
    if not len(moves):
        return np.zeros_like(parts(start, end)), 0.0
    nudged = 0.5 * NUDGE * np.eye(len(start))
    up = parts(start * (1 - nudged), end * (1 + nudged))
    down = parts(start * (1 + nudged), end * (1 - nudged))
    slopes = (up - down) / (2 * NUDGE)
    freedom = (len(moves) + 2 * length - 1) / length - 1
    return np.asarray(((moves @ slopes) ** 2).mean(axis=0), dtype=np.float64), freedom


def _moves(history: Floats, length: int) -> Floats:
    """Relative differences between neighbouring periods of `length` weeks, shape (differences, columns).

    Only from weeks that all columns know.
    """
    known = np.isfinite(history).all(axis=0)
    begin = int(np.flatnonzero(~known)[-1]) + 1 if not known.all() else 0
    told = history[:, begin:]
    if told.shape[1] < 2 * length + 1:
        return np.empty((0, len(history)))
    means = np.lib.stride_tricks.sliding_window_view(told, length, axis=1).mean(axis=2)
    first, second = means[:, :-length], means[:, length:]
    size = 0.5 * (np.abs(first) + np.abs(second))
    return np.asarray(np.where(size > 0, (second - first) / np.where(size > 0, size, 1.0), 0.0).T)


def _without_each(half: Floats) -> Floats:
    """Weekly means without each week in turn, shape (weeks, columns)."""
    told = np.isfinite(half)
    filled = np.where(told, half, 0.0)
    count, total = told.sum(axis=1), filled.sum(axis=1)
    fewer = count[:, None] - told
    mean = (total / np.maximum(count, 1))[:, None]
    left = np.where(fewer > 0, (total[:, None] - filled) / np.maximum(fewer, 1), mean)
    return np.asarray(left.T, dtype=np.float64)
