"""A table summed into cells, groups x periods, and what is known of each cell.

Daily rows fill any calendar. Rows of a week, a month or another stretch keep their own periods (their `cut`):
they are never pro-rated, and a finer question than their cut has no answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from milepost.facts.schema import PURCHASE, Adds
from milepost.kpis.days import Axis, Ints
from milepost.kpis.kpi import ROWS
from milepost.kpis.relation import Relation

Codes = NDArray[np.uint8]
Flags = NDArray[np.bool_]


class Gap(IntEnum):
    """Why a cell is not known; of several reasons the highest is told."""

    KNOWN = 0
    NO_DATA = 1
    UNCOVERED = 2
    DAYS_MISSING = 3
    PARTS_MISSING = 4
    NO_COUNT = 5
    OVER_TIME = 6
    OVER_GROUPS = 7
    WRONG_CUT = 8
    MIXED_CUTS = 9
    NO_SPLIT = 10
    CURRENCIES = 11
    NOT_FINAL = 12
    ZERO_UNDER = 13
    NO_COUNT_BEFORE = 14
    UNTOLD = 15


@dataclass(eq=False)
class Column:
    """One column in cells: its sum, how many rows said something (None: all), which sums are of parts."""

    value: Ints
    said: Ints | None = None
    parts: NDArray[np.bool_] | None = None


@dataclass(eq=False)
class Cube:
    """The cells of one cut of one relation. `rows` counts the roll-up's rows (days) in each cell.

    `present`: the groups that have such rows at all; `said`: by column, which of them ever reported it there.
    """

    relation: Relation
    cut: str
    axis: Axis
    rows: Ints
    columns: dict[tuple[str, Adds], Column]
    present: Flags
    said: Mapping[str, Flags]
    serves: bool = True
    memory: dict[Any, Any] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[int, int]:
        """Groups x periods."""
        return len(self.relation), len(self.axis)

    def gaps(self, column: str, adds: Adds, *, some: bool = False) -> Codes:
        """Why each cell of a column is not known, 0 where it is. Equal answers are one object."""
        key = ("gaps", column, adds, some)
        if key not in self.memory:
            self.memory[key] = self._gaps(column, adds, some=some)
        found: Codes = self.memory[key]
        return found

    def missing(self, column: str, adds: Adds) -> Ints:
        """How many days of each cell were not reported."""
        said = self._said(column, adds)
        return np.asarray(self.axis.lengths[None, :] - said)

    def _said(self, column: str, adds: Adds) -> Ints:
        said = self.columns[column, adds].said
        return self.rows if said is None else said

    def _gaps(self, column: str, adds: Adds, *, some: bool) -> Codes:
        if not self.serves:
            return np.full(self.shape, Gap.WRONG_CUT, dtype=np.uint8)
        if adds is Adds.LAST:
            return np.where(self._said(column, adds) > 0, 0, Gap.NO_COUNT).astype(np.uint8)
        if adds is Adds.NEVER:
            return self._as_reported(column)
        if self.relation.table.absent_is_zero:
            return self._of_events(column, some=some)
        return self._of_days(column)

    def _as_reported(self, column: str) -> Codes:
        """People can be told for one row that is the period itself, and for nothing else."""
        said = self._said(column, Adds.NEVER)
        one_row = (self.rows == 1) if self.cut != "day" else (self.axis.lengths == 1)[None, :]
        found = np.where(said == 0, Gap.NO_DATA, np.where(one_row, Gap.KNOWN, Gap.OVER_TIME))
        return np.asarray(found, dtype=np.uint8)

    def _of_days(self, column: str) -> Codes:
        """A missing row is a day on which nobody said anything."""
        if self.cut != "day":
            said = self._said(column, Adds.SUM)
            whole = said == self._steps()[None, :]
            return np.where(said == 0, Gap.NO_DATA, np.where(whole, 0, Gap.DAYS_MISSING)).astype(np.uint8)
        missing = self.missing(column, Adds.SUM)
        none = missing == self.axis.lengths[None, :]
        return np.where(none, Gap.NO_DATA, np.where(missing > 0, Gap.DAYS_MISSING, 0)).astype(np.uint8)

    def _steps(self) -> Ints:
        """How many rows of the cut make each period."""
        steps = self.memory.get("steps")
        return np.ones(len(self.axis), dtype=np.int64) if steps is None else steps

    def _of_events(self, column: str, *, some: bool) -> Codes:
        """A missing row inside the covered days is zero; a row that does not say is a gap."""
        found = self._uncovered(column)
        if self.cut != "day":
            found = np.where(self._steps()[None, :] < 0, np.uint8(Gap.UNCOVERED), found)
        cells = self.columns[column, Adds.SUM]
        if some or (cells.said is None and cells.parts is None):
            return found
        mixed = np.zeros(self.shape, dtype=bool)
        if cells.said is not None:
            mixed |= cells.said < self.rows
        if cells.parts is not None:
            mixed |= cells.parts
        return np.maximum(found, np.where(mixed, Gap.PARTS_MISSING, 0).astype(np.uint8))

    def _uncovered(self, column: str) -> Codes:
        covered = self.relation.covered(column, daily=self.cut == "day")
        key = ("uncovered", covered.first.tobytes(), covered.last.tobytes(), tuple(covered.gaps.items()))
        if key not in self.memory:
            why: Codes | Gap = Gap.UNCOVERED
            if self.relation.table is PURCHASE:
                there = self.relation.covered(ROWS, daily=self.cut == "day").whole(self.axis)
                why = np.where(there, np.uint8(Gap.UNTOLD), np.uint8(Gap.UNCOVERED))
            self.memory[key] = np.where(covered.whole(self.axis), 0, why).astype(np.uint8)
        found: Codes = self.memory[key]
        return found
