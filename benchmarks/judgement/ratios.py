"""How honest the forecast of a ratio is, on real pairs of series (clicks by impressions and so on).

    MILEPOST_SHARED=/path nice python benchmarks/judgement/ratios.py

The ratio of sums over the last 28 days before a deadline, from 91 or 364 days of history. Every cluster
counts once. Beside it the interval of the baseline, which is that of the level and not of the coming figure.
"""

import argparse
import os
from collections import Counter
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path

import numpy as np

from milepost.amount import Unit, Unknown
from milepost.judgement.baseline import baseline
from milepost.judgement.level import forecast_level
from milepost.series import Series
from real_series import Real, csv_files, design_set

WINDOW = 28
AHEAD = (7, 28, 56, 91)
HISTORIES = (91, 364)
ORIGINS = 6
PARTS = (
    ("total", "unique"),
    ("clicks", "impressions"),
    ("value", "transactions"),
    ("Returning", "Unique"),
    ("Page.Loads", "Unique.Visits"),
    ("casual", "registered"),
    ("revenue", "new_users"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One forecast of a ratio against what came."""

    cluster: str
    in80: bool
    in95: bool
    crps: float
    in_baseline: bool


def pairs(reals: list[Real]) -> list[tuple[Real, Real]]:
    """Series of one cluster and one calendar whose names differ by one of the known parts."""
    return [
        (over, under)
        for over, under in permutations(reals, 2)
        if over.cluster == under.cluster
        and over.first == under.first
        and any(top in over.name and over.name.replace(top, low) == under.name for top, low in PARTS)
    ]


def row(over: Real, under: Real, begin: int, now: int, ahead: int) -> Row | None:
    last = slice(now + ahead - WINDOW, now + ahead)
    lower, upper = float(under.values[last].sum()), float(over.values[last].sum())
    if not (lower > 0 and upper > 0):
        return None
    came = upper / lower
    past: Series = replace(over.series(begin, now), under=under.values[begin:now], unit=Unit.RATIO)
    draws = forecast_level(past, days_ahead=ahead, window_days=WINDOW)
    end = past.span
    if isinstance(draws, Unknown) or end is None:
        return None
    usual = baseline(past, start=end.end, days=None)
    p025, p10, p90, p975 = draws.quantiles(0.025, 0.1, 0.9, 0.975)
    ranked, n = np.sort(draws.totals), len(draws.totals)
    score = np.mean(np.abs(ranked - came)) - 2 / n**2 * np.sum((np.arange(1, n + 1) - (n + 1) / 2) * ranked)
    held = not isinstance(usual, Unknown) and usual.low <= came <= usual.high
    return Row(over.cluster, p10 <= came <= p90, p025 <= came <= p975, float(score) / came, held)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("MILEPOST_SHARED", "../shared")))
    shared = parser.parse_args().shared
    found = pairs(design_set(shared) + csv_files(shared))
    print(f"{len(found)} pairs (bar: c80 .77-.83, c95 .93-.97, relative CRPS <= .19 at 28 days)")
    print("ahead clusters     n   c80   c95  CRPS  baseline's")
    for ahead in AHEAD:
        rows = []
        for over, under in found:
            length = min(len(over.values), len(under.values))
            for history in HISTORIES:
                if length - ahead < history:
                    continue
                for now in sorted({int(at) for at in np.linspace(history, length - ahead, ORIGINS)}):
                    made = row(over, under, now - history, now, ahead)
                    rows += [made] if made else []
        counts = Counter(each.cluster for each in rows)
        weight = np.array([1 / counts[each.cluster] for each in rows]) / len(counts)
        cells = [
            weight @ [getattr(r, name) for r in rows] for name in ("in80", "in95", "crps", "in_baseline")
        ]
        print(f"{ahead:5d} {len(counts):8d} {len(rows):5d} " + " ".join(f"{cell:5.2f}" for cell in cells))


if __name__ == "__main__":
    main()
