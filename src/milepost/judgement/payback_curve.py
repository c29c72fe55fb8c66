"""How a channel responds to what is put in: carry-over from week to week, then diminishing returns.

Carry-over is a geometric decay (Broadbent 1979), saturation a Hill curve (Jin et al. 2017). Both are scaled
so that a steady week at the reference input gives exactly the channel's `size`: size then means the same
whatever the shape, and a platform's claim can be held against it.
"""

from dataclasses import dataclass

import numpy as np

from milepost.series import Floats

TINY = 1e-12


@dataclass(frozen=True, eq=False)
class Curves:
    """Response curves of `channels` channels in `draws` versions; each array has shape (draws, channels).

    `size` is the outcome a week at the reference input, `half` the input (in references) at which half of all
    that can be had is had, `bend` the Hill exponent, `decay` the share that is carried into the next week.
    """

    size: Floats
    half: Floats
    bend: Floats
    decay: Floats

    def steady(self, level: Floats) -> Floats:
        """Outcome a week, shape (draws, channels), when every week gets `level` references (channels,)."""
        return np.asarray(self.size * shape(level[None, :], self.half, self.bend), dtype=np.float64)

    def slope(self, level: Floats) -> Floats:
        """What one more reference a week would bring, at `level`."""
        safe = np.maximum(level[None, :], TINY)
        odds = self.bend * (np.log(safe) - np.log(self.half))
        left = 1 / (1 + np.exp(np.clip(odds, -500, 500)))
        return np.asarray(self.steady(safe[0]) * self.bend * left / safe, dtype=np.float64)

    def weekly(self, inputs: Floats) -> Floats:
        """Outcome of all channels in each week, shape (weeks, draws); `inputs` is (weeks, channels)."""
        held = carried(inputs, self.decay)
        return np.asarray((self.size * shape(held, self.half, self.bend)).sum(axis=-1), dtype=np.float64)


def shape(level: Floats, half: Floats, bend: Floats) -> Floats:
    """The Hill curve with the value 1 at level 1 and 0 at 0."""
    odds = bend * (np.log(np.maximum(level, TINY)) - np.log(half))
    top = 1 + np.exp(bend * np.log(half))
    return np.where(level > 0, top / (1 + np.exp(np.clip(-odds, -500, 500))), 0.0)


def carried(inputs: Floats, decay: Floats) -> Floats:
    """What works in each week, shape (weeks, draws, channels): a decaying mean of this week and those before.

    What came before the first week is taken to have been as in the first four.
    """
    before = np.broadcast_to(inputs[:4].mean(axis=0), decay.shape)
    held = np.empty((len(inputs), *decay.shape))
    for week, given in enumerate(inputs):
        before = given + decay * (before - given)
        held[week] = before
    return held


def carried_slope(inputs: Floats, held: Floats, decay: Floats) -> Floats:
    """The derivative of `carried` by the decay, same shape."""
    slope = np.empty_like(held)
    before, moved = np.broadcast_to(inputs[:4].mean(axis=0), decay.shape), np.zeros_like(decay)
    for week, given in enumerate(inputs):
        moved = (before - given) + decay * moved
        slope[week] = moved
        before = held[week]
    return slope
