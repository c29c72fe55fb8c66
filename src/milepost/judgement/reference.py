"""How often such a move happens by itself: in this series' own past, and among KPIs of its kind."""

from dataclasses import dataclass

import numpy as np

from milepost.judgement.calibration import tables
from milepost.judgement.steps import Steps
from milepost.judgement.verdict import Volatility
from milepost.series import Floats

CALM, WILD = 0.10, 0.25
STEP_BETWEEN_WINDOWS = 28
NEAR_MOVE, NEAR_DAYS = 0.05, 15


@dataclass(frozen=True, slots=True)
class Reference:
    """In `reached` of `windows` earlier windows this series made the move (`move` 0.3 is +30 %) by itself.

    `base_rate` is how often KPIs of this volatility did so over such a window; None where nobody counted.
    `noise` is the usual relative difference from one week to the next.
    """

    volatility: Volatility
    noise: float
    move: float | None
    reached: int
    windows: int
    base_rate: float | None


def noise_of(steps: Steps) -> float:
    """The usual noise of a step, relative to its level (median step between neighbours, as a normal sd)."""
    values = steps.values
    told = values[np.isfinite(values)]
    size = float(np.mean(np.abs(told[-26:])))
    pairs = np.abs(np.diff(values))
    pairs = pairs[np.isfinite(pairs)][-52:]
    if size <= 0 or not pairs.size:
        return 0.0
    return float(np.median(pairs)) / 0.954 / size


def volatility(noise: float) -> Volatility:
    """Calm below 10 % a week, wild above 25 %."""
    if noise < CALM:
        return Volatility.CALM
    return Volatility.WILD if noise > WILD else Volatility.MID


def reference(steps: Steps, *, days: int, move: float | None) -> Reference:
    """The class of reference for a `move` (+0.3, -0.1) over `days` days against the `days` before."""
    noise = noise_of(steps)
    kind = volatility(noise)
    if move is None or not np.isfinite(move):
        return Reference(kind, noise, None, 0, 0, None)
    reached, windows = _own_past(steps, days, move)
    return Reference(kind, noise, move, reached, windows, base_rate(kind, days, move))


def _own_past(steps: Steps, days: int, move: float) -> tuple[int, int]:
    """In how many windows of the past the level rose (or fell) by so much against the window before."""
    length = max(1, round(days / steps.days))
    stride = max(1, round(STEP_BETWEEN_WINDOWS / steps.days))
    over, under = steps.over, steps.under
    reached = windows = 0
    for end in range(len(over), 2 * length - 1, -stride):
        now = _window(over, under, end - length, end)
        before = _window(over, under, end - 2 * length, end - length)
        if now is None or before is None or before <= 0:
            continue
        windows += 1
        change = now / before - 1
        reached += change >= move if move >= 0 else change <= move
    return reached, windows


def _window(over: Floats, under: Floats | None, start: int, end: int) -> float | None:
    upper = over[start:end]
    if not np.isfinite(upper).all():
        return None
    if under is None:
        return float(upper.mean())
    lower = under[start:end]
    return float(upper.sum() / lower.sum()) if np.isfinite(lower).all() and lower.sum() > 0 else None


def base_rate(kind: Volatility, days: int, move: float) -> float | None:
    """How often KPIs of this kind, else all, made such a move; None unless one close to it was counted."""
    rates = tables()["base_rates"]
    for group in (kind.value, "all"):
        for counted_days, moves in rates[group].items():
            if abs(int(counted_days) - days) > NEAR_DAYS:
                continue
            for counted, rate in moves.items():
                if abs(float(counted) - move) <= NEAR_MOVE:
                    return float(rate)
    return None
