"""Groups of rows become the outputs that were asked for: one a brand and value of the split."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from milepost.facts.schema import Adds
from milepost.kpis.ask import Ask
from milepost.kpis.cube import Codes, Gap
from milepost.kpis.days import Axis, Ints
from milepost.kpis.legs import Sheet, active

Key = tuple[str, ...]
Flags = NDArray[np.bool_]


@dataclass(eq=False)
class Folded:
    """Per output and period: the exact sums of the sides, why they are unknown, and the currency.

    `silent` marks where no group had a say at all, neither with a figure nor with a gap. `cut` is that of its
    rows, "day" where they fill any calendar.
    """

    axis: Axis
    keys: Sequence[Key]
    values: list[Ints]
    gaps: Codes
    missing: Ints | None
    currency: Sequence[str | None]
    silent: Flags
    cut: str = "day"


def fold(page: Sheet, chosen: Flags, ask: Ask, adds: Sequence[Adds], *, money: bool) -> Folded:
    """Add the chosen groups of each output. An unknown group makes its output unknown while it is active."""
    groups = np.flatnonzero(chosen)
    keys, at = _outputs(page, chosen, groups, ask)
    says = active(page)
    lone = len(keys) == len(groups)
    if lone and says.shape == (1, 1):
        values = page.values if len(groups) == len(chosen) else [v[groups] for v in page.values]
        gaps = page.gaps if len(groups) == len(chosen) else page.gaps[groups]
        silent = np.zeros(gaps.shape, dtype=bool)
    else:
        values, gaps, silent = _added(page, groups, at, len(keys), says, adds)
    currency, mixed = _currencies(page, groups, at, len(keys), money=money, unnamed=ask.unnamed)
    if mixed.any():
        gaps = np.where(mixed[:, None], np.maximum(gaps, np.uint8(Gap.CURRENCIES)), gaps)
    missing = None
    if page.missing is not None:
        missing = np.zeros((len(keys), len(page.cube.axis)), dtype=np.int64)
        np.maximum.at(missing, at, page.missing[groups])
    return Folded(page.cube.axis, keys, values, gaps, missing, currency, silent, page.cube.cut)


def _outputs(
    page: Sheet, chosen: Flags, groups: NDArray[Any], ask: Ask
) -> tuple[Sequence[Key], NDArray[Any]]:
    """The outputs, in order, and to which of them each chosen group goes."""
    memory, whole = page.cube.relation.memory, len(groups) == len(chosen)
    if whole and ("outputs", ask.split) in memory:
        found: tuple[Sequence[Key], NDArray[Any]] = memory["outputs", ask.split]
        return found
    columns = [page.cube.relation.groups[name][groups] for name in ("brand", *ask.split)]
    order: dict[Key, int] = {}
    at = np.array([order.setdefault(key, len(order)) for key in zip(*columns, strict=True)], dtype=np.int64)
    if whole:
        memory["outputs", ask.split] = (tuple(order), at)
    return tuple(order), at


def _added(
    page: Sheet, groups: NDArray[Any], at: NDArray[Any], outputs: int, says: Flags, adds: Sequence[Adds]
) -> tuple[list[Ints], Codes, Flags]:
    shape = (outputs, len(page.cube.axis))
    heard = np.broadcast_to(says, page.gaps.shape)[groups]
    gaps = np.zeros(shape, dtype=np.uint8)
    np.maximum.at(gaps, at, np.where(heard, page.gaps[groups], np.uint8(0)))
    voices = np.zeros(shape, dtype=np.int64)
    np.add.at(voices, at, heard.astype(np.int64))
    gaps = np.where(voices == 0, np.uint8(Gap.NO_DATA), gaps)
    if Adds.NEVER in adds:
        gaps = np.where(voices > 1, np.maximum(gaps, np.uint8(Gap.OVER_GROUPS)), gaps)
    values = []
    for side in page.values:
        total = np.zeros(shape, dtype=np.int64)
        np.add.at(total, at, np.where(heard, side[groups], 0))
        values.append(total)
    return values, gaps, voices == 0


def _currencies(
    page: Sheet, groups: NDArray[Any], at: NDArray[Any], outputs: int, *, money: bool, unnamed: str
) -> tuple[list[str | None], Flags]:
    """The currency of each output, and which outputs had rows in several in the days asked about."""
    currency: list[str | None] = [None] * outputs
    mixed = np.zeros(outputs, dtype=bool)
    if not money:
        return currency, mixed
    paid = page.cube.rows[groups].any(axis=1)
    names = [name or unnamed for name in page.cube.relation.groups["currency"][groups]]
    for output, name, there in zip(at, names, paid, strict=True):
        if there and name:
            mixed[output] |= currency[output] not in {None, name}
            currency[output] = name
    for output, name in zip(at, names, strict=True):
        currency[output] = currency[output] or name or None
    return currency, mixed


def joined(parts: Sequence[Folded], adds: Sequence[Adds]) -> list[Folded]:
    """The parts of several calendars, each output in one of them; where two meet, only equal periods add."""
    found: list[Folded] = []
    home: dict[Key, Folded] = {}
    for part in (p for p in parts if p.keys):
        if len(parts) == 1:
            return [part]
        fresh = [i for i, key in enumerate(part.keys) if key not in home]
        for i, key in enumerate(part.keys):
            if key in home:
                _meet(home[key], part, i, adds)
        if fresh:
            found.append(part if len(fresh) == len(part.keys) else _only(part, fresh))
            home |= {part.keys[i]: found[-1] for i in fresh}
    return found


def _meet(there: Folded, part: Folded, i: int, adds: Sequence[Adds]) -> None:
    """Add what another calendar says of an output, where its periods are the same and nowhere else."""
    if part.silent[i].all():
        return
    o = list(there.keys).index(part.keys[i])
    time = {pair: at for at, pair in enumerate(_pairs(part.axis))}
    there.gaps, there.silent = there.gaps.copy(), there.silent.copy()
    there.values = [v.copy() for v in there.values]
    paid = {c for c in (there.currency[o], part.currency[i]) if c}
    for at, pair in enumerate(_pairs(there.axis)):
        theirs = time.get(pair)
        if theirs is None:
            there.gaps[o, at] = max(there.gaps[o, at], Gap.MIXED_CUTS)
        elif not part.silent[i, theirs]:
            gap = Gap.KNOWN if len(paid) < 2 else Gap.CURRENCIES
            if Adds.NEVER in adds and not there.silent[o, at]:
                gap = max(gap, Gap.OVER_GROUPS)
            _add_cell(there, (o, at), part, (i, theirs), gap)


def _add_cell(there: Folded, cell: tuple[int, int], part: Folded, other: tuple[int, int], gap: int) -> None:
    for mine, theirs in zip(there.values, part.values, strict=True):
        mine[cell] += theirs[other]
    before = 0 if there.silent[cell] else there.gaps[cell]
    there.gaps[cell] = max(before, part.gaps[other], gap)
    there.silent[cell] = False


def _only(part: Folded, outputs: list[int]) -> Folded:
    return Folded(
        part.axis,
        [part.keys[i] for i in outputs],
        [v[outputs] for v in part.values],
        part.gaps[outputs],
        None if part.missing is None else part.missing[outputs],
        [part.currency[i] for i in outputs],
        part.silent[outputs],
        part.cut,
    )


def beside(upper: Folded, lower: Folded) -> Folded:
    """Two sums of different tables side by side, where both have the output and the period."""
    seat = {key: i for i, key in enumerate(lower.keys)}
    time = {pair: i for i, pair in enumerate(_pairs(lower.axis))}
    places = [i for i, key in enumerate(upper.keys) if key in seat]
    others = [seat[upper.keys[i]] for i in places]
    pairs = _pairs(upper.axis)
    spans = [i for i, pair in enumerate(pairs) if pair in time]
    theirs = [time[pairs[i]] for i in spans]
    mine, other = np.ix_(places, spans), np.ix_(others, theirs)
    paid = [{upper.currency[i], lower.currency[o]} - {None, ""} for i, o in zip(places, others, strict=True)]
    mixed = np.array([len(each) > 1 for each in paid], dtype=bool)
    return Folded(
        Axis(upper.axis.starts[spans], upper.axis.ends[spans], lead=bool(spans) and spans[0] == 0),
        [upper.keys[i] for i in places],
        [upper.values[0][mine], lower.values[0][other]],
        np.where(mixed[:, None], np.uint8(Gap.CURRENCIES), np.maximum(upper.gaps[mine], lower.gaps[other])),
        None if upper.missing is None else upper.missing[mine],
        [upper.currency[i] or lower.currency[o] for i, o in zip(places, others, strict=True)],
        upper.silent[mine] | lower.silent[other],
        upper.cut,
    )


def _pairs(axis: Axis) -> list[tuple[int, int]]:
    return [(int(s), int(e)) for s, e in zip(axis.starts, axis.ends, strict=True)]
