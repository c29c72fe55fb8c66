"""Where a figure stands against its own past: what playbook rules wait for.

A claim of the lasting-change scan makes it rising or falling. Else the last four weeks are held against the
39 before them: beyond two standard errors they are low or high. Stocks (followers) are judged by what they
gain a week, for a stock that merely keeps growing is no news.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from milepost.amount import Amount, Unit, Unknown, Why
from milepost.judgement.attainability import silent
from milepost.judgement.change import LARGEST, Change, change, least_noise, offset_on_logs, scale_of
from milepost.judgement.scan import Scan, best, scans
from milepost.judgement.steps import Steps, steps_of
from milepost.judgement.stock import gains_of, is_stock
from milepost.judgement.verdict import Between, Movement, Value, Verdict
from milepost.language import gettext_lazy
from milepost.series import Series

NOW_WEEKS = 4
BEYOND = 2.0
"""Standard errors. Figures without any change are called low or high in one week of twelve."""


class Place(StrEnum):
    """What a playbook rule can wait for."""

    LOW = "low"
    USUAL = "usual"
    HIGH = "high"
    RISING = "rising"
    FALLING = "falling"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Standing:
    """`place`, by the typical week (or level) `level` of the last four weeks.

    `low` .. `high` is where four weeks usually lie, by the `weeks` known weeks before. `change` is the
    lasting change, if one is claimed. `kind` says what the three are: the amount of a week, a level, or what
    a stock gains in a week.
    """

    place: Place
    level: float
    low: float
    high: float
    weeks: int
    change: Change | None = None
    kind: str = "week"
    unit: Unit = Unit.COUNT
    currency: str | None = None

    @property
    def verdict(self) -> Verdict:
        """Where it stands, with the usual range; for a lasting change what the scan says."""
        if self.change is not None:
            return self.change.verdict
        told = (float(f"{self.level:.3g}"), self.low, self.high)
        level, low, high = (Amount(value, self.unit, self.currency) for value in told)
        values: dict[str, Value] = {"level": level, "usual": Between(low, high), "weeks": self.weeks}
        return Verdict(f"standing.{self.place}_{self.kind}", values)


def standing(series: Series, *, as_of: date | None = None) -> Standing | Unknown:
    """Where `series` stands before `as_of` (None: at its end).

    Unknown below 14 known weeks, for months, and when the last known week ended more than 28 days before.
    """
    past = series if as_of is None else series.until(as_of)
    moved = change(past)
    if isinstance(moved, Unknown):
        return moved
    steps = steps_of(past)
    if isinstance(steps, Unknown):
        return steps
    if as_of is not None and (over := silent(past, steps.end, as_of)) is not None:
        return over
    if not series.adds and is_stock(steps):
        return _standing(series, gains_of(steps), None, "gain")
    changed = None if moved.movement is Movement.NO_CHANGE else moved
    return _standing(series, steps, changed, "week" if series.adds and series.under is None else "level")


def _standing(series: Series, steps: Steps, changed: Change | None, kind: str) -> Standing | Unknown:
    values, relative = scale_of(steps)
    found = scans(values, least_noise(values, relative=relative))
    now = [scan for scan in found if scan.length == NOW_WEEKS]
    if not now:
        return Unknown(
            gettext_lazy("Too few of the weeks before the last {weeks} are known.", weeks=NOW_WEEKS),
            Why.TOO_LITTLE,
        )
    low, level, high = _figures(now[0], steps, relative=relative)
    return Standing(
        place=_place(now[0], best(found, values)),
        level=level,
        low=low,
        high=high,
        weeks=now[0].before,
        change=changed,
        kind=kind,
        unit=series.unit,
        currency=series.currency,
    )


def _place(now: Scan, claim: Scan | None) -> Place:
    if claim is not None:
        return Place.RISING if claim.shift > 0 else Place.FALLING
    if abs(now.shift) <= BEYOND * now.error:
        return Place.USUAL
    return Place.HIGH if now.shift > 0 else Place.LOW


def _figures(scan: Scan, steps: Steps, *, relative: bool) -> tuple[float, float, float]:
    """(low, level, high): the usual range of four weeks and the last four, in the figure's own unit."""
    reach = BEYOND * scan.error
    ends = (scan.usual - reach, scan.usual + scan.shift, scan.usual + reach)
    if not relative:
        return ends
    offset = offset_on_logs(steps)
    ceiling = float(np.log(np.nanmax(steps.values) + offset)) + LARGEST
    low, level, high = (max(float(np.exp(min(end, ceiling))) - offset, 0.0) for end in ends)
    return low, level, high
