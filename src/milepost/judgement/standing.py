"""Where a figure stands against its own past: what playbook rules wait for.

A claim of the lasting-change scan makes it rising or falling. Else the last four weeks are held against the
39 before them: beyond two standard errors they are low or high.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from milepost.amount import Amount, Unit, Unknown, Why
from milepost.judgement.change import LARGEST, Change, change, least_noise, offset_on_logs, scale_of
from milepost.judgement.scan import LEAST_BEFORE, Scan, scans
from milepost.judgement.steps import WEEK, Steps, steps_of
from milepost.judgement.stock import is_stock
from milepost.judgement.verdict import Between, Movement, Value, Verdict
from milepost.period import spoken
from milepost.series import Series

NOW_WEEKS = 4
STALE_DAYS = 28
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
    lasting change, if one is claimed. A figure that adds up is told a week.
    """

    place: Place
    level: float
    low: float
    high: float
    weeks: int
    change: Change | None = None
    per_week: bool = True
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
        code = f"standing.{self.place}" + ("" if self.per_week else "_level")
        return Verdict(code, values)


def standing(series: Series, *, as_of: date | None = None) -> Standing | Unknown:
    """Where `series` stands before `as_of` (None: at its end).

    Unknown below 14 known weeks, for months, and when the last known week ended more than 28 days before. A
    stock (followers) that lies above its own past is rising, not high: it keeps what it gains.
    """
    past = series if as_of is None else series.until(as_of)
    moved = change(past)
    if isinstance(moved, Unknown):
        return moved
    steps = steps_of(past)
    if isinstance(steps, Unknown):
        return steps
    if as_of is not None and (as_of - steps.end).days > STALE_DAYS:
        return Unknown(f"The figures end on {spoken(steps.end)}, which is too long ago.", Why.TOO_LITTLE)
    values, relative = scale_of(steps)
    found = [
        scan for scan in scans(values, least_noise(values, relative=relative)) if scan.length == NOW_WEEKS
    ]
    if not found:
        return Unknown(
            f"Fewer than {LEAST_BEFORE} weeks before the last {NOW_WEEKS} are known.", Why.TOO_LITTLE
        )
    scan = found[0]
    stock = not series.adds and is_stock(steps)
    low, level, high = _figures(scan, steps, relative=relative)
    return Standing(
        place=_place(scan, moved, stock=stock),
        level=level,
        low=low,
        high=high,
        weeks=scan.before,
        change=None if moved.movement is Movement.NO_CHANGE else moved,
        per_week=series.adds and series.under is None and steps.days == WEEK,
        unit=series.unit,
        currency=series.currency,
    )


def _place(scan: Scan, moved: Change, *, stock: bool) -> Place:
    if moved.movement is Movement.RISE:
        return Place.RISING
    if moved.movement is Movement.FALL:
        return Place.FALLING
    if abs(scan.shift) <= BEYOND * scan.error:
        return Place.USUAL
    if scan.shift > 0:
        return Place.RISING if stock else Place.HIGH
    return Place.FALLING if stock else Place.LOW


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
