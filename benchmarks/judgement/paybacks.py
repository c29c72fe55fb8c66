"""What the proposals of payback truly gain, in worlds whose response curves are known.

    MILEPOST_SHARED=/path nice python benchmarks/judgement --only payback

Five channels with Hill curves, carry-over, a season and autocorrelated noise; platforms claim with errors
(log sd .4 fair, .8 bad; once they also claim all twice over). A proposal's *capture* is its true gain by that
of the best split within the same bounds; a world in which nothing is proposed counts as 0. The worlds were
set so that plain rules do here as they did in the earlier measurement; they stand beside ours on the page.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import brentq

from figures import Figure
from milepost.amount import Unknown
from milepost.judgement.payback import payback
from milepost.judgement.payback_plan import Terms
from milepost.judgement.payback_result import Stand
from milepost.series import Floats
from response_worlds import Cell, World, world

WORLDS, FEW = 200, 80
RESAMPLES = 2000
FAIR, BAD = Cell(), Cell(claim_sd=0.8)


@dataclass(frozen=True, slots=True)
class Row:
    """One world: capture, whether a move was proposed, whether the interval held the true gain, seconds.

    `average` and `next_unit` are the shares of channels whose intervals hold what a unit truly brings.
    """

    capture: float
    moved: bool
    held: bool
    average: float
    next_unit: float
    seconds: float


def figures(shared: Path) -> list[Figure]:
    """All figures; nothing real is read (`shared` is not used)."""
    del shared
    found = []
    cells: tuple[tuple[str, Cell, float, int, dict[str, float | None]], ...] = (
        ("fair claims (sd .4)", FAIR, 0.5, WORLDS, _bar(0.75, 0.10, 0.74, 0.10, 0.80)),
        ("bad claims (sd .8)", BAD, 0.5, WORLDS, _bar(0.65, 0.15, 0.67, 0.18, 0.55)),
        ("fair claims, steps of 30 %", FAIR, 0.3, WORLDS, _bar(0.75, 0.10)),
        ("bad claims, steps of 30 %", BAD, 0.3, WORLDS, _bar(0.65, 0.15)),
        ("bad claims, all doubled", Cell(claim_sd=0.8, overclaim=2.0), 0.3, FEW, _bar(0.65, 0.15)),
        ("fair, 52 weeks", Cell(weeks=52), 0.5, FEW, _bar(None, None, 0.66, 0.13)),
        ("fair, spend cv .5", Cell(cv=0.5), 0.5, FEW, _bar(None, None, 0.75, 0.10)),
        ("bad claims, noise 10 %", Cell(noise=0.1, claim_sd=0.8), 0.5, FEW, _bar(None, None, 0.55, 0.23)),
        ("fair, media 20 % of the outcome", Cell(base=4.0), 0.3, FEW, _bar(None, None)),
        (
            "fair, spend moves together and with the season, drifting level",
            Cell(together=0.5, seasonal=0.3, drift=0.01),
            0.3,
            FEW,
            _bar(None, None),
        ),
        ("fair, channels alike (log sd .3)", Cell(spread=0.3), 0.3, FEW, _bar(None, None)),
    )
    for name, cell, step, count, bar in cells:
        rows = run(cell, step, count)
        found += _figures(f"{name}; steps of {step:.0%}" if "steps" not in name else name, rows, bar)
    for name, cell in (("sd .4", FAIR), ("sd .8", BAD)):
        found += _plain(name, cell)
    return found


def _bar(
    captured: float | None,
    worse: float | None,
    known: float | None = None,
    known_worse: float | None = None,
    known_held: float | None = None,
) -> dict[str, float | None]:
    return {
        "captured": captured,
        "worse": worse,
        "known": known,
        "known_worse": known_worse,
        "known_held": known_held,
    }


def run(cell: Cell, step: float, count: int, seed: int = 20) -> list[Row]:
    """What is proposed in `count` worlds of one kind."""
    rng = np.random.default_rng(seed)
    return [_row(world(cell, rng), step) for _ in range(count)]


def _row(brand: World, step: float) -> Row:
    outcome, inputs, claims = brand.series()
    begin = time.perf_counter()
    found = payback(outcome, inputs, claims=claims, terms=Terms(step=step))
    seconds = time.perf_counter() - begin
    if isinstance(found, Unknown) or found.gain is None:
        return Row(0.0, moved=False, held=True, average=np.nan, next_unit=np.nan, seconds=seconds)
    present = np.array([channel.present for channel in found.channels])
    proposed = np.array([channel.proposed for channel in found.channels])
    gain = brand.gain(present, proposed)
    best = brand.gain(present, brand.best(present, step))
    held = found.gain.low <= gain <= found.gain.high
    nudge = 1e-4
    average = brand.response(present) / present
    slope = brand.response(present * (1 + nudge)) - brand.response(present * (1 - nudge))
    told = [
        [range_.low <= true <= range_.high for range_, true in zip(ranges, truths, strict=True) if range_]
        for ranges, truths in (
            ([channel.average for channel in found.channels], average),
            ([channel.next_unit for channel in found.channels], slope / (2 * nudge * present)),
        )
    ]
    moved = found.stand is Stand.MOVE
    return Row(
        gain / best if moved else 0.0, moved, held, float(np.mean(told[0])), float(np.mean(told[1])), seconds
    )


def _figures(name: str, rows: list[Row], bar: dict[str, float | None]) -> list[Figure]:
    capture = np.array([row.capture for row in rows])
    moved = np.array([row.moved for row in rows])
    held = np.array([row.held for row in rows], dtype=np.float64)[moved]
    return [
        _figure(f"{name}: captured (median)", capture, np.median, least=bar["captured"], known=bar["known"]),
        _figure(f"{name}: worse", capture < 0, np.mean, most=bar["worse"], known=bar["known_worse"]),
        _figure(f"{name}: interval of the gain", held, np.mean, least=0.77, known=bar["known_held"]),
        _figure(f"{name}: interval of a unit's average return", _of(rows, "average"), np.mean),
        _figure(f"{name}: interval of the next unit", _of(rows, "next_unit"), np.mean),
        _figure(f"{name}: nothing proposed", ~moved, np.mean),
        Figure(f"{name}: seconds a fit", float(np.mean([row.seconds for row in rows])), most=1.0, known=0.5),
    ]


def _of(rows: list[Row], name: str) -> Floats:
    shares = np.array([getattr(row, name) for row in rows])
    return shares[np.isfinite(shares)]


def _figure(
    what: str,
    values: Floats | np.ndarray[tuple[int], np.dtype[np.bool_]],
    of: Callable[..., float],
    *,
    least: float | None = None,
    most: float | None = None,
    known: float | None = None,
) -> Figure:
    """A figure with its 95 % interval by drawing worlds anew."""
    rng = np.random.default_rng(5)
    drawn = of(values[rng.integers(len(values), size=(RESAMPLES, len(values)))], axis=1)
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Figure(
        what, float(of(values)), float(low), float(high), least=least, most=most, known=known, n=len(values)
    )


KNOWN_PLAIN = {"sd .4": (0.65, 0.18, 0.77, 0.25), "sd .8": (0.37, 0.38, 0.42, 0.45)}


def _plain(name: str, cell: Cell) -> list[Figure]:
    """The plain rules in the same worlds: by them one sees how hard the worlds are."""
    rng = np.random.default_rng(20)
    by_claim, to_best = [], []
    for _ in range(WORLDS):
        brand = world(cell, rng)
        present = brand.spend[-13:].mean(axis=0)
        claimed = brand.claims.sum(axis=0) / brand.spend.sum(axis=0)
        best = brand.gain(present, brand.best(present, 0.5))
        by_claim.append(brand.gain(present, _in_proportion(claimed * present, present)) / best)
        to_best.append(brand.gain(present, _to_the_best(claimed, present)) / best)
    known = KNOWN_PLAIN[name]
    rows = (
        ("in proportion to the claims", np.array(by_claim), known[:2]),
        ("all to the best claim", np.array(to_best), known[2:]),
    )
    return [
        figure
        for rule, capture, before in rows
        for figure in (
            _figure(f"plain rule, {rule}, {name}: captured", capture, np.median, known=before[0]),
            _figure(f"plain rule, {rule}, {name}: worse", capture < 0, np.mean, known=before[1]),
        )
    ]


def _in_proportion(wanted: Floats, present: Floats) -> Floats:
    low, high = 0.5 * present, 1.5 * present
    scale = brentq(lambda k: float(np.clip(k * wanted, low, high).sum() - present.sum()), 1e-9, 1e9)
    return np.clip(scale * wanted, low, high)


def _to_the_best(claimed: Floats, present: Floats) -> Floats:
    level = 0.5 * present
    left = float(present.sum() - level.sum())
    for at in np.argsort(-claimed):
        more = min(left, float(present[at]))
        level[at] += more
        left -= more
    return np.asarray(level)
