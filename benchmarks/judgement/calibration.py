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
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import permutations
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from base_rates import base_rates
from milepost.amount import Unit, Unknown
from milepost.judgement import calibration, forecast, level
from milepost.judgement.calibration import Powers, Spread
from milepost.series import Floats
from real_brands import exports
from real_series import Real, csv_files, design_set

HISTORIES = (91, 182, 365, 730)
HORIZONS = (7, 14, 28, 56, 91, 182)
ORIGINS = 8
LEVELS = np.array([0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975, 0.99])
TABLE = Path(__file__).parent.parent.parent / "src/milepost/knowledge/calibration.json"


YOUNG = 0.2
"""From four to eight weeks the 80 % interval held .71 to .76 of 91-day sums without it; the tables are
learned from 13 weeks on."""


def powers(days: int) -> Powers:
    """How the error grows with the spread of the draws and so on: the further ahead, the less the models'
    own spread tells and the more the noise of the weeks. A straight line in the log of days through what
    least absolute deviations of log |error| gave at each horizon (brands held back agreed within .05).
    """
    far = float(np.clip(np.log(days / 7) / np.log(13), 0, 1))
    return Powers(
        own=round(0.75 - 0.45 * far, 2),
        noise=round(0.05 + 0.35 * far, 2),
        weeks=-0.1,
        apart=round(0.45 * far, 2),
        young=round(YOUNG * far, 2),
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


RATES = (
    ("total", "unique"),
    ("clicks", "impressions"),
    ("value", "transactions"),
    ("Returning", "Unique"),
    ("Page.Loads", "Unique.Visits"),
    ("casual", "registered"),
    ("revenue", "new_users"),
    ("gross", "rows"),
    ("items", "rows"),
    ("qualified", "rows"),
    ("lost", "rows"),
    ("engagements", "impressions"),
    ("likes", "views"),
    ("comments", "views"),
    ("shares", "views"),
    ("follows", "profile_visits"),
    ("follows", "impressions"),
    ("events", "new_users"),
)


def pairs(reals: Sequence[Real]) -> list[tuple[Real, Real]]:
    """Series of one cluster and one calendar whose names differ by one of the known parts."""
    return [
        (over, under)
        for over, under in permutations(reals, 2)
        if over.cluster == under.cluster
        and over.first == under.first
        and any(top in over.name and over.name.replace(top, low) == under.name for top, low in RATES)
    ]


def origins(real: Real, history: int, horizon: int, count: int) -> list[int]:
    """Days, spread evenly, with so much history before and so much future behind them."""
    last = len(real.values) - horizon
    return sorted({int(at) for at in np.linspace(history, last, count)}) if last >= history else []


NET_POWERS = Powers(own=0.5, noise=0.3, weeks=-0.1)
RATE_POWERS = Powers(own=0.8)
"""For ratios and nets; noise, weeks and a pull to last year's level made forecasts of ratios no better."""

TAKEN = (0.5, 0.9)
"""Nets are made of real totals by taking such parts of the usual amount away; few real ones are at hand."""

RATE_HORIZONS = (7, 14, 28, 56, 91)
RATE_WINDOW = 28


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


def missed_net(real: Real, start: int, now: int, horizon: int, taken: float) -> Miss | None:
    """As `missed`, of the same totals less a part of what was usual, in parts of the usual size."""
    seen: dict[str, Any] = {}

    def uncalibrated(raw: Floats, _days: int, size: float, *, spread: Spread) -> Floats:
        seen.update(centre=float(np.median(raw)), size=size, spread=spread)
        return raw

    less = taken * float(np.nanmean(real.values[start:now]))
    came = float((real.values[now : now + horizon] - less).sum())
    if not np.isfinite(came):
        return None
    past = real.series(start, now)
    with patch.object(forecast, "calibrated_nets", uncalibrated):
        draws = forecast.forecast_sum(replace(past, over=past.over - less), days=horizon)
    if isinstance(draws, Unknown) or not seen:
        return None
    return Miss(real.cluster, horizon, (came - seen["centre"]) / seen["size"], seen["spread"])


def missed_rate(over: Real, under: Real, start: int, now: int, horizon: int) -> Miss | None:
    """As `missed`, of the ratio over the last days before a deadline."""
    seen: dict[str, Any] = {}

    def uncalibrated(raw: Floats, _days: int, offset: float, **more: Any) -> Floats:
        seen.update(more, offset=offset)
        return raw

    window = min(RATE_WINDOW, horizon)
    last = slice(now + horizon - window, now + horizon)
    lower, upper = float(under.values[last].sum()), float(over.values[last].sum())
    if not (lower > 0 and upper > 0):
        return None
    past = replace(over.series(start, now), under=under.values[start:now], unit=Unit.RATIO)
    with patch.object(level, "calibrated", uncalibrated):
        draws = level.forecast_level(past, days_ahead=horizon, window_days=window)
    if isinstance(draws, Unknown) or not seen or seen["spread"].own <= 0:
        return None
    error = float(np.log(upper / lower + seen["offset"])) - seen["centre"]
    return Miss(over.cluster, horizon, error, seen["spread"])


def net_misses(reals: Sequence[Real]) -> list[Miss]:
    found = (
        missed_net(real, now - history, now, horizon, taken)
        for horizon in HORIZONS
        for history in HISTORIES[:3]
        for real in reals
        for now in origins(real, history, horizon, ORIGINS // 2)
        for taken in TAKEN
    )
    return [miss for miss in found if miss]


def rate_misses(pairs: Sequence[tuple[Real, Real]]) -> list[Miss]:
    found = (
        missed_rate(over, under, now - history, now, horizon)
        for horizon in RATE_HORIZONS
        for history in HISTORIES[:3]
        for over, under in pairs
        for now in origins(over, history, horizon, ORIGINS)
        if now + horizon <= len(under.values)
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


def tables(found: Sequence[Miss], power: Powers | None = None) -> dict[str, Any]:
    """The rows of one kind of forecast, by horizon."""
    return {str(days): table(found, days, power) for days in sorted({miss.days for miss in found})}


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
    TABLE.write_text(_written(body) + "\n", "utf-8")


def _written(body: Mapping[str, Any]) -> str:
    """JSON with the quantiles of a table, and the moves of a base rate, on one line each."""
    text = json.dumps(body, indent=1)
    return re.sub(r"\{[^{}]*\}", lambda found: " ".join(found.group().split()), text)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("MILEPOST_SHARED", "../shared")))
    asked = parser.parse_args()
    reals = all_series(asked.shared)
    made = {
        "sums": tables(misses(reals)),
        "levels": tables(rate_misses(pairs(reals)), RATE_POWERS),
        "nets": tables(net_misses(reals), NET_POWERS),
    }
    for kind, rows in made.items():
        for days, row in rows.items():
            print(kind, days, row["origins"], row["clusters"], flush=True)
    write(**made, base_rates=base_rates(reals))


if __name__ == "__main__":
    main()
