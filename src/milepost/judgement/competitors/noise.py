"""How sure a ratio of two sums is, from the weeks (or posts) that it is made of.

Posts of one week share their week, so weeks are the units, and each tells how far the whole would lie without
it (linearised, Kish 1965). Few weeks tell that badly: what is usual among brands is held beside them with the
weight of `HELD`. A single total tells nothing, and rests on the usual alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from milepost.judgement.quantiles import t_quantile
from milepost.series import Floats

INSIDE = 0.95
HELD = 10.0
LEAST_UNITS = 3
POST_SPREAD = 3.0
"""The usual variance of a post's interactions over their squared mean, with what posts of a week share: the
median of 13 real accounts is 2.0 among posts, times 1.5 for their weeks."""

ONE_TOTAL = 9.0
"""The same for a brand of which one total is all there is: nobody can see whether one post made it. In one
real account in five the variance among posts alone is 6 and more times the squared mean."""

CADENCE_SPREAD = 3.0
"""The usual variance of the posts of a week over their mean: 0.3 to 9 in 8 real accounts."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A ratio with its standard error (of its logarithm where `in_logs`) and the degrees of freedom of that.

    `error` is None where nothing tells it. `without_top` is the same without its largest unit: one post that
    went round the world makes a sum, and no habit.
    """

    value: float
    error: float | None
    freedom: float
    in_logs: bool = True
    without_top: "Estimate | None" = None

    @property
    def ends(self) -> tuple[float, float] | None:
        """The 95 % interval."""
        if self.error is None:
            return None
        reach = self.error * t_quantile(self.freedom, INSIDE)
        if not self.in_logs:
            return self.value - reach, self.value + reach
        return self.value * float(np.exp(-reach)), self.value * float(np.exp(reach))


def ratio_of(over: Sequence[float], under: Sequence[float], usual: float | None) -> Estimate | None:
    """The ratio of two sums over clusters, in logs. `usual` is the usual variance of the log of the whole.

    None where either sum is not above zero.
    """
    above, below = np.array(over, dtype=np.float64), np.array(under, dtype=np.float64)
    top = None
    if len(above) > LEAST_UNITS:
        rest = np.arange(len(above)) != int(np.argmax(above))
        top = _ratio(above[rest], below[rest], usual)
    return None if (found := _ratio(above, below, usual)) is None else replace(found, without_top=top)


def _ratio(above: Floats, below: Floats, usual: float | None) -> Estimate | None:
    whole, base = float(above.sum()), float(below.sum())
    if whole <= 0 or base <= 0:
        return None
    value = whole / base
    count = int(np.sum(below > 0))
    within = 0.0
    if count > 1:
        away = (above - value * below) / whole
        within = count / (count - 1) * float(away @ away)
    freedom = float(max(count - 1, 0))
    if usual is None:
        return Estimate(value, None if freedom < 1 else within**0.5, freedom)
    pooled = (freedom * within + HELD * usual) / (freedom + HELD)
    return Estimate(value, pooled**0.5, freedom + HELD)


def change_of(steps: Sequence[float], start: float) -> Estimate:
    """The relative change of a stock by its steps, none of which is a week at least: no error below four."""
    moves = np.array(steps, dtype=np.float64) / start
    value = float(moves.sum())
    if len(moves) < 4:
        return Estimate(value, None, 0.0, in_logs=False)
    error = float(np.std(moves, ddof=1)) * len(moves) ** 0.5
    return Estimate(value, error, float(len(moves) - 1), in_logs=False)


def between(one: Estimate, other: Estimate) -> tuple[float, float, float, float] | None:
    """(difference, low, high, chance that chance alone does it) of two estimates; a ratio where in logs.

    None where either has no error. Two-sided, by Welch's degrees of freedom (1947).
    """
    if one.error is None or other.error is None:
        return None
    variance = one.error**2 + other.error**2
    if variance <= 0:
        return None
    parts = one.error**4 / max(one.freedom, 1) + other.error**4 / max(other.freedom, 1)
    freedom = variance**2 / parts
    reach = variance**0.5 * t_quantile(freedom, INSIDE)
    apart = float(np.log(one.value / other.value)) if one.in_logs else one.value - other.value
    chance = _tail(abs(apart) / variance**0.5, freedom)
    if one.in_logs:
        return float(np.exp(apart)), float(np.exp(apart - reach)), float(np.exp(apart + reach)), chance
    return apart, apart - reach, apart + reach, chance


def _tail(away: float, freedom: float) -> float:
    from scipy.special import stdtr

    return float(2 * stdtr(freedom, -away))
