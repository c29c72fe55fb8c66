"""How good a probability is: its score, its skill, its reliability, and how sure brands let us be of them."""

from collections.abc import Callable, Sequence

import numpy as np

from figures import RESAMPLES, cluster_weights
from milepost.series import Floats

BINS = 10
Statistic = Callable[[Floats], float]


def crps(draws: Floats, truth: float) -> float:
    """The continuous ranked probability score of equally likely draws, in the unit of the draws."""
    ranked = np.sort(draws)
    n = len(ranked)
    spread = 2 / n**2 * float(np.sum((np.arange(1, n + 1) - (n + 1) / 2) * ranked))
    return float(np.mean(np.abs(ranked - truth))) - spread


def skill(odds: Floats, came: Floats, weights: Floats) -> float:
    """Brier skill of `odds` (rows, targets) against always saying how often each target was met."""
    base = weights @ came
    brier = float(weights @ ((odds - came) ** 2).mean(axis=1))
    return 1 - brier / max(float(weights @ ((base - came) ** 2).mean(axis=1)), 1e-9)


def reliability_error(odds: Floats, came: Floats, weights: Floats) -> float:
    """The mean distance of what was said from what came, over ten bins of what was said (ECE)."""
    flat = np.repeat(weights, odds.shape[1]) / odds.shape[1]
    bins = np.minimum((odds.ravel() * BINS).astype(int), BINS - 1)
    apart = flat * (odds.ravel() - came.ravel())
    return float(np.abs(np.bincount(bins, apart, minlength=BINS)).sum())


def over_brands(
    statistic: Statistic, clusters: Sequence[str], seed: int = 5, *, unbias: bool = False
) -> tuple[float, float, float]:
    """(value, low, high) of a statistic of row weights; 95 % by drawing clusters anew.

    `unbias` mirrors the interval about the value (basic bootstrap): a reliability error only grows when
    brands are drawn twice, so that the plain interval would lie beside its own value.
    """
    weights = cluster_weights(clusters)
    names, place = np.unique(np.array(clusters), return_inverse=True)
    rng = np.random.default_rng(seed)
    value = statistic(weights)
    drawn = []
    for _ in range(RESAMPLES // 4):
        times = np.bincount(rng.integers(len(names), size=len(names)), minlength=len(names))
        drawn.append(statistic(weights * times[place]))
    low, high = (float(q) for q in np.quantile(drawn, (0.025, 0.975)))
    return (value, max(2 * value - high, 0.0), 2 * value - low) if unbias else (value, low, high)
