"""How a change is shared out over segments and factors so that the parts add up to it exactly.

All functions take arrays whose last axis is the segments (or factors) and work along any axes before it, so
that a jackknife is one call.
"""

from itertools import combinations
from math import factorial

import numpy as np

from milepost.series import Floats


def of_total(before: Floats, after: Floats) -> Floats:
    """Each segment's part in the change of their sum: its own change."""
    return np.asarray(after - before, dtype=np.float64)


def of_ratio(
    over_before: Floats, under_before: Floats, over_after: Floats, under_after: Floats
) -> tuple[Floats, Floats]:
    """(mix, rate): each segment's parts in the change of the ratio of sums.

    The midpoint form, which is the Shapley value of two factors: rate is the change of the segment's own
    ratio at its mean share, mix the change of its share, valued by how far its ratio lies from that of the
    whole. A segment that comes or goes is all mix. Where a sum of `under` is zero the parts are
    not finite.
    """
    whole_before, whole_after = (under.sum(axis=-1, keepdims=True) for under in (under_before, under_after))
    moved = under_after / whole_after - under_before / whole_before
    ratio_before, ratio_after = _ratio(over_before, under_before), _ratio(over_after, under_after)
    ratio_before = np.where(np.isnan(ratio_before), ratio_after, ratio_before)
    ratio_after = np.where(np.isnan(ratio_after), ratio_before, ratio_after)
    usual = 0.5 * (
        over_before.sum(axis=-1, keepdims=True) / whole_before
        + over_after.sum(axis=-1, keepdims=True) / whole_after
    )
    own = 0.5 * (ratio_before + ratio_after)
    own = np.where(np.isnan(own), usual, own)
    # What a segment adds to the whole changed by this; what mix does not explain of it is rate.
    added = over_after / whole_after - over_before / whole_before
    return (own - usual) * moved, np.asarray(added - own * moved, dtype=np.float64)


def of_product(before: Floats, after: Floats) -> Floats:
    """Each stage's part in the change of the last: the first stage, then each stage by the one before it.

    Logarithmic mean Divisia (LMDI-I, Ang 2005) where all is above zero, else the Shapley value. A step that
    is undefined in one period (nothing came before it) is taken to be as in the other.
    """
    first, second = _factors(before), _factors(after)
    first, second = (
        np.nan_to_num(np.where(np.isnan(one), other, one), nan=0.0)
        for one, other in ((first, second), (second, first))
    )
    parts = np.where(
        ((first > 0) & (second > 0)).all(axis=-1, keepdims=True),
        _divisia(first, second),
        _shapley(first, second),
    )
    left = after[..., -1] - before[..., -1] - parts.sum(axis=-1)
    parts[..., 0] += left  # rounding, and results for which no stage before them was counted
    return np.asarray(parts, dtype=np.float64)


def _ratio(over: Floats, under: Floats) -> Floats:
    return np.asarray(over / np.where(under == 0, np.nan, under), dtype=np.float64)


def _factors(stages: Floats) -> Floats:
    return np.concatenate([stages[..., :1], _ratio(stages[..., 1:], stages[..., :-1])], axis=-1)


def _divisia(first: Floats, second: Floats) -> Floats:
    tiny = np.finfo(np.float64).tiny
    logs = np.log(np.maximum(second, tiny)) - np.log(np.maximum(first, tiny))
    whole = logs.sum(axis=-1, keepdims=True)
    start, end = first.prod(axis=-1, keepdims=True), second.prod(axis=-1, keepdims=True)
    mean = np.where(
        np.abs(whole) < 1e-8, 0.5 * (start + end), (end - start) / np.where(whole == 0, 1.0, whole)
    )
    return np.asarray(mean * logs, dtype=np.float64)


def _shapley(first: Floats, second: Floats) -> Floats:
    """The mean effect of changing one factor over all orders in which they could have changed."""
    count = first.shape[-1]
    parts = np.zeros_like(first)
    for at in range(count):
        others = [place for place in range(count) if place != at]
        for size in range(count):
            weight = factorial(size) * factorial(count - size - 1) / factorial(count)
            for changed in combinations(others, size):
                rest = np.ones(first.shape[:-1])
                for place in others:
                    rest = rest * (second if place in changed else first)[..., place]
                parts[..., at] += weight * rest * (second[..., at] - first[..., at])
    return parts
