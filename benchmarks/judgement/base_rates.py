"""How often a KPI with nobody's goal attached moved so far by itself, by how calm it is."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from milepost.amount import Unknown
from milepost.judgement.reference import noise_of, volatility
from milepost.judgement.steps import WEEK, steps_of
from real_series import Real

DAYS = (28, 56, 91)
MOVES = (-0.5, -0.3, -0.2, -0.1, -0.05, -0.01, 0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0)
STRIDE_WEEKS, KNOWN_WEEKS = 4, 13
LEAST_BRANDS = 10


def moves(real: Real, days: int) -> list[tuple[str, float]]:
    """(kind of KPI, move) of each window of `days` against the one before; the kind by the weeks up to it."""
    steps = steps_of(real.series(0, len(real.values)))
    if isinstance(steps, Unknown):
        return []
    length = days // WEEK
    found = []
    for end in range(len(steps.over), length + max(length, KNOWN_WEEKS) - 1, -STRIDE_WEEKS):
        now, before = steps.over[end - length : end], steps.over[end - 2 * length : end - length]
        past = steps_of(real.series(0, len(real.values) - (len(steps.over) - end + length) * WEEK))
        if isinstance(past, Unknown) or not before.sum() > 0 or not np.isfinite(now.sum()):
            continue
        found.append((volatility(noise_of(past)).value, float(now.sum() / before.sum() - 1)))
    return found


def base_rates(reals: Sequence[Real]) -> dict[str, Any]:
    """{kind: {days: {move: share}}}; each brand counts once; kinds seen in few brands are left out."""
    rates: dict[str, Any] = defaultdict(dict)
    for days in DAYS:
        rows = [(real.cluster, *row) for real in reals for row in moves(real, days)]
        for kind in ("all", "calm", "mid", "wild"):
            here = [(cluster, move) for cluster, of, move in rows if kind in {"all", of}]
            counts = Counter(cluster for cluster, _ in here)
            if len(counts) < LEAST_BRANDS:
                continue
            weight = np.array([1 / counts[cluster] for cluster, _ in here]) / len(counts)
            made = np.array([move for _, move in here])
            rates[kind][str(days)] = {
                f"{move:.2f}": round(float(weight @ (made >= move if move >= 0 else made <= move)), 3)
                for move in MOVES
            }
    return dict(rates)
