"""How honest the forecast of a sum is, on real brands that its calibration never saw.

Rolling origins: from so many days of history the sums of the next 28 and 91 days are forecast and compared
with what came. Brands are cut into eight sets; each is forecast with a calibration learned on the others.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np

from calibration import Miss, all_series, folds, misses, origins, tables, using
from figures import Figure
from milepost.amount import Unknown
from milepost.judgement.forecast import forecast_sum
from milepost.series import Floats
from real_series import Real
from scores import crps, over_brands, reliability_error, skill

HISTORIES = (91, 182, 365, 730)
HORIZONS = (28, 91)
ORIGINS = 6
GROWTHS = (-0.2, -0.1, 0.0, 0.1, 0.2, 0.3, 0.5)
PROPHET = Path(__file__).parent / "prophet_scores.json"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One forecast against what came; scores are divided by the series' own mean sum."""

    cluster: str
    in80: bool
    in95: bool
    score: float
    bootstrap: float
    odds: tuple[float, ...]
    came: tuple[bool, ...]


@cache
def learned(shared: Path) -> tuple[Miss, ...]:
    """The misses of all series; learning a table from some of them takes no time."""
    return tuple(misses(all_series(shared)))


def asked(real: Real, history: int) -> list[tuple[int, int]]:
    """(day, horizon) of each forecast of a series: both horizons from one day where there is room."""
    both = origins(real, history, max(HORIZONS), ORIGINS)
    if both:
        return [(now, horizon) for now in both for horizon in HORIZONS]
    return [(now, HORIZONS[0]) for now in origins(real, history, HORIZONS[0], ORIGINS)]


def hashed(cluster: str) -> str:
    """The name under which a brand's scores are kept."""
    return sha256(cluster.encode()).hexdigest()[:8]


def size(real: Real, horizon: int) -> float:
    """What a score is divided by, so that each series counts alike: its mean sum of so many days."""
    return float(np.nanmean(real.values)) * horizon


def block_bootstrap(values: Floats, days: int, rng: np.random.Generator) -> Floats:
    """Sums of whole weeks drawn from the last 90 days: what a plain tool would do."""
    recent = np.nan_to_num(values[-91:]).reshape(-1, 7).sum(axis=1)
    return rng.choice(recent, size=(1000, days // 7)).sum(axis=1)


def outcome(real: Real, history: int, now: int, horizon: int, rng: np.random.Generator) -> Outcome | None:
    future, past = real.values[now : now + horizon], real.values[max(0, now - horizon) : now]
    if not (np.isfinite(future).all() and np.isfinite(past).all()):
        return None
    draws = forecast_sum(real.series(now - history, now), days=horizon)
    if isinstance(draws, Unknown):
        return None
    truth, before = float(future.sum()), float(past.sum())
    p025, p10, p90, p975 = draws.quantiles(0.025, 0.1, 0.9, 0.975)
    targets = [(1 + growth) * before for growth in GROWTHS]
    return Outcome(
        real.cluster,
        p10 <= truth <= p90,
        p025 <= truth <= p975,
        crps(draws.totals, truth) / size(real, horizon),
        crps(block_bootstrap(real.values[now - history : now], horizon, rng), truth) / size(real, horizon),
        tuple(float(np.mean(draws.totals >= target)) for target in targets),
        tuple(truth >= target for target in targets),
    )


Cells = dict[tuple[int, int], list[Outcome]]


def outcomes(shared: Path) -> tuple[Cells, float]:
    """All outcomes by history and horizon, and the seconds of a forecast."""
    reals = all_series(shared)
    found: Cells = {(history, horizon): [] for history in HISTORIES for horizon in HORIZONS}
    rng = np.random.default_rng(7)
    seconds, count = 0.0, 0
    for held in folds([real.cluster for real in reals]):
        others = [miss for miss in learned(shared) if miss.cluster not in held]
        with using(sums=tables(others)):
            begin = time.perf_counter()
            for real in reals:
                if real.cluster not in held:
                    continue
                for history in HISTORIES:
                    for now, horizon in asked(real, history):
                        made = outcome(real, history, now, horizon, rng)
                        found[history, horizon] += [made] if made else []
                        count += 1
            seconds += time.perf_counter() - begin
    return found, seconds / count


def figures(shared: Path) -> list[Figure]:
    cells, seconds = outcomes(shared)
    prophet = json.loads(PROPHET.read_text("utf-8")) if PROPHET.exists() else {}
    made = [
        figure
        for (history, horizon), found in cells.items()
        if found
        for figure in cell(found, history, horizon, prophet.get(f"{history} {horizon}", {}))
    ]
    note = "two models, 2,000 draws, one core"
    return [*made, Figure("milliseconds a forecast", 1000 * seconds, most=100, known=50, digits=1, note=note)]


def cell(found: Sequence[Outcome], history: int, horizon: int, prophet: dict[str, float]) -> list[Figure]:
    clusters = [o.cluster for o in found]
    n = len(set(clusters))
    where = f"{horizon} days from {history} days of history"
    odds, came = np.array([o.odds for o in found]), np.array([o.came for o in found], dtype=float)

    def mean(name: str, least: float, most: float, known: float | None, title: str) -> Figure:
        values = np.array([float(getattr(o, name)) for o in found])
        value, low, high = over_brands(lambda w: float(w @ values / w.sum()), clusters)
        return Figure(f"{title}, {where}", value, low, high, least, most, known, n)

    value, low, high = over_brands(
        lambda w: reliability_error(odds, came, w / w.sum()), clusters, unbias=True
    )
    reliability = Figure(f"reliability error, {where}", value, low, high, None, 0.03, 0.05, n, 3)
    value, low, high = over_brands(lambda w: skill(odds, came, w / w.sum()), clusters)
    gain = Figure(
        f"Brier skill, {where}",
        value,
        low,
        high,
        None,
        None,
        0.08,
        n,
        note="targets of -20 to +50 % on the days before",
    )
    return [
        mean("in80", 0.77, 0.83, 0.80, "80 % interval holds"),
        mean("in95", 0.93, 0.97, 0.94, "95 % interval holds"),
        reliability,
        gain,
        *under(means(found, "score"), means(found, "bootstrap"), f"a block bootstrap, {where}", 0.15),
        *under(means(found, "score"), prophet, f"Prophet, {where}", 0.25),
    ]


def means(found: Sequence[Outcome], name: str) -> dict[str, float]:
    """The mean of a score by (hashed) brand."""
    by_brand: dict[str, list[float]] = {}
    for each in found:
        by_brand.setdefault(hashed(each.cluster), []).append(float(getattr(each, name)))
    return {brand: float(np.mean(scores)) for brand, scores in by_brand.items()}


def under(ours: dict[str, float], theirs: dict[str, float], rival: str, least: float) -> list[Figure]:
    """By how much our score (CRPS) lies under a rival's, over the brands that both forecast."""
    brands = sorted(ours.keys() & theirs.keys())
    if not brands:
        return []
    own, other = (np.array([scores[brand] for brand in brands]) for scores in (ours, theirs))
    value, low, high = over_brands(lambda w: 1 - float(w @ own) / float(w @ other), brands)
    return [Figure(f"CRPS under {rival}", value, low, high, least, None, None, len(brands))]
