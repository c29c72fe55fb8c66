"""How often customers will buy again: BG/NBD (Fader, Hardie & Lee 2005).

While they stay, customers buy at random at a rate of their own; after each purchase some leave for good,
unseen. Rates follow a gamma law over customers, the chance to leave a beta law.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from milepost.judgement.customers.orders import Histories
from milepost.series import Floats

START = np.array([-0.5, -0.5, -0.3, 0.5])
"""Logs of r, alpha (in mean ages), a and b from which the search begins: a shop as most of them are."""

PULL = 2.0
"""Standard deviation (in logs) of a weak pull towards START; it only moves shops with few repeats."""

MANY_ROWS = 3000
COARSE_DAYS = 7.0
"""With so many different histories days are rounded to weeks: seven times as fast; the sum moves 0.1 %."""

NODES = 48
WIDEST = 8.0


@dataclass(frozen=True, eq=False)
class Buying:
    """The fitted model: logs of r, alpha, a and b, their covariance; times are divided by `scale` days."""

    logs: Floats
    covariance: Floats
    scale: float


@dataclass(frozen=True, eq=False)
class Groups:
    """Customers of one history together: `repeats`, `last` and `age` in days, and how many they are.

    `group` tells each customer's row.
    """

    repeats: Floats
    last: Floats
    age: Floats
    count: Floats
    group: Any


def grouped(known: Histories, *, exact: bool = False) -> Groups:
    """Each different history once; where there are many, its times are rounded to weeks unless `exact`."""
    found = _grouped(known.repeats, known.last, known.age)
    if exact or len(found.count) <= MANY_ROWS:
        return found
    last = np.round(known.last / COARSE_DAYS) * COARSE_DAYS
    age = np.maximum(np.round(known.age / COARSE_DAYS) * COARSE_DAYS, last)
    return _grouped(known.repeats, last, age)


def _grouped(repeats: Floats, last: Floats, age: Floats) -> Groups:
    """Whole numbers of days and repeats are packed into one number, which sorts ten times as fast as rows."""
    packed = repeats.astype(np.int64) << 42 | age.astype(np.int64) << 21 | last.astype(np.int64)
    _, first, group, count = np.unique(packed, return_index=True, return_inverse=True, return_counts=True)
    return Groups(repeats[first], last[first], age[first], count.astype(np.float64), group)


def fit_buying(groups: Groups, start: Floats = START, *, spread: bool = True) -> Buying:
    """The likeliest model, drawn weakly towards a usual shop; `spread` adds the covariance of its logs."""
    from scipy.optimize import minimize

    scale = max(float(groups.age @ groups.count / groups.count.sum()), 1.0)

    def unlikely(logs: Floats) -> float:
        alive, gone, base = _log_parts(logs, groups, scale)
        told = float((base + np.logaddexp(alive, gone)) @ groups.count)
        value = -told + 0.5 * float(np.sum((logs - START) ** 2)) / PULL**2
        return value if np.isfinite(value) else 1e12

    found = minimize(unlikely, start, method="L-BFGS-B", bounds=[(-WIDEST, WIDEST)] * 4)
    logs = np.asarray(found.x, dtype=np.float64)
    covariance = _inverse(_curvature(unlikely, logs)) if spread else np.zeros((4, 4))
    return Buying(logs, covariance, scale)


def expected_purchases(model: Buying, groups: Groups, days: float) -> tuple[Floats, Floats]:
    """(expected purchases within `days`, probability of still being a customer), one of each a group.

    The chance to leave is averaged over its posterior instead of through the hypergeometric function of the
    paper, which is the same and stays finite everywhere.
    """
    from scipy.special import betaincinv

    r, alpha, a, b = np.exp(model.logs)
    alive, gone, _ = _log_parts(model.logs, groups, model.scale)
    present = 1 / (1 + np.exp(np.minimum(gone - alive, 700.0)))
    repeats, at = np.unique(groups.repeats, return_inverse=True)
    middle = (np.arange(NODES) + 0.5) / NODES
    leave = np.maximum(betaincinv(a, b + repeats[:, None], middle), 1e-12)[at]
    seen = (alpha + groups.age / model.scale)[:, None]
    stays = (seen / (seen + leave * days / model.scale)) ** (r + groups.repeats)[:, None]
    return present * ((1 - stays) / leave).mean(axis=1), present


def newcomer() -> Groups:
    """A customer on the day of their first order."""
    return Groups(np.zeros(1), np.zeros(1), np.zeros(1), np.ones(1), np.zeros(1, dtype=np.int64))


def relative_error(model: Buying, groups: Groups, days: float) -> float:
    """The standard error that the model's own uncertainty gives the log of the expected sum."""

    def log_sum(logs: Floats) -> float:
        moved = Buying(logs, model.covariance, model.scale)
        total = float(expected_purchases(moved, groups, days)[0] @ groups.count)
        return float(np.log(max(total, 1e-12)))

    step = 1e-3
    slope = np.array(
        [
            (log_sum(model.logs + step * unit) - log_sum(model.logs - step * unit)) / (2 * step)
            for unit in np.eye(4)
        ]
    )
    return float(np.sqrt(max(slope @ model.covariance @ slope, 0.0)))


def _log_parts(logs: Floats, groups: Groups, scale: float) -> tuple[Floats, Floats, Floats]:
    """Log likelihoods of (still there, left after the last purchase, and what both have in common)."""
    from scipy.special import betaln, gammaln

    r, alpha, a, b = np.exp(logs)
    x = groups.repeats
    base = gammaln(r + x) - gammaln(r) + r * np.log(alpha) - betaln(a, b)
    alive = betaln(a, b + x) - (r + x) * np.log(alpha + groups.age / scale)
    before = betaln(a + 1, np.maximum(b + x - 1, 1e-9)) - (r + x) * np.log(alpha + groups.last / scale)
    return alive, np.where(x > 0, before, -np.inf), base


def _curvature(unlikely: Any, at: Floats) -> Floats:
    """Second derivatives of `unlikely`, by differences."""
    step, size = 1e-3, len(at)
    units = np.eye(size) * step
    middle = unlikely(at)
    up, down = [unlikely(at + u) for u in units], [unlikely(at - u) for u in units]
    found = np.empty((size, size))
    for i in range(size):
        found[i, i] = (up[i] - 2 * middle + down[i]) / step**2
        for j in range(i):
            both = unlikely(at + units[i] + units[j])
            found[i, j] = found[j, i] = (both - up[i] - up[j] + middle) / step**2
    return found


def _inverse(curvature: Floats) -> Floats:
    """The covariance, where a flat or uphill direction is as wide as the weak pull allows."""
    values, vectors = np.linalg.eigh(curvature)
    return np.asarray((vectors / np.maximum(values, PULL**-2)) @ vectors.T, dtype=np.float64)
