"""The currency between measuring and judging: figures over consecutive periods."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from milepost.amount import Unit
from milepost.period import Grain, Period

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Series:
    """Figures of one KPI over consecutive periods of one grain, oldest first, without holes in the calendar.

    `over` holds the totals, levels, or upper sums of a ratio; `under` the lower sums of a ratio, else None.
    NaN means unknown, never zero. `days` holds the length of each period; a first or last week may be cut
    short. `adds` is True for totals (they may be summed over periods), False for levels, reach and ratios.
    `breaks` are the days on which the meaning changed; nothing may be fitted across one in silence.
    """

    name: str
    starts: tuple[date, ...]
    days: NDArray[np.int64]
    over: Floats
    under: Floats | None = None
    grain: Grain = Grain.DAY
    unit: Unit = Unit.COUNT
    currency: str | None = None
    better: str = "higher"
    adds: bool = True
    breaks: tuple[date, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        lengths = {len(self.starts), len(self.days), len(self.over)}
        if self.under is not None:
            lengths.add(len(self.under))
        if len(lengths) != 1:
            raise ValueError(f"a series needs columns of one length, got {sorted(lengths)}")

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def values(self) -> Floats:
        """The figures themselves: `over`, or over / under where there is a lower sum (NaN where it is 0)."""
        if self.under is None:
            return self.over
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.under == 0, np.nan, self.over / self.under)

    @property
    def span(self) -> Period | None:
        """From the first day of the first period to the end of the last; None when empty."""
        if not self.starts:
            return None
        return Period(self.starts[0], self.starts[-1] + timedelta(days=int(self.days[-1])))

    def until(self, day: date) -> "Series":
        """The periods that end on or before `day`."""
        keep = [
            start + timedelta(days=int(n)) <= day for start, n in zip(self.starts, self.days, strict=True)
        ]
        return self._where(np.array(keep, dtype=bool))

    def since(self, day: date) -> "Series":
        """The periods that begin on or after `day`."""
        return self._where(np.array([start >= day for start in self.starts], dtype=bool))

    def _where(self, keep: NDArray[np.bool_]) -> "Series":
        changed: dict[str, Any] = {
            "starts": tuple(s for s, k in zip(self.starts, keep, strict=True) if k),
            "days": self.days[keep],
            "over": self.over[keep],
            "under": None if self.under is None else self.under[keep],
        }
        return Series(**(self.__dict__ | changed))
