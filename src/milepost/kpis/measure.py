"""The only door from facts to numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from milepost.amount import MICROS, Unit
from milepost.facts.batches import FactFiles
from milepost.facts.schema import TABLES, Adds
from milepost.kpis.ask import Ask
from milepost.kpis.cube import Cube, Gap
from milepost.kpis.days import Axis, axis_of, number
from milepost.kpis.engine import Engine, Stamp, engine, stamp
from milepost.kpis.fold import Folded, beside, fold, joined
from milepost.kpis.kpi import Basis, Form, Kpi, Side
from milepost.kpis.legs import chosen, sheet
from milepost.kpis.measured import Block, Measured, empty
from milepost.kpis.relation import extra_columns, relation
from milepost.kpis.summed import summed


def measure(kpis: Sequence[Kpi], files: Sequence[FactFiles], ask: Ask) -> Measured:
    """Every KPI, for every brand of `files`, as `ask` wants it.

    Each output (a brand, and a value of the split) takes the first basis of the KPI that knows at least one
    of the periods; it is never completed from another. Raises OSError when a file of facts is gone.
    """
    with engine() as running:
        facts = Facts(running, files, ask, _needs(kpis))
        return Measured(tuple(block for kpi in kpis for block in _of_kpi(kpi, facts)))


@dataclass(eq=False)
class Facts:
    """The cells of the tables that a question needs, each summed once, when first wanted."""

    engine: Engine
    files: Sequence[FactFiles]
    ask: Ask
    needs: dict[str, frozenset[tuple[str, Adds]]]
    _cubes: dict[tuple[str, tuple[bytes, bytes] | None], list[Cube]] = field(default_factory=dict)
    _stamps: dict[str, tuple[Stamp, ...]] = field(default_factory=dict)
    _brands: dict[int, tuple[Sequence[tuple[str, ...]], set[str]]] = field(default_factory=dict)

    def cubes(self, table: str, axis: Axis | None = None) -> list[Cube]:
        """The cubes of one table; none when no brand has it. With an `axis`, its daily rows summed there."""
        key = (table, None if axis is None else (axis.starts.tobytes(), axis.ends.tobytes()))
        if key not in self._cubes:
            self._cubes[key] = self._sum(table, axis)
        return self._cubes[key]

    @cached_property
    def bare(self) -> "Facts":
        """The same facts, asked for undivided and unfiltered."""
        return Facts(self.engine, self.files, replace(self.ask, split=(), where={}), self.needs)

    def stamps(self, table: str) -> tuple[Stamp, ...]:
        """The state of the files of a table, looked at once for each question."""
        if table not in self._stamps:
            self._stamps[table] = tuple(stamp(f.tables[table].rows) for f in self.files if table in f.tables)
        return self._stamps[table]

    def brands(self, keys: Sequence[tuple[str, ...]]) -> set[str]:
        """The brands of these outputs; the same outputs come back for KPI after KPI."""
        if id(keys) not in self._brands:
            self._brands[id(keys)] = (keys, {key[0] for key in keys})
        return self._brands[id(keys)][1]

    def _sum(self, table: str, axis: Axis | None) -> list[Cube]:
        wanted = self.needs[table]
        extra = extra_columns(TABLES[table], self.ask.dimensions)
        columns = frozenset(column for column, _ in wanted)
        loaded = relation(self.engine, table, self.files, self.stamps, columns, extra, self.ask.as_of)
        if loaded is None or not len(loaded):
            return []
        return summed(self.engine, loaded, wanted, self.ask, axis)


def _needs(kpis: Iterable[Kpi]) -> dict[str, frozenset[tuple[str, Adds]]]:
    """All columns that are wanted of each table, so that it is read once for all KPIs."""
    wanted: dict[str, set[tuple[str, Adds]]] = {}
    for kpi in kpis:
        for basis in kpi.bases + kpi.claims:
            for terms in basis.every_terms:
                for side in terms.sides:
                    wanted.setdefault(side.table, set()).update(
                        (column, side.adds) for column in side.columns
                    )
    return {table: frozenset(columns) for table, columns in wanted.items()}


def _of_kpi(kpi: Kpi, facts: Facts) -> list[Block]:
    """Each output by the first basis that knows anything of it, else by the first that says why not."""
    found = [block for basis in kpi.bases for block in of_basis(kpi, basis, facts)]
    if len(found) > 1:
        found = _shared_out(found)
    brands: set[str] = set().union(*(facts.brands(block.keys) for block in found))
    lacking = [(f.brand, *([""] * len(facts.ask.split))) for f in facts.files if f.brand not in brands]
    if lacking:
        axis = _asked_part(axis_of(facts.ask))
        gap = Gap.NO_SPLIT if facts.ask.dimensions and _has_any(kpi, facts) else Gap.NO_DATA
        found.append(_unfinished(empty(kpi, facts.ask, axis, lacking, gap)))
    return [block for block in found if len(block.keys)]


def _shared_out(blocks: list[Block]) -> list[Block]:
    taken: dict[tuple[str, ...], int] = {}
    for knowing in (True, False):
        for place, block in enumerate(blocks):
            _take(block, place, taken, knowing=knowing)
    return [_part(block, [k for k in block.keys if taken[k] == n]) for n, block in enumerate(blocks)]


def _take(block: Block, number: int, taken: dict[tuple[str, ...], int], *, knowing: bool) -> None:
    """Give the outputs that nobody has taken to this block: first only those of which it knows something."""
    if not knowing:
        for key in block.keys:
            taken.setdefault(key, number)
        return
    knows = ((block.gaps == 0) | (block.gaps == Gap.ZERO_UNDER)).any(axis=1)
    for key in (
        block.keys if knows.all() else (k for k, known in zip(block.keys, knows, strict=True) if known)
    ):
        taken.setdefault(key, number)


def _has_any(kpi: Kpi, facts: Facts) -> bool:
    """Whether the facts hold the KPI at all, undivided."""
    return any((block.gaps == 0).any() for basis in kpi.bases for block in of_basis(kpi, basis, facts.bare))


def of_basis(kpi: Kpi, basis: Basis, facts: Facts) -> list[Block]:
    """The figures of one KPI by one basis: a block for each axis that its sources have."""
    sides = basis.terms.sides
    if any(not facts.cubes(side.table) for side in sides):
        return []
    if len({(side.table, side.where) for side in sides}) == 1:
        picks = ("over", "under")[: len(sides)]
        parts = _of_table(basis, picks, facts)
    else:
        parts = _side_by_side(basis, facts)
    return [_block(kpi, basis, part, facts.ask) for part in parts if part.keys and len(part.axis)]


def _side_by_side(basis: Basis, facts: Facts) -> list[Folded]:
    """The sums of two tables: where one has weeks or months of its own, the days of the other fill those."""
    found = []
    for over in _of_table(basis, ("over",), facts):
        for under in _of_table(basis, ("under",), facts):
            uppers, lowers = [over], [under]
            if not over.axis.same_as(under.axis):
                if over.cut == "day":
                    uppers = _of_table(basis, ("over",), facts, under.axis)
                elif under.cut == "day":
                    lowers = _of_table(basis, ("under",), facts, over.axis)
            found += [beside(upper, lower) for upper in uppers for lower in lowers]
    return found


def _of_table(basis: Basis, picks: tuple[str, ...], facts: Facts, axis: Axis | None = None) -> list[Folded]:
    sides: list[Side] = [getattr(basis.terms, pick) for pick in picks]
    pages = [sheet(cube, basis, picks) for cube in facts.cubes(sides[0].table, axis)]
    wins = chosen(pages, facts.ask, basis)
    money = any(side.money or side.table == "custom_day" for side in sides)
    adds = [side.adds for side in sides]
    parts = [fold(p, w, facts.ask, adds, money=money) for p, w in zip(pages, wins, strict=True) if w.any()]
    return joined(parts, adds)


def _block(kpi: Kpi, basis: Basis, part: Folded, ask: Ask) -> Block:
    over_side, under_side = basis.terms.over, basis.terms.under
    values, gaps = part.values, part.gaps
    if kpi.form is Form.GROWTH:
        before = np.concatenate([values[0][:, :1], values[0][:, :-1]], axis=1)
        unknown = np.concatenate([gaps[:, :1], gaps[:, :-1]], axis=1) > 0
        gaps = np.where((gaps == 0) & unknown, np.uint8(Gap.NO_COUNT_BEFORE), gaps)
        values, under_side = [values[0] - before, before], over_side
    drop = 1 if part.axis.lead else 0
    gaps = gaps[:, drop:]
    under = None
    if under_side is not None:
        under = values[1][:, drop:]
        zero = under == 0
        if zero.any():
            gaps = np.where(zero & (gaps == 0), np.uint8(Gap.ZERO_UNDER), gaps)
    return _unfinished(
        Block(
            kpi=kpi,
            basis=basis,
            ask=ask,
            axis=_asked_part(part.axis),
            keys=part.keys,
            upper=values[0][:, drop:],
            lower=under,
            upper_scale=MICROS if over_side.micros else 1,
            lower_scale=(MICROS if under_side is not None and under_side.micros else 1) * kpi.per,
            gaps=gaps,
            missing=None if part.missing is None else part.missing[:, drop:],
            currency=part.currency if kpi.unit is Unit.MONEY else [None] * len(part.keys),
        )
    )


def _asked_part(axis: Axis) -> Axis:
    return Axis(axis.starts[1:], axis.ends[1:]) if axis.lead else axis


def _unfinished(block: Block) -> Block:
    """Periods that are not over on the day of asking are not final, whatever is known of them."""
    if block.ask.as_of is not None:
        open_yet = block.axis.ends > number(block.ask.as_of)
        if open_yet.any():
            block.gaps = np.where(open_yet[None, :], np.uint8(Gap.NOT_FINAL), block.gaps)
    return block


def _part(block: Block, keys: list[tuple[str, ...]]) -> Block:
    """The outputs of a block with these keys, in its own order."""
    if len(keys) == len(block.keys):
        return block
    wanted = set(keys)
    outputs = [i for i, key in enumerate(block.keys) if key in wanted]
    return replace(
        block,
        keys=keys,
        upper=block.upper[outputs],
        lower=None if block.lower is None else block.lower[outputs],
        gaps=block.gaps[outputs],
        missing=None if block.missing is None else block.missing[outputs],
        currency=[block.currency[i] for i in outputs],
    )


__all__ = ["Facts", "measure", "of_basis"]
