"""The orders of the invented shop, among them voided, refunded and test orders."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import numpy as np
from numpy.random import Generator

from milepost.demo.latent import World
from milepost.demo.story import PRODUCTS, ZONE, Story


@dataclass(frozen=True, slots=True)
class Order:
    """One order; money is in cents of a euro. `items` holds (index of the product, quantity)."""

    number: int
    customer: int
    at: datetime
    status: str
    items: tuple[tuple[int, int], ...]
    subtotal: int
    discount: int
    shipping: int
    refunded: int
    test: bool

    @property
    def total(self) -> int:
        """What the customer paid, in cents."""
        return self.subtotal + self.shipping

    @property
    def counts(self) -> bool:
        """Whether it is an order at all: placed, and neither voided nor a test."""
        return self.status != "voided" and not self.test


def draw_orders(world: World, seed: int) -> tuple[Order, ...]:
    """The orders of every day, oldest first: `world.orders` that count, the void and the tests beside."""
    rng = np.random.default_rng([seed, 4])
    story, orders, customers = world.story, list[Order](), 0
    tests = {int(i) for i in np.linspace(20, len(world.days) - 20, story.test_orders)}
    for index, day in enumerate(world.days):
        real = int(world.orders[index])
        kinds = ["real"] * real + ["voided"] * int(rng.binomial(real, story.voided_share))
        kinds += ["test"] * (index in tests)
        for moment, kind in zip(_moments(day, len(kinds), rng), kinds, strict=True):
            again = customers > 50 and rng.random() < story.repeat_share
            customer = int(rng.integers(customers)) if again else customers
            customers += 0 if again else 1
            number = 1001 + len(orders)
            orders.append(_order(story, rng, number=number, customer=customer, at=moment, kind=kind))
    return tuple(orders)


def _moments(day: date, count: int, rng: Generator) -> list[datetime]:
    seconds = sorted(int(s) for s in rng.integers(7 * 3600, 23 * 3600, count))
    zone = ZoneInfo(ZONE)
    return [datetime.combine(day, time(s // 3600, s // 60 % 60, s % 60), zone) for s in seconds]


def _order(story: Story, rng: Generator, *, number: int, customer: int, at: datetime, kind: str) -> Order:
    lines = 1 + int(rng.random() < 0.3) + int(rng.random() < 0.08)
    chosen = rng.choice(len(PRODUCTS), size=lines, replace=False)
    items = tuple((int(i), 2 if rng.random() < 0.06 else 1) for i in chosen)
    listed = sum(round(PRODUCTS[i][2] * 100) * quantity for i, quantity in items)
    discount = listed // 10 if rng.random() < 0.14 else 0
    subtotal = listed - discount
    shipping = 0 if subtotal >= 7500 else 595
    status, refunded = "paid", 0
    if kind == "voided":
        status = "voided"
    elif kind == "real":
        chance = rng.random()
        if chance < story.refund_share:
            status, refunded = "refunded", subtotal + shipping
        elif chance < story.refund_share + story.partial_refund_share:
            status, refunded = "partially_refunded", subtotal // 2
    return Order(
        number=number,
        customer=customer,
        at=at,
        status=status,
        items=items,
        subtotal=subtotal,
        discount=discount,
        shipping=shipping,
        refunded=refunded,
        test=kind == "test",
    )
