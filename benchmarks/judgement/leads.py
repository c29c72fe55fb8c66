"""How often a lead is claimed where there is none, and found where there is one.

    MILEPOST_SHARED=/path nice python benchmarks/judgement/leads.py [--worlds 60]

Ten candidates a world, 0 or 2 of which drive the outcome one to eight weeks later. All noise is windows of
real weekly logs, each from another cluster, with a yearly season that all share.
"""

import argparse
import os
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from milepost.judgement.lead import LAGS, lead
from milepost.judgement.verdict import LeadVerdict
from milepost.period import Grain
from milepost.series import Floats, Series
from real_series import Real, csv_files, design_set

CANDIDATES = 10
LENGTHS = (52, 104, 156)
CELLS = ((0, 0.0), (2, 0.7), (2, 1.0))
BEGIN = date(2020, 1, 6)


def weekly_logs(reals: list[Real]) -> dict[str, list[Floats]]:
    """Weekly logs by cluster, of series that hold enough of them and are not mostly zero."""
    found: dict[str, list[Floats]] = {}
    for real in reals:
        weeks = len(real.values) // 7
        sums = real.values[: weeks * 7].reshape(weeks, 7).sum(axis=1)
        if weeks >= 60 and np.isfinite(sums).all() and np.mean(sums > 0) > 0.95:
            logs = np.log(sums + 0.5)
            found.setdefault(real.cluster, []).append(logs / max(float(np.std(np.diff(logs))), 1e-9))
    return found


def windows(pool: dict[str, list[Floats]], weeks: int, rng: np.random.Generator) -> list[Floats]:
    """Eleven windows, of as many clusters where there are enough; short series are mirrored."""
    names = list(pool)
    chosen = rng.choice(len(names), CANDIDATES + 1, replace=len(names) < CANDIDATES + 1)
    cut = []
    for at in chosen:
        logs = pool[names[at]][rng.integers(len(pool[names[at]]))]
        while len(logs) < weeks:
            logs = np.concatenate([logs, logs[::-1]])
        start = int(rng.integers(len(logs) - weeks + 1))
        cut.append(logs[start : start + weeks])
    return cut


def series(name: str, logs: Floats) -> Series:
    starts = tuple(BEGIN + timedelta(days=7 * at) for at in range(len(logs)))
    return Series(
        name, starts, np.full(len(logs), 7, dtype=np.int64), np.exp(8 + 0.2 * logs), grain=Grain.WEEK
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("MILEPOST_SHARED", "../shared")))
    parser.add_argument("--worlds", type=int, default=60)
    asked = parser.parse_args()
    pool = weekly_logs(design_set(asked.shared) + csv_files(asked.shared))
    rng = np.random.default_rng(3)
    print(
        "bar: false share <= .10, null worlds with a claim <= .10, power at 104 weeks >= .60 (.7), .80 (1.0)"
    )
    print("weeks drivers effect  any false  false share  power  lag within 1  s/pair")
    for weeks in LENGTHS:
        for drivers, effect in CELLS:
            false, share, power, close, begin = 0, [], [], [], time.perf_counter()
            for _ in range(asked.worlds):
                season = np.sin(2 * np.pi * (np.arange(weeks) / 52.18 + rng.random()))
                outcome, *others = (logs + season for logs in windows(pool, weeks, rng))
                lags = [int(rng.choice(LAGS)) for _ in range(drivers)]
                for lag, other in zip(lags, others, strict=False):
                    moves = np.diff(other, prepend=other[0])
                    outcome = outcome + effect * np.roll(moves, lag)
                found = lead(series("outcome", outcome), [series(str(at), o) for at, o in enumerate(others)])
                claims = [at for at, each in enumerate(found) if each.verdict is LeadVerdict.LEADS]
                wrong = [at for at in claims if at >= drivers]
                false += bool(wrong)
                share.append(len(wrong) / max(len(claims), 1))
                power.append((len(claims) - len(wrong)) / max(drivers, 1))
                close += [abs((found[at].lag_weeks or 0) - lags[at]) <= 1 for at in claims if at < drivers]
            seconds = (time.perf_counter() - begin) / asked.worlds / CANDIDATES
            print(
                f"{weeks:5d} {drivers:7d} {effect:6.1f} {false / asked.worlds:10.2f} {np.mean(share):12.2f}"
                f" {np.mean(power):6.2f} {np.mean(close) if close else np.nan:13.2f} {seconds:7.4f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
