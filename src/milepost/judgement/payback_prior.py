"""What is believed of the channels before the weeks are looked at, and how far platforms are believed.

Everything is said in logs. Channels of one brand differ in what a unit brings (`APART`); a platform's claim
is that, times what all platforms overclaim together (`TOGETHER`), times an error of its own. How large those
errors are is not known: three readings are carried along (`ERRORS`), and the weeks decide between them. That
makes a prior with heavy tails, which widens by itself when the claims disagree with the shop.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from milepost.series import Floats

APART = (0.4, 0.9)
"""Readings of how far the channels of one brand lie apart in what a unit brings (log sd)."""

LEVEL = 1.0
"""Log sd of what a unit brings on average, around media bringing two fifths of the outcome."""

MEDIA_SHARE = 0.4

ERRORS = (0.2, 0.5, 1.2)
"""Readings of how far a single platform's claim is off (log sd): nearly right, usual, hardly of use."""

TOGETHER = 0.5
"""Log sd of what all platforms overclaim together: they count the same sale twice."""

HALF, HALF_SD = 0.0, 0.7
BEND, BEND_SD = 0.15, 0.35
DECAY, DECAY_SD = -0.5, 1.0
"""Centres and sds of log half, log bend (slightly above 1) and logit decay (median .38)."""


@dataclass(frozen=True, eq=False)
class Belief:
    """One reading of channels and platforms: mean and precision of all log parameters, and its log weight.

    `root` is the upper root of `precision`; `error` the log sd by which platforms are off (None: no claims).
    The parameters are log size, log half, log bend and logit decay, each for all channels.
    """

    mean: Floats
    precision: Floats
    root: Floats
    log_weight: float
    error: float | None

    def log_density(self, points: Floats) -> Floats:
        """The log density of `points` (count, parameters), with the weight of this reading in it."""
        away = (points - self.mean) @ self.root.T
        size = float(np.log(np.abs(np.diag(self.root))).sum())
        return np.asarray(size - 0.5 * (away**2).sum(axis=1) + self.log_weight, dtype=np.float64)


def beliefs(spread: Floats, claimed: Floats | None) -> tuple[Belief, ...]:
    """The readings for channels that get the shares `spread` of all input; the outcome's mean is 1.

    `claimed` is what each platform claims a week (NaN: it claims nothing), in the same outcome. Without
    claims there is one reading.
    """
    count = len(spread)
    ones = np.ones((count, count))
    centre = np.log(MEDIA_SHARE * spread)
    spreads = [apart**2 * np.eye(count) + LEVEL**2 * ones for apart in APART]
    if claimed is None or not (np.isfinite(claimed) & (claimed > 0)).any():
        return tuple(_belief(centre, _inverse(own), 0.0, None) for own in spreads)
    told = np.isfinite(claimed) & (claimed > 0)
    said = np.log(claimed[told])
    pick = np.eye(count)[told]
    found = []
    for own, error in product(spreads, ERRORS):
        noise = error**2 * np.eye(len(said)) + TOGETHER**2
        both = pick @ own @ pick.T + noise
        gap = said - centre[told]
        weight = -0.5 * (np.linalg.slogdet(both)[1] + gap @ np.linalg.solve(both, gap))
        precision = _inverse(own) + pick.T @ _inverse(noise) @ pick
        mean = centre + own @ pick.T @ np.linalg.solve(both, gap)
        found.append(_belief(mean, precision, float(weight), error))
    return tuple(found)


def _inverse(matrix: Floats) -> Floats:
    return np.asarray(np.linalg.inv(matrix), dtype=np.float64)


def _belief(sizes: Floats, precision: Floats, log_weight: float, error: float | None) -> Belief:
    count = len(sizes)
    mean = np.concatenate([sizes, *(np.full(count, at) for at in (HALF, BEND, DECAY))])
    whole = np.diag(np.repeat([1.0, HALF_SD**-2, BEND_SD**-2, DECAY_SD**-2], count))
    whole[:count, :count] = precision
    root = np.asarray(np.linalg.cholesky(whole).T, dtype=np.float64)
    return Belief(mean, whole, root, log_weight, error)
