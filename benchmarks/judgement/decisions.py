"""How often a decision that does nothing reads “better” or “worse”: frozen forecasts against what came.

    PYTHONPATH=src:benchmarks python -m judgement.decisions SHARED [--days 28] [--most 400]

Over the real daily series: from a day on, what the next weeks bring by themselves is foreseen, then counted.
Wanted: one in twenty on either side.
"""

import argparse
import random
import sys
from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path

from judgement.real_series import csv_files, design_set
from milepost.amount import Unknown
from milepost.reviews.verdict import foresee, happened

LEAST = 120


def main() -> None:
    """Draw windows, at most so many a cluster, and count on which side of its range each came."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("shared", type=Path)
    words.add_argument("--days", type=int, default=28)
    words.add_argument("--most", type=int, default=400)
    asked = words.parse_args()
    chance = random.Random(5)
    clusters = defaultdict(list)
    for real in (*design_set(asked.shared), *csv_files(asked.shared)):
        clusters[real.cluster].append(real)
    drawn = []
    for some in clusters.values():
        each = max(1, asked.most // len(clusters))
        pairs = [(one, at) for one in some for at in range(LEAST, len(one.values) - asked.days, asked.days)]
        drawn += chance.sample(pairs, min(each, len(pairs)))
    counted: Counter[str] = Counter()
    for real, at in drawn:
        series = real.series(0, at + asked.days)
        made = real.first + timedelta(days=at)
        found = foresee(series, made=made, check=made + timedelta(days=asked.days))
        came = found if isinstance(found, Unknown) else happened(series, found)
        if isinstance(found, Unknown) or isinstance(came, Unknown):
            counted["unknown"] += 1
            continue
        low, high = found.range
        counted["below" if came < low else "above" if came > high else "within"] += 1
    told = sum(counted.values()) - counted["unknown"]
    sys.stdout.write(
        f"{len(clusters)} clusters, {told} windows of {asked.days} days ({counted['unknown']} unknown): "
    )
    sys.stdout.write(
        ", ".join(f"{name} {counted[name] / told:.1%}" for name in ("below", "within", "above")) + "\n"
    )


if __name__ == "__main__":
    main()
