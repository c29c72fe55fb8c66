"""A ridge whose penalties are found from the data: one variance a family of columns."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from milepost.series import Floats

ROUNDS = 200

USUAL = 0.2
USUAL_WEIGHT = 2.0
"""Levels of an attribute usually differ by 20 %; said with the weight of two, it tames small families.

Among 13 brands promises were .92 of what came; .89 with 15 %, and with 25 % a claim in 18 did not come again.
"""


@dataclass(frozen=True, eq=False)
class Ridge:
    """`coefficients` of all columns, their `covariance`, what they tell of each row, and the noise left."""

    coefficients: Floats
    covariance: Floats
    fitted: Floats
    noise: float


def ridge(y: Floats, blocks: Sequence[Floats], families: Sequence[str]) -> Ridge:
    """Coefficients of all blocks; the first is free, each family of the others has its own variance (EM)."""
    design = np.column_stack(blocks).astype(np.float64)
    _, family = np.unique(np.array(families), return_inverse=True)
    of_column = np.repeat(family, [block.shape[1] for block in blocks])
    free = of_column == family[0]
    sizes = np.bincount(of_column)
    gram, cross = design.T @ design, design.T @ y
    noise = max(float(np.var(y)), 1e-12)
    variances = np.full(len(sizes), noise / 4)
    for _ in range(ROUNDS):
        precision = np.where(free, 1e-6, noise / variances[of_column])
        inverse = np.linalg.pinv(gram + np.diag(precision), hermitian=True)
        coefficients = inverse @ cross
        covariance = noise * inverse
        left = y - design @ coefficients
        before = (noise, *variances)
        noise = max(float(left @ left + np.sum(gram * covariance)) / len(y), 1e-12)
        spent = np.bincount(of_column, weights=coefficients**2 + np.diag(covariance))
        variances = (spent + USUAL_WEIGHT * USUAL**2) / (sizes + USUAL_WEIGHT)
        if np.allclose(before, (noise, *variances), rtol=1e-3):
            break
    return Ridge(
        np.asarray(coefficients, dtype=np.float64),
        np.asarray(covariance, dtype=np.float64),
        np.asarray(design @ coefficients, dtype=np.float64),
        float(np.sqrt(noise)),
    )
