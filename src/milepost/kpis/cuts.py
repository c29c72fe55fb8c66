"""Rows of a week, a month or another stretch: on periods of their own, never pro-rated.

A total takes the whole stretches that lie inside the asked days, if they follow each other without gap or
overlap; the answer's own start and end say which days that were.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from milepost.facts.rollup import bit_of
from milepost.facts.schema import Adds
from milepost.kpis.ask import Ask
from milepost.kpis.calendars import Calendar, Pair, calendars
from milepost.kpis.cube import Column, Cube, Flags
from milepost.kpis.days import Axis, Ints, axis_of, number
from milepost.kpis.engine import Engine
from milepost.kpis.formula import coarse_rows
from milepost.kpis.kpi import ROWS
from milepost.kpis.relation import Relation
from milepost.period import Grain

_CUTS: Final = {
    "week": "BETWEEN 2 AND 7",
    "month": "BETWEEN 28 AND 31",
    "stretch": "NOT IN (1, 2, 3, 4, 5, 6, 7, 28, 29, 30, 31)",
}


def said_by(engine: Engine, relation: Relation, days: str, measures: Sequence[str]) -> Mapping[str, Flags]:
    """Which groups ever reported a measure in rows of so many days; other exports may give others."""
    key = ("said by", days)
    known: dict[str, Flags] = relation.memory.setdefault(key, {})
    fresh = sorted(set(measures) - set(known))
    if not fresh:
        return known
    counts = ", ".join(f'count("{m}") > 0 AS "{m}"' for m in fresh if m != ROWS)
    found = engine.columns(
        f'SELECT "grp" AS "g"{", " if counts else ""}{counts} FROM "{relation.name}" '
        f'WHERE "days" {days} GROUP BY 1'
    )
    for name in fresh:
        flags = relation.said[name] & relation.bare
        flags[np.asarray(found["g"], dtype=np.int64)] = True if name == ROWS else found[name]
        known[name] = flags
    return known


def groups_with(engine: Engine, relation: Relation, days: str) -> NDArray[np.bool_]:
    """Which groups have rows of so many days."""
    key = ("groups with", days)
    if key not in relation.memory:
        found = engine.columns(f'SELECT DISTINCT "grp" AS g FROM "{relation.name}" WHERE "days" {days}')
        flags = np.zeros(len(relation), dtype=bool)
        flags[np.asarray(found["g"], dtype=np.int64)] = True
        relation.memory[key] = flags
    flags = relation.memory[key]
    return np.asarray(flags)


def coarse_cubes(engine: Engine, relation: Relation, wanted: list[tuple[str, Adds]], ask: Ask) -> list[Cube]:
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
    measures = [column for column, _ in wanted]
    length = np.asarray(answer["days"], dtype=np.int64)
    for cut, days in _CUTS.items():
        groups = groups_with(engine, relation, days)
        if not groups.any():
            continue
        said = said_by(engine, relation, days, measures)
        if ask.grain not in _SERVED[cut]:
            found.append(_unserved(relation, cut, groups, said, wanted, whole))
            continue
        of_cut = _is_cut(cut, length)
        part = {name: values[of_cut] for name, values in answer.items()}
        found += [
            _cube_of_calendar(relation, cut, part, calendar, said, wanted, ask, whole)
            for calendar in calendars(relation, cut, ask.grain, part, groups)
        ]
    return found


def _is_cut(cut: str, length: Ints) -> NDArray[np.bool_]:
    week, month = (length >= 2) & (length <= 7), (length >= 28) & (length <= 31)
    return {"week": week, "month": month, "stretch": ~(week | month)}[cut]


_SERVED: Final = {
    "week": {Grain.WEEK, Grain.TOTAL},
    "month": {Grain.MONTH, Grain.TOTAL},
    "stretch": {Grain.TOTAL},
}


def _unserved(
    relation: Relation,
    cut: str,
    groups: Flags,
    said: Mapping[str, Flags],
    wanted: list[tuple[str, Adds]],
    whole: Axis,
) -> Cube:
    """What is cut too coarsely for the grain asked for."""
    empty = np.zeros((len(relation), len(whole)), dtype=np.int64)
    columns = {key: Column(empty, empty) for key in wanted}
    return Cube(relation, cut, whole, empty, columns, groups, said, serves=False)


def _cube_of_calendar(
    relation: Relation,
    cut: str,
    part: dict[str, NDArray[Any]],
    calendar: Calendar,
    said: Mapping[str, Flags],
    wanted: list[tuple[str, Adds]],
    ask: Ask,
    whole: Axis,
) -> Cube:
    own = _axis_of_pairs(calendar.pairs, ask, whole)
    index, steps = _places(calendar, own, ask)
    mine = calendar.groups[np.asarray(part["grp"], dtype=np.int64)]
    part = {name: values[mine] for name, values in part.items()}
    shape = (len(relation), len(own))
    at = np.array(
        [index.get((int(d), int(n)), -1) for d, n in zip(part["day"], part["days"], strict=True)], dtype=int
    )
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
    rows = _added(shape, cell, np.ones(len(cell), dtype=np.int64))
    cube = Cube(relation, cut, own, rows, columns, calendar.groups, said)
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


def _axis_of_pairs(pairs: Sequence[Pair], ask: Ask, whole: Axis) -> Axis:
    """The periods of the source itself; for a total, the whole stretches inside the asked days."""
    start, end = number(ask.period.start), number(ask.period.end)
    if ask.grain is Grain.TOTAL:
        inside = [p for p in pairs if start <= p[0] and p[0] + p[1] <= end]
        if not inside:
            return whole
        if (start, end - start) in inside:
            inside = [(start, end - start)]
        first, last = inside[0][0], max(d + n for d, n in inside)
        return Axis(np.array([first - 31, first]), np.array([first, last]), lead=True)
    before = [p for p in pairs if p[0] + p[1] <= start][-1:]
    inside = [p for p in pairs if p[0] + p[1] > start]
    if not inside:
        return whole
    lead = before or [(inside[0][0] - 1, 1)]
    days = np.array([*lead, *inside], dtype=np.int64).reshape(-1, 2)
    return Axis(days[:, 0], days[:, 0] + days[:, 1], lead=True)


def _places(calendar: Calendar, own: Axis, ask: Ask) -> tuple[dict[tuple[int, int], int], Ints]:
    """Where each stretch goes, and how many make each period (-1: they overlap or leave gaps)."""
    pairs = calendar.pairs
    if ask.grain is not Grain.TOTAL:
        at = {(int(s), int(e - s)): i for i, (s, e) in enumerate(zip(own.starts, own.ends, strict=True))}
        told = {p: at[p] for p in pairs if p in at}
        steps = np.full(len(own), -1, dtype=np.int64)
        steps[[0, *(i for p, i in told.items() if p not in calendar.torn)]] = 1
        return told, steps
    index, steps = {}, np.zeros(len(own), dtype=np.int64)
    for day, length in pairs:
        for i, (s, e) in enumerate(zip(own.starts, own.ends, strict=True)):
            if s <= day and day + length <= e:
                index[day, length] = i
                steps[i] += 1
    tiled = sum(length for (_, length), i in index.items() if i == len(own) - 1)
    if tiled != int(own.lengths[-1]) or calendar.torn:
        steps[-1] = -1
    return index, steps
