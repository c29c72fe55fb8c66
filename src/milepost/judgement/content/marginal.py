"""The plain difference of each level to the other posts, shrunken: what sorting posts by it alone gives."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from milepost.judgement.content.attributes import Attribute
from milepost.judgement.content.ridge import USUAL, USUAL_WEIGHT
from milepost.series import Floats

Whole = NDArray[np.int64]

SMALLEST = 1e-6
LEAST_IN_HALF = 4


def marginals(values: Floats, found: Sequence[Attribute]) -> list[tuple[Floats, Floats]]:
    """(shrunken difference of each level to all other posts, its standard error), one pair an attribute.

    All tags are one family: each is shrunken by how much tags differ at all.
    """
    plain = [_differences(values, each) for each in found]
    families: dict[str, list[int]] = {}
    for at, each in enumerate(found):
        families.setdefault(each.family, []).append(at)
    between: dict[str, float] = {}
    for family, members in families.items():
        between[family] = _between(
            np.concatenate([plain[at][0][: found[at].freedom] for at in members]),
            np.concatenate([plain[at][1][: found[at].freedom] for at in members]),
        )
    shrunk = []
    for each, (difference, error) in zip(found, plain, strict=True):
        weight = between[each.family] / (between[each.family] + error)
        shrunk.append((difference * weight, np.sqrt(weight * error)))
    return shrunk


def _differences(values: Floats, attribute: Attribute) -> tuple[Floats, Floats]:
    """(difference of each level to all other posts, its variance with what it changed over time)."""
    told = np.flatnonzero(attribute.of_post >= 0)
    at, y = attribute.of_post[told], values[told]
    half = len(told) // 2
    plain, error = _plain(at, y, len(attribute.levels))
    early, late = _plain(at[:half], y[:half], len(plain)), _plain(at[half:], y[half:], len(plain))
    moved = ((early[0] - late[0]) ** 2 - early[1] - late[1]) / 4
    seen = (_least(at[:half], len(plain)) >= LEAST_IN_HALF) & (_least(at[half:], len(plain)) >= LEAST_IN_HALF)
    return plain, error + np.where(seen, np.maximum(moved, 0), 0)


def _plain(at: Whole, y: Floats, levels: int) -> tuple[Floats, Floats]:
    counts = np.bincount(at, minlength=levels).astype(np.float64)
    sums = np.bincount(at, weights=y, minlength=levels)
    others = np.maximum(len(y) - counts, 1)
    own = np.maximum(counts, 1)
    within = y - (sums / own)[at]
    variance = max(float(np.sum(within**2)) / max(len(y) - int(np.sum(counts > 0)), 1), SMALLEST)
    plain = sums / own - (y.sum() - sums) / others
    return np.asarray(plain, dtype=np.float64), np.asarray(
        variance * (1 / own + 1 / others), dtype=np.float64
    )


def _least(at: Whole, levels: int) -> Whole:
    """The posts with each level or without it, whichever are fewer."""
    counts = np.bincount(at, minlength=levels)
    return np.minimum(counts, len(at) - counts)


def _between(plain: Floats, error: Floats) -> float:
    """How much levels truly differ (a variance), drawn towards what is usual among brands.

    Their own: the variance that makes their differences as large as they are (Paule & Mandel 1982), found by
    bisection of its score.
    """

    def excess(variance: float) -> float:
        return float(np.mean(plain**2 / (variance + error)) - 1)

    low, high = 0.0, float(np.max(plain**2, initial=0.0))
    if excess(0.0) <= 0:
        high = 0.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return (len(plain) * high + USUAL_WEIGHT * USUAL**2) / (len(plain) + USUAL_WEIGHT)
