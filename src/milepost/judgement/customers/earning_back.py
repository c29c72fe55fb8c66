"""When a new customer has paid back what it cost to win them."""

from dataclasses import dataclass

import numpy as np

from milepost.amount import Amount, Unit, Unknown, Why
from milepost.judgement.customers.lifetime import Fitted, newcomer_worth
from milepost.judgement.quantiles import Z80
from milepost.judgement.verdict import Between, Value, Verdict, rounded
from milepost.language import gettext_lazy

MONTH = 30.4375
MOST_MONTHS = 36


@dataclass(frozen=True, slots=True)
class EarnedBack:
    """Months until the gross margin of a new customer covers `cac`: (earliest, expected, latest), 80 %.

    0 is the first order; None is later than `looked`, the months that the orders allow to look ahead.
    `brings` is the margin that a new customer brings within them.
    """

    cac: float
    margin: float
    earliest: int | None
    expected: int | None
    latest: int | None
    looked: int
    brings: float
    currency: str | None

    @property
    def verdict(self) -> Verdict:
        """Whether and when, in whole months."""
        values: dict[str, Value] = {
            "cac": Amount(self.cac, Unit.MONEY, self.currency),
            "margin": Amount(self.margin, Unit.SHARE),
        }
        if self.latest == 0:
            return Verdict("customers.paid_at_once", values)
        ahead: dict[str, Value] = {
            "looked": self.looked,
            "brings": Amount(rounded(self.brings, 2), Unit.MONEY, self.currency),
        }
        if self.expected is None:
            code = "customers.not_paid" if self.earliest is None else "customers.perhaps_not_paid"
            return Verdict(code, values | ahead)
        months: dict[str, Value] = {"months": Amount(self.expected)}
        if self.latest is None:
            return Verdict("customers.paid_open", values | months | {"looked": self.looked})
        between = Between(Amount(self.earliest or 0), Amount(self.latest))
        return Verdict("customers.paid", values | months | {"between": between})


def earning_back(known: Fitted, *, cac: float, margin: float | None) -> EarnedBack | Unknown:
    """When `cac`, the cost of one new customer, is covered by gross margin. Unknown without a margin."""
    if margin is None:
        return Unknown(
            gettext_lazy("the gross margin is not given; revenue alone pays nothing back"), Why.NOT_REPORTED
        )
    if not (np.isfinite(cac) and cac >= 0 and 0 < margin <= 1):
        return Unknown(
            gettext_lazy("a cost of zero or more and a margin above 0 and up to 1 are needed"), Why.NO_DATA
        )
    looked = int(min(MOST_MONTHS, known.span * 2 / MONTH))
    worths = [
        newcomer_worth(known, max(1, round(month * MONTH)), margin=margin) for month in range(1, looked + 1)
    ]
    curves = [worth for worth in worths if worth is not None]
    if known.first_value is None or not curves:
        return Unknown(gettext_lazy("the values of too few orders are known"), Why.NOT_REPORTED)
    first = known.first_value * margin
    spread = float(np.exp(Z80 * known.first_error))
    begin = (first / spread, first, first * spread)
    latest, expected, earliest = (
        _reached([begin[at], *(curve[at] for curve in curves)], cac) for at in range(3)
    )
    return EarnedBack(cac, margin, earliest, expected, latest, looked, curves[-1][1], known.currency)


def _reached(curve: list[float], cac: float) -> int | None:
    return next((month for month, value in enumerate(curve) if value >= cac), None)
