"""What was measured: figures in columns, and as rows for who wants rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from milepost.amount import Amount, Figure, Ratio, Unit, Unknown, Why
from milepost.kpis.ask import Ask
from milepost.kpis.cube import Codes, Gap
from milepost.kpis.days import Axis, Ints, day_of
from milepost.kpis.kpi import Basis, Form, Kpi
from milepost.language import gettext_lazy

_WHY: Final = {
    Gap.NO_DATA: (Why.NO_DATA, gettext_lazy("no import says anything about these days")),
    Gap.UNCOVERED: (Why.NO_DATA, gettext_lazy("no import covers all of these days")),
    Gap.UNTOLD: (
        Why.NO_DATA,
        gettext_lazy(
            "orders of the year before (who is new) or of the days after (who came back) are not all there"
        ),
    ),
    Gap.DAYS_MISSING: (Why.NOT_REPORTED, gettext_lazy("{missing} of {days} days not reported")),
    Gap.PARTS_MISSING: (Why.NOT_REPORTED, gettext_lazy("some of the rows do not say")),
    Gap.NO_COUNT: (Why.NOT_REPORTED, gettext_lazy("no count in this period")),
    Gap.NO_COUNT_BEFORE: (
        Why.NOT_REPORTED,
        gettext_lazy("no count just before this period, so its change cannot be told"),
    ),
    Gap.OVER_TIME: (
        Why.DOES_NOT_ADD,
        gettext_lazy("distinct people do not add up over days; ask by the grain the source reports"),
    ),
    Gap.OVER_GROUPS: (
        Why.DOES_NOT_ADD,
        gettext_lazy("distinct people do not add up over accounts or channels; split by them"),
    ),
    Gap.WRONG_CUT: (
        Why.WRONG_GRAIN,
        gettext_lazy("the source reports longer stretches than the grain asked for"),
    ),
    Gap.MIXED_CUTS: (
        Why.WRONG_GRAIN,
        gettext_lazy("one source reports by other stretches than another; split by source or account"),
    ),
    Gap.NO_SPLIT: (Why.WRONG_GRAIN, gettext_lazy("the imports do not divide this figure that way")),
    Gap.CURRENCIES: (
        Why.MIXED_CURRENCY,
        gettext_lazy("money in several currencies; ask for one currency or split"),
    ),
    Gap.NOT_FINAL: (Why.NOT_FINAL, gettext_lazy("this period is not over yet")),
    Gap.ZERO_UNDER: (Why.ZERO_UNDER, gettext_lazy("nothing to divide by: the lower sum is zero")),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `split` holds the values of the split; `basis` names the way by which it was got."""

    kpi: str
    brand: str
    start: date
    end: date
    split: Mapping[str, str]
    figure: Figure
    basis: str


@dataclass(eq=False)
class Block:
    """Figures of one KPI on one axis: outputs x periods.

    `keys` are (brand, values of the split); `currency` stands per output. `upper` and `lower` are the exact
    sums; divided by their scales they are whole units. `gaps` says where they mean nothing, `missing` counts
    unreported days.
    """

    kpi: Kpi
    basis: Basis
    ask: Ask
    axis: Axis
    keys: Sequence[tuple[str, ...]]
    upper: Ints
    lower: Ints | None
    upper_scale: int
    lower_scale: int
    gaps: Codes
    missing: Ints | None
    currency: Sequence[str | None]

    @property
    def values(self) -> NDArray[np.float64]:
        """The figures: totals, levels, or over / under; NaN where unknown."""
        known = self.gaps == 0
        if self.lower is None:
            return np.where(known, self.over, np.nan)
        plain = self.upper_scale == self.lower_scale == 1
        over, under = (self.upper, self.lower) if plain else (self.over, self.lower / self.lower_scale)
        empty = np.full(self.gaps.shape, np.nan)
        return np.asarray(np.divide(over, under, out=empty, where=known), dtype=np.float64)

    @property
    def over(self) -> NDArray[np.float64]:
        """The upper sums in whole units, whatever `gaps` says."""
        return self.upper / self.upper_scale

    @property
    def under(self) -> NDArray[np.float64] | None:
        """The lower sums in whole units."""
        return None if self.lower is None else self.lower / self.lower_scale

    def figure(self, output: int, period: int) -> Figure:
        """One figure, or why there is none."""
        gap = Gap(self.gaps[output, period])
        if gap is not Gap.KNOWN:
            return self._unknown(gap, output, period)
        currency = self.currency[output] if self.kpi.unit is Unit.MONEY else None
        over = int(self.upper[output, period]) / self.upper_scale
        if self.lower is None:
            return Amount(over, self.kpi.unit, currency)
        under = int(self.lower[output, period]) / self.lower_scale
        return Ratio(over, under, self.kpi.unit, currency)

    def _unknown(self, gap: Gap, output: int, period: int) -> Unknown:
        why, words = _WHY[gap]
        days = int(self.axis.lengths[period])
        missing = int(self.missing[output, period]) if self.missing is not None else days
        because = words.format(missing=missing, days=days)
        return Unknown(gettext_lazy("{name}: {because}", name=self.kpi.id, because=because), why)

    def rows(self) -> list[Row]:
        """All its figures as rows, output by output, oldest first."""
        spans = [(day_of(s), day_of(e)) for s, e in zip(self.axis.starts, self.axis.ends, strict=True)]
        found = []
        for o, (brand, *values) in enumerate(self.keys):
            split = dict(zip(self.ask.split, values, strict=True))
            found += [
                Row(self.kpi.id, brand, start, end, split, self.figure(o, p), self.basis.name)
                for p, (start, end) in enumerate(spans)
            ]
        return found


@dataclass(eq=False)
class Measured:
    """The answer to one question: blocks of columns; `rows` makes rows of them when asked for."""

    blocks: tuple[Block, ...]
    _rows: list[Row] | None = field(default=None, repr=False)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every figure as a row: KPI by KPI, output by output, oldest first."""
        if self._rows is None:
            self._rows = [row for block in self.blocks for row in block.rows()]
        return tuple(self._rows)

    def of(self, kpi: str) -> tuple[Row, ...]:
        """The rows of one KPI."""
        return tuple(row for block in self.blocks if block.kpi.id == kpi for row in block.rows())


def empty(kpi: Kpi, ask: Ask, axis: Axis, keys: Sequence[tuple[str, ...]], gap: Gap) -> Block:
    """A block that knows nothing, for one reason."""
    shape = (len(keys), len(axis))
    return Block(
        kpi=kpi,
        basis=kpi.bases[0],
        ask=ask,
        axis=axis,
        keys=keys,
        upper=np.zeros(shape, dtype=np.int64),
        lower=np.zeros(shape, dtype=np.int64) if kpi.form in {Form.RATIO, Form.GROWTH} else None,
        upper_scale=1,
        lower_scale=1,
        gaps=np.full(shape, gap, dtype=np.uint8),
        missing=None,
        currency=[None] * len(keys),
    )


__all__ = ["Block", "Measured", "Row", "empty"]
