"""From facts to a `Series`: one KPI of one brand over consecutive periods, for the judgement."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

import numpy as np

from milepost.facts.batches import FactFiles
from milepost.facts.schema import TABLES
from milepost.kpis.ask import Ask
from milepost.kpis.days import Axis, day_of
from milepost.kpis.engine import engine, state_of
from milepost.kpis.kpi import Kpi
from milepost.kpis.measure import measure
from milepost.kpis.measured import Block, Row
from milepost.period import Grain
from milepost.series import Floats, Series

_FINEST_FIRST: Final = (Grain.DAY, Grain.WEEK, Grain.MONTH)


def series(kpi: Kpi, files: FactFiles, ask: Ask) -> Series:
    """The KPI over the asked period, from the first known figure to the last, holes as NaN.

    The grain is the one asked for, or the next coarser one that the sources report (Grain.TOTAL asks for the
    finest). Only one brand, no split: `ask.split` is not looked at. Empty when nothing is known.
    """
    return series_of([kpi], files, ask)[kpi.id]


def series_of(kpis: Sequence[Kpi], files: FactFiles, ask: Ask) -> dict[str, Series]:
    """Each KPI by its id, as `series` gives it: measured together, and remembered while the files stand.

    The arrays cannot be written to, as the next who asks gets the same. Raises OSError when a file is gone.
    """
    with engine() as running:
        asked = (state_of(files), replace(ask, split=()).key)
        keys = {kpi.id: ("series", kpi.key, asked) for kpi in kpis}
        found = {name: running.remembered(key) for name, key in keys.items()}
        fresh = [kpi for kpi in kpis if found[kpi.id] is None]
        for name, line in _measured(fresh, files, ask).items():
            running.remember(keys[name], line)
            found[name] = line
    return cast("dict[str, Series]", found)


def _measured(kpis: Sequence[Kpi], files: FactFiles, ask: Ask) -> dict[str, Series]:
    """Grain by grain, what the finer one did not know."""
    grains = _FINEST_FIRST[_FINEST_FIRST.index(ask.grain) :] if ask.grain in _FINEST_FIRST else _FINEST_FIRST
    found: dict[str, Series] = {}
    for grain in grains:
        open_yet = [kpi for kpi in kpis if kpi.id not in found]
        if not open_yet:
            break
        for block in measure(open_yet, [files], replace(ask, grain=grain, split=())).blocks:
            if block.kpi.id not in found and (block.gaps == 0).any():
                found[block.kpi.id] = _frozen(_series(block.kpi, block, grain))
    return found | {kpi.id: _nothing(kpi, grains[0]) for kpi in kpis if kpi.id not in found}


def series_by(kpi: Kpi, files: FactFiles, ask: Ask, split: str) -> dict[str, Series]:
    """The KPI of each value of one split (channel, campaign, source ...), by value; the asked grain only.

    Values of which nothing is known are not there, nor is what no value claims (“”). Remembered while the
    files stand. Empty where the figure cannot be divided that way.
    """
    return series_each_by([kpi], files, ask, split)[kpi.id]


def series_each_by(
    kpis: Sequence[Kpi], files: FactFiles, ask: Ask, split: str
) -> dict[str, dict[str, Series]]:
    """Each KPI by its id, as `series_by` gives it; measured together."""
    with engine() as running:
        asked = replace(ask, split=(split,))
        keys = {kpi.id: ("series by", kpi.key, state_of(files), asked.key) for kpi in kpis}
        found: dict[str, dict[str, Series]] = {}
        fresh = []
        for kpi in kpis:
            known: dict[str, Series] | None = running.remembered(keys[kpi.id])
            found[kpi.id] = {} if known is None else known
            if known is None:
                fresh.append(kpi)
        for block in measure(fresh, [files], asked).blocks if fresh else ():
            for at, (_, value) in enumerate(block.keys):
                if value and (block.gaps[at] == 0).any():
                    found[block.kpi.id][value] = _frozen(_series(block.kpi, block, ask.grain, at))
        for kpi in fresh:
            running.remember(keys[kpi.id], found[kpi.id])
        return found


def _frozen(line: Series) -> Series:
    for column in (line.days, line.over, line.under):
        if column is not None:
            column.setflags(write=False)
    return line


def _nothing(kpi: Kpi, grain: Grain) -> Series:
    none = np.array([], dtype=np.float64)
    return Series(
        kpi.id, (), np.array([], dtype=np.int64), none, grain=grain, unit=kpi.unit, better=kpi.better
    )


def _series(kpi: Kpi, block: Block, grain: Grain, at: int = 0) -> Series:
    known = np.flatnonzero(block.gaps[at] == 0)
    first, last = int(known[0]), int(known[-1]) + 1
    over = np.where(block.gaps[at, first:last] == 0, block.over[at, first:last], np.nan)
    under = None
    if block.under is not None:
        under = np.where(block.gaps[at, first:last] == 0, block.under[at, first:last], np.nan)
    axis = Axis(block.axis.starts[first:last], block.axis.ends[first:last])
    starts, days, places = _without_holes(axis)
    return Series(
        name=kpi.id,
        starts=tuple(day_of(s) for s in starts),
        days=np.array(days, dtype=np.int64),
        over=_spread(over, places, len(starts)),
        under=None if under is None else _spread(under, places, len(starts)),
        grain=grain,
        unit=kpi.unit,
        currency=block.currency[at],
        better=kpi.better,
        adds=kpi.adds,
        notes=(kpi.definition(block.basis.name),),
    )


def _spread(values: Floats, places: list[int], size: int) -> Floats:
    spread = np.full(size, np.nan)
    spread[places] = values
    return spread


def _without_holes(axis: Axis) -> tuple[list[int], list[int], list[int]]:
    """A source's own weeks may skip some; those become periods of which nothing is known."""
    starts: list[int] = []
    days: list[int] = []
    places: list[int] = []
    for start, end in zip(axis.starts.tolist(), axis.ends.tolist(), strict=True):
        while starts and (hole := start - (starts[-1] + days[-1])) > 0:
            starts.append(starts[-1] + days[-1])
            days.append(min(end - start, hole))
        places.append(len(starts))
        starts.append(start)
        days.append(end - start)
    return starts, days, places


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says of a KPI, by one basis. `holds` marks the one whose figures Milepost takes."""

    source: str
    basis: str
    says: str
    holds: bool
    rows: tuple[Row, ...]


def sources_of(kpi: Kpi, files: FactFiles, ask: Ask) -> tuple[Said, ...]:
    """What each source says, side by side and never added, the one that holds first.

    The order is the KPI's own: its bases in their order, in each the sources it prefers, then the claims of
    others (web analytics and platforms each claim the same sale). Remembered while the files stand.
    """
    with engine() as running:
        key = ("sources", kpi.key, state_of(files), ask.key)
        known: tuple[Said, ...] | None = running.remembered(key)
        if known is None:
            known = _sources_of(kpi, files, ask)
            running.remember(key, known)
    return known


def _sources_of(kpi: Kpi, files: FactFiles, ask: Ask) -> tuple[Said, ...]:
    held = {(r.split.get("source", ""), r.basis) for r in _holding(kpi, files, ask)}
    found: list[Said] = []
    asked = replace(ask, split=("source", *(s for s in ask.split if s != "source")))
    for basis in kpi.bases + kpi.claims:
        alone = replace(kpi, bases=(replace(basis, prefer=()),), claims=())
        for source in _sources(files, alone):
            only = replace(asked, where={**ask.where, "source": (source,)})
            rows = tuple(
                r for b in measure([alone], [files], only).blocks if (b.gaps == 0).any() for r in b.rows()
            )
            if rows:
                holds = (source, basis.name) in held and basis in kpi.bases
                found.append(Said(source, basis.name, basis.says, holds, rows))
    return tuple(sorted(found, key=lambda said: not said.holds))


def _holding(kpi: Kpi, files: FactFiles, ask: Ask) -> tuple[Row, ...]:
    """Whose figures the KPI itself takes: asked by source, but chosen as if it were not."""
    blocks = measure([kpi], [files], replace(ask, split=("source",))).blocks
    return tuple(row for block in blocks if (block.gaps == 0).any() for row in block.rows())


def _sources(files: FactFiles, kpi: Kpi) -> list[str]:
    sides = [side.table for basis in kpi.bases for side in basis.terms.sides]
    tables = {TABLES[name].made_of or name for name in sides}
    found: set[str] = set()
    with engine() as running:
        for table in tables & set(files.tables):
            query = "SELECT DISTINCT source FROM read_parquet(?)"
            found |= {row[0] for row in running.run(query, [str(files.tables[table].rows)]).fetchall()}
    return sorted(s or "" for s in found)


__all__ = ["Said", "series", "series_by", "series_each_by", "series_of", "sources_of"]
