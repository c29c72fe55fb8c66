"""The cells of a question: one SELECT sums the daily rows, another brings the rows of longer stretches."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from milepost.facts.rollup import bit_of
from milepost.facts.schema import Adds
from milepost.kpis.ask import Ask
from milepost.kpis.cube import Column, Cube, Flags
from milepost.kpis.cuts import coarse_cubes, groups_with, said_by
from milepost.kpis.days import Axis, Ints, axis_of
from milepost.kpis.engine import Engine
from milepost.kpis.formula import Atom, by_bucket
from milepost.kpis.relation import Relation
from milepost.kpis.weekly import by_week


def cubes(engine: Engine, relation: Relation, wanted: frozenset[tuple[str, Adds]], ask: Ask) -> list[Cube]:
    """The daily rows on the calendar that was asked for, then each coarser cut on its own."""
    rolled = by_week(engine, relation, frozenset(adds for _, adds in wanted), ask)
    found = [_daily(engine, rolled, sorted(wanted), axis_of(ask))]
    if relation.coarse:
        found += coarse_cubes(engine, relation, sorted(wanted), ask)
    return found


def cubes_on(
    engine: Engine, relation: Relation, wanted: frozenset[tuple[str, Adds]], axis: Axis
) -> list[Cube]:
    """The daily rows on a calendar that another table has; they fill any."""
    return [_daily(engine, relation, sorted(wanted), axis)]


def _atom(relation: Relation, column: str, adds: Adds) -> Atom:
    by_day = adds is not Adds.SUM or not relation.table.absent_is_zero
    counted = column in relation.holes or (by_day and adds is not Adds.SUM)
    bit = bit_of(relation.table, column) if column in relation.partial else None
    return Atom(column, adds, counted, bit if adds is Adds.SUM and relation.table.absent_is_zero else None)


def _daily(engine: Engine, relation: Relation, wanted: list[tuple[str, Adds]], axis: Axis) -> Cube:
    shape = (len(relation), len(axis))
    atoms = tuple(_atom(relation, column, adds) for column, adds in wanted)
    query = by_bucket(
        relation.name,
        engine.calendar(axis),
        (int(axis.starts[0]), int(axis.ends[-1]), len(axis)),
        atoms,
        coarse=relation.coarse,
    )
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
    said: Mapping[str, Flags] = relation.said
    if relation.coarse:
        has_days = groups_with(engine, relation, "= 1") | relation.bare
        said = said_by(engine, relation, "= 1", [column for column, _ in wanted])
    return Cube(relation, "day", axis, rows, columns, has_days, said)


def _spread(shape: tuple[int, int], cell: Ints, values: NDArray[Any]) -> Ints:
    dense = np.zeros(shape[0] * shape[1], dtype=np.int64)
    dense[cell] = values
    return dense.reshape(shape)
