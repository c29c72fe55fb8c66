"""What is found in a shop's orders, as a JSON document and as lines for a terminal."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from milepost.amount import Unknown
from milepost.judgement.customers.earning_back import EarnedBack, earning_back
from milepost.judgement.customers.lifetime import Lifetime, fit, lifetime
from milepost.judgement.customers.orders import Orders
from milepost.judgement.customers.retention import Cohorts, RepeatRate, cohorts, repeat_rate
from milepost.judgement.verdict import cannot_tell
from milepost.reports.words.judged import says


def customers_document(
    name: str, orders: Orders, *, days: int, margin: float | None, cac: float | None, discount: float
) -> dict[str, Any]:
    """Repeat rate, what the customers so far will buy, a new one's worth, pay-back of `cac`, and cohorts."""
    known = fit(orders)
    ahead = (
        known if isinstance(known, Unknown) else lifetime(known, days=days, margin=margin, discount=discount)
    )
    document = {
        "kind": "customers",
        "name": name,
        "customers": orders.customers,
        "repeat": _repeat(name, repeat_rate(orders)),
        "lifetime": _lifetime(name, ahead),
        "earned_back": None,
        "cohorts": _cohorts(cohorts(orders)),
        "notes": list(orders.notes if isinstance(ahead, Unknown) else ahead.notes),
    }
    if cac is not None:
        paid = known if isinstance(known, Unknown) else earning_back(known, cac=cac, margin=margin)
        document["earned_back"] = _earned_back(name, paid)
    return document


def customers_lines(document: Mapping[str, Any]) -> list[str]:
    """The same for a terminal, a sentence each."""
    parts = (document["repeat"], document["lifetime"], document["earned_back"])
    found = [says for part in parts if part for says in part["says"]]
    return [*dict.fromkeys(found), *(f"  Note: {note}." for note in document["notes"])]


def _repeat(name: str, found: RepeatRate | Unknown) -> dict[str, Any]:
    if isinstance(found, Unknown):
        return {"share": None, "unknown": found.because, "says": [says(cannot_tell(found), name)]}
    return {
        "days": found.days,
        "share": found.share,
        "low": found.low,
        "high": found.high,
        "customers": found.customers,
        "unknown": None,
        "says": [says(found.verdict, name)],
    }


def _lifetime(name: str, found: Lifetime | Unknown) -> dict[str, Any]:
    if isinstance(found, Unknown):
        return {"purchases": None, "unknown": found.because, "says": [says(cannot_tell(found), name)]}
    return {
        "days": found.days,
        "repeaters": found.repeaters,
        "purchases": _interval(found.purchases),
        "still_customers": float(np.sum(found.present)),
        "value": found.value,
        "newcomer": None if found.newcomer is None else _interval(found.newcomer),
        "first_order": found.first_order,
        "missed_before": None if not found.looked_back.misses else found.looked_back.off_by,
        "unknown": None,
        "says": [says(found.verdict, name), says(found.newcomer_verdict, name)],
    }


def _earned_back(name: str, found: EarnedBack | Unknown) -> dict[str, Any]:
    if isinstance(found, Unknown):
        return {"months": None, "unknown": found.because, "says": [says(cannot_tell(found), name)]}
    return {
        "months": found.expected,
        "earliest": found.earliest,
        "latest": found.latest,
        "looked": found.looked,
        "brings": found.brings,
        "unknown": None,
        "says": [says(found.verdict, name)],
    }


def _cohorts(found: Cohorts | Unknown) -> list[dict[str, Any]]:
    if isinstance(found, Unknown):
        return []
    return [
        {
            "month": f"{month:%Y-%m}",
            "customers": size,
            "active": [None if np.isnan(share) else float(share) for share in row],
        }
        for month, size, row in zip(found.months, found.customers, found.active, strict=True)
    ]


def _interval(ends: tuple[float, float, float]) -> dict[str, float]:
    return dict(zip(("low", "expected", "high"), ends, strict=True))
