"""Worlds with a known answer: ten metrics and an outcome, of which none, or two, drive it.

All noise is windows of real weekly logs, each from another brand, with a yearly season that all share. A
driver's moves from week to week arrive in the outcome one to eight weeks later, `effect` times as large (1.0
is the size of the outcome's own moves).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from milepost.period import Grain
from milepost.series import Floats, Series
from real_series import Real, csv_files, design_set

CANDIDATES = 10
LENGTHS = (52, 104, 156)
LAGS = range(1, 9)
BEGIN = date(2020, 1, 6)
LEAST_WEEKS = 60


@dataclass(frozen=True, eq=False)
class World:
    """`lags` are those of the drivers, which come first among the `metrics`."""

    outcome: Series
    metrics: list[Series]
    lags: list[int]


def noises(shared: Path) -> dict[str, dict[str, list[Floats]]]:
    """By group (design, files, all) and brand: the weekly logs that serve as noise."""
    design, of_files = weekly_logs(design_set(shared)), weekly_logs(csv_files(shared))
    return {"design": design, "files": of_files, "all": design | of_files}


def weekly_logs(reals: list[Real]) -> dict[str, list[Floats]]:
    """Weekly logs by cluster, of series that hold enough of them and are not mostly zero."""
    found: dict[str, list[Floats]] = {}
    for real in reals:
        weeks = len(real.values) // 7
        sums = real.values[: weeks * 7].reshape(weeks, 7).sum(axis=1)
        if weeks >= LEAST_WEEKS and np.isfinite(sums).all() and np.mean(sums > 0) > 0.95:
            logs = np.log(sums + 0.5)
            found.setdefault(real.cluster, []).append(logs / max(float(np.std(np.diff(logs))), 1e-9))
    return found


def world(
    noise: dict[str, list[Floats]],
    weeks: int,
    rng: np.random.Generator,
    *,
    drivers: int = 0,
    effect: float = 0.0,
    together: float = 0.0,
) -> World:
    """One world; `together` is the size of weekly ups and downs that all its figures share."""
    season = np.sin(2 * np.pi * (np.arange(weeks) / 52.18 + rng.random()))
    shared = season + together * rng.normal(0, 1, weeks) if together else season
    outcome, *others = (logs + shared for logs in _windows(noise, weeks, rng))
    lags = [int(rng.choice(LAGS)) for _ in range(drivers)]
    for lag, other in zip(lags, others, strict=False):
        moves = np.diff(other, prepend=other[0])
        outcome = outcome + effect * np.roll(moves, lag)
    return World(_series("outcome", outcome), [_series(str(at), o) for at, o in enumerate(others)], lags)


def _windows(noise: dict[str, list[Floats]], weeks: int, rng: np.random.Generator) -> list[Floats]:
    """Eleven windows, each of another brand (fewer where there are fewer); short series are mirrored."""
    names = list(noise)
    cut = []
    for at in rng.choice(len(names), min(CANDIDATES + 1, len(names)), replace=False):
        logs = noise[names[at]][rng.integers(len(noise[names[at]]))]
        while len(logs) < weeks:
            logs = np.concatenate([logs, logs[::-1]])
        start = int(rng.integers(len(logs) - weeks + 1))
        cut.append(logs[start : start + weeks])
    return cut


def _series(name: str, logs: Floats) -> Series:
    starts = tuple(BEGIN + timedelta(days=7 * at) for at in range(len(logs)))
    days = np.full(len(logs), 7, dtype=np.int64)
    return Series(name, starts, days, np.exp(8 + 0.2 * logs), grain=Grain.WEEK)
