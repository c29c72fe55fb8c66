"""How forecasts that were shown came out: the only ground on which new odds can be believed.

A goal counts once in each band of odds, by the first forecast that gave it such odds, so that looking every
day at one goal does not make a record. Its 80 % range counts once, by the first forecast of all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from milepost.amount import Amount, Unit, Unknown, Why
from milepost.judgement.verdict import Between, Value, Verdict
from milepost.language import gettext_lazy

EDGES = (0.0, 0.1, 0.3, 0.7, 0.9, 1.0)
ENOUGH = 5
"""Below five goals a share says nothing, and is not said."""

STRANGE = 0.05
"""A band is called off when what came would be rarer than this had its odds been right."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A forecast whose time has come. `key` is the goal in the version that was forecast, `day` when.

    `low` .. `high` was the 80 % range, `came` the figure in the end.
    """

    key: str
    day: date
    probability: float
    low: float
    high: float
    came: float
    met: bool

    @property
    def held(self) -> bool:
        """Whether the range held what came."""
        return self.low <= self.came <= self.high


@dataclass(frozen=True, slots=True)
class Band:
    """Of `goals` given odds between `low` and `high`, `met` were met; `meant` is the mean of those odds."""

    low: float
    high: float
    goals: int
    met: int
    meant: float

    def holds(self, probability: float) -> bool:
        """Whether such odds fall into this band."""
        return self.low <= probability < self.high or (self.high == 1.0 and probability == 1.0)

    @property
    def verdict(self) -> Verdict:
        """What the band says to somebody who is given such odds now."""
        odds = Between(Amount(self.low, Unit.SHARE), Amount(self.high, Unit.SHARE))
        values: dict[str, Value] = {"odds": odds, "goals": self.goals, "met": self.met}
        if self.goals == 0:
            return Verdict("track_record.none_yet", values)
        if self.goals < ENOUGH:
            return Verdict("track_record.too_few", values)
        if not self._strange():
            return Verdict("track_record.as_said", values)
        too_high = self.met < self.meant * self.goals
        return Verdict("track_record.too_hopeful" if too_high else "track_record.too_careful", values)

    def _strange(self) -> bool:
        from scipy.special import bdtr  # slow to import, and a young record has nothing to test

        count = self.met if self.met < self.meant * self.goals else self.goals - self.met
        chance = self.meant if self.met < self.meant * self.goals else 1 - self.meant
        return float(bdtr(count, self.goals, chance)) < STRANGE / 2


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """All bands of odds; of `goals`, the first 80 % range `held` what came; `brier` scores first odds."""

    bands: tuple[Band, ...]
    goals: int
    held: int
    brier: float

    def band(self, probability: float) -> Band:
        """The band into which such odds fall."""
        return next(band for band in self.bands if band.holds(probability))

    @property
    def verdict(self) -> Verdict:
        """What the whole record says."""
        code = "ranges" if self.goals >= ENOUGH else "few_ranges"
        return Verdict(f"track_record.{code}", {"goals": self.goals, "held": self.held})


def track_record(scored: Sequence[Scored]) -> TrackRecord | Unknown:
    """The record of forecasts that have come due. Unknown while none has."""
    if not scored:
        return Unknown(gettext_lazy("No goal that was given odds has come due yet."), Why.TOO_LITTLE)
    ordered = sorted(scored, key=lambda one: (one.day, one.key))
    firsts = _first_of_each(ordered)
    bands = []
    for low, high in pairwise(EDGES):
        empty = Band(low, high, 0, 0, 0.0)
        inside = _first_of_each(one for one in ordered if empty.holds(one.probability))
        n = len(inside)
        meant = sum(one.probability for one in inside) / n if n else 0.0
        bands.append(Band(low, high, n, sum(one.met for one in inside), meant))
    return TrackRecord(
        bands=tuple(bands),
        goals=len(firsts),
        held=sum(one.held for one in firsts),
        brier=sum((one.probability - one.met) ** 2 for one in firsts) / len(firsts),
    )


def _first_of_each(ordered: Iterable[Scored]) -> list[Scored]:
    first: dict[str, Scored] = {}
    for one in ordered:
        first.setdefault(one.key, one)
    return list(first.values())
