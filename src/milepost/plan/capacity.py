"""How much a team can carry: what the plan is held against before it promises more."""

import math
from dataclasses import dataclass

from milepost.errors import InvalidValue
from milepost.language import gettext_lazy

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
            raise InvalidValue(
                gettext_lazy("A plan with {most_kpis} KPIs measures nothing.", most_kpis=self.most_kpis),
                gettext_lazy("Allow one or more."),
            )
        for what, value in (
            (gettext_lazy("hours a week"), self.hours_a_week),
            (gettext_lazy("budget a month"), self.budget_a_month),
        ):
            if value is not None and not (math.isfinite(value) and value >= 0):
                raise InvalidValue(
                    gettext_lazy("The {what} cannot be {value}.", what=what, value=f"{value:g}"),
                    gettext_lazy("Give nought or more."),
                )
