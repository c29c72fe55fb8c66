"""A table summed into cells, groups x periods, and what is known of each cell.

Daily rows fill any calendar. Rows of a week, a month or another stretch keep their own periods (their `cut`):
they are never pro-rated, and a finer question than their cut has no answer.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from milepost.facts.rollup import bit_of
from milepost.facts.schema import Adds
from milepost.kpis.ask import Ask
from milepost.kpis.days import Axis, Ints, axis_of, day_of, number
from milepost.kpis.engine import Engine
from milepost.kpis.formula import Atom, by_bucket, coarse_rows
from milepost.kpis.kpi import ROWS
from milepost.kpis.relation import Relation
from milepost.period import Grain, month_of

Codes = NDArray[np.uint8]


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


@dataclass(eq=False)
class Column:
    """One column in cells: its sum, how many rows said something (None: all), and which sums are of parts only."""

    value: Ints
    said: Ints | None = None
    parts: NDArray[np.bool_] | None = None


@dataclass(eq=False)
class Cube:
    """The cells of one cut of one relation. `rows` counts the roll-up's rows (days) in each cell."""

    relation: Relation
    cut: str
    axis: Axis
    rows: Ints
    columns: dict[tuple[str, Adds], Column]
    present: NDArray[np.bool_]
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
        covered = self.relation.covered(column)
        key = ("uncovered", covered.first.tobytes(), covered.last.tobytes(), tuple(covered.gaps.items()))
        if key not in self.memory:
            self.memory[key] = np.where(covered.whole(self.axis), 0, Gap.UNCOVERED).astype(np.uint8)
        found: Codes = self.memory[key]
        return found


def cubes(engine: Engine, relation: Relation, wanted: frozenset[tuple[str, Adds]], ask: Ask) -> list[Cube]:
    """The daily rows on the calendar that was asked for, then each coarser cut on its own."""
    found = [_daily(engine, relation, sorted(wanted), ask)]
    if relation.coarse:
        found += _coarse(engine, relation, sorted(wanted), ask)
    return found


def _atom(relation: Relation, column: str, adds: Adds) -> Atom:
    by_day = adds is not Adds.SUM or not relation.table.absent_is_zero
    counted = column in relation.holes or (by_day and adds is not Adds.SUM)
    bit = bit_of(relation.table, column) if column in relation.partial else None
    return Atom(column, adds, counted, bit if adds is Adds.SUM and relation.table.absent_is_zero else None)


def _daily(engine: Engine, relation: Relation, wanted: list[tuple[str, Adds]], ask: Ask) -> Cube:
    axis = axis_of(ask)
    shape = (len(relation), len(axis))
    atoms = tuple(_atom(relation, column, adds) for column, adds in wanted)
    query = by_bucket(relation.name, engine.calendar(axis), len(axis), atoms, coarse=relation.coarse)
    answer = engine.columns(query)
    cell = np.asarray(answer["cell"], dtype=np.int64)
    rows = _spread(shape, cell, answer["n"])
    columns = {
        (atom.column, atom.adds): Column(
            _spread(shape, cell, answer[atom.name]),
            _spread(shape, cell, answer[f"n_{atom.name}"]) if atom.counted else None,
            _spread(shape, cell, answer[f"part_{atom.name}"]) > 0 if atom.bit is not None else None,
        )
        for atom in atoms
    }
    has_days = np.ones(len(relation), dtype=bool)
    if relation.coarse:
        has_days = _groups_with(engine, relation, "= 1")
    return Cube(relation, "day", axis, rows, columns, has_days)


def _spread(shape: tuple[int, int], cell: Ints, values: NDArray[Any]) -> Ints:
    dense = np.zeros(shape[0] * shape[1], dtype=np.int64)
    dense[cell] = values
    return dense.reshape(shape)


def _groups_with(engine: Engine, relation: Relation, days: str) -> NDArray[np.bool_]:
    key = ("groups with", days)
    if key not in relation.memory:
        found = engine.columns(f'SELECT DISTINCT "grp" AS g FROM "{relation.name}" WHERE "days" {days}')
        flags = np.zeros(len(relation), dtype=bool)
        flags[np.asarray(found["g"], dtype=np.int64)] = True
        relation.memory[key] = flags
    flags = relation.memory[key]
    return np.asarray(flags)


_CUTS = {"week": "BETWEEN 2 AND 7", "month": "BETWEEN 28 AND 31", "stretch": "NOT IN (1, 2, 3, 4, 5, 6, 7, 28, 29, 30, 31)"}


def _coarse(engine: Engine, relation: Relation, wanted: list[tuple[str, Adds]], ask: Ask) -> list[Cube]:
    """One cube for each cut coarser than a day that the relation has anywhere."""
    whole = axis_of(ask)
    first, end = int(whole.starts[0]), int(whole.ends[-1])
    if ask.grain is Grain.TOTAL:
        first, end = first - 31, number(ask.period.end)
    if ask.as_of is not None:
        end = min(end, number(ask.as_of))
    names = tuple(sorted({column for column, _ in wanted} - {ROWS}))
    answer = engine.columns(coarse_rows(relation.name, names, first, end))
    found = []
    for cut, days in _CUTS.items():
        groups = _groups_with(engine, relation, days)
        if not groups.any():
            continue
        length = np.asarray(answer["days"], dtype=np.int64)
        of_cut = _is_cut(cut, length)
        part = {name: values[of_cut] for name, values in answer.items()}
        found.append(_cube_of_cut(relation, cut, part, groups, wanted, ask, whole))
    return found


def _is_cut(cut: str, length: Ints) -> NDArray[np.bool_]:
    week, month = (length >= 2) & (length <= 7), (length >= 28) & (length <= 31)
    return {"week": week, "month": month, "stretch": ~(week | month)}[cut]


_SERVED = {
    "week": {Grain.WEEK, Grain.TOTAL},
    "month": {Grain.MONTH, Grain.TOTAL},
    "stretch": {Grain.TOTAL},
}


def _cube_of_cut(
    relation: Relation,
    cut: str,
    part: dict[str, NDArray[Any]],
    groups: NDArray[np.bool_],
    wanted: list[tuple[str, Adds]],
    ask: Ask,
    whole: Axis,
) -> Cube:
    if ask.grain not in _SERVED[cut]:
        empty = np.zeros((len(relation), len(whole)), dtype=np.int64)
        columns = {key: Column(empty, empty) for key in wanted}
        return Cube(relation, cut, whole, empty, columns, groups, serves=False)
    pairs = _periods(cut, part, ask)
    own = _axis_of_pairs(pairs, ask, whole)
    index, steps = _places(pairs, own, ask)
    shape = (len(relation), len(own))
    at = np.array([index.get((int(d), int(n)), -1) for d, n in zip(part["day"], part["days"], strict=True)], dtype=int)
    keep = at >= 0
    cell = np.asarray(part["grp"], dtype=np.int64)[keep] * shape[1] + at[keep]
    order = np.argsort(np.asarray(part["day"])[keep], kind="stable")
    columns = {
        (column, adds): _coarse_column(shape, cell, order, np.ma.asarray(part[column])[keep], adds)
        for column, adds in wanted
    }
    silent = np.asarray(part["silent"], dtype=np.int64)[keep]
    for column in relation.partial & {c for c, adds in wanted if adds is Adds.SUM}:
        some = (silent >> bit_of(relation.table, column)) & 1
        columns[column, Adds.SUM].parts = _added(shape, cell, some) > 0
    cube = Cube(relation, cut, own, _added(shape, cell, np.ones(len(cell), dtype=np.int64)), columns, groups)
    cube.memory["steps"] = steps
    return cube


def _coarse_column(
    shape: tuple[int, int],
    cell: Ints,
    order: Ints,
    values: Any,
    adds: Adds,
) -> Column:
    """A stock takes the latest row of the period; all else is added."""
    there = ~np.ma.getmaskarray(values)
    figures = np.where(there, np.ma.getdata(values), 0).astype(np.int64)
    said = _added(shape, cell, there.astype(np.int64))
    if adds is Adds.SUM:
        return Column(_added(shape, cell, figures), said)
    dense = np.zeros(shape[0] * shape[1], dtype=np.int64)
    ordered = order[there[order]]
    dense[cell[ordered]] = figures[ordered]
    return Column(dense.reshape(shape), said)


def _added(shape: tuple[int, int], cell: Ints, values: Ints) -> Ints:
    dense = np.zeros(shape[0] * shape[1], dtype=np.int64)
    np.add.at(dense, cell, values)
    return dense.reshape(shape)


def _periods(cut: str, part: dict[str, NDArray[Any]], ask: Ask) -> list[tuple[int, int]]:
    """The distinct stretches of the rows, in order; of a month only what is a calendar month."""
    pairs = sorted({(int(d), int(n)) for d, n in zip(part["day"], part["days"], strict=True)})
    if cut == "month" and ask.grain is Grain.MONTH:
        months = [(p, month_of(day_of(p[0]))) for p in pairs]
        pairs = [p for p, m in months if (number(m.start), m.days) == p]
    return pairs


def _axis_of_pairs(pairs: list[tuple[int, int]], ask: Ask, whole: Axis) -> Axis:
    """The periods of the source itself; for a total, the whole stretches inside the asked days."""
    start, end = number(ask.period.start), number(ask.period.end)
    if ask.grain is Grain.TOTAL:
        inside = [p for p in pairs if start <= p[0] and p[0] + p[1] <= end]
        if not inside:
            return whole
        first, last = inside[0][0], max(d + n for d, n in inside)
        return Axis(np.array([first - 31, first]), np.array([first, last]), lead=True)
    before = [p for p in pairs if p[0] + p[1] <= start][-1:]
    inside = [p for p in pairs if p[0] + p[1] > start]
    lead = before or [((inside[0][0] if inside else start) - 1, 1)]
    days = np.array([*lead, *inside], dtype=np.int64).reshape(-1, 2)
    return Axis(days[:, 0], days[:, 0] + days[:, 1], lead=True)


def _places(pairs: list[tuple[int, int]], own: Axis, ask: Ask) -> tuple[dict[tuple[int, int], int], Ints]:
    """Where each stretch goes, and how many stretches make each period (never: when they overlap or leave gaps)."""
    if ask.grain is not Grain.TOTAL:
        at = {(int(s), int(e - s)): i for i, (s, e) in enumerate(zip(own.starts, own.ends, strict=True))}
        return {p: at[p] for p in pairs if p in at}, np.ones(len(own), dtype=np.int64)
    index, steps = {}, np.zeros(len(own), dtype=np.int64)
    for day, length in pairs:
        for i, (s, e) in enumerate(zip(own.starts, own.ends, strict=True)):
            if s <= day and day + length <= e:
                index[day, length] = i
                steps[i] += 1
    tiled = sum(length for (_, length), i in index.items() if i == len(own) - 1)
    if tiled != int(own.lengths[-1]):
        steps[-1] = -1
    return index, steps
