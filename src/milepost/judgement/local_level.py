"""A Bayesian local level: a level that wanders from step to step, seen through noise.

State m(t) = m(t-1) + drift noise, figure y(t) = m(t) + own noise, both normal. The two sizes are not
estimated but averaged over a grid, weighted by how well each foretold the past, starting from what is usual
for marketing figures (a drift of some 11 % a week). Durbin & Koopman (2012), chapter 2.
"""

from dataclasses import dataclass

import numpy as np

from milepost.judgement.steps import MEMORY
from milepost.series import Floats

USUAL_DRIFT, USUAL_NOISE = 0.12, 0.18
SPREAD_OF_DRIFT, SPREAD_OF_NOISE = 0.7, 1.0
DRIFTS = np.geomspace(0.005, 0.7, 12)
NOISES = np.geomspace(0.01, 1.6, 12)
OUTLIER = 3.0
"""A step that misses its forecast by more sd than this moves the level no further than this would."""


@dataclass(frozen=True, eq=False)
class LocalLevel:
    """The posterior after the last step, one entry a grid point; `variance` is that of the level."""

    weight: Floats
    drift: Floats
    noise: Floats
    level: Floats
    variance: Floats

    @property
    def now(self) -> float:
        """The mean of the level after the last step."""
        return float(self.weight @ self.level)

    @property
    def usual_noise(self) -> float:
        """The mean of the noise (sd) of a step."""
        return float(self.weight @ self.noise)

    def paths(self, steps: int, n: int, rng: np.random.Generator, noise_scale: Floats) -> Floats:
        """Draws (n, steps) of the coming figures; `noise_scale` (steps,) widens the noise of part steps."""
        pick = rng.choice(len(self.weight), size=n, p=self.weight)
        start = self.level[pick] + np.sqrt(self.variance[pick]) * rng.standard_normal(n)
        drift = np.cumsum(rng.standard_normal((n, steps)), axis=1) * self.drift[pick, None]
        noise = rng.standard_normal((n, steps)) * self.noise[pick, None] * noise_scale
        return np.asarray(start[:, None] + drift + noise, dtype=np.float64)


def fit(values: Floats, *, scale: float = 1.0, relative_noise: Floats | None = None) -> LocalLevel:
    """Filter `values` (logs, or plain figures with their `scale`); NaN steps let the level wander unseen.

    `relative_noise` (one a step) is the noise variance of a step compared with a usual one.
    """
    recent = values[-MEMORY:]
    weights = np.ones(len(recent)) if relative_noise is None else relative_noise[-MEMORY:]
    drift, noise = (grid.ravel() * scale for grid in np.meshgrid(DRIFTS, NOISES, indexing="ij"))
    log_weight = _prior(drift / scale, noise / scale)
    told = np.flatnonzero(np.isfinite(recent))
    first = int(told[0])
    level = np.full(drift.shape, recent[first])
    variance = noise**2 * weights[first]
    for step in range(first + 1, len(recent)):
        variance = variance + drift**2
        if not np.isfinite(recent[step]):
            continue
        total = variance + noise**2 * weights[step]
        miss = (recent[step] - level) / np.sqrt(total)
        held = np.clip(miss, -OUTLIER, OUTLIER)
        # Normal in the middle, exponential beyond: one wild week must not decide about the grid.
        log_weight += -0.5 * np.log(total) - np.abs(held) * np.abs(miss) + 0.5 * held**2
        gain = variance / total
        level = level + gain * held * np.sqrt(total)
        variance = variance * (1 - gain)
    weight = np.exp(log_weight - log_weight.max())
    return LocalLevel(weight / weight.sum(), drift, noise, level, variance)


def _prior(drift: Floats, noise: Floats) -> Floats:
    far = (np.log(drift / USUAL_DRIFT) / SPREAD_OF_DRIFT) ** 2 + (
        np.log(noise / USUAL_NOISE) / SPREAD_OF_NOISE
    ) ** 2
    return np.asarray(-0.5 * far, dtype=np.float64)
