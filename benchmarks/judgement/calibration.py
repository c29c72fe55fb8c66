"""Learn the calibration table of the forecasts anew, and say how well it holds on clusters it never saw.

    MILEPOST_SHARED=/path nice python benchmarks/judgement/calibration.py [--origins 6] [--write]

Forecasts are made without calibration; the log error of their median, divided by own spread**b, gives the
quantiles. Coverage is measured leave-one-cluster-out. `--write` puts the table into
`src/milepost/knowledge/calibration.json` (its base rates stay).
"""

import argparse
import json
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np

from milepost.amount import Unknown
from milepost.judgement import forecast
from milepost.judgement.calibration import own_spread
from milepost.series import Floats
from real_series import Real, csv_files, design_set

EXPONENTS = {7: 0.85, 14: 0.85, 28: 0.75, 56: 0.72, 91: 0.7}
"""Fitted by eye so that calm and wild series are covered alike; below 1, or wild series explode."""

HISTORIES = (91, 182, 365)
LEVELS = np.array([0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975, 0.99])
TABLE = Path(__file__).parent.parent.parent / "src/milepost/knowledge/calibration.json"


@dataclass(frozen=True, slots=True)
class Miss:
    """The log error of one median forecast, and the spread it had given itself."""

    cluster: str
    error: float
    spread: float


def missed(real: Real, start: int, now: int, horizon: int) -> Miss | None:
    seen: dict[str, float] = {}

    def uncalibrated(raw: Floats, _days: int, offset: float) -> Floats:
        logs = np.log(raw + offset)
        seen.update(median=float(np.median(logs)), spread=own_spread(logs), offset=offset)
        return raw

    came = float(real.values[now : now + horizon].sum())
    if not np.isfinite(came):
        return None
    with patch.object(forecast, "calibrated", uncalibrated):
        draws = forecast.forecast_sum(real.series(start, now), days=horizon)
    if isinstance(draws, Unknown) or not seen or came + seen["offset"] <= 0 or seen["spread"] <= 0:
        return None
    return Miss(
        f"{real.group}:{real.cluster}", float(np.log(came + seen["offset"])) - seen["median"], seen["spread"]
    )


def misses(reals: list[Real], horizon: int, origins: int) -> list[Miss]:
    found = []
    for history in HISTORIES:
        for real in reals:
            last = len(real.values) - horizon
            if last < history:
                continue
            for now in sorted({int(at) for at in np.linspace(history, last, origins)}):
                miss = missed(real, now - history, now, horizon)
                found += [miss] if miss else []
    return found


def quantiles(values: Floats, weights: Floats, levels: Floats) -> Floats:
    order = np.argsort(values)
    running = np.cumsum(weights[order]) - 0.5 * weights[order]
    return np.interp(levels, running / weights.sum(), values[order])


def held_out(scaled: Floats, weights: Floats, clusters: list[str]) -> tuple[float, float]:
    """Coverage of the 80 and 95 % intervals of each cluster by the table of all the others."""
    names = np.array(clusters)
    inside = np.zeros((len(scaled), 2))
    for name in sorted(set(clusters)):
        own = names == name
        p025, p10, p90, p975 = quantiles(scaled[~own], weights[~own], np.array([0.025, 0.1, 0.9, 0.975]))
        inside[own, 0] = (scaled[own] >= p10) & (scaled[own] <= p90)
        inside[own, 1] = (scaled[own] >= p025) & (scaled[own] <= p975)
    c80, c95 = weights @ inside / weights.sum()
    return float(c80), float(c95)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("MILEPOST_SHARED", "../shared")))
    parser.add_argument("--origins", type=int, default=6)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    reals = design_set(asked.shared) + csv_files(asked.shared)
    rows = {}
    print("days     b  origins clusters   c80   c95 (leave one cluster out)")
    for horizon, b in EXPONENTS.items():
        found = misses(reals, horizon, asked.origins)
        clusters = [miss.cluster for miss in found]
        counts = Counter(clusters)
        weights = np.array([1 / counts[cluster] for cluster in clusters])
        scaled = np.array([miss.error / miss.spread**b for miss in found])
        c80, c95 = held_out(scaled, weights, clusters)
        print(f"{horizon:4d} {b:5.2f} {len(found):8d} {len(counts):8d} {c80:5.2f} {c95:5.2f}", flush=True)
        table = quantiles(scaled, weights, LEVELS)
        named = {f"{level:.3f}": round(float(value), 3) for level, value in zip(LEVELS, table, strict=True)}
        rows[str(horizon)] = {"b": b, "origins": len(found), "clusters": len(counts), "quantiles": named}
    if asked.write:
        body = json.loads(TABLE.read_text("utf-8")) | {"sums": rows}
        TABLE.write_text(json.dumps(body, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
