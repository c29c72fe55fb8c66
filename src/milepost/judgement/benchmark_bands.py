"""Figures of several publishers as one band, and what such bands may say of a target: only doubt."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from milepost.amount import Amount, Unit
from milepost.judgement.benchmark import Benchmark, Comparison, Own, against, place_of
from milepost.judgement.verdict import Better, Between, Value, Verdict

DOUBTED = 2.0
"""So many times beyond every published figure a target is doubted; below that, publishers disagree anyway."""


@dataclass(frozen=True, slots=True)
class Band:
    """`figures` of one KPI, definition, platform, industry, size and kind, one a publisher."""

    figures: tuple[Benchmark, ...]

    @property
    def first(self) -> Benchmark:
        """One of them, for what they share."""
        return self.figures[0]

    @property
    def low(self) -> float:
        """The lowest end."""
        return min(one.ends[0] for one in self.figures)

    @property
    def high(self) -> float:
        """The highest end."""
        return max(one.ends[1] for one in self.figures)

    @property
    def single(self) -> bool:
        """Whether one publisher alone says it: then it is a figure and no band of several."""
        return len({one.publisher for one in self.figures}) == 1


@dataclass(frozen=True, slots=True)
class Placed:
    """One's own interval beside a band: `place` is below, within or above; `notes` say what did not match."""

    own: Own
    band: Band
    place: str
    notes: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """The two beside each other, with every publisher, year and n."""
        base, low, high = self.own.baseline, self.band.low, self.band.high
        ends = [Amount(value, self.own.unit, self.own.currency) for value in (base.low, base.high, low, high)]
        values: dict[str, Value] = {
            "own": Between(ends[0], ends[1]),
            "outside": ends[2] if low == high else Between(ends[2], ends[3]),
            "publishers": ", ".join(f"{one.publisher} {one.printed[:4]}" for one in self.band.figures),
        }
        return Verdict(f"benchmark.{'single' if self.band.single else 'several'}_{self.place}", values)


@dataclass(frozen=True, slots=True)
class Refused:
    """An outside figure that must not be compared, and why."""

    figure: Benchmark
    because: str


def bands(figures: Iterable[Benchmark], *, every: bool = False) -> tuple[Band, ...]:
    """The figures by what they share; of one publisher's several figures the best stands for it.

    Best: a median before one that does not say before a mean, then the newest, then of no single country.
    `every`: keep all of them, for a list.
    """
    ordered = sorted(figures, key=_shared)
    groups = [list(group) for _, group in groupby(ordered, key=_shared)]
    return tuple(Band(tuple(group if every else _one_each(group))) for group in groups)


def beside(
    own: Own, figures: Iterable[Benchmark], *, today: date
) -> tuple[tuple[Placed, ...], tuple[Refused, ...]]:
    """One's own figure beside every band that means the same, and what was refused, with its reason."""
    notes: dict[Benchmark, tuple[str, ...]] = {}
    refused = []
    for one in figures:
        found = against(own, one, today=today)
        if isinstance(found, Comparison):
            notes[one] = found.notes
        else:
            refused.append(Refused(one, found.because))
    return tuple(_placed(own, band, notes) for band in bands(notes)), tuple(refused)


def doubt(
    target: float,
    unit: Unit,
    found: Sequence[Band],
    *,
    better: Better = Better.HIGHER,
    currency: str | None = None,
) -> Verdict | None:
    """That a target lies far beyond every band, for the critique of a goal; None where nothing is to be said.

    Only doubt, never encouragement: a target inside a band, or short of one, says nothing. Bands in another
    unit or currency are not looked at. The caller gives only bands that mean the same as the goal's KPI.
    """
    same = [band for band in found if (band.first.unit, band.first.currency) == (unit, currency)]
    if not same or not (math.isfinite(target) and target > 0):
        return None
    edge = max(band.high for band in same) if better is Better.HIGHER else min(band.low for band in same)
    if edge <= 0:
        return None
    times = target / edge if better is Better.HIGHER else edge / target
    if times < DOUBTED:
        return None
    names = sorted({f"{one.publisher} {one.printed[:4]}" for band in same for one in band.figures})
    return Verdict(
        f"benchmark.doubt_{better.value}",
        {
            "target": Amount(target, unit, currency),
            "times": f"{times:.0f}" if times >= 10 else f"{times:.1f}".removesuffix(".0"),
            "edge": Amount(edge, unit, currency),
            "publishers": ", ".join(names),
        },
    )


def _placed(own: Own, band: Band, notes: dict[Benchmark, tuple[str, ...]]) -> Placed:
    place = place_of(own.baseline, band.low, band.high)
    said = dict.fromkeys(_by_name(band, notes))
    return Placed(own, band, place, tuple(said))


def _by_name(band: Band, notes: dict[Benchmark, tuple[str, ...]]) -> Iterable[str]:
    """The remarks; what holds of only some of several publishers is said with the name."""
    every = set.intersection(*(set(notes[one]) for one in band.figures))
    for one in band.figures:
        for note in notes[one]:
            yield note if note in every else f"{one.publisher}: {note[0].lower()}{note[1:]}"


def _shared(one: Benchmark) -> tuple[str, ...]:
    size = ("", "") if one.followers is None else tuple(f"{end or 0:012}" for end in one.followers)
    define = one.definition
    told = (one.kpi, define.over, define.under, define.per, one.platform, *size)
    return tuple(str(part or "") for part in (*told, one.industry, one.of_kind, one.unit, one.currency))


def _one_each(figures: list[Benchmark]) -> Iterable[Benchmark]:
    def worth(one: Benchmark) -> tuple[bool, bool, date, bool]:
        # Of one that has its own low and high, the statistic does not matter.
        told = one.low is not None and one.high is not None
        newest = one.published or date.min
        return (
            told or one.statistic == "median",
            one.statistic != "mean",
            newest,
            one.region in (None, "global"),
        )

    for _, group in groupby(sorted(figures, key=lambda one: one.publisher), key=lambda one: one.publisher):
        yield max(group, key=worth)
