"""How far off such forecasts were on real brands: the shipped tables, and draws mended by them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import numpy as np

from milepost import knowledge
from milepost.series import Floats

MOST_SHIFT, MOST_NET_SHIFT = 2.5, 6.0
"""No quantile lies more than e^2.5 from the centre, nor a net total more than six usual sizes: beyond that
the tables have seen too little."""

LEAN = 0.5
"""How much of the growth of the brands that taught the table is expected of another brand. All of it promised
rises too often (on day 28 of a goal: reliability error .043, skill .457); half gave .033 and .463, and sums
of 91 days a CRPS 2 % lower; none gave .025 and .467, but its 91-day sums were scored worse."""

YOUNG_WEEKS, USUAL_WEEKS, MOST_WEEKS = 13, 26, 104


class Kind(StrEnum):
    """What is forecast: sums of days, levels (ratios and readings), or sums that may go below zero."""

    SUMS = "sums"
    LEVELS = "levels"
    NETS = "nets"


@dataclass(frozen=True, slots=True)
class Spread:
    """What the error of a forecast goes by.

    `own` is the spread of its draws and `noise` that of a week (both as sd of logs), `weeks` the history,
    `apart` how far last month lies from the year (log).
    """

    own: float
    noise: float = 1.0
    weeks: float = USUAL_WEEKS
    apart: float = 0.0


@dataclass(frozen=True, slots=True)
class Powers:
    """How the size of the error grows with each part of a `Spread`; `young` with weeks short of 13."""

    own: float
    noise: float = 0.0
    weeks: float = 0.0
    apart: float = 0.0
    young: float = 0.0

    def scale(self, spread: Spread) -> float:
        """The size of the error, up to the factor that is in the table's quantiles."""
        weeks = min(max(spread.weeks, YOUNG_WEEKS), MOST_WEEKS) / USUAL_WEEKS
        short = max(YOUNG_WEEKS / max(spread.weeks, 1.0), 1.0)
        return float(
            spread.own**self.own
            * spread.noise**self.noise
            * weeks**self.weeks
            * short**self.young
            * np.exp(self.apart * spread.apart)
        )


@dataclass(frozen=True, eq=False)
class Calibration:
    """Quantiles (`levels` -> `errors`) of log error / size for one horizon."""

    powers: Powers
    levels: Floats
    errors: Floats


@cache
def tables() -> Mapping[str, Any]:
    """The shipped file: tables of each `Kind` by horizon in days; `base_rates` by volatility, days, move."""
    body: dict[str, Any] = json.loads(knowledge.text("calibration.json"))
    return body


@cache
def calibration(days: int, kind: Kind = Kind.SUMS) -> Calibration:
    """The table for a horizon: between two measured ones by the log of days, beyond them the nearest."""
    measured = sorted(int(horizon) for horizon in tables()[kind])
    at = float(np.interp(np.log(max(days, 1)), np.log(measured), np.arange(len(measured))))
    left, right = _row(kind, measured[int(np.floor(at))]), _row(kind, measured[int(np.ceil(at))])
    share = at % 1
    powers = (
        (1 - share) * getattr(left.powers, name) + share * getattr(right.powers, name)
        for name in Powers.__slots__
    )
    return Calibration(Powers(*powers), left.levels, (1 - share) * left.errors + share * right.errors)


def _row(kind: Kind, days: int) -> Calibration:
    row = tables()[kind][str(days)]
    pairs = sorted((float(level), float(error)) for level, error in row["quantiles"].items())
    levels, errors = (np.array(column) for column in zip(*pairs, strict=True))
    return Calibration(Powers(**row["powers"]), levels, errors)


def shifts(spread: Spread, days: int, n: int, kind: Kind = Kind.SUMS) -> Floats:
    """Shifts from the centre (n,), ascending, for a forecast of such a spread.

    They are logs; those of nets are parts of the usual size of such a sum.
    """
    table = calibration(days, kind)
    even = (np.arange(n) + 0.5) / n
    errors = table.errors
    if kind is Kind.SUMS:
        errors = errors - (1 - LEAN) * np.interp(0.5, table.levels, errors)
    raw = np.interp(even, table.levels, errors) * table.powers.scale(spread)
    most = MOST_NET_SHIFT if kind is Kind.NETS else MOST_SHIFT
    return np.asarray(np.clip(raw, -most, most), dtype=np.float64)


def own_spread(logs: Floats) -> float:
    """The spread of draws on the log scale: the distance of their 10 % and 90 % quantiles in normal sd."""
    low, high = np.quantile(logs, (0.1, 0.9))
    return float(high - low) / 2.563


def ranked(raw: Floats, ascending: Floats) -> Floats:
    """The values of `ascending`, each where the draw of its rank stands in `raw` (both (n,))."""
    placed = np.empty(len(raw))
    placed[np.argsort(raw, kind="stable")] = ascending
    return placed


def calibrated(
    raw: Floats, days: int, offset: float, *, centre: float, spread: Spread, kind: Kind = Kind.SUMS
) -> Floats:
    """`raw` draws (n,), each moved to where its rank belongs on real brands; never below 0.

    `centre` is the log to expect (of the draw + `offset`); `offset` (about half an event) keeps logs of
    sums near zero in bounds.
    """
    moved = centre + shifts(spread, days, len(raw), kind)
    return np.maximum(ranked(raw, np.exp(moved) - offset), 0.0)


def calibrated_nets(raw: Floats, days: int, size: float, *, spread: Spread) -> Floats:
    """As `calibrated`, for sums that may go below zero: about the median of `raw`, in parts of `size`."""
    return ranked(raw, float(np.median(raw)) + size * shifts(spread, days, len(raw), Kind.NETS))
