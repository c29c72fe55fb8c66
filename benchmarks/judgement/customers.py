"""What customers will buy: logs of orders are cut, and what came after the cut is compared.

    MILEPOST_SHARED=/path MILEPOST_HELD=/path nice python benchmarks/judgement --only customers

`order_logs` tells where the logs come from. CDNOW is judged as the papers do it (39 weeks, then 39). The
constants of looking back are those that did best on the other logs, so the figures of these are those of a
choice made on them; CDNOW had no vote, but its figures were in view. Each shop is cut at 50, 60 and 70 %
of its time, and the days ahead are as many as there are, at most as many as were seen.
"""

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from figures import Figure, over_clusters
from milepost.amount import Unknown
from milepost.judgement.customers.buying import expected_purchases, newcomer
from milepost.judgement.customers.lifetime import Fitted, Lifetime, fit, lifetime
from milepost.judgement.customers.orders import Orders, first_orders
from order_logs import HELD, shops

CUTS = (0.5, 0.6, 0.7)
CDNOW_DAYS = 273
TOP = 0.4555
"""The share that was reached before, .456, was rounded."""

LEAST_CAME = 20
MAKING_UNTOLD = ("example", "groceries", "retail")
LEAST_NEW = 30


@dataclass(frozen=True, slots=True)
class Told:
    """One cut: logs of what came over what was said, with and without looking back; and of each customer."""

    error: float
    plain: float
    inside: bool
    top: float
    mae: float


def figures(shared: Path) -> list[Figure]:
    logs = shops(shared)
    found = _cdnow(logs.pop("cdnow")) if "cdnow" in logs else []
    told: list[tuple[str, Told]] = []
    fresh: list[tuple[str, float]] = []
    for name, orders in logs.items():
        first, end = int(orders.day.min()), orders.end.toordinal()
        for share in CUTS:
            cut = first + round((end - first) * share)
            known = fit(orders.until(cut))
            if isinstance(known, Unknown):
                continue
            if (each := _told(orders, known, cut, min(end, 2 * cut - first))) is not None:
                told.append((name, each))
            if (log := _newcomers(orders, known, cut, end)) is not None:
                fresh.append((name, log))
    return found + _shops(told) + _fresh(fresh)


def _cdnow(orders: Orders) -> list[Figure]:
    cut = int(orders.day.min()) + CDNOW_DAYS
    before = orders.until(cut)
    begin = time.process_time()
    known = fit(before)
    assert isinstance(known, Fitted)
    lifetime(known, days=CDNOW_DAYS)
    seconds = time.process_time() - begin
    told = _told(orders, known, cut, orders.end.toordinal())
    assert told is not None
    off = float(np.expm1(-told.error))
    note = f"signed {off:+.3f}; BG/NBD alone {np.expm1(-told.plain):+.3f}"
    return [
        Figure(
            "CDNOW, 39 weeks ahead: total is off by", abs(off), most=0.12, known=0.144, digits=3, note=note
        ),
        Figure("CDNOW: purchases of the tenth expected most", told.top, least=TOP, known=0.456, digits=3),
        Figure("CDNOW: mean error a customer", told.mae, known=0.819, digits=3),
        Figure("CDNOW: inside its 80 % interval", float(told.inside), least=1.0, digits=0),
        Figure("CDNOW, 23,570 customers: seconds of one core", seconds, most=1.0, digits=1),
    ]


def _told(orders: Orders, known: Fitted, cut: int, end: int) -> Told | None:
    found = lifetime(known, days=end - cut)
    before = orders.day < cut
    known_then, numbers = np.unique(orders.customer[before], return_inverse=True)
    after = (orders.day >= cut) & (orders.day < end) & np.isin(orders.customer, known_then)
    place = np.searchsorted(known_then, orders.customer[after])
    came = np.bincount(place, minlength=int(numbers.max()) + 1)
    if not isinstance(found, Lifetime) or came.sum() < LEAST_CAME:
        return None
    total = float(came.sum())
    low, said, high = found.purchases
    best = np.argsort(-found.each, kind="stable")[: len(came) // 10]
    return Told(
        float(np.log(total / said)),
        float(np.log(total / said) + known.looked_back.shift),
        bool(low <= total <= high),
        float(came[best].sum() / total),
        float(np.mean(np.abs(found.each - came))),
    )


def _newcomers(orders: Orders, known: Fitted, cut: int, end: int) -> float | None:
    """The log of what those who came in the first half after the cut bought again, over what was said."""
    days = (end - cut) // 2
    first, _ = first_orders(orders)
    new = (first >= cut) & (first < end - days)
    if new.sum() < LEAST_NEW or days < LEAST_NEW:
        return None
    since = orders.day - first[orders.customer]
    came = int(np.sum((since > 0) & (since <= days) & new[orders.customer]))
    said = float(expected_purchases(known.buying, newcomer(), days)[0][0]) * float(np.exp(known.arrivals))
    return float(np.log((came + 1) / (said * int(new.sum()) + 1)))


def _shops(told: list[tuple[str, Told]]) -> list[Figure]:
    if not told:
        return []
    names = [name for name, _ in told]
    shops_ = len(set(names))
    held = "" if (HELD / "orders").is_dir() else "; the held logs were not there"
    errors = np.abs([each.error for _, each in told])
    plain = np.abs([each.plain for _, each in told])
    inside = np.array([each.inside for _, each in told], dtype=np.float64)
    true = np.array([name not in MAKING_UNTOLD for name in names])
    true_names = [name for name in names if name not in MAKING_UNTOLD]
    real, real_shops = over_clusters(errors[true], true_names), len(set(true_names))
    note = f"mean of logs over {len(told)} cuts{held}"
    return [
        Figure("other shops: total is off by", *over_clusters(errors, names), most=0.12, n=shops_, note=note),
        Figure("those of which it is told that they are real", *real, most=0.12, n=real_shops),
        Figure("all, BG/NBD alone", *over_clusters(plain, names), n=shops_),
        Figure("other shops: inside the 80 % interval", *over_clusters(inside, names), 0.75, 0.95, n=shops_),
    ]


def _fresh(fresh: list[tuple[str, float]]) -> list[Figure]:
    if not fresh:
        return []
    names, logs = [name for name, _ in fresh], np.abs([log for _, log in fresh])
    what = "repeats of new customers are off by"
    return [
        Figure(what, *over_clusters(logs, names), n=len(set(names)), note="log; those who came after the cut")
    ]
