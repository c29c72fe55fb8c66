"""What the customers so far will still buy, and what a new one is worth."""

from dataclasses import dataclass

import numpy as np

from milepost.amount import Amount, Unit, Unknown, Why
from milepost.judgement.customers.buying import (
    Buying,
    expected_purchases,
    fit_buying,
    grouped,
    newcomer,
    relative_error,
)
from milepost.judgement.customers.looking_back import LookBack, look_back, recent_arrivals
from milepost.judgement.customers.orders import (
    LEAST_CUSTOMERS,
    LEAST_REPEATERS,
    Histories,
    Orders,
    first_orders,
    histories,
)
from milepost.judgement.customers.rhythm import Rhythm, rhythm
from milepost.judgement.customers.spending import Spending, expected_spend, fit_spending
from milepost.judgement.quantiles import Z80
from milepost.judgement.verdict import Between, Value, Verdict, rounded
from milepost.language import gettext_lazy
from milepost.series import Floats

YEAR = 365
TIMES = (
    gettext_lazy("never"),
    gettext_lazy("once"),
    gettext_lazy("twice"),
    gettext_lazy("three times"),
)
OVER_POISSON = 1.5
"""Purchases come in clumps: the variance of their count is this many times the count."""

LONGEST_AHEAD = 2.0
"""How many times the days seen so far may be looked ahead; beyond, nothing in the data speaks."""

MOST_CORRELATION = 0.3
"""From here on frequent buyers pay so differently that one law of spend misleads; it is said as a note."""


@dataclass(frozen=True, eq=False)
class Lifetime:
    """What comes of the customers so far within `days`, and the worth of a new one; 80 % intervals.

    `purchases` is (low, expected, high) of all customers together; `each` the expected purchases and
    `present` the probability of still being a customer, one a customer in their numbers' order; `spend` the
    expected value of a purchase of each (None: too few values). `newcomer` is (low, expected, high) of the
    value of a new customer within `days`, the first order included, and `first_order` the mean value of that
    (both None without values). With `margin` given both are gross margin, discounted by `discount` a year.
    """

    days: int
    customers: int
    repeaters: int
    purchases: tuple[float, float, float]
    each: Floats
    present: Floats
    spend: Floats | None
    newcomer: tuple[float, float, float] | None
    first_order: float | None
    error: float
    looked_back: LookBack
    currency: str | None
    margin: float | None
    notes: tuple[str, ...]

    @property
    def value(self) -> float | None:
        """The expected value of what the customers so far will buy."""
        return None if self.spend is None else float(self.each @ self.spend)

    @property
    def verdict(self) -> Verdict:
        """How much the customers so far will buy."""
        low, expected, high = (Amount(round(rounded(each, 2))) for each in self.purchases)
        values: dict[str, Value] = {
            "customers": Amount(self.customers),
            "days": self.days,
            "expected": expected,
            "between": Between(low, high),
        }
        if not self.looked_back.misses:
            return Verdict("customers.base_untried", values)
        off = Amount(rounded(self.looked_back.off_by, 2), Unit.SHARE)
        return Verdict("customers.base", values | {"off": off, "asked": TIMES[len(self.looked_back.misses)]})

    @property
    def newcomer_verdict(self) -> Verdict:
        """What a new customer is worth."""
        if self.newcomer is None or self.first_order is None:
            return Verdict("customers.no_values")
        low, expected, high = (Amount(rounded(each), Unit.MONEY, self.currency) for each in self.newcomer)
        return Verdict(
            "customers.newcomer" if self.margin is None else "customers.newcomer_margin",
            {
                "days": self.days,
                "expected": expected,
                "between": Between(low, high),
                "first": Amount(rounded(self.first_order / self.newcomer[1], 2), Unit.SHARE),
                "customers": Amount(self.customers),
            },
        )


@dataclass(frozen=True, eq=False)
class Fitted:
    """Everything that is known of a shop's customers before a question is asked.

    `arrivals` is the log by which late customers buy again more often than the model of all says.
    """

    buying: Buying
    spending: Spending | None
    looked_back: LookBack
    arrivals: float
    known: Histories
    span: int
    first_value: float | None
    first_error: float
    currency: str | None
    notes: tuple[str, ...]


def fit(orders: Orders) -> Fitted | Unknown:
    """The models of one shop. Unknown below 100 customers, 20 who came back, and for subscriptions."""
    known = histories(orders)
    count, repeaters = len(known.repeats), int(np.sum(known.repeats > 0))
    if count < LEAST_CUSTOMERS:
        return Unknown(
            gettext_lazy(
                "only {count} customers are known; {needed} are needed", count=count, needed=LEAST_CUSTOMERS
            ),
            Why.TOO_LITTLE,
        )
    if repeaters < LEAST_REPEATERS:
        return Unknown(
            gettext_lazy(
                "only {repeaters} of {count} customers bought again; {needed} are needed",
                repeaters=repeaters,
                count=count,
                needed=LEAST_REPEATERS,
            ),
            Why.TOO_LITTLE,
        )
    pace = rhythm(orders)
    if pace is not None and pace.fixed:
        return Unknown(
            gettext_lazy(
                "orders follow each other every {days} days, as subscriptions do; count who stays instead",
                days=pace.days,
            ),
            Why.NOT_SUPPORTED,
        )
    buying = fit_buying(grouped(known))
    spending = fit_spending(known)
    first_value, first_error = _mean_first(orders)
    return Fitted(
        buying=buying,
        spending=spending,
        looked_back=look_back(orders, buying),
        arrivals=recent_arrivals(orders, known, buying),
        known=known,
        span=orders.end.toordinal() - int(orders.day.min()),
        first_value=first_value,
        first_error=first_error,
        currency=orders.currency,
        notes=(*orders.notes, *_cautions(pace, spending)),
    )


def _mean_first(orders: Orders) -> tuple[float | None, float]:
    """(mean value of a first order, its relative standard error); None where no value is known."""
    _, paid = first_orders(orders)
    told = paid[np.isfinite(paid)]
    mean = float(told.mean()) if told.size else 0.0
    if mean <= 0:
        return None, 0.0
    return mean, float(told.std() / mean / np.sqrt(told.size))


_PAY_MORE = gettext_lazy("frequent buyers pay more a purchase here, so values are rough")
_PAY_LESS = gettext_lazy("frequent buyers pay less a purchase here, so values are rough")


def _cautions(pace: Rhythm | None, spending: Spending | None) -> list[str]:
    """Where the shop is not quite as the models take it to be."""
    found: list[str] = []
    if pace is not None and pace.mixed:
        found.append(
            gettext_lazy(
                "many orders come every {days} days, as subscriptions do; this forecast is rough",
                days=pace.days,
            )
        )
    if spending is not None and abs(spending.correlation) >= MOST_CORRELATION:
        found.append(_PAY_MORE if spending.correlation > 0 else _PAY_LESS)
    return found


def lifetime(
    orders: Orders | Fitted, *, days: int = YEAR, margin: float | None = None, discount: float = 0.0
) -> Lifetime | Unknown:
    """What comes within `days`. `margin` (0 to 1) makes values gross margin; `discount` is a yearly rate."""
    known = fit(orders) if isinstance(orders, Orders) else orders
    if isinstance(known, Unknown):
        return known
    if days > known.span * LONGEST_AHEAD:
        return Unknown(
            gettext_lazy(
                "the orders span {known} days, too few to look {days} days ahead; ask for fewer",
                known=known.span,
                days=days,
            ),
            Why.TOO_LITTLE,
        )
    groups = grouped(known.known, exact=True)
    expected, present = expected_purchases(known.buying, groups, days)
    factor = float(np.exp(known.looked_back.shift))
    total = max(float(expected @ groups.count) * factor, 1e-9)
    error = total_error(known, total, relative_error(known.buying, grouped(known.known), days))
    error *= stretch(known, days)
    worth = newcomer_worth(known, days, margin=margin, discount=discount)
    return Lifetime(
        days=days,
        customers=len(known.known.repeats),
        repeaters=int(np.sum(known.known.repeats > 0)),
        purchases=(total * np.exp(-Z80 * error), total, total * np.exp(Z80 * error)),
        each=expected[groups.group] * factor,
        present=present[groups.group],
        spend=None if known.spending is None else expected_spend(known.spending, known.known),
        newcomer=worth,
        first_order=None if known.first_value is None else known.first_value * (margin or 1.0),
        error=error,
        looked_back=known.looked_back,
        currency=known.currency,
        margin=margin,
        notes=(*known.notes, *([_discounted(discount)] if discount else [])),
    )


def _discounted(discount: float) -> str:
    return gettext_lazy(
        "a new customer’s later purchases are discounted by {percent:.3g} % a year", percent=100 * discount
    )


def total_error(known: Fitted, total: float, of_model: float) -> float:
    """The log error of a sum: what looking back found, the model's own, and chance."""
    return float(np.sqrt(known.looked_back.error**2 + of_model**2 + OVER_POISSON / max(total, 1.0)))


def stretch(known: Fitted, days: int) -> float:
    """How much wider an interval is that looks further ahead than the shop was seen."""
    return max(1.0, float(np.sqrt(days / max(known.span, 1))))


def newcomer_worth(
    known: Fitted, days: int, *, margin: float | None = None, discount: float = 0.0
) -> tuple[float, float, float] | None:
    """(low, expected, high) of a new customer's value within `days`; None where no values are known."""
    if known.first_value is None or known.spending is None:
        return None
    share = 1.0 if margin is None else margin
    first = known.first_value * share
    again = float(np.exp(known.arrivals)) * discounted_purchases(known.buying, days, discount)
    later = share * typical_spend(known.spending) * again
    parts = (known.looked_back.error, known.arrivals, relative_error(known.buying, newcomer(), days))
    error = float(np.sqrt(np.sum(np.square(parts)))) * stretch(known, days)
    low = first * np.exp(-Z80 * known.first_error) + later * np.exp(-Z80 * error)
    high = first * np.exp(Z80 * known.first_error) + later * np.exp(Z80 * error)
    return float(low), float(first + later), float(high)


def typical_spend(law: Spending) -> float:
    """The expected value of a repeat purchase of somebody of whom nothing is known."""
    return law.scale * law.p * law.gamma / (law.q - 1)


def discounted_purchases(model: Buying, days: int, discount: float) -> float:
    """Expected repeats of a new customer within `days`; those of later months weigh less by `discount`."""
    ends = np.unique(np.append(np.arange(30, days, 30), days))
    sums = np.array([float(expected_purchases(model, newcomer(), float(end))[0][0]) for end in ends])
    middle = ends - np.diff(ends, prepend=0) / 2
    return float(np.diff(sums, prepend=0.0) @ (1 + discount) ** (-middle / YEAR))
