"""The calendars of a source: the weeks, months or stretches by which its rows were cut, without overlap.

One tool's weeks begin on Sunday, another's on Monday; one account may even have been exported both ways. Each
such calendar is answered on its own, so that an output never stands on the weeks of another source.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from milepost.facts.schema import BY_CHANNEL
from milepost.kpis.days import day_of, number
from milepost.kpis.relation import Relation
from milepost.period import Grain, month_of

Pair = tuple[int, int]
"""A stretch of days: its first day, and how many."""
_OWN_RANGES: Final = frozenset({"ad_day"})
"""Tables in which a stretch may be the life of one thing, so that two that overlap repeat nothing."""


@dataclass(eq=False)
class Calendar:
    """Stretches in order, the groups whose rows they cut, and those stretches that cannot be told whole."""

    pairs: tuple[Pair, ...]
    groups: NDArray[np.bool_]
    torn: frozenset[Pair]


def calendars(
    relation: Relation, cut: str, grain: Grain, part: dict[str, NDArray[Any]], groups: NDArray[np.bool_]
) -> list[Calendar]:
    """The calendars of the rows in `part`, families of equal or fitting stretches together."""
    families: dict[tuple[str, ...], set[Pair]] = {}
    members: dict[tuple[str, ...], list[int]] = {}
    for g in np.flatnonzero(groups):
        members.setdefault(_family(relation, int(g)), []).append(int(g))
    owner = {g: family for family, found in members.items() for g in found}
    triples = zip(part["grp"].tolist(), part["day"].tolist(), part["days"].tolist(), strict=True)
    for g, day, days in set(triples):
        families.setdefault(owner[g], set()).add((day, days))
    own_range = relation.table.name in _OWN_RANGES
    found: list[Calendar] = []
    for family in sorted(members, key=lambda f: (-len(families.get(f, ())), f)):
        flags = np.zeros(len(relation), dtype=bool)
        flags[members[family]] = True
        for pairs, torn in _tilings(cut, grain, families.get(family, set()), own_range=own_range):
            _place(found, Calendar(pairs, flags, torn), cut, grain)
    return found


def _family(relation: Relation, group: int) -> tuple[str, ...]:
    """What is exported together, and so cut by one calendar."""
    names: tuple[str, ...] = ("brand", "source", "account", "breakdown")
    if relation.table.name in BY_CHANNEL:
        names = (*names, "channel")
    if "metric" in relation.groups:
        names = (*names, "metric")
    return tuple(relation.groups[name][group] for name in names)


def _tilings(
    cut: str, grain: Grain, pairs: set[Pair], *, own_range: bool
) -> list[tuple[tuple[Pair, ...], frozenset[Pair]]]:
    if cut == "month" and grain is Grain.MONTH:
        return [(tuple(sorted(p for p in pairs if _is_month(p))), frozenset())]
    if cut != "week":
        return [(tuple(sorted(pairs)), frozenset())]
    phases = sorted(Counter(day % 7 for day, days in pairs if days == 7))
    if len(phases) <= 1:
        return [_one_phase(pairs, own_range=own_range)]
    found = []
    for phase in phases:
        mine = {p for p in pairs if _fits(p, phase)}
        whole, torn = _one_phase(mine, own_range=own_range)
        holes = any(a + n != b for (a, n), (b, _) in pairwise(whole))
        found.append((whole, frozenset(whole) if own_range and (holes or mine != pairs) else torn))
    return found


def _is_month(pair: Pair) -> bool:
    month = month_of(day_of(pair[0]))
    return (number(month.start), month.days) == pair


def _fits(pair: Pair, phase: int) -> bool:
    """Whether a stretch lies inside one of the weeks that begin on that weekday."""
    return (pair[0] - phase) % 7 + pair[1] <= 7


def _one_phase(pairs: set[Pair], *, own_range: bool) -> tuple[tuple[Pair, ...], frozenset[Pair]]:
    """A week cut short by the edge of one export gives way to the longer one of another."""
    kept: list[Pair] = []
    torn: set[Pair] = set()
    for pair in sorted(pairs, key=lambda p: (-p[1], p[0])):
        over = [k for k in kept if _overlap(k, pair)]
        if not over:
            kept.append(pair)
        elif own_range or not any(k[0] <= pair[0] and sum(pair) <= sum(k) for k in over):
            torn.update(over)
    return tuple(sorted(kept)), frozenset(torn)


def _overlap(one: Pair, other: Pair) -> bool:
    return one[0] < sum(other) and other[0] < sum(one)


def _place(found: list[Calendar], new: Calendar, cut: str, grain: Grain) -> None:
    """Put it with a calendar that it fits; a total stands only on the stretches that it is made of."""
    for old in found:
        if (old.groups & new.groups).any():
            continue
        if old.pairs == new.pairs:
            union = old.pairs
        elif grain is not Grain.TOTAL and cut != "stretch" and old.pairs and new.pairs:
            union = tuple(sorted({*old.pairs, *new.pairs}))
            if _overlaps(union):
                continue
        else:
            continue
        old.pairs, old.torn, old.groups = union, old.torn | new.torn, old.groups | new.groups
        return
    found.append(new)


def _overlaps(pairs: Iterable[Pair]) -> bool:
    return any(sum(a) > b[0] for a, b in pairwise(pairs))
