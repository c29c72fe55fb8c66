"""A decision that was written down, with what would have come without it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from milepost.amount import Amount, Unit
from milepost.series import Floats

LEVELS = tuple(round(0.025 * n, 3) for n in range(1, 40))
"""The quantiles that are kept of a forecast: every 2.5 %."""

LOW, HIGH = 0.05, 0.95
"""What lies outside came nine times in ten not by itself."""


class Shape(StrEnum):
    """What is forecast and counted: a sum, a ratio of sums, the mean of readings, or the last level."""

    SUM = "sum"
    RATIO = "ratio"
    MEAN = "mean"
    LAST = "last"


class Status(StrEnum):
    """Open until it is closed with what was learned; dropped when it was never carried out."""

    OPEN = "open"
    CLOSED = "closed"
    DROPPED = "dropped"


class Finding(StrEnum):
    """What happened against the forecast, in the direction that was wanted."""

    BETTER = "better"
    WITHIN = "within"
    WORSE = "worse"
    UNKNOWN = "unknown"
    NOT_DUE = "not_due"


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of a decision: a part of what would come anyway (0.1: +10 %), or a plain amount."""

    amount: float
    relative: bool

    @property
    def upward(self) -> bool:
        """Whether more is wanted."""
        return self.amount >= 0


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The forecast made at decision time, without the decision: of the days `start` to `end` (exclusive).

    `quantiles` belong to `LEVELS` and are in the KPI's unit; `days` taught the model. `told` is the first
    day that was not known yet when it was made.
    """

    shape: Shape
    start: date
    end: date
    quantiles: tuple[float, ...]
    days: int
    told: date
    unit: Unit = Unit.COUNT
    currency: str | None = None

    def at(self, level: float) -> float:
        """One quantile, between those that were kept."""
        return float(np.interp(level, LEVELS, self.quantiles))

    @property
    def median(self) -> float:
        """What would most likely have come."""
        return self.at(0.5)

    @property
    def range(self) -> tuple[float, float]:
        """Where it lands nine times in ten by itself."""
        return self.at(LOW), self.at(HIGH)

    def amount(self, value: float) -> Amount:
        """A figure in the unit of the KPI."""
        return Amount(value, self.unit, self.currency)

    def target(self, expected: Expected) -> float:
        """What the expected effect comes to."""
        if expected.relative:
            return self.median * (1 + expected.amount)
        return self.median + expected.amount

    def shows(self, expected: Expected) -> bool:
        """Whether the expected effect, if it comes as expected, lies beyond the noise."""
        low, high = self.range
        target = self.target(expected)
        return target > high if expected.upward else target < low

    def visible(self, expected: Expected) -> float | None:
        """The smallest relative effect that could be told from chance; None where there is no such thing."""
        low, high = self.range
        end = high if expected.upward else low
        return end / self.median - 1 if self.median > 0 else None


def quantiles_of(totals: Floats) -> tuple[float, ...]:
    """The quantiles that are kept of equally likely outcomes."""
    return tuple(float(q) for q in np.quantile(totals, LEVELS))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a decision, as told on `day`. `came` and `target` are in the KPI's unit.

    `reached` is whether the expected effect came; None where that is not known. `beside` are decisions on the
    same KPI whose days overlap: nobody can tell their effects apart. `waits`: missing figures may still come.
    """

    finding: Finding
    day: date
    came: float | None = None
    target: float | None = None
    reached: bool | None = None
    because: str = ""
    beside: tuple[str, ...] = ()
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: what is done, by whom, what it should change in which KPI, and when that is checked.

    What counts are the days from `made` to the one before `check`. `source` is the advice or review it came
    from. `foreseen` is the forecast made that day; `untold` says why there is none. `unfiltered` are the
    channels that were asked for and that the data do not tell apart.
    """

    id: str
    what: str
    why: str
    owner: str
    kpi: str
    channel: tuple[str, ...]
    expected: Expected
    made: date
    check: date
    source: str | None = None
    foreseen: Foreseen | None = None
    untold: str = ""
    status: Status = Status.OPEN
    learned: str = ""
    outcome: Outcome | None = None
    unfiltered: tuple[str, ...] = ()

    def is_due(self, today: date) -> bool:
        """Whether it waits for its verdict, or to be closed with it."""
        return self.status is Status.OPEN and self.check <= today

    def concerns(self, kpis: Collection[str], channel: Collection[str]) -> bool:
        """Whether it may have moved one of these KPIs on these channels (none: on every channel)."""
        apart = self.channel and channel and not set(self.channel) & set(channel)
        return self.kpi in kpis and not apart

    def overlaps(self, other: "Decision") -> bool:
        """Whether both may have moved the same figure in the same days."""
        if other.id == self.id or other.kpi != self.kpi or other.status is Status.DROPPED:
            return False
        apart = self.channel and other.channel and not set(self.channel) & set(other.channel)
        return not apart and other.made < self.check and self.made < other.check
