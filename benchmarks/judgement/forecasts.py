"""How honest the forecasts and the change scan are on real series.

    MILEPOST_SHARED=/path nice python benchmarks/judgement/forecasts.py [--origins 4] [--only ...]

Reads `series/design-set.parquet` and the CSV files named in `series/SERIES.csv` under the shared folder.
Every cluster (brand, repository, site) counts once, whatever its number of series. Forecasts are made at
rolling origins from the history given and compared with what came; the change scan runs week by week over
levelled series (no lasting change by construction), then with lasting shifts put in, or spikes of one day.
"""

import argparse
import os
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np

from milepost.amount import Unknown
from milepost.judgement.attainability import odds_of_total
from milepost.judgement.change import change
from milepost.judgement.forecast import forecast_sum
from milepost.judgement.verdict import Movement
from milepost.period import Period
from milepost.series import Floats
from real_series import Real, csv_files, design_set

HISTORIES = (91, 182, 365, 730)
HORIZONS = (28, 91)
GROWTHS = (-0.2, -0.1, 0.0, 0.1, 0.2, 0.3, 0.5)
SHIFTS = (0.6, 1.4, 1.2)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One forecast against what came."""

    cluster: str
    in80: bool
    in95: bool
    crps: float
    crps_bootstrap: float
    odds: tuple[float, ...]
    came: tuple[bool, ...]


def crps(draws: Floats, truth: float) -> float:
    ranked = np.sort(draws)
    n = len(ranked)
    spread = 2 / n**2 * float(np.sum((np.arange(1, n + 1) - (n + 1) / 2) * ranked))
    return float(np.mean(np.abs(ranked - truth))) - spread


def block_bootstrap(values: Floats, days: int, rng: np.random.Generator) -> Floats:
    """Sums of whole weeks drawn from the last 90 days: what a plain tool would do."""
    recent = np.nan_to_num(values[-91:]).reshape(-1, 7).sum(axis=1)
    return rng.choice(recent, size=(1000, days // 7)).sum(axis=1)


def outcome(real: Real, start: int, now: int, horizon: int, rng: np.random.Generator) -> Outcome | None:
    future, past = real.values[now : now + horizon], real.values[now - horizon : now]
    if not (np.isfinite(future).all() and np.isfinite(past).all()):
        return None
    draws = forecast_sum(real.series(start, now), days=horizon)
    if isinstance(draws, Unknown):
        return None
    truth, before = float(future.sum()), float(past.sum())
    level = max(float(np.nanmean(real.values[max(0, now - 365) : now])) * horizon, 1e-9)
    p025, p10, p90, p975 = draws.quantiles(0.025, 0.1, 0.9, 0.975)
    targets = [(1 + growth) * before for growth in GROWTHS]
    return Outcome(
        real.cluster,
        p10 <= truth <= p90,
        p025 <= truth <= p975,
        crps(draws.totals, truth) / level,
        crps(block_bootstrap(real.values[start:now], horizon, rng), truth) / level,
        tuple(float(np.mean(draws.totals >= target)) for target in targets),
        tuple(truth >= target for target in targets),
    )


def forecasts(reals: list[Real], history: int, horizon: int, origins: int) -> tuple[list[Outcome], float]:
    """All outcomes of one cell, and the mean seconds a forecast."""
    rng = np.random.default_rng(7)
    found, seconds = [], 0.0
    for real in reals:
        last = len(real.values) - horizon
        if last < history:
            continue
        for now in sorted({int(at) for at in np.linspace(history, last, origins)}):
            begin = time.perf_counter()
            made = outcome(real, now - history, now, horizon, rng)
            seconds += time.perf_counter() - begin
            found += [made] if made else []
    return found, seconds / max(len(found), 1)


def cluster_weights(clusters: list[str]) -> Floats:
    """Weights that let each cluster count once."""
    counts: dict[str, int] = defaultdict(int)
    for cluster in clusters:
        counts[cluster] += 1
    return np.array([1 / counts[cluster] for cluster in clusters]) / len(counts)


def forecast_row(found: list[Outcome]) -> str:
    weight = cluster_weights([o.cluster for o in found])
    odds, came = np.array([o.odds for o in found]), np.array([o.came for o in found], dtype=float)
    base = weight @ came
    brier = float(weight @ ((odds - came) ** 2).mean(axis=1))
    skill = 1 - brier / float(weight @ ((base - came) ** 2).mean(axis=1))
    flat_weight = np.repeat(weight, len(GROWTHS)) / len(GROWTHS)
    bins = np.minimum((odds.ravel() * 10).astype(int), 9)
    apart = flat_weight * (odds.ravel() - came.ravel())
    gaps = [abs(float(apart[bins == b].sum())) for b in range(10)]
    ours, plain = (np.array([getattr(o, n) for o in found]) for n in ("crps", "crps_bootstrap"))
    return (
        f"{len({o.cluster for o in found}):4d} {len(found):5d}"
        f" {weight @ [o.in80 for o in found]:6.2f} {weight @ [o.in95 for o in found]:6.2f}"
        f" {weight @ ours:6.3f} {weight @ plain:6.3f} {skill:+6.2f} {sum(gaps):6.3f}"
    )


def print_forecasts(groups: dict[str, list[Real]], origins: int) -> None:
    print("forecast of the sum (bar: c80 .77-.83, c95 .93-.97, ECE <= .03, CRPS 15 % under block bootstrap)")
    print("group   history days  clus     n    c80    c95   CRPS  boot.    BSS    ECE  s/KPI")
    for group, reals in groups.items():
        for history in HISTORIES:
            for horizon in HORIZONS:
                found, seconds = forecasts(reals, history, horizon, origins)
                if len({o.cluster for o in found}) >= 5:
                    print(
                        f"{group:8s} {history:6d} {horizon:4d}  {forecast_row(found)} {seconds:6.3f}",
                        flush=True,
                    )


def progress(real: Real, begin: int, day: int) -> list[tuple[str, float, bool, bool]]:
    """(cluster, odds, came true, in the landing range) of 91-day goals, seen `day` days after the start."""
    period = Period.of_days(real.first + timedelta(days=begin), 91)
    before, came = float(real.values[begin - 91 : begin].sum()), float(real.values[begin : begin + 91].sum())
    if not np.isfinite(before + came):
        return []
    seen = real.series(max(0, begin - 365), begin + 91)
    rows = []
    for growth in (0.0, 0.15, 0.3):
        target = (1 + growth) * before
        as_of = period.start + timedelta(days=day)
        odds = odds_of_total(seen, period=period, as_of=as_of, target=target, better="higher")
        if not isinstance(odds, Unknown):
            inside = odds.low <= came <= odds.high
            rows.append((real.cluster, odds.probability, came >= target, inside))
    return rows


def print_progress(groups: dict[str, list[Real]], origins: int) -> None:
    print("\ngoals over 91 days (bar: skill .10 / .45 / .78 on day 0 / 28 / 63)")
    print("group      day clus     n   c80  Brier  skill    ECE  said>=.9 true  said<=.1 true")
    for group, reals in groups.items():
        for day in (0, 28, 63):
            rows = []
            for real in reals:
                last = len(real.values) - 91
                begins = sorted({int(at) for at in np.linspace(182, last, origins)}) if last >= 182 else []
                rows += [row for begin in begins for row in progress(real, begin, day)]
            if rows:
                print(f"{group:8s} {day:5d} {_progress_row(rows)}", flush=True)


def _progress_row(rows: list[tuple[str, float, bool, bool]]) -> str:
    weight = cluster_weights([row[0] for row in rows])
    odds, came, inside = (np.array([float(row[at]) for row in rows]) for at in (1, 2, 3))
    brier, base = float(weight @ (odds - came) ** 2), float(weight @ came)
    bins = np.minimum((odds * 10).astype(int), 9)
    gap = sum(abs(float((weight * (odds - came))[bins == b].sum())) for b in range(10))
    high, low = odds >= 0.9, odds <= 0.1
    true_high = weight[high] @ came[high] / weight[high].sum() if high.any() else np.nan
    true_low = weight[low] @ came[low] / weight[low].sum() if low.any() else np.nan
    skill = 1 - brier / max(base * (1 - base), 1e-9)
    clusters = len({row[0] for row in rows})
    return (
        f"{clusters:4d} {len(rows):5d} {weight @ inside:5.2f} {brier:6.3f} {skill:+6.2f} {gap:6.3f}"
        f" {true_high:14.2f} {true_low:14.2f}"
    )


def levelled(values: Floats) -> Floats:
    """Divided by the centred 13-week median of weekly sums: no lasting change is left, the order is kept."""
    weeks = len(values) // 7
    cut = values[: weeks * 7]
    sums = cut.reshape(weeks, 7).sum(axis=1)
    padded = np.pad(sums, 6, mode="reflect")
    level = np.array([np.median(padded[w : w + 13]) for w in range(weeks)])
    if not (level > 0).all():
        return np.array([])
    return np.asarray(np.rint(cut / np.repeat(level, 7) * np.median(level)))


def alarms(real: Real, values: Floats) -> list[int]:
    """The weeks of new alarms; one alarm silences the next eight weeks."""
    shadow = Real(real.name, real.cluster, real.group, real.first, values)
    found: list[int] = []
    for week in range(35, len(values) // 7 + 1):
        if found and week - found[-1] < 8:
            continue
        verdict = change(shadow.series(max(0, week * 7 - 364), week * 7))
        if not isinstance(verdict, Unknown) and verdict.verdict is not Movement.NO_CHANGE:
            found.append(week)
    return found


def shifted(values: Floats, at: int, factor: float, rng: np.random.Generator) -> Floats:
    """A lasting shift from week `at` on: binomial thinning, or growth with randomised rounding."""
    changed, later = values.copy(), values[at * 7 :]
    if factor < 1:
        changed[at * 7 :] = rng.binomial(later.astype(int), factor)
    else:
        changed[at * 7 :] = np.floor(later * factor + rng.random(len(later)))
    return changed


def claimed(real: Real, values: Floats, at: int, factor: float | None) -> bool:
    """Whether a change (in the direction of `factor`, if given) is claimed within eight weeks after `at`."""
    shadow = Real(real.name, real.cluster, real.group, real.first, values)
    wanted = (
        (Movement.FALL, Movement.RISE)
        if factor is None
        else (Movement.FALL if factor < 1 else Movement.RISE,)
    )
    for week in range(at + (1 if factor is None else 2), at + 9):
        verdict = change(shadow.series(max(0, week * 7 - 364), week * 7))
        if not isinstance(verdict, Unknown) and verdict.verdict in wanted:
            return True
    return False


def print_changes(groups: dict[str, list[Real]]) -> None:
    print("\nlasting change (bar: <= .75 false alarms a KPI-year; calm: -40 % .95, +40 % .85, +20 % .60)")
    print(
        "group    KPIs years alarms/year above-2  -40 % (calm)  +40 % (calm)  +20 % (calm)  spike none s/KPI"
    )
    for group, reals in groups.items():
        measured = [found for real in reals if (found := scanned(real))]
        if not measured:
            continue
        years = sum(found.years for found in measured)
        false = sum(found.false for found in measured)
        above = np.mean([found.false / found.years > 2 for found in measured])
        cells = " ".join(_found(measured, factor) for factor in SHIFTS)
        spike, none = (np.mean([getattr(found, name) for found in measured]) for name in ("spike", "none"))
        seconds = np.mean([found.seconds for found in measured])
        print(
            f"{group:8s} {len(measured):4d} {years:5.1f} {false / years:11.2f} {above:7.2f} {cells}"
            f"  {spike:5.2f} {none:4.2f} {seconds:.4f}",
            flush=True,
        )


@dataclass(frozen=True, slots=True)
class Scanned:
    """One KPI under the change scan: alarms without a change, shifts found, alarms after a spike and none."""

    calm: bool
    years: float
    false: int
    hits: dict[float, float]
    spike: float
    none: float
    seconds: float


def scanned(real: Real) -> Scanned | None:
    """The scan over one levelled series; None when it is too short or has unknown days."""
    rng = np.random.default_rng(11)
    if np.isnan(real.values).any():
        return None
    values = levelled(real.values[-7 * 130 :])
    if len(values) < 7 * 45:
        return None
    weeks = len(values) // 7
    begin = time.perf_counter()
    false = len(alarms(real, values))
    seconds = (time.perf_counter() - begin) / (weeks - 34)
    weekly = values.reshape(-1, 7).sum(axis=1)
    noise = float(np.median(np.abs(np.diff(np.log(weekly + 0.5))))) / 0.954
    starts = [int(at) for at in rng.integers(30, weeks - 8, 3)]
    spiked = []
    for at in starts:
        with_spike = values.copy()
        with_spike[at * 7 + 3] *= 10
        spiked.append((claimed(real, with_spike, at, None), claimed(real, values, at, None)))
    hits = {
        f: float(np.mean([claimed(real, shifted(values, at, f, rng), at, f) for at in starts]))
        for f in SHIFTS
    }
    spike, none = np.mean(np.array(spiked), axis=0)
    return Scanned(noise < 0.1, (weeks - 34) / 52, false, hits, float(spike), float(none), seconds)


def _found(measured: list[Scanned], factor: float) -> str:
    every = np.mean([found.hits[factor] for found in measured])
    calm = [found.hits[factor] for found in measured if found.calm]
    return f"{every:6.2f} ({np.mean(calm) if calm else np.nan:5.2f})"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("MILEPOST_SHARED", "../shared")))
    parser.add_argument("--origins", type=int, default=4)
    parser.add_argument("--only", choices=("forecast", "progress", "change"))
    asked = parser.parse_args()
    groups = {"design": design_set(asked.shared), "files": csv_files(asked.shared)}
    if asked.only in {None, "forecast"}:
        print_forecasts(groups, asked.origins)
    if asked.only in {None, "progress"}:
        print_progress(groups, asked.origins)
    if asked.only in {None, "change"}:
        print_changes(groups)


if __name__ == "__main__":
    main()
