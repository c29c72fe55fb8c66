"""How often a lead is claimed where there is none, and found where there is one (see `worlds`)."""

import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from figures import Figure, over_clusters
from milepost.judgement.lead import lead
from milepost.series import Floats
from worlds import CANDIDATES, LENGTHS, noises, world

WORLDS = 400
MOST_FALSE = 0.10
KNOWN_NULL = {52: 0.02, 104: 0.08, 156: 0.04}
KNOWN_FALSE = {52: 0.05, 104: 0.08, 156: 0.11}
KNOWN_POWER = {(104, 0.7): 0.59, (104, 1.0): 0.77, (52, 0.7): 0.18, (52, 1.0): 0.32}
WANTED_POWER = {(104, 0.7): 0.60, (104, 1.0): 0.80}


@dataclass
class Cell:
    """What was found in the worlds of one cell, a number a world."""

    any_false: list[float] = field(default_factory=list)
    false_share: list[float] = field(default_factory=list)
    power: list[float] = field(default_factory=list)
    close: list[float] = field(default_factory=list)
    gains: list[float] = field(default_factory=list)


def figures(shared: Path) -> list[Figure]:
    """False claims and power by weeks and effect, the lag, and the null on each group of brands alone."""
    noise = noises(shared)
    rows: list[Figure] = []
    for weeks in LENGTHS:
        null = cell(noise["all"], weeks)
        rows.append(
            _figure(
                f"{weeks} weeks, nothing leads: worlds with any claim",
                null.any_false,
                most=MOST_FALSE,
                known=KNOWN_NULL[weeks],
            )
        )
        for effect in (0.7, 1.0):
            found = cell(noise["all"], weeks, drivers=2, effect=effect)
            rows += _of_drivers(found, weeks, effect)
    rows += [
        _figure(
            f"104 weeks, nothing leads, noise of {group} brands only: worlds with any claim",
            cell(noise[name], 104).any_false,
            most=MOST_FALSE,
        )
        for name, group in (("design", "the design set's"), ("files", "the files'"))
    ]
    together = cell(noise["all"], 104, together=1.0)
    rows.append(
        _figure(
            "104 weeks, nothing leads but all share weekly ups and downs: worlds with any claim",
            together.any_false,
            most=MOST_FALSE,
        )
    )
    rows.append(_speed(noise["all"]))
    return rows


def _speed(noise: dict[str, list[Floats]]) -> Figure:
    """Of worlds of two years; the quickest of five, for the machine may do other things as well."""
    rng = np.random.default_rng(1)
    made = [world(noise, 104, rng, drivers=2, effect=1.0) for _ in range(20)]
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        for each in made:
            lead(each.outcome, each.metrics)
        times.append((time.perf_counter() - begin) / len(made) / CANDIDATES)
    return Figure("milliseconds a pair", 1000 * min(times), most=1.0)


def _of_drivers(found: Cell, weeks: int, effect: float) -> list[Figure]:
    least, known = WANTED_POWER.get((weeks, effect)), KNOWN_POWER.get((weeks, effect))
    what = f"{weeks} weeks, two drivers of {effect}"
    return [
        _figure(
            f"{what}: false share of the claims", found.false_share, most=MOST_FALSE, known=KNOWN_FALSE[weeks]
        ),
        _figure(f"{what}: found", found.power, least=least, known=known),
        _figure(f"{what}: lag right within a week", found.close, least=0.98, known=0.98),
        _figure(f"{what}: mean gain in the last third of the weeks", found.gains),
    ]


def _figure(
    what: str,
    values: list[float],
    *,
    least: float | None = None,
    most: float | None = None,
    known: float | None = None,
) -> Figure:
    """The interval is over worlds: each draws eleven of the brands anew."""
    numbers: Floats = np.array(values, dtype=np.float64)
    mean, low, high = over_clusters(numbers, [str(at) for at in range(len(values))])
    return Figure(what, mean, low, high, least, most, known, len(values), note="interval over worlds")


def cell(
    noise: dict[str, list[Floats]],
    weeks: int,
    *,
    drivers: int = 0,
    effect: float = 0.0,
    together: float = 0.0,
) -> Cell:
    """All worlds of one kind, judged."""
    found, rng = Cell(), np.random.default_rng(weeks + int(10 * effect))
    for _ in range(WORLDS):
        made = world(noise, weeks, rng, drivers=drivers, effect=effect, together=together)
        answers = lead(made.outcome, made.metrics)
        claims = [at for at, each in enumerate(answers) if each.lag_weeks is not None]
        true = [at for at in claims if at < drivers]
        found.any_false.append(float(len(claims) > len(true)))
        found.false_share.append((len(claims) - len(true)) / max(len(claims), 1))
        found.power.append(len(true) / max(drivers, 1))
        found.close += [float(abs((answers[at].lag_weeks or 0) - made.lags[at]) <= 1) for at in true]
        found.gains += [answers[at].gain or 0.0 for at in true]
    return found
