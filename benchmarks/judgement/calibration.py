"""Learn the calibration of the forecasts anew from all real series.

    MILEPOST_SHARED=/path nice python benchmarks/judgement/calibration.py

Forecasts are made without calibration; the log error of their centre, divided by the size of the error that
the spread lets expect (`Powers`), gives the quantiles. Puts the tables and base rates into
`src/milepost/knowledge/calibration.json`. How well it holds on brands it never saw is measured by
`forecasts.py` and `ratios.py`, which learn it anew without them.
"""

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from milepost.amount import Unknown
from milepost.judgement import calibration, forecast
from milepost.judgement.calibration import Powers, Spread
from milepost.series import Floats
from real_exports import exports
from real_series import Real, csv_files, design_set

HISTORIES = (91, 182, 365, 730)
HORIZONS = (7, 14, 28, 56, 91, 182)
ORIGINS = 8
LEVELS = np.array([0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975, 0.99])
TABLE = Path(__file__).parent.parent.parent / "src/milepost/knowledge/calibration.json"


def powers(days: int) -> Powers:
    """How the error grows with the spread of the draws and so on: the further ahead, the less the models'
    own spread tells and the more the noise of the weeks. A straight line in the log of days through what least
    absolute deviations of log |error| gave at each horizon (the brands held back agreed within .05).
    """
    far = float(np.clip(np.log(days / 7) / np.log(13), 0, 1))
    return Powers(
        own=round(0.75 - 0.45 * far, 2),
        noise=round(0.05 + 0.35 * far, 2),
        weeks=-0.1,
        apart=round(0.45 * far, 2),
    )


@dataclass(frozen=True, slots=True)
class Miss:
    """The log error of one centre, and the spread it had."""

    cluster: str
    days: int
    error: float
    spread: Spread


def all_series(shared: Path) -> list[Real]:
    return [*design_set(shared), *csv_files(shared), *exports(shared)]


def origins(real: Real, history: int, horizon: int, count: int) -> list[int]:
    """Days, spread evenly, with so much history before and so much future behind them."""
    last = len(real.values) - horizon
    return sorted({int(at) for at in np.linspace(history, last, count)}) if last >= history else []


def missed(real: Real, start: int, now: int, horizon: int) -> Miss | None:
    """What the uncalibrated centre missed by; None where nothing is foretold or known."""
    seen: dict[str, Any] = {}

    def uncalibrated(raw: Floats, _days: int, offset: float, **more: Any) -> Floats:
        seen.update(more, offset=offset)
        return raw

    came = float(real.values[now : now + horizon].sum())
    if not np.isfinite(came):
        return None
    with patch.object(forecast, "calibrated", uncalibrated):
        draws = forecast.forecast_sum(real.series(start, now), days=horizon)
    if isinstance(draws, Unknown) or not seen or came + seen["offset"] <= 0 or seen["spread"].own <= 0:
        return None
    season = float(np.log(draws.season))
    error = float(np.log(came + seen["offset"])) - seen["centre"] - season
    return Miss(real.cluster, horizon, error, seen["spread"])


def misses(reals: Sequence[Real]) -> list[Miss]:
    found = (
        missed(real, now - history, now, horizon)
        for horizon in HORIZONS
        for history in HISTORIES
        for real in reals
        for now in origins(real, history, horizon, ORIGINS)
    )
    return [miss for miss in found if miss]


def quantiles(values: Floats, weights: Floats, levels: Floats) -> Floats:
    order = np.argsort(values)
    running = np.cumsum(weights[order]) - 0.5 * weights[order]
    return np.interp(levels, running / weights.sum(), values[order])


def table(found: Sequence[Miss], days: int, power: Powers | None = None) -> dict[str, Any]:
    """One row of the shipped file; each cluster counts once."""
    power = power or powers(days)
    here = [miss for miss in found if miss.days == days]
    counts = Counter(miss.cluster for miss in here)
    weights = np.array([1 / counts[miss.cluster] for miss in here])
    scaled = np.array([miss.error / power.scale(miss.spread) for miss in here])
    values = quantiles(scaled, weights, LEVELS)
    named = {f"{level:.3f}": round(float(value), 3) for level, value in zip(LEVELS, values, strict=True)}
    return {"powers": asdict(power), "origins": len(here), "clusters": len(counts), "quantiles": named}


def tables(found: Sequence[Miss], horizons: Sequence[int] = HORIZONS) -> dict[str, Any]:
    return {str(days): table(found, days) for days in horizons}


@contextmanager
def using(**parts: Mapping[str, Any]) -> Iterator[None]:
    """Forecasts made inside go by these tables instead of the shipped ones."""
    body = {**calibration.tables(), **parts}
    calibration.calibration.cache_clear()
    with patch.object(calibration, "tables", lambda: body):
        yield
    calibration.calibration.cache_clear()


def folds(clusters: Sequence[str], count: int = 8, seed: int = 3) -> list[set[str]]:
    """The clusters cut into `count` sets, each of which is held back in turn."""
    names = sorted(set(clusters))
    np.random.default_rng(seed).shuffle(names)
    return [set(names[at::count]) for at in range(count)]


def write(**parts: Mapping[str, Any]) -> None:
    body = json.loads(TABLE.read_text("utf-8")) | parts
    TABLE.write_text(json.dumps(body, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("MILEPOST_SHARED", "../shared")))
    asked = parser.parse_args()
    rows = tables(misses(all_series(asked.shared)))
    for days, row in rows.items():
        print(days, row["origins"], row["clusters"], row["powers"], flush=True)
    write(sums=rows)


if __name__ == "__main__":
    main()
