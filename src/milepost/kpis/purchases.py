"""Customers out of orders: which purchase was a customer's first, who came back, and what they brought in.

A customer who has not bought for a year is new again. So what a purchase is does not depend on how long the
exports are: a year of them before it decides, and where that year is not covered nobody can tell. In the same
way nobody can tell who came back within 90 days before these are over.
"""

from typing import Final

from milepost.facts.schema import PURCHASE

YEAR: Final = 365
"""So many days back a customer is remembered."""

HALF_A_YEAR: Final = 180
"""So many days where the exports are short."""

_BACK: Final = {"again_half": HALF_A_YEAR, "first_half": HALF_A_YEAR}

_AHEAD: Final = {
    c.name: int(c.name.rsplit("_", 1)[1])
    for c in PURCHASE.measures
    if c.name.startswith(("kept", "lost", "value"))
}
"""So many days after a purchase are needed for each of its measures."""

Spans = tuple[tuple[int, int], ...]


def known_days(covered: Spans, column: str, end: int | None) -> Spans:
    """On which of the days that orders cover a measure of purchases is known; from `end` on is unseen.

    Days are numbers, each span is half-open.
    """
    if column not in {c.name for c in PURCHASE.measures}:
        return covered
    seen = ((first, last if end is None else min(last, end)) for first, last in covered)
    told = ((first + _BACK.get(column, YEAR), last - _AHEAD.get(column, 0)) for first, last in seen)
    return tuple((first, last) for first, last in told if first < last)


def purchases_query(rows: str) -> str:
    """SQL for rows of `purchase`, of `rows`: the relation of all orders.

    Orders that name no customer stay, each a purchase of which nobody knows whether it was a first one; they
    belong to nobody who could come back.
    """
    whose = 'PARTITION BY brand, source, customer ORDER BY "number"'
    kept = ", ".join(_kept(days) for days in (90, 365))
    values = ", ".join(_value(days) for days in (90, 180, 365))
    return (
        "(WITH bought AS ("
        "SELECT brand, source, customer, day, CAST(day - DATE '1970-01-01' AS INTEGER) AS \"number\", "
        "arg_min(coalesce(account, ''), nth) AS account, arg_min(coalesce(channel, ''), nth) AS channel, "
        "CASE WHEN count(*) = count(gross - refunded) THEN sum(gross - refunded) END AS paid, "
        "min(coalesce(currency, '')) AS currency, max(coalesce(currency, '')) AS other "
        "FROM (SELECT *, row_number() OVER (ORDER BY day, placed_at, order_id) AS nth "
        f"FROM {rows} WHERE counts IS TRUE) "
        "GROUP BY brand, source, customer, day, CASE WHEN customer IS NULL THEN order_id END), "
        'near AS (SELECT *, "number" - lag("number") OVER w AS since, '
        'lead("number") OVER w - "number" AS gap, '
        f"{', '.join(_ahead(days) for days in (90, 180, 365))} "
        f"FROM bought WINDOW w AS ({whose}), {', '.join(_window(days) for days in (90, 180, 365))}), "
        f"told AS (SELECT *, {_again(YEAR)} AS again, {_again(HALF_A_YEAR)} AS again_half FROM near) "
        "SELECT brand, source, account, channel, '' AS breakdown, customer, day, 1 AS days, currency, "
        "again, 1 - again AS first, again_half, 1 - again_half AS first_half, "
        f"{kept}, {values} FROM told)"
    )


def _again(days: int) -> str:
    """Whether the customer had bought so many days before at most; nobody knows of an order without one."""
    return f"CASE WHEN customer IS NOT NULL THEN CAST(coalesce(since <= {days}, false) AS INTEGER) END"


def _window(days: int) -> str:
    return (
        f'y{days} AS (PARTITION BY brand, source, customer ORDER BY "number" '
        f"RANGE BETWEEN CURRENT ROW AND {days} FOLLOWING)"
    )


def _ahead(days: int) -> str:
    """What came in of the customer until so many days later, if all of it is known and of one currency."""
    whole = f"count(paid) OVER y{days} = count(*) OVER y{days}"
    same = f"min(currency) OVER y{days} = max(other) OVER y{days}"
    return f"CASE WHEN {whole} AND {same} THEN sum(paid) OVER y{days} END AS ahead_{days}"


def _kept(days: int) -> str:
    came = f"coalesce(gap <= {days}, false)"
    return (
        f"CASE WHEN again = 0 THEN CAST({came} AS INTEGER) ELSE 0 END AS kept_{days}, "
        f"CASE WHEN again = 0 THEN CAST(NOT {came} AS INTEGER) ELSE 0 END AS lost_{days}"
    )


def _value(days: int) -> str:
    return f"CASE WHEN again = 0 THEN CAST(ahead_{days} AS BIGINT) ELSE 0 END AS value_{days}"
