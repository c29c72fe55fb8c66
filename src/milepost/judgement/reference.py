"""How often such a move happens by itself: in this series' own past, and among KPIs of its kind."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from milepost.judgement.calibration import tables
from milepost.judgement.steps import Steps
from milepost.judgement.verdict import Chance, Move, Value, Verdict, Volatility
from milepost.language import gettext_lazy
from milepost.series import Floats

CALM, WILD = 0.10, 0.25
QUARTER, NEAR_QUARTER = 91, 2
SPOKEN = {
    Volatility.CALM: gettext_lazy("calm"),
    Volatility.MID: gettext_lazy("lively"),
    Volatility.WILD: gettext_lazy("wild"),
}
STEP_BETWEEN_WINDOWS = 28
LEAST_WINDOWS = 3
NEAR_DAYS = 28
"""A base rate is told for windows up to so much shorter or longer than those that were counted."""


@dataclass(frozen=True, slots=True)
class Reference:
    """In `reached` of `windows` earlier windows this series made the move (`move` 0.3 is +30 %) by itself.

    `base_rate` is how often KPIs of this volatility did so over such a window; None where nobody counted.
    `noise` is the usual relative difference from one week to the next, `days` the length of a window.
    """

    volatility: Volatility
    noise: float
    move: float | None
    reached: int
    windows: int
    base_rate: float | None
    days: int = 0

    @property
    def verdict(self) -> Verdict | None:
        """How often such a move came by itself; None where nothing of the kind was counted."""
        own, general = self.windows >= LEAST_WINDOWS, self.base_rate is not None
        if self.move is None or not (own or general):
            return None
        part = "" if own and general else "_own" if own else "_general"
        length = "quarter" if abs(self.days - QUARTER) <= NEAR_QUARTER else "days"
        values: dict[str, Value] = {
            "move": Move(self.move),
            "days": str(self.days),
            "reached": str(self.reached) if self.reached else gettext_lazy("none"),
            "windows": str(self.windows),
            "often": Chance(self.base_rate or 0.0),
            "kind": SPOKEN[self.volatility],
        }
        return Verdict(f"odds.moved_{length}{part}", values)


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
    return Reference(kind, noise, move, reached, windows, base_rate(kind, days, move), days)


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
    """How often KPIs of this kind made such a move (or a greater one) over such a window by themselves.

    Between counted moves and lengths by a straight line; None beyond them.
    """
    rates = tables()["base_rates"][kind.value]
    counted = sorted(int(length) for length in rates)
    if not counted or not counted[0] - NEAR_DAYS / 2 <= days <= counted[-1] + NEAR_DAYS:
        return None
    told = [_of_move(rates[str(length)], move) for length in counted]
    if any(rate is None for rate in told):
        return None
    return float(np.interp(days, counted, np.array(told, dtype=np.float64)))


def _of_move(rates: Mapping[str, float], move: float) -> float | None:
    side = sorted((float(at), rate) for at, rate in rates.items() if (float(at) >= 0) == (move >= 0))
    moves, shares = (np.array(column) for column in zip(*side, strict=True))
    if move < moves[0] or (move > moves[-1] and move >= 0):
        return None
    return float(np.interp(move, moves, shares))
