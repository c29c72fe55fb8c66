"""Whether orders come by the calendar, as subscriptions do: then nobody decides to buy each time."""

from dataclasses import dataclass

import numpy as np

from milepost.judgement.customers.orders import Orders

LEAST_GAPS = 20
LEAST_DAYS = 6
NEAR_DAYS = 2
NEAR_SHARE = 0.1

MOSTLY = 0.75
PARTLY = 0.4
"""Of seven shops of free purchases at most .08 of gaps were near the middle one; of two with subscriptions
.51 and .99."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The middle gap between orders of one customer in days, and the share (0 to 1) of gaps near it."""

    days: int
    share: float

    @property
    def fixed(self) -> bool:
        """Whether nearly all orders come by the calendar."""
        return self.share >= MOSTLY

    @property
    def mixed(self) -> bool:
        """Whether a good part of them does."""
        return PARTLY <= self.share < MOSTLY


def rhythm(orders: Orders) -> Rhythm | None:
    """The rhythm of repeat orders; None where they are few, or so close that any are near."""
    gaps = np.diff(orders.day)[np.diff(orders.customer) == 0]
    if len(gaps) < LEAST_GAPS:
        return None
    middle = float(np.median(gaps))
    if middle < LEAST_DAYS:
        return None
    near = np.abs(gaps - middle) <= max(NEAR_SHARE * middle, NEAR_DAYS)
    return Rhythm(round(middle), float(np.mean(near)))
