"""Percentiles over an agency's own clients, and where one of them stands; a client is never named here."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from milepost.amount import Amount, Unit, Unknown, Why
from milepost.judgement.verdict import Value, Verdict
from milepost.language import gettext_lazy

_ONE_CLIENT = gettext_lazy(
    "Only {count} of your clients has this figure; {needed} are needed, "
    "so that no client can be told from it."
)
_FEW_CLIENTS = gettext_lazy(
    "Only {count} of your clients have this figure; {needed} are needed, "
    "so that no client can be told from it."
)
LEAST_CLIENTS = 5
"""Below it a percentile is one client's figure, and everybody can tell whose."""

QUARTERS = (25, 50, 75)


@dataclass(frozen=True, slots=True)
class Percentiles:
    """The 25th, 50th and 75th percentile of one figure over `n` clients."""

    p25: float
    p50: float
    p75: float
    n: int
    unit: Unit = Unit.COUNT
    currency: str | None = None

    @property
    def verdict(self) -> Verdict:
        """The three, with how many clients they rest on."""
        values: dict[str, Value] = {
            "p25": Amount(self.p25, self.unit, self.currency),
            "p50": Amount(self.p50, self.unit, self.currency),
            "p75": Amount(self.p75, self.unit, self.currency),
            "n": str(self.n),
        }
        return Verdict("clients.percentiles", values)

    def place(self, value: float) -> Verdict:
        """Between which of them a client's own figure lies, without any figure of another client."""
        edges = (self.p25, self.p50, self.p75)
        values: dict[str, Value] = {"own": Amount(value, self.unit, self.currency), "n": str(self.n)}
        if edges[0] == edges[2]:
            return Verdict("clients.alike", values)
        at = sum(value >= edge for edge in edges)
        return Verdict(f"clients.{('lowest', 'second', 'third', 'highest')[at]}", values)


def percentiles(
    figures: Sequence[float], unit: Unit = Unit.COUNT, currency: str | None = None
) -> Percentiles | Unknown:
    """The quartiles of the clients' figures (linear between them). Unknown for fewer than five."""
    if len(figures) < LEAST_CLIENTS:
        words = _ONE_CLIENT if len(figures) == 1 else _FEW_CLIENTS
        return Unknown(words.format(count=len(figures), needed=LEAST_CLIENTS), Why.WITHHELD)
    low, mid, high = (float(p) for p in np.percentile(np.array(figures, dtype=np.float64), QUARTERS))
    return Percentiles(low, mid, high, len(figures), unit, currency)
