"""Share of voice: the own brand's part of all that was counted of a named set of brands, by one source.

The set is part of the figure. Where it changes between two periods the two are not compared: a share that
grew because a rival is no longer watched is no share that grew.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log

import numpy as np

from milepost.amount import Unknown, Why
from milepost.judgement.competitors.noise import HELD, INSIDE
from milepost.judgement.quantiles import t_quantile
from milepost.judgement.shares import wilson
from milepost.language import gettext_lazy
from milepost.period import Period

SPREAD = 2.0
"""Mentions come in bursts: the usual variance of a share of them is twice that of independent ones."""

WEEK = 7
LEAST_WEEKS = 8
LEAST = 20
EXPECTED = 10.0
"""A brand of which so many mentions were to be expected, and none came, is no longer watched."""


@dataclass(frozen=True, slots=True)
class Heard:
    """`count` mentions (or interactions) of one brand on a day; `name` is as the set calls it."""

    name: str
    own: bool
    day: date
    count: int


@dataclass(frozen=True, slots=True)
class Voice:
    """The own share (0 to 1) with its 95 %, of `total` in the `period`, among the brands of `counts`."""

    share: float
    low: float
    high: float
    own: str
    total: int
    counts: Mapping[str, int]
    period: Period

    @property
    def brands(self) -> tuple[str, ...]:
        """The set: the own brand first, the others by how often they were counted."""
        others = sorted((name for name in self.counts if name != self.own), key=lambda n: -self.counts[n])
        return (self.own, *others)


@dataclass(frozen=True, slots=True)
class Moved:
    """The share of a period against that of the one before; `clear` where chance alone would not do it."""

    before: Voice
    now: Voice
    change: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval of the change leaves zero out."""
        return self.low > 0 or self.high < 0


def voice(heard: Sequence[Heard], period: Period) -> Voice | Unknown:
    """The own share in a period. Unknown without the own brand, without a rival, or with next to nothing."""
    some = [one for one in heard if one.day in period and one.count > 0]
    names = Counter[str]()
    for one in some:
        names[one.name] += one.count
    own = next((one.name for one in heard if one.own), None)
    if own is None:
        return Unknown(gettext_lazy("the source does not count your own brand"), Why.NOT_REPORTED)
    total = names.total()
    if not any(name != own for name in names):
        return Unknown(
            gettext_lazy("the source counts no other brand; a share needs a set of rivals"), Why.NOT_REPORTED
        )
    if total < LEAST:
        return Unknown(
            gettext_lazy("only {total} in these days; {needed} are needed", total=total, needed=LEAST),
            Why.TOO_LITTLE,
        )
    counts = {name: names[name] for name in (own, *(n for n in names if n != own))}
    share = counts[own] / total
    low, high = _ends(some, period, share, total)
    return Voice(share, low, high, own, total, counts, period)


def moved(before: Voice, now: Voice) -> Moved | Unknown:
    """The change between two periods of one set. Unknown where the set changed: that is a break."""
    gone = _no_longer(before, now)
    new = _no_longer(now, before)
    if gone or new:
        return Unknown(_set_changed(", ".join(new), ", ".join(gone)))
    change = now.share - before.share
    low = change - ((now.share - now.low) ** 2 + (before.high - before.share) ** 2) ** 0.5
    high = change + ((now.high - now.share) ** 2 + (before.share - before.low) ** 2) ** 0.5
    return Moved(before, now, change, low, high)


def _set_changed(new: str, gone: str) -> str:
    if new and gone:
        return gettext_lazy(
            "the set changed ({new} joined and {gone} left), so the two shares are not compared",
            new=new,
            gone=gone,
        )
    if new:
        return gettext_lazy("the set changed ({new} joined), so the two shares are not compared", new=new)
    return gettext_lazy("the set changed ({gone} left), so the two shares are not compared", gone=gone)


@dataclass(frozen=True, slots=True)
class Part:
    """One brand's total of what is shared out, with the standard error of its logarithm (None: not known)."""

    name: str
    own: bool
    total: float
    error: float | None


def share_of_totals(parts: Sequence[Part], period: Period) -> Voice | Unknown:
    """The own part of totals that each have their own noise, such as public interactions."""
    own = next((part for part in parts if part.own), None)
    total = sum(part.total for part in parts)
    if own is None or len(parts) < 2:
        return Unknown(gettext_lazy("a share needs your own brand and a rival"), Why.NOT_REPORTED)
    if total < LEAST:
        return Unknown(
            gettext_lazy("only {total:g} in these days; {needed} are needed", total=total, needed=LEAST),
            Why.TOO_LITTLE,
        )
    counts = {part.name: int(part.total) for part in (own, *(part for part in parts if not part.own))}
    others = total - own.total
    share = own.total / total
    low, high = 0.0, 1.0
    if 0 < share < 1 and all(part.error is not None for part in parts):
        spread = (own.error or 0) ** 2
        spread += sum(((part.error or 0) * part.total / others) ** 2 for part in parts if not part.own)
        reach = spread**0.5 * t_quantile(HELD, INSIDE)
        odds = log(share / (1 - share))
        low, high = 1 / (1 + exp(reach - odds)), 1 / (1 + exp(-reach - odds))
    return Voice(share, low, high, own.name, int(total), counts, period)


def _no_longer(one: Voice, other: Voice) -> list[str]:
    """Brands of one period that were to be expected in the other, and are not there."""
    scale = other.total / one.total
    return [
        name for name, count in one.counts.items() if not other.counts.get(name) and count * scale >= EXPECTED
    ]


def _ends(some: Sequence[Heard], period: Period, share: float, total: int) -> tuple[float, float]:
    """The 95 % of the share, on the scale of log odds; by weeks, or by days in short periods."""
    if not 0 < share < 1:
        low, high = wilson(share, max(round(total / SPREAD), 1))
        return min(low, share), max(high, share)  # the last digit of a float may lie on the wrong side
    size = WEEK if period.days >= WEEK * LEAST_WEEKS else 1
    count = -(-period.days // size)
    own, all_ = np.zeros(count), np.zeros(count)
    for one in some:
        at = (one.day - period.start).days // size
        all_[at] += one.count
        own[at] += one.count if one.own else 0
    freedom = float(max(int(np.sum(all_ > 0)) - 1, 0))
    away = (own - share * all_) / total
    within = (freedom + 1) / freedom * float(away @ away) if freedom else 0.0
    usual = SPREAD * share * (1 - share) / total
    error = ((freedom * within + HELD * usual) / (freedom + HELD)) ** 0.5
    reach = error / (share * (1 - share)) * t_quantile(freedom + HELD, INSIDE)
    odds = log(share / (1 - share))
    return tuple(1 / (1 + exp(-at)) for at in (odds - reach, odds + reach))  # type: ignore[return-value]
