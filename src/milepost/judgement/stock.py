"""Levels of two kinds: stocks, which move by what is added, and readings, which jump about a level."""

from dataclasses import replace

import numpy as np

from milepost.judgement.steps import Steps

REVERTING = -0.25
"""Readings take back half of each surprise at the next step (autocorrelation near -0.5); stocks keep it."""


def is_stock(steps: Steps) -> bool:
    """Whether a level (followers, subscribers) keeps its moves, as against readings such as reach."""
    if steps.under is not None:
        return False
    moves = np.diff(steps.last)
    told = moves[np.isfinite(moves)]
    if len(told) < 3:
        return True
    size = float(np.mean(np.abs(steps.last[np.isfinite(steps.last)])))
    if size <= 0 or float(np.median(np.abs(told))) <= 0.005 * size:
        return True
    spread = told - np.median(told)
    total = float(np.sum(spread**2))
    return total <= 0 or float(np.sum(spread[1:] * spread[:-1])) / total > REVERTING


def gains_of(steps: Steps) -> Steps:
    """What a stock gained in each step (the first is unknown), as steps of their own."""
    gains = np.concatenate([[np.nan], np.diff(steps.last)])
    return replace(steps, over=gains, under=None, last=gains)
