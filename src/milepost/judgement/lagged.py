"""Whether the surprises of one figure come before those of another, at the best of several lags.

Two tests must agree: a t test (corrected for the number of lags), and the correlations that are left when one
figure is shifted around the calendar, which keeps whatever memory both still have.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from milepost.amount import Amount, Unit
from milepost.judgement.quantiles import Z80
from milepost.series import Floats

SEEN_IN_MOST = 0.84
"""Beyond the line by so many errors is seen in four of five cases."""


@dataclass(frozen=True, slots=True)
class Tested:
    """The best lag in weeks, the chance of such a correlation by luck alone, and the correlation itself."""

    lag: int
    p: float
    correlation: float
    weeks: int

    @property
    def share(self) -> tuple[float, float, float]:
        """(low, mid, high) with 80 %: how much of the one's surprises the other foretells (r squared)."""
        reach = Z80 / np.sqrt(max(self.weeks - 3, 1))
        middle = float(np.arctanh(abs(self.correlation)))
        low, high = (float(np.tanh(value)) for value in (max(middle - reach, 0.0), middle + reach))
        return low**2, self.correlation**2, high**2


def tested(x: Floats, y: Floats, lags: range) -> Tested:
    """The lag of `lags` (unbroken, 0 or more) at which `x` best foretells `y`; both of one length."""
    from scipy.special import stdtr  # slow to import, and most commands look for no leads

    x, y = x - x.mean(), y - y.mean()
    weeks, size = len(y), float(np.sqrt(np.sum(x**2) * np.sum(y**2)))
    if size <= 0:
        return Tested(lags[0], 1.0, 0.0, weeks)
    freedom = weeks - np.array(lags) - 2
    r = np.array([float(x[: weeks - lag] @ y[lag:]) for lag in lags]) / size
    r = np.clip(r, -0.999999, 0.999999)
    scores = np.abs(r) * np.sqrt(freedom / (1 - r**2))
    at = int(np.argmax(scores))
    single = 2 * float(stdtr(freedom[at], -scores[at]))
    by_t = 1 - (1 - single) ** len(lags)
    p = max(by_t, _tail(_rivals(x, y, lags) / size, float(scores[at]), weeks))
    return Tested(lags[at], p, float(r[at]), weeks)


def whole_percent(share: float) -> Amount:
    """A share as it may be told: to the percent, never nothing."""
    return Amount(max(round(share, 2), 0.01), Unit.SHARE)


def adjust(p_values: Sequence[float]) -> tuple[float, ...]:
    """Benjamini and Hochberg's adjusted p values (1995), in the order given."""
    order = np.argsort(p_values)[::-1]
    count = len(p_values)
    least, result = 1.0, np.ones(count)
    for rank, index in enumerate(order):
        least = min(least, p_values[index] * count / (count - rank))
        result[index] = least
    return tuple(float(p) for p in result)


def visible_share(weeks: int, lags: range, candidates: int, false_share: float) -> float:
    """The share of the surprises from which four of five links are proved among so many `candidates`."""
    from scipy.special import ndtri  # slow to import, and most commands look for no leads

    needed = -float(ndtri(false_share / max(candidates, 1) / len(lags) / 2)) + SEEN_IN_MOST
    return float(np.tanh(needed / np.sqrt(max(weeks - 3, 1)))) ** 2


def gain(x: Floats, y: Floats, lag: int) -> float:
    """The share of the last third's surprises of `y` that `x` foretells, learned on the first two thirds.

    Below zero: following it would have been worse than expecting nothing.
    """
    past, coming = x[: len(x) - lag], y[lag:]
    cut = len(coming) * 2 // 3
    size = float(np.sum(past[:cut] ** 2))
    total = float(np.sum(coming[cut:] ** 2))
    if size <= 0 or total <= 0:
        return 0.0
    slope = float(past[:cut] @ coming[:cut]) / size
    return 1 - float(np.sum((coming[cut:] - slope * past[cut:]) ** 2)) / total


def without(y: Floats, others: Sequence[tuple[Floats, int]]) -> Floats:
    """`y` less what each other figure tells of it at its lag and the weeks beside."""
    columns = []
    for other, lag in others:
        for beside in (lag - 1, lag, lag + 1):
            if beside >= 0:
                column = np.zeros(len(y))
                column[beside:] = other[: len(y) - beside]
                columns.append(column)
    if not columns:
        return y
    design = np.column_stack(columns)
    return np.asarray(y - design @ np.linalg.lstsq(design, y, rcond=None)[0], dtype=np.float64)


def _rivals(x: Floats, y: Floats, lags: range) -> Floats:
    """The largest products at as many neighbouring lags, for each shift of `x` around the calendar."""
    weeks = len(y)
    turned = np.fft.irfft(np.fft.rfft(y) * np.conj(np.fft.rfft(x)), weeks)
    round_about = np.abs(np.concatenate([turned, turned[: len(lags)]]))
    largest = np.lib.stride_tricks.sliding_window_view(round_about, len(lags)).max(axis=1)
    return np.asarray(largest[lags[-1] + 1 + lags[0] : weeks - lags[-1]], dtype=np.float64)


def _tail(correlations: Floats, score: float, weeks: int) -> float:
    """The share of shifts that reach `score`; beyond all of them, by the Gumbel law of their maxima.

    A year has too few shifts to count below one in thirty, and ten candidates need finer p values than that.
    """
    if len(correlations) < 2:
        return 1.0
    rivals = correlations * np.sqrt((weeks - 4) / (1 - np.minimum(correlations**2, 0.999999)))
    counted = (1 + int(np.sum(rivals >= score))) / (1 + len(rivals))
    if counted > 1.5 / (1 + len(rivals)):
        return counted
    scale = max(float(rivals.std(ddof=1)) * np.sqrt(6) / np.pi, 1e-9)
    place = float(rivals.mean()) - np.euler_gamma * scale
    return min(counted, float(-np.expm1(-np.exp(-(score - place) / scale))))
