"""What each level of each attribute goes with, all at once and shrunken.

A ridge with one random effect a level (restricted maximum likelihood by EM, Laird & Ware 1982) beside each
account's own level and a slow drift: recent posts are compared with their own time. The number that is
promised is the plain difference to the other posts, shrunken by how much the levels of its attribute differ
at all (empirical Bayes, Efron & Morris 1975), for that is what one gets who sorts posts by it alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from milepost.judgement.content.attributes import Attribute
from milepost.judgement.content.marginal import marginals
from milepost.judgement.content.ridge import ridge
from milepost.series import Floats

Whole = NDArray[np.int64]

CLIP = 3.5
"""Residuals beyond so many robust standard deviations are cut there: one post that went round is no habit."""

POSTS_A_KNOT = 15
MOST_KNOTS = 12


@dataclass(frozen=True, eq=False)
class Effects:
    """What was fitted; all are logs.

    One figure a post: `values` without account and drift (clipped), `leads` the same unclipped, `fitted` what
    the attributes tell of it. One array a level of each attribute: `mixed` and `mixed_sd` are the difference
    to the other posts, all else equal, and its standard error; `alone` and `alone_sd` the plain difference,
    shrunken. `noise` is the standard deviation that is left.
    """

    values: Floats
    leads: Floats
    fitted: Floats
    mixed: tuple[Floats, ...]
    mixed_sd: tuple[Floats, ...]
    alone: tuple[Floats, ...]
    alone_sd: tuple[Floats, ...]
    noise: float


def effects(values: Floats, groups: Whole, found: Sequence[Attribute]) -> Effects:
    """Fit all. `values` are logs, oldest first; `groups` numbers each post's account and channel from 0."""
    drift = _drift(len(values))
    base = np.column_stack([groups[:, None] == np.arange(int(groups.max()) + 1), drift])
    blocks = [base[:, : int(groups.max()) + 1], drift, *(_dummies(each) for each in found)]
    names = ["", "drift", *(each.family for each in found)]
    clipped = values
    for _ in range(2):
        fit = ridge(clipped, blocks, names)
        left = values - fit.fitted
        reach = CLIP * max(1.4826 * float(np.median(np.abs(left - np.median(left)))), 1e-9)
        clipped = fit.fitted + np.clip(left, -reach, reach)
    width = base.shape[1]
    level = base @ fit.coefficients[:width]
    rest = clipped - level
    mixed, mixed_sd, at = [], [], width
    for each in found:
        size = len(each.levels)
        contrast = _contrasts(each)
        mixed.append(contrast @ fit.coefficients[at : at + size])
        inner = fit.covariance[at : at + size, at : at + size]
        mixed_sd.append(np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", contrast, inner, contrast), 0)))
        at += size
    alone = marginals(rest, found)
    return Effects(
        values=rest,
        leads=values - level,
        fitted=fit.fitted - level,
        mixed=tuple(mixed),
        mixed_sd=tuple(mixed_sd),
        alone=tuple(shrunk for shrunk, _ in alone),
        alone_sd=tuple(error for _, error in alone),
        noise=fit.noise,
    )


def _dummies(attribute: Attribute) -> Floats:
    found = attribute.of_post[:, None] == np.arange(len(attribute.levels))
    return np.asarray(found, dtype=np.float64)


def _contrasts(attribute: Attribute) -> Floats:
    """Rows: each level minus the mean of the others, weighted by their posts."""
    counts = attribute.counts().astype(np.float64)
    size = len(counts)
    others = np.tile(counts, (size, 1))
    np.fill_diagonal(others, 0)
    return np.asarray(
        np.eye(size) - others / np.maximum(others.sum(axis=1, keepdims=True), 1), dtype=np.float64
    )


def _drift(count: int) -> Floats:
    """Slow waves along the order of the posts (cosines); one for every fifteen posts, at most twelve."""
    knots = min(count // POSTS_A_KNOT, MOST_KNOTS)
    if knots < 1:
        return np.zeros((count, 1))
    place = (np.arange(count) + 0.5) / count
    # Slower waves are likelier: their weight falls with their speed.
    return np.column_stack([np.cos(np.pi * k * place) / k for k in range(1, knots + 1)])
