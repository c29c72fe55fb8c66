"""A gamma-Poisson model with discount: counts whose mean is remembered with fading memory.

The mean of a step has a gamma posterior; from step to step both its parameters are multiplied by the
discount, so that old counts fade (West & Harrison 1997, chapter 10; Smith & Miller 1986). Figures are
divided by their dispersion first, so that money and bursty counts fit too. The discount is averaged over
a grid.
"""

from dataclasses import dataclass

import numpy as np

from milepost.judgement.steps import MEMORY
from milepost.series import Floats

DISCOUNTS = np.array([0.4, 0.5, 0.6, 0.7, 0.8, 0.87, 0.92, 0.96])


@dataclass(frozen=True, eq=False)
class Discounted:
    """The posterior after the last step, one entry a discount; `phi` is the dispersion."""

    weight: Floats
    shape: Floats
    rate: Floats
    phi: float

    def sums(self, shares: Floats, n: int, rng: np.random.Generator) -> Floats:
        """Draws (n, steps) of the amounts that fall into the `shares` of the coming steps."""
        pick = rng.choice(len(self.weight), size=n, p=self.weight)
        discount = DISCOUNTS[pick]
        mean = rng.gamma(self.shape[pick]) / self.rate[pick]
        shape = self.shape[pick]
        steps = len(shares)
        draws = np.zeros((n, steps))
        for step in range(steps):
            # The beta step keeps the mean and adds the uncertainty that discounting the gamma would.
            mean = mean * rng.beta(discount * shape, (1 - discount) * shape) / discount
            shape = np.maximum(discount * shape, 0.5)
            if shares[step] > 0:
                draws[:, step] = self.phi * rng.poisson(np.minimum(mean * shares[step], 1e12))
        return draws


def dispersion(values: Floats) -> float:
    """Variance over mean, from neighbouring steps so that slow moves are no noise; 1 if it cannot be told."""
    told = values[np.isfinite(values)][-MEMORY:]
    mean = float(told.mean()) if told.size else 0.0
    if told.size < 3 or mean <= 0:
        return 1.0
    squared = np.diff(told) ** 2
    cut = np.minimum(squared, 9 * max(float(np.median(squared)), float(squared.mean()) / 9))
    # Half the mean squared step is the variance; the floor keeps a constant series from having none.
    return max(float(cut.mean()) / 2 / mean, mean * 1e-4)


def fit(values: Floats) -> Discounted:
    """Filter non-negative totals a step; NaN steps only let the memory fade."""
    from scipy.special import gammaln  # slow to import, and most commands never forecast

    phi = dispersion(values)
    counts = values[-MEMORY:] / phi
    told = counts[np.isfinite(counts)]
    shape = np.full(DISCOUNTS.shape, 0.5 + float(told[:4].mean()))
    rate = np.ones(DISCOUNTS.shape)
    log_weight = np.zeros(DISCOUNTS.shape)
    for count in counts:
        shape, rate = np.maximum(DISCOUNTS * shape, 0.25), np.maximum(DISCOUNTS * rate, 0.02)
        if not np.isfinite(count):
            continue
        log_weight += (
            gammaln(shape + count)
            - gammaln(shape)
            - gammaln(count + 1)
            + shape * np.log(rate / (1 + rate))
            - count * np.log1p(rate)
        )
        shape, rate = shape + count, rate + 1
    weight = np.exp(log_weight - log_weight.max())
    return Discounted(weight / weight.sum(), shape, rate, phi)
