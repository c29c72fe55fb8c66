"""Who bought when, and for how much: the rows that every judgement of customers begins with."""

import math
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from milepost.language import LazyCount, gettext_lazy
from milepost.series import Floats

Whole = NDArray[np.int64]
LEAST_CUSTOMERS = 100
LEAST_REPEATERS = 20


@dataclass(frozen=True, eq=False)
class Orders:
    """One row a customer and day on which they bought, sorted by both; all arrays have one length.

    `customer` numbers the customers from 0, `day` is the day's ordinal (`date.toordinal`), `value` what was
    paid on it (NaN where unknown). `end` is the first day that is not known any more. `currency` is None for
    bare figures. `notes` say what was left out or joined.
    """

    customer: Whole
    day: Whole
    value: Floats
    end: date
    currency: str | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def customers(self) -> int:
        """How many customers bought at all."""
        return int(self.customer.max()) + 1 if self.customer.size else 0

    def until(self, day: int) -> "Orders":
        """What was known before the day of this ordinal; customers are numbered anew."""
        kept = self.day < day
        _, customer = np.unique(self.customer[kept], return_inverse=True)
        end = date.fromordinal(day)
        return Orders(
            customer.astype(np.int64), self.day[kept], self.value[kept], end, self.currency, self.notes
        )


@dataclass(frozen=True, eq=False)
class Histories:
    """One row a customer, in the order of their numbers: what the models need to know, in days.

    `repeats` counts the days with an order after the first; `last` is the time from the first to the last of
    them, `age` the time from the first to the last known day. `spend` is the mean value of a repeat (NaN
    where there is none, or none with a value), `valued` how many repeats it is the mean of.
    """

    repeats: Floats
    last: Floats
    age: Floats
    spend: Floats
    valued: Floats


def orders_from_rows(
    rows: Iterable[tuple[Hashable, date, float | None]],
    *,
    until: date | None = None,
    currency: str | None = None,
) -> Orders:
    """Orders from rows of customer, day and value; several of one customer on one day count once.

    `until` (exclusive) cuts the rows and is the end of what is known; by default the day after the last row.
    A free order is an order. A negative value is money given back: it lowers what was paid on that day, and
    is no order of its own. A value that is not a finite number is unknown; its day still counts.
    """
    paid: dict[tuple[Hashable, int], float] = {}
    back: dict[tuple[Hashable, int], float] = {}
    joined, last = 0, date.min.toordinal()
    for customer, day, value in rows:
        if until is not None and day >= until:
            continue
        key, last = (customer, day.toordinal()), max(last, day.toordinal() + 1)
        figure = math.nan if value is None or not math.isfinite(value) else float(value)
        if figure < 0:
            back[key] = back.get(key, 0.0) + figure
            continue
        joined += key in paid
        paid[key] = paid.get(key, 0.0) + figure
    numbers = {customer: at for at, customer in enumerate(dict.fromkeys(customer for customer, _ in paid))}
    customers = np.array([numbers[customer] for customer, _ in paid], dtype=np.int64)
    days = np.array([day for _, day in paid], dtype=np.int64)
    values = np.array([max(value + back.get(key, 0.0), 0.0) for key, value in paid.items()], dtype=np.float64)
    order = np.lexsort((days, customers))
    return Orders(
        customers[order],
        days[order],
        values[order],
        until or date.fromordinal(last),
        currency,
        _notes(joined, sum(key not in paid for key in back)),
    )


def _notes(joined: int, alone: int) -> tuple[str, ...]:
    notes = []
    if joined:
        notes.append(
            gettext_lazy(
                "{count} orders were joined with another of the same customer and day",
                count=LazyCount(joined),
            )
        )
    if alone:
        notes.append(
            gettext_lazy("{count} refunds on days without an order were left out", count=LazyCount(alone))
        )
    return tuple(notes)


def histories(orders: Orders) -> Histories:
    """What the models need of each customer, up to the day before `orders.end`."""
    count = orders.customers
    first = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(first, orders.customer, orders.day)
    latest = np.zeros(count, dtype=np.int64)
    np.maximum.at(latest, orders.customer, orders.day)
    again = orders.day > first[orders.customer]
    told = again & np.isfinite(orders.value)
    valued = np.bincount(orders.customer[told], minlength=count).astype(np.float64)
    spent = np.bincount(orders.customer[told], weights=orders.value[told], minlength=count)
    return Histories(
        repeats=np.bincount(orders.customer[again], minlength=count).astype(np.float64),
        last=(latest - first).astype(np.float64),
        age=(orders.end.toordinal() - 1 - first).astype(np.float64),
        spend=np.where(valued > 0, spent / np.maximum(valued, 1), np.nan),
        valued=valued,
    )


def first_orders(orders: Orders) -> tuple[Whole, Floats]:
    """(day, value) of each customer's first order, in the order of their numbers."""
    starts = np.flatnonzero(np.diff(orders.customer, prepend=-1))
    return orders.day[starts], orders.value[starts]
