"""Prophet's score (CRPS) for the very forecasts of `forecasts.py`, kept in `prophet_scores.json`.

    pip install prophet   # in an environment that also has milepost
    MILEPOST_SHARED=/path nice python benchmarks/judgement/prophet_scores.py

Prophet as it comes (measured with 1.5), sums from its own simulated days. Run once: the benchmark then
compares without Prophet installed. The file holds the mean score of each brand, whose name is hashed.
"""

import json
import logging
import os
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

import numpy as np

import forecasts
from calibration import all_series
from milepost.series import Floats
from real_series import Real
from scores import crps

HISTORIES = (91, 182, 365)
SAMPLES = 300


def sums(real: Real, history: int, now: int) -> Floats:
    """Running sums (days, samples) of the coming days, by the model as it comes; never below zero."""
    import pandas as pd
    from prophet import Prophet

    first = real.first + timedelta(days=now - history)
    days = pd.date_range(first, periods=history + max(forecasts.HORIZONS))
    model = Prophet(uncertainty_samples=SAMPLES)
    model.fit(pd.DataFrame({"ds": days[:history], "y": real.values[now - history : now]}))
    paths = model.predictive_samples(pd.DataFrame({"ds": days[history:]}))["yhat"]
    return np.cumsum(np.maximum(paths, 0.0), axis=0)


def main() -> None:
    for name in ("prophet", "cmdstanpy"):
        logging.getLogger(name).setLevel(logging.ERROR)
    np.random.seed(5)  # Prophet draws from numpy's global state
    rng = np.random.default_rng(7)
    scores: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for real in all_series(Path(os.environ["MILEPOST_SHARED"])):
        for history in HISTORIES:
            drawn: dict[int, Floats] = {}
            for now, horizon in forecasts.asked(real, history):
                if forecasts.outcome(real, history, now, horizon, rng) is None:
                    continue
                if now not in drawn:
                    drawn[now] = sums(real, history, now)
                truth = float(real.values[now : now + horizon].sum())
                score = crps(drawn[now][horizon - 1], truth) / forecasts.size(real, horizon)
                scores[f"{history} {horizon}"][forecasts.hashed(real.cluster)].append(score)
        means = {
            cell: {brand: round(float(np.mean(told)), 5) for brand, told in sorted(brands.items())}
            for cell, brands in sorted(scores.items())
        }
        forecasts.PROPHET.write_text(json.dumps(means, indent=0) + "\n", "utf-8")
        print(real.name, flush=True)


if __name__ == "__main__":
    main()
