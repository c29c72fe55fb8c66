"""Whether figures look like a stock (how many there are) or a flow (how many came), from the figures alone.

No absolute size counts, so ten times the figures give the same answer.
"""

import itertools
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from milepost.language import gettext_lazy

ENOUGH: Final = 8
"""A series of fewer figures shows a stock only when it creeps upwards, and never shows a flow."""

STILL, SMALL, CREEP = 0.02, 0.10, 0.05
"""Steps as shares of the figures: those of a stock whatever they do, of one that drifts, of a short one."""

_ZEROS: Final = 0.1
_STRAY: Final = re.compile(r"[^\d.,+()-]")
_THOUSANDS: Final = re.compile(r"[.,](?=\d{3}(\D|$))")


@dataclass(frozen=True, slots=True)
class Looks:
    """What a metric's figures look like and why; `stock` is None when they are too few to tell."""

    stock: bool | None
    because: str


def looks_of(series: Sequence[Sequence[float]]) -> Looks:
    """What the series of one metric (one for each channel, in the order of time) look like together.

    The answer is that of most figures.
    """
    told = [(len(values), looks) for values in series if (looks := _looks(values)).stock is not None]
    if not told:
        return Looks(
            stock=None,
            because=gettext_lazy("{n} figures are too few to tell", n=max(map(len, series), default=0)),
        )
    for_stock = sum(count if looks.stock else -count for count, looks in told)
    side = [pair for pair in told if pair[1].stock is (for_stock > 0)]
    return max(side, key=lambda pair: pair[0])[1]


def amount(cell: str) -> float | None:
    """The figure of a cell, None where it says none; dots and commas before three digits mark thousands."""
    text = _THOUSANDS.sub("", _STRAY.sub("", cell)).replace(",", ".")
    try:
        return -float(text.strip("()")) if text.startswith("(") else float(text)
    except ValueError:
        return None


def _looks(values: Sequence[float]) -> Looks:
    if min(values, default=0) < 0:
        return Looks(stock=False, because=gettext_lazy("some of its figures are below zero"))
    steps = [_share(one, other) for one, other in itertools.pairwise(values)]
    if len(values) < ENOUGH:
        creeps = len(values) >= 3 and _rises(values) and 0 < max(steps) <= CREEP
        return (
            Looks(stock=True, because=gettext_lazy("its figures rise by {share} each", share=_percent(steps)))
            if creeps
            else Looks(stock=None, because="")
        )
    if sum(value == 0 for value in values) > _ZEROS * len(values):
        return Looks(stock=False, because=gettext_lazy("its figures are often zero"))
    if _rises(values) and sum(step > 0 for step in steps) >= ENOUGH - 1:
        return Looks(stock=True, because=gettext_lazy("its figures rise and never fall"))
    wide = statistics.quantiles(steps, n=4)[2]  # three steps in four are no wider
    if wide < STILL or (wide < SMALL and _drifts(values)):
        return Looks(
            stock=True,
            because=gettext_lazy("its figures move by {share} from one to the next", share=_percent(steps)),
        )
    return Looks(
        stock=False,
        because=gettext_lazy(
            "its figures go up and down by {share} from one to the next", share=_percent(steps)
        ),
    )


def _share(one: float, other: float) -> float:
    larger = max(one, other)
    return abs(one - other) / larger if larger else 0.0


def _rises(values: Sequence[float]) -> bool:
    return all(one <= other for one, other in itertools.pairwise(values))


def _drifts(values: Sequence[float]) -> bool:
    """Von Neumann's ratio below 1: it is about 2 for figures that know nothing of the one before."""
    mean = statistics.fmean(values)
    spread = sum((value - mean) ** 2 for value in values)
    return sum((other - one) ** 2 for one, other in itertools.pairwise(values)) < spread


def _percent(steps: Sequence[float]) -> str:
    typical = statistics.median(steps)
    return f"{100 * typical:.1f} %" if typical < 0.095 else f"{100 * typical:.0f} %"
