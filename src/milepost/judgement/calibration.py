"""How far off such forecasts were on real brands: the shipped table, and draws mended by it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from milepost import knowledge
from milepost.series import Floats

MOST_SHIFT = 2.0
"""No quantile lies more than e^2 from the median: beyond that the table has seen too little."""


@dataclass(frozen=True, eq=False)
class Calibration:
    """Quantiles (`levels` -> `errors`) of log error / spread**b for one horizon."""

    b: float
    levels: Floats
    errors: Floats


@cache
def tables() -> Mapping[str, Any]:
    """The shipped file: `sums` by horizon in days, `base_rates` by volatility, days and move."""
    body: dict[str, Any] = json.loads(knowledge.text("calibration.json"))
    return body


@cache
def calibration(days: int) -> Calibration:
    """The table for a horizon: between two measured ones by the log of days, beyond them the nearest."""
    measured = sorted(int(horizon) for horizon in tables()["sums"])
    at = float(np.interp(np.log(max(days, 1)), np.log(measured), np.arange(len(measured))))
    left, right = _row(measured[int(np.floor(at))]), _row(measured[int(np.ceil(at))])
    share = at % 1
    return Calibration(
        (1 - share) * left.b + share * right.b,
        left.levels,
        (1 - share) * left.errors + share * right.errors,
    )


def _row(days: int) -> Calibration:
    row = tables()["sums"][str(days)]
    pairs = sorted((float(level), float(error)) for level, error in row["quantiles"].items())
    levels, errors = (np.array(column) for column in zip(*pairs, strict=True))
    return Calibration(float(row["b"]), levels, errors)


def shifts(spread: float, days: int, n: int, *, grows: bool = False) -> Floats:
    """Log shifts from the median (n,), ascending, for a forecast whose own log spread is `spread`.

    `grows` keeps the table's lean to growth: sums of real brands came out above their median forecast, while
    ratios and levels did not.
    """
    table = calibration(days)
    even = (np.arange(n) + 0.5) / n
    errors = table.errors if grows else table.errors - np.interp(0.5, table.levels, table.errors)
    raw = np.interp(even, table.levels, errors) * spread**table.b
    return np.asarray(np.clip(raw, -MOST_SHIFT, MOST_SHIFT), dtype=np.float64)


def own_spread(logs: Floats) -> float:
    """The spread of draws on the log scale: the distance of their 10 % and 90 % quantiles in normal sd."""
    low, high = np.quantile(logs, (0.1, 0.9))
    return float(high - low) / 2.563


def calibrated(raw: Floats, days: int, offset: float, *, grows: bool = True) -> Floats:
    """`raw` draws (n,) of a sum, each moved to where its rank belongs on real brands; never below 0.

    `offset` (about half an event) keeps logs of sums near zero in bounds.
    """
    logs = np.log(raw + offset)
    moved = np.median(logs) + shifts(own_spread(logs), days, len(raw), grows=grows)
    ranked = np.empty(len(raw))
    ranked[np.argsort(raw, kind="stable")] = np.exp(moved) - offset
    return np.maximum(ranked, 0.0)
