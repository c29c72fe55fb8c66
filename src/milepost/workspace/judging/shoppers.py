"""Customers: who buys again, what they will still buy, what a new one is worth and when it has paid back."""

from collections.abc import Iterator
from datetime import timedelta

from milepost import subject
from milepost.amount import Unknown
from milepost.facts.rows import purchases
from milepost.judgement.customers.lifetime import fit, lifetime
from milepost.judgement.customers.orders import orders_from_rows
from milepost.judgement.customers.retention import repeat_rate
from milepost.kpis.catalogue import catalogue
from milepost.language import gettext_lazy
from milepost.workspace.judging.known import Judged, Known, untold

PART, ABOUT = "customers", gettext_lazy("Customers")
QUARTER, REPEAT = 91, 90


def judge_customers(known: Known) -> Iterator[Judged]:
    """Nothing where the brand has no orders with customers; orders in another currency are left out."""
    own = known.brand.currency
    rows = purchases(known.files, before=known.today, unnamed=own)
    rows = tuple(row for row in rows if row.currency == own)
    if not rows:
        return
    until = min(known.today, max(row.day for row in rows) + timedelta(days=1))
    sold = catalogue(known.workspace.knowledge)["orders"]
    of = (subject.kpi(sold.id, sold.title),)
    orders = orders_from_rows(((row.customer, row.day, row.value) for row in rows), until=until, currency=own)
    again = repeat_rate(orders, days=REPEAT)
    if isinstance(again, Unknown):
        yield untold(PART, ABOUT, again, of=of)
    else:
        yield Judged(PART, ABOUT, again.verdict, of=of)
    fitted = fit(orders)
    worth = fitted if isinstance(fitted, Unknown) else lifetime(fitted, days=QUARTER)
    if isinstance(worth, Unknown):
        yield untold(PART, ABOUT, worth, of=of)
        return
    yield Judged(PART, ABOUT, worth.verdict, of=of)
    yield Judged(PART, ABOUT, worth.newcomer_verdict, of=of)
