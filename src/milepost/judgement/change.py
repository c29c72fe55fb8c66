"""Whether a figure has moved to a new level, and which single days merely jumped.

The claim of a lasting change is made by one scan only (see `scan`). Of the detectors that were tried on real
series it alone stayed below one false alarm a KPI and year while seeing most falls of 40 %. Single days far
from their week are spikes: listed, and never called a level.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from milepost.amount import Amount, Unit, Unknown, Why
from milepost.judgement.forecast import offset_of
from milepost.judgement.scan import (
    BEFORE,
    LEAST_BEFORE,
    LEAST_NOISE,
    LONGEST,
    REACH,
    SHORTEST,
    Scan,
    best,
    scans,
)
from milepost.judgement.spikes import spikes
from milepost.judgement.steps import WEEK, Steps, steps_of
from milepost.judgement.verdict import Move, Movement, Value, Verdict, rounded
from milepost.language import gettext_lazy
from milepost.series import Floats, Series

FALSE_ALARMS_A_YEAR = 0.6
"""Of a KPI without any lasting change, looked at every week: measured on real series (docs/judgement.md)."""

RESTLESS = 2.0
"""From +200 % on, a smallest visible change says more as a multiple than in percent."""

NOTHING = 0.02
"""Of the other level: below, a figure has begun or ended, and a multiple of nothing says nothing."""

MOSTLY_NOTHING = 0.25
"""Of the other level, by their means: above, single weeks of the quiet side were as busy."""

LARGEST = 20.0
"""Logs beyond this are not turned back into shares."""


@dataclass(frozen=True, slots=True)
class Effect:
    """The relative change of the level (0.2 is +20 %): `low` .. `high` holds it with 80 %.

    Figures that go below zero have no relative change; theirs is in their own unit (`relative` is False).
    """

    low: float
    mid: float
    high: float
    relative: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """`movement` rise or fall comes with its `effect` and the day `since` which it holds.

    `spikes` are single days (or weeks) that jumped. `smallest_visible_change` is the relative shift that
    would be seen within eight weeks in four of five cases; None where the figures go below zero. `weeks` is
    how many known weeks the last ones were held against. `from_nothing` says that most of these weeks
    held next to nothing, or the new ones do; then `level`, a week before or since, tells more than a
    multiple.
    """

    movement: Movement
    effect: Effect | None
    spikes: tuple[date, ...]
    smallest_visible_change: float | None
    since: date | None
    notes: tuple[str, ...] = ()
    weeks: int = BEFORE
    unit: Unit = Unit.COUNT
    currency: str | None = None
    from_nothing: bool = False
    level: float | None = None

    @property
    def verdict(self) -> Verdict:
        """What to tell: the size of a claim, else how large a change must be to be seen."""
        if self.effect is None or self.since is None:
            return self._quiet
        if self.from_nothing and self.level is not None:
            known: dict[str, Value] = {"since": self.since, "weeks": self.weeks}
            code = "change.began" if self.movement is Movement.RISE else "change.ended"
            return Verdict(code, known | {"level": Amount(rounded(self.level, 2), self.unit, self.currency)})
        ends = sorted((self.effect.low, self.effect.high), key=abs)
        size, least, most = (self._size(value) for value in (self.effect.mid, *ends))
        code = f"change.{self.movement}" if self.effect.relative else f"change.{self.movement}_by"
        values: dict[str, Value] = {"least": least, "most": most, "since": self.since, "weeks": self.weeks}
        return Verdict(code, values | {"size": size})

    @property
    def trust(self) -> Verdict:
        """How often such a claim is false: the sentence that belongs beside it."""
        return Verdict("change.trust", {"alarms": round(3 * FALSE_ALARMS_A_YEAR)})

    @property
    def _quiet(self) -> Verdict:
        visible = self.smallest_visible_change
        if visible is None:
            return Verdict("change.no_change_in_units", {"weeks": self.weeks})
        if visible >= RESTLESS:
            return Verdict("change.restless", {"times": round(visible + 1)})
        return Verdict(
            "change.no_change", {"visible": Amount(round(visible, 2), Unit.SHARE), "weeks": self.weeks}
        )

    def _size(self, value: float) -> Value:
        """A relative effect as a move; one in the figure's own unit as an amount without its sign."""
        if self.effect is not None and self.effect.relative:
            return Move(value)
        return Amount(abs(value), self.unit, self.currency)


def change(series: Series, *, as_of: date | None = None) -> Change | Unknown:
    """Whether the level of `series` has changed for good within its last eight weeks (before `as_of`).

    Needs 14 known weeks since the last change of meaning; months tell too little.
    """
    past = series if as_of is None else series.until(as_of)
    steps = steps_of(past)
    if isinstance(steps, Unknown):
        return steps
    if steps.days != WEEK:
        return Unknown(
            gettext_lazy(
                "It is known by month only, and a change is looked for in weeks; export it by day or week."
            ),
            Why.WRONG_GRAIN,
        )
    values, relative = scale_of(steps)
    told = int(np.isfinite(values[-BEFORE - LONGEST :]).sum())
    if told < LEAST_BEFORE + SHORTEST:
        return Unknown(
            gettext_lazy(
                "Only {count} weeks are known; {needed} are needed.",
                count=told,
                needed=LEAST_BEFORE + SHORTEST,
            ),
            Why.TOO_LITTLE,
        )
    found = scans(values, least_noise(values, relative=relative))
    if not found:
        return Unknown(gettext_lazy("Too many of the last weeks are unknown."), Why.TOO_LITTLE)
    claim = best(found, values)
    visible = min(scan.visible for scan in found)
    turn = None if claim is None else _turn(steps, claim)
    if turn is not None and turn.weeks == 0:
        claim, turn = None, None  # it was a burst, and it is over
    length = 0 if claim is None else claim.length if turn is None else turn.weeks
    return Change(
        movement=_movement(claim),
        effect=None if claim is None else _effect(claim, relative=relative),
        spikes=spikes(past),
        smallest_visible_change=float(np.expm1(min(visible, LARGEST))) if relative else None,
        since=None if claim is None else steps.end - timedelta(days=WEEK * length),
        notes=steps.notes,
        weeks=found[-1].before if claim is None else claim.before,
        unit=series.unit,
        currency=series.currency,
        from_nothing=turn is not None,
        level=None if turn is None else turn.level,
    )


@dataclass(frozen=True, slots=True)
class _Turn:
    """A total that began or ended: its mean week on the busy side, and how many weeks ago it turned."""

    level: float
    weeks: int


def _turn(steps: Steps, claim: Scan) -> _Turn | None:
    """Whether one side of the claim is next to nothing. A burst that is over has turned no weeks ago."""
    if steps.under is not None:
        return None
    now, before = steps.over[-claim.length :], steps.over[-claim.length - BEFORE : -claim.length]
    usual, new = float(np.nanmedian(before)), float(np.nanmedian(now))
    if min(usual, new) < 0 or min(usual, new) > NOTHING * max(usual, new):
        return None
    quiet, loud = sorted((float(np.nanmean(before)), float(np.nanmean(now))))
    if quiet > MOSTLY_NOTHING * loud:  # rare events: most weeks hold none, and always did
        return None
    busy = np.nan_to_num(steps.over[-claim.length - BEFORE :]) > NOTHING * max(usual, new)
    level = float(np.nanmean(now if new > usual else before))
    return _Turn(level, _trailing(busy if new > usual else ~busy))


def _trailing(true: NDArray[np.bool_]) -> int:
    """How many of the last weeks lie after the last two in a row that are false."""
    pairs = np.flatnonzero(~true[1:] & ~true[:-1])
    return len(true) if not pairs.size else len(true) - 2 - int(pairs[-1])


def scale_of(steps: Steps) -> tuple[Floats, bool]:
    """Weekly logs, or plain figures where some are below zero (then the second answer is False)."""
    values = steps.values
    if float(np.nanmin(values)) < 0:
        return values, False
    return np.log(values + offset_on_logs(steps)), True


def offset_on_logs(steps: Steps) -> float:
    """What is added to each figure before its log is taken."""
    if steps.under is None:
        return offset_of(steps.over)
    usual = float(np.nanmean(np.where(steps.under > 0, steps.under, np.nan)))
    return offset_of(steps.over) / usual


def least_noise(values: Floats, *, relative: bool) -> float:
    """2 % of the level; on logs that is 0.02, on plain figures 2 % of their usual size."""
    if relative:
        return LEAST_NOISE
    return max(LEAST_NOISE * float(np.nanmean(np.abs(values[-BEFORE - LONGEST :]))), 1e-300)


def _movement(claim: Scan | None) -> Movement:
    if claim is None:
        return Movement.NO_CHANGE
    return Movement.RISE if claim.shift > 0 else Movement.FALL


def _effect(scan: Scan, *, relative: bool) -> Effect:
    low, mid, high = (scan.shift + factor * scan.unsure for factor in (-REACH, 0.0, REACH))
    if not relative:
        return Effect(low, mid, high, relative=False)
    low, mid, high = (float(np.expm1(min(value, LARGEST))) for value in (low, mid, high))
    return Effect(low, mid, high)
