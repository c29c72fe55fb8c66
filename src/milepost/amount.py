"""Figures: an amount, a ratio that keeps both its sums, or an honest “unknown”."""

from dataclasses import dataclass
from enum import StrEnum

MICROS = 1_000_000


class Unit(StrEnum):
    """What a figure counts. Shares are fractions (0.05 is 5 %), durations seconds, money in whole units."""

    COUNT = "count"
    MONEY = "money"
    SECONDS = "seconds"
    SHARE = "share"
    RATIO = "ratio"


class Why(StrEnum):
    """Why a figure is unknown. The sentence stands beside it in `Unknown.because`."""

    NOT_REPORTED = "not_reported"
    NOT_SUPPORTED = "not_supported"
    WITHHELD = "withheld"
    NOT_FINAL = "not_final"
    BEFORE_TRACKING = "before_tracking"
    NO_DATA = "no_data"
    ZERO_UNDER = "zero_under"
    WRONG_GRAIN = "wrong_grain"
    MIXED_CURRENCY = "mixed_currency"
    DOES_NOT_ADD = "does_not_add"
    TOO_LITTLE = "too_little"


@dataclass(frozen=True, slots=True)
class Unknown:
    """No figure, and the reason in one sentence. Never a zero."""

    because: str
    why: Why = Why.NO_DATA


@dataclass(frozen=True, slots=True)
class Amount:
    """A measured amount in its unit; money carries its currency (ISO 4217)."""

    value: float
    unit: Unit = Unit.COUNT
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Ratio:
    """A rate with both its sums; `value` is over / under, computed once."""

    over: float
    under: float
    unit: Unit = Unit.SHARE
    currency: str | None = None

    @property
    def value(self) -> float:
        """The quotient. The sums are chosen so that `under` is never zero (see `ratio`)."""
        return self.over / self.under


Figure = Amount | Ratio | Unknown


def ratio(
    over: float | None, under: float | None, unit: Unit, currency: str | None = None
) -> Ratio | Unknown:
    """A ratio of two sums, or the reason why there is none."""
    if over is None or under is None:
        return Unknown("one of its two sums was not reported", Why.NOT_REPORTED)
    if under == 0:
        return Unknown("nothing to divide by: the lower sum is zero", Why.ZERO_UNDER)
    return Ratio(over, under, unit, currency)
