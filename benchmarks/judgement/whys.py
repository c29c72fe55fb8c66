"""How often the interval of a part holds the part's true value, with real noise and known changes.

    MILEPOST_SHARED=/path nice python benchmarks/judgement --only why

What an interval should hold is the change of the *level* under the weeks, not of the weeks that happened to
come. So real series are levelled (divided by a centred median three times as long as the window: no lasting
change is left, order and wildness are kept), four of them become the segments of a brand, and in the later
window each segment's volume (log sd .25) and rate (log sd .15) are changed by known factors. The true parts
follow from the levels. Up to 44 weeks before the windows are shown, as a brand has them. What counts as level
and what as noise is a choice: the same with the weeks in random order (independent noise) stands beside.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from figures import Figure, over_clusters
from milepost.amount import Unknown
from milepost.judgement.why import Chain, why, why_chain
from milepost.judgement.why_parts import of_product, of_ratio, of_total
from milepost.judgement.why_result import Kind, Why
from milepost.period import Grain, Period
from milepost.series import Floats, Series
from ratios import pairs
from real_series import Real, csv_files, design_set

SEGMENTS = 4
BEFORE = 44
LEVEL = 3
WORLDS = 600
VOLUME, RATE = 0.25, 0.15
END = date(2024, 1, 1)


@dataclass(frozen=True, eq=False)
class Level:
    """A levelled real series by week, with the level that its weeks lie around."""

    cluster: str
    over: Floats
    under: Floats | None = None

    @property
    def mean(self) -> float:
        return float(self.over.mean())

    @property
    def rate(self) -> float:
        return 1.0 if self.under is None else float(self.over.sum() / self.under.sum())


def weekly(real: Real) -> Floats:
    weeks = len(real.values) // 7
    return real.values[: weeks * 7].reshape(weeks, 7).sum(axis=1)


def around_its_level(values: Floats, window: int) -> Floats | None:
    """`values` divided by a centred median three times as long as `window`, at their own usual size.

    A shorter median would take the noise of a whole window for level. None where the level is zero.
    """
    half = (LEVEL * window + 1) // 2
    if len(values) < 4 * window or not np.isfinite(values).all():
        return None
    padded = np.pad(values, half, mode="reflect")
    level = np.median(np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1), axis=1)
    return values / level * np.median(level) if (level > 0).all() else None


def levelled_totals(reals: list[Real], window: int) -> list[Level]:
    found = [(real, around_its_level(weekly(real), window)) for real in reals]
    return [Level(real.cluster, values) for real, values in found if values is not None]


def levelled_rates(reals: list[Real], window: int) -> list[Level]:
    """Real pairs: the volume and the rate are levelled, each by itself."""
    found = []
    for top, bottom in pairs(reals):
        length = min(len(top.values), len(bottom.values)) // 7 * 7
        over, under = (one.values[:length].reshape(-1, 7).sum(axis=1) for one in (top, bottom))
        if not (under > 0).all():
            continue
        volume, rate = around_its_level(under, window), around_its_level(over / under, window)
        if volume is not None and rate is not None:
            found.append(Level(top.cluster, volume * rate, volume))
    return found


def series(name: str, over: Floats, under: Floats | None = None) -> Series:
    """Weeks that all end on the same day, whatever their number."""
    starts = tuple(END - timedelta(days=7 * at) for at in range(len(over), 0, -1))
    return Series(name, starts, np.full(len(over), 7, dtype=np.int64), over, under, grain=Grain.WEEK)


def windows(level: Level, weeks: int, rng: np.random.Generator) -> slice:
    """Two windows with up to `BEFORE` weeks before them, at a random place."""
    start = int(rng.integers(len(level.over) - 2 * weeks + 1))
    return slice(max(start - BEFORE, 0), start + 2 * weeks)


Drawn = tuple[list[Level], Why, dict[tuple[str, Kind], float], float]


def a_total(pool: list[Level], weeks: int, rng: np.random.Generator) -> Drawn | None:
    chosen = _chosen(pool, weeks, rng)
    factor = np.exp(rng.normal(0, VOLUME, SEGMENTS))
    size = np.exp(rng.normal(0, 0.7, SEGMENTS))
    made, level = [], []
    for at, one in enumerate(chosen):
        values = one.over[windows(one, weeks, rng)] / one.mean * size[at] * 1000
        values[-weeks:] *= factor[at]
        made.append(series(str(at), values))
        level.append(size[at] * 1000 * weeks)
    before = np.array(level)
    true = of_total(before, before * factor)
    found = why(made, before=_first(weeks), after=_second(weeks))
    if isinstance(found, Unknown):
        return None
    return chosen, found, {(str(at), Kind.CHANGE): float(v) for at, v in enumerate(true)}, float(true.sum())


def a_ratio(pool: list[Level], weeks: int, rng: np.random.Generator) -> Drawn | None:
    chosen = _chosen(pool, weeks, rng)
    volume, rate = np.exp(rng.normal(0, VOLUME, SEGMENTS)), np.exp(rng.normal(0, RATE, SEGMENTS))
    size, usual = 1000 * np.exp(rng.normal(0, 0.7, SEGMENTS)), 0.03 * np.exp(rng.normal(0, 0.4, SEGMENTS))
    made = []
    for at, one in enumerate(chosen):
        cut = windows(one, weeks, rng)
        assert one.under is not None
        under = one.under[cut] / one.under.mean() * size[at]
        over = under * (one.over[cut] / one.under[cut] / one.rate) * usual[at]
        under[-weeks:] *= volume[at]
        over[-weeks:] *= volume[at] * rate[at]
        made.append(series(str(at), over, under))
    mix, own = of_ratio(size * usual, size, size * volume * usual * rate, size * volume)
    found = why(made, before=_first(weeks), after=_second(weeks))
    if isinstance(found, Unknown):
        return None
    true = {(str(at), Kind.MIX): float(v) for at, v in enumerate(mix)}
    true |= {(str(at), Kind.RATE): float(v) for at, v in enumerate(own)}
    return chosen, found, true, float(mix.sum() + own.sum())


def a_chain(pool: list[Level], weeks: int, rng: np.random.Generator) -> Drawn | None:
    one = pool[int(rng.integers(len(pool)))]
    cut = windows(one, weeks, rng)
    assert one.under is not None
    volume, rate = np.exp(rng.normal(0, VOLUME)), np.exp(rng.normal(0, RATE))
    reach, clicks = one.under[cut].copy(), one.over[cut].copy()
    reach[-weeks:] *= volume
    clicks[-weeks:] *= volume * rate
    level = np.array([one.under.mean(), one.under.mean() * one.rate]) * weeks
    true = of_product(level, level * np.array([volume, volume * rate]))
    chain = Chain("all", (series("reach", reach), series("clicks", clicks)))
    found = why_chain([chain], before=_first(weeks), after=_second(weeks))
    if isinstance(found, Unknown):
        return None
    names = ("reach", "clicks by reach")
    return (
        [one, one],
        found,
        {(n, Kind.STEP): float(v) for n, v in zip(names, true, strict=True)},
        float(true.sum()),
    )


def _chosen(pool: list[Level], weeks: int, rng: np.random.Generator) -> list[Level]:
    """Four series of four clusters, each cluster as likely as another."""
    names = sorted({level.cluster for level in pool if len(level.over) >= 2 * weeks})
    picked = rng.choice(names, SEGMENTS, replace=False)
    return [
        one[int(rng.integers(len(one)))]
        for name in picked
        if (one := [level for level in pool if level.cluster == name and len(level.over) >= 2 * weeks])
    ]


def _first(weeks: int) -> Period:
    return Period.of_days(END - timedelta(days=14 * weeks), 7 * weeks)


def _second(weeks: int) -> Period:
    return Period.of_days(END - timedelta(days=7 * weeks), 7 * weeks)


def figures(shared: Path) -> list[Figure]:
    """Closure, coverage of the parts and of the whole, and how often a part with no change is called one."""
    reals = design_set(shared) + csv_files(shared)
    found, worst = [], 0.0
    makers: tuple[tuple[str, Callable[..., Drawn | None], Callable[..., list[Level]]], ...] = (
        ("totals", a_total, levelled_totals),
        ("ratios", a_ratio, levelled_rates),
        ("chain of two steps", a_chain, levelled_rates),
    )
    for name, make, levelled in makers:
        for weeks in (4, 8):
            rng = np.random.default_rng(41)
            pool = levelled(reals, weeks)
            drawn = [made for _ in range(WORLDS) if (made := make(pool, weeks, rng))]
            worst = max(worst, *(_gap(why) for _, why, _, _ in drawn))
            found += _coverage(f"{name}, {weeks} weeks each", drawn)
            drawn = [
                made
                for _ in range(WORLDS)
                if (made := make([_shuffled(level, rng) for level in pool], weeks, rng))
            ]
            found += _coverage(f"{name}, {weeks} weeks each, random order", drawn)[:1]
    return [Figure("closure: largest error by the whole", worst, most=1e-9, digits=12), *found]


def _shuffled(level: Level, rng: np.random.Generator) -> Level:
    order = rng.permutation(len(level.over))
    return replace(level, over=level.over[order], under=None if level.under is None else level.under[order])


def _gap(found: Why) -> float:
    return abs(sum(part.value for part in found.parts) - found.change) / max(abs(found.before), 1e-300)


def _coverage(name: str, drawn: list[Drawn]) -> list[Figure]:
    held: dict[Kind, list[tuple[str, bool]]] = {}
    whole, lost = [], []
    for chosen, found, true, change in drawn:
        for part in found.parts:
            if part.low is None or part.high is None:
                continue
            at = int(part.segment) if part.kind is not Kind.STEP else 0
            truth = true[part.segment, part.kind]
            held.setdefault(part.kind, []).append((chosen[at].cluster, part.low <= truth <= part.high))
            if part.is_noise is False:
                lost.append((chosen[at].cluster, (part.value > 0) != (truth > 0)))
        if found.low is not None and found.high is not None:
            whole.append((chosen[0].cluster, found.low <= change <= found.high))
    every = [each for rows in held.values() for each in rows]
    found_figures = [_figure(f"{name}: interval of a part", every, least=0.77, most=0.83, known=0.78)]
    if len(held) > 1:
        found_figures += [_figure(f"{name}: of which {kind}", rows) for kind, rows in held.items()]
    found_figures.append(_figure(f"{name}: interval of the whole", whole, least=0.77, most=0.83))
    found_figures.append(_figure(f"{name}: parts told with the wrong sign", lost, most=0.10))
    return found_figures


def _figure(
    what: str,
    rows: list[tuple[str, bool]],
    *,
    least: float | None = None,
    most: float | None = None,
    known: float | None = None,
) -> Figure:
    clusters = [cluster for cluster, _ in rows]
    value, low, high = over_clusters(np.array([float(ok) for _, ok in rows]), clusters)
    return Figure(what, value, low, high, least, most, known, n=len(set(clusters)))
