"""The cubes of a question, kept with their relation: the next KPI asks for the same days and groups."""

from collections import OrderedDict
from typing import Any, Final

from milepost.facts.schema import Adds
from milepost.kpis.ask import Ask
from milepost.kpis.cells import cubes, cubes_on
from milepost.kpis.cube import Cube
from milepost.kpis.days import Axis
from milepost.kpis.engine import Engine
from milepost.kpis.relation import Relation

Wanted = frozenset[tuple[str, Adds]]

_LARGE: Final = 250_000
"""Cells of all columns together from which on cubes are not kept (2 MB); many brands at once have more."""
_MOST_KEPT: Final = 8


def summed(
    engine: Engine, relation: Relation, wanted: Wanted, ask: Ask, axis: Axis | None = None
) -> list[Cube]:
    """The cubes of at least the wanted columns; with an `axis`, the daily rows summed there.

    What is filtered and how it is split does not matter here: cells are of all groups of the relation. The
    relation is dropped when its files change, and what is kept with it.
    """
    kept: OrderedDict[Any, tuple[Wanted, list[Cube]]] = relation.memory.setdefault("cubes", OrderedDict())
    calendar = (ask.period, ask.grain, ask.week_starts, ask.as_of)
    key = calendar if axis is None else (axis.starts.tobytes(), axis.ends.tobytes())
    known, found = kept.get(key, (frozenset(), []))
    if not wanted <= known:
        known |= wanted
        found = _sum(engine, relation, known, ask, axis)
        if sum(len(c.columns) * c.rows.size for c in found) < _LARGE:
            kept[key] = (known, found)
    if key in kept:
        kept.move_to_end(key)
    while len(kept) > _MOST_KEPT:
        kept.popitem(last=False)
    return found


def _sum(engine: Engine, relation: Relation, wanted: Wanted, ask: Ask, axis: Axis | None) -> list[Cube]:
    if axis is not None:
        return cubes_on(engine, relation, wanted, axis)
    return cubes(engine, relation, wanted, ask)


__all__ = ["summed"]
