"""How much customers pay at a purchase: Gamma-Gamma (Fader & Hardie 2013).

A customer's mean of few purchases says little, and is drawn towards that of all. The law takes for granted
that who buys often does not pay more or less for it; `correlation` tells whether that holds here.
"""

from dataclasses import dataclass

import numpy as np

from milepost.judgement.customers.orders import Histories
from milepost.series import Floats

LEAST_SPENDERS = 20


@dataclass(frozen=True, slots=True)
class Spending:
    """The fitted law, in units of `scale`, and how spend and frequency go together (-1 to 1)."""

    p: float
    q: float
    gamma: float
    scale: float
    correlation: float


def fit_spending(known: Histories) -> Spending | None:
    """The likeliest law over customers with valued repeats; None where fewer than 20 have any."""
    from scipy.optimize import minimize
    from scipy.special import gammaln

    told = (known.valued > 0) & (known.spend > 0)
    if told.sum() < LEAST_SPENDERS:
        return None
    x, mean = known.valued[told], known.spend[told]
    scale = float(np.median(mean))
    m = mean / scale

    def unlikely(logs: Floats) -> float:
        p, q, gamma = np.exp(logs)
        q += 1.0  # below one purchase's mean would be infinite
        terms = gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(gamma)
        terms += (p * x - 1) * np.log(m) + p * x * np.log(x) - (p * x + q) * np.log(gamma + m * x)
        value = -float(terms.sum()) + 0.5 * float(np.sum((logs - np.array([1.0, 1.0, 1.0])) ** 2)) / 4
        return value if np.isfinite(value) else 1e12

    found = minimize(unlikely, np.array([1.0, 1.0, 1.0]), method="L-BFGS-B", bounds=[(-5, 8)] * 3)
    p, q, gamma = (float(value) for value in np.exp(found.x))
    return Spending(p, q + 1.0, gamma, scale, _correlation(x, m))


def expected_spend(law: Spending, known: Histories) -> Floats:
    """The expected value of a coming purchase of each customer; who has no repeat yet gets that of all."""
    x = known.valued
    own = np.where(x > 0, np.nan_to_num(known.spend) * x, 0.0) / law.scale
    return np.asarray(law.scale * law.p * (law.gamma + own) / (law.p * x + law.q - 1), dtype=np.float64)


def _correlation(x: Floats, m: Floats) -> float:
    """Of the ranks, so that one wholesaler does not decide it."""
    from scipy.stats import rankdata

    if np.ptp(x) <= 0 or np.ptp(m) <= 0:
        return 0.0
    return float(np.corrcoef(rankdata(x), rankdata(m))[0, 1])
