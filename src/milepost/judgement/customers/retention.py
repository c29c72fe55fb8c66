"""Who came back: cohorts by the month of the first order, and the share that buys again in time."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from milepost.amount import Amount, Unit, Unknown, Why
from milepost.judgement.customers.orders import Orders, first_orders
from milepost.judgement.shares import wilson
from milepost.judgement.verdict import Between, Verdict
from milepost.language import gettext_lazy
from milepost.series import Floats

LEAST_AT_RISK = 20
MOST_MONTHS = 120


@dataclass(frozen=True, eq=False)
class Cohorts:
    """`active[i, k]`: the share of those who first bought in month `months[i]` who bought k months later.

    NaN is a month that is not over yet, or was not seen; never zero. Column 0 is 1 by definition.
    """

    months: tuple[date, ...]
    customers: tuple[int, ...]
    active: Floats


@dataclass(frozen=True, slots=True)
class RepeatRate:
    """The share (0 to 1) of customers who bought again within `days`; 95 % interval.

    `customers` are only those whose `days` are over; the others are not counted as lost.
    """

    days: int
    share: float
    low: float
    high: float
    customers: int

    @property
    def verdict(self) -> Verdict:
        """The rate, with its interval."""
        low, share, high = (Amount(round(each, 2), Unit.SHARE) for each in (self.low, self.share, self.high))
        return Verdict(
            "customers.repeat",
            {
                "days": self.days,
                "share": share,
                "between": Between(low, high),
                "customers": Amount(self.customers),
            },
        )


def repeat_rate(orders: Orders, *, days: int = 90) -> RepeatRate | Unknown:
    """How many buy again within `days` of their first order (Wilson's interval)."""
    if not orders.customers:
        return Unknown(gettext_lazy("no orders are known"), Why.NO_DATA)
    first, _ = first_orders(orders)
    over = first + days < orders.end.toordinal()
    count = int(over.sum())
    if count < LEAST_AT_RISK:
        return Unknown(
            gettext_lazy(
                "only {count} customers bought first {days} days ago or earlier; {needed} are needed",
                count=count,
                days=days,
                needed=LEAST_AT_RISK,
            ),
            Why.TOO_LITTLE,
        )
    again = (orders.day > first[orders.customer]) & (orders.day <= first[orders.customer] + days)
    came = np.bincount(orders.customer[again], minlength=orders.customers) > 0
    share = float(np.mean(came[over]))
    low, high = wilson(share, count)
    return RepeatRate(days, share, low, high, count)


def cohorts(orders: Orders) -> Cohorts | Unknown:
    """The table of cohorts; months without a first order are left out."""
    if not orders.customers:
        return Unknown(gettext_lazy("no orders are known"), Why.NO_DATA)
    first, _ = first_orders(orders)
    month = np.array([_month(day) for day in range(int(orders.day.min()), orders.end.toordinal() + 1)])
    begin = int(orders.day.min())
    joined = month[first - begin]
    later = month[orders.day - begin] - joined[orders.customer]
    ended = month[-1]  # of the first day that is not known: the month before it is over, or it is not
    starts = np.unique(joined)
    width = min(int(ended - starts[0]), MOST_MONTHS)
    seen = np.full((len(starts), max(width, 1)), np.nan)
    sizes = []
    for row, start in enumerate(starts):
        members = joined == start
        sizes.append(int(members.sum()))
        for ahead in range(min(int(ended - start), seen.shape[1])):
            there = (later == ahead) & members[orders.customer]
            seen[row, ahead] = len(np.unique(orders.customer[there])) / sizes[-1]
    return Cohorts(tuple(date(int(m) // 12, int(m) % 12 + 1, 1) for m in starts), tuple(sizes), seen)


def _month(day: int) -> int:
    when = date.fromordinal(day)
    return when.year * 12 + when.month - 1
