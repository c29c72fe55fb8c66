"""How much a team can carry: what the plan is held against before it promises more."""

import math
from dataclasses import dataclass

from milepost.errors import InvalidValue

MOST_KPIS = 7
"""More KPIs than these, over all goals of a brand, divide the attention; the plan says which to drop."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """The ceiling of KPIs, hours a week, and money a month in the brand's currency (None: unsaid)."""

    most_kpis: int = MOST_KPIS
    hours_a_week: float | None = None
    budget_a_month: float | None = None

    def check(self) -> None:
        """Raises InvalidValue for numbers that cannot be."""
        if self.most_kpis < 1:
            raise InvalidValue(f"A plan with {self.most_kpis} KPIs measures nothing.", "Allow one or more.")
        for what, value in (("hours a week", self.hours_a_week), ("budget a month", self.budget_a_month)):
            if value is not None and not (math.isfinite(value) and value >= 0):
                raise InvalidValue(f"The {what} cannot be {value:g}.", "Give nought or more.")
