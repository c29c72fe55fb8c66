"""What is asked of the facts: a period, its grain, a split and a filter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Final, cast

from milepost.errors import InvalidValue
from milepost.knowledge import table
from milepost.period import Grain, Period, WeekStart

SPLITS: Final = ("source", "account", "channel", "campaign", "format", "landing_page")


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the facts. `where` keeps what has one of the values; a channel may be a set (social).

    `as_of`: as if today were that day; the days from it on are unseen. `currency` keeps money of that one.
    `own_currency`: the brand's; money whose file names no currency is money of that one.
    """

    period: Period
    grain: Grain
    split: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    as_of: date | None = None
    week_starts: WeekStart = WeekStart.MONDAY
    currency: str | None = None
    own_currency: str | None = None

    def __post_init__(self) -> None:
        for key in (*self.split, *self.where):
            if key not in SPLITS:
                raise InvalidValue(
                    f"Nothing can be split or kept by “{key}”.", f"Take one of {', '.join(SPLITS)}."
                )

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two questions one, to look answers up by."""
        kept = tuple(sorted((name, tuple(values)) for name, values in self.where.items()))
        asked = (self.period, self.grain, self.split, kept, self.as_of)
        return (*asked, self.week_starts, self.currency, self.own_currency)

    @property
    def unnamed(self) -> str:
        """The currency of money whose file names none; '' when nobody knows."""
        return self.own_currency or self.currency or ""

    @property
    def dimensions(self) -> frozenset[str]:
        """What rows must tell apart to answer it."""
        return frozenset(self.split) | frozenset(self.where)


@cache
def _sets() -> Mapping[str, tuple[str, ...]]:
    sets = cast("Mapping[str, Any]", table("channels")["sets"])
    return {name: tuple(members) for name, members in sets.items()}


def members(key: str, values: tuple[str, ...]) -> frozenset[str]:
    """The values a filter lets in: a set of channels stands for its members, and for its own name."""
    if key != "channel":
        return frozenset(values)
    return frozenset(values).union(*(_sets().get(value, ()) for value in values))
