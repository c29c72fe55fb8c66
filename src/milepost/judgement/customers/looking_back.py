"""How far the model would have been off, had this shop asked it before: three times, on its own past.

Customers change with seasons, prices and fashions, which no model of their habits knows. What the model
missed after half, 60 % and 70 % of the time so far tells both which way it errs here and by how much it
may err again.
"""

from dataclasses import dataclass

import numpy as np

from milepost.judgement.customers.buying import (
    Buying,
    expected_purchases,
    fit_buying,
    grouped,
    newcomer,
)
from milepost.judgement.customers.orders import Histories, Orders, first_orders, histories
from milepost.series import Floats

CUTS = (0.5, 0.6, 0.7)
SAME = 5.0
"""Purchases put beside both what was foretold and what came, so that a handful says little."""

MOST_SHIFT = 0.25
"""The most (in logs) by which a forecast is shifted.

Over seven logs that are not CDNOW the mean log error fell from .20 to .15 with it, and no further.
"""

OWN_ERROR = 0.10
MISS_AGAIN = 0.6
UNTRIED_ERROR = 0.3
"""The log error that remains where looking back found none; the part of earlier misses that is to be feared
once they are shifted out; and the error where it could not be tried. With them an interval of 80 % held what
came in .9 of 24 cuts of eight shops.
"""

LEAST_FORETOLD = 20.0
MOST_AGES = 60


@dataclass(frozen=True, slots=True)
class LookBack:
    """`misses`: logs of what came over what was foretold. `shift` is to be added, `error` is what remains."""

    misses: tuple[float, ...]
    shift: float
    error: float

    @property
    def off_by(self) -> float:
        """The usual relative miss, as a fraction."""
        return float(np.expm1(np.sqrt(np.mean(np.square(self.misses))))) if self.misses else float("nan")


def look_back(orders: Orders, model: Buying) -> LookBack:
    """What the same model would have said three times in the past, against what came."""
    if not orders.customers:
        return LookBack((), 0.0, UNTRIED_ERROR)
    first, end = int(orders.day.min()), orders.end.toordinal()
    misses = [
        miss
        for share in CUTS
        if (miss := _miss(orders, model, first + round((end - first) * share))) is not None
    ]
    if not misses:
        return LookBack((), 0.0, UNTRIED_ERROR)
    shift = float(np.clip(np.mean(misses), -MOST_SHIFT, MOST_SHIFT))
    error = float(np.hypot(OWN_ERROR, MISS_AGAIN * np.sqrt(np.mean(np.square(misses)))))
    return LookBack(tuple(misses), shift, error)


def _miss(orders: Orders, model: Buying, cut: int) -> float | None:
    """The log of what the customers known before the day `cut` bought after it, over what was foretold."""
    before = orders.until(cut)
    if not before.customers:
        return None
    groups = grouped(histories(before))
    fitted = fit_buying(groups, model.logs, spread=False)
    days = orders.end.toordinal() - cut
    foretold = float(expected_purchases(fitted, groups, days)[0] @ groups.count)
    known = np.unique(orders.customer[orders.day < cut])
    came = int(np.sum((orders.day >= cut) & np.isin(orders.customer, known)))
    if foretold + came < LEAST_FORETOLD:
        return None
    return float(np.log((came + SAME) / (foretold + SAME)))


def recent_arrivals(orders: Orders, known: Histories, model: Buying) -> float:
    """The log of how often those who came in the later half bought again, over what the model says of them.

    An export that begins in the middle of a shop's life makes its oldest customers look new, and early
    customers are often the keenest: what a new one will do is better read from the late ones.
    """
    first, _ = first_orders(orders)
    late = first >= (int(orders.day.min()) + orders.end.toordinal()) / 2
    ages, found = np.unique(known.age[late & (known.age > 0)], return_counts=True)
    count = found.astype(np.float64)
    if not ages.size:
        return 0.0
    if len(ages) > MOST_AGES:
        ages, count = _thinned(ages, count)
    foretold = float(
        sum(expected_purchases(model, newcomer(), age)[0][0] * n for age, n in zip(ages, count, strict=True))
    )
    came = float(known.repeats[late].sum())
    if foretold + came < LEAST_FORETOLD:
        return 0.0
    return float(np.log((came + SAME) / (foretold + SAME)))


def _thinned(ages: Floats, count: Floats) -> tuple[Floats, Floats]:
    """The ages in equal classes, each at its mean."""
    at = np.minimum(np.arange(len(ages)) * MOST_AGES // len(ages), MOST_AGES - 1)
    number = np.bincount(at, weights=count)
    mean = np.bincount(at, weights=ages * count) / number
    return np.asarray(mean, dtype=np.float64), np.asarray(number, dtype=np.float64)
