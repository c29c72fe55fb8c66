"""Where a total should be by now, by the brand's own ramp and weekdays instead of a straight line."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from milepost.amount import Amount, Unit, Unknown, Why
from milepost.judgement.days import known_days, last_known_end
from milepost.judgement.steps import Steps, steps_of
from milepost.judgement.verdict import Value, Verdict, rounded
from milepost.language import gettext_lazy
from milepost.period import Period, spoken
from milepost.series import Floats, Series

YEAR = 364
WEEKS_OF_SEASON = 3
ON_PACE = 0.05


@dataclass(frozen=True, slots=True)
class Pace:
    """By `day` (exclusive) the total should be `expected` to reach the target; it is `actual`.

    `ahead` is actual - expected over the days that are known; negative is behind. `notes` say what the
    ramp is made of.
    """

    day: date
    expected: float
    actual: float
    ahead: float
    notes: tuple[str, ...] = ()
    target: float = 0.0
    unit: Unit = Unit.COUNT
    currency: str | None = None

    @property
    def verdict(self) -> Verdict:
        """Whether the total is ahead of its own ramp, on it (within a twentieth), or behind."""
        near = abs(self.ahead) <= ON_PACE * abs(self.expected)
        code = "on" if near else "ahead" if self.ahead > 0 else "behind"
        values: dict[str, Value] = {
            "gap": self._amount(rounded(abs(self.ahead))),
            "actual": self._amount(self.actual),
            "expected": self._amount(rounded(self.expected)),
            "target": self._amount(self.target),
            "last": self.day - timedelta(days=1),
        }
        return Verdict(f"pace.{code}", values)

    def _amount(self, value: float) -> Amount:
        return Amount(value, self.unit, self.currency)


def pace(series: Series, *, period: Period, as_of: date, target: float) -> Pace | Unknown:
    """The pace of a total towards `target` over `period`, as of the last known day before `as_of`.

    The ramp starts at the brand's usual day before the period and grows evenly to what the target
    asks for; weekdays, and with a year of history half of last year's course, shape it. Unknown days are
    left out on both sides. Unknown before the period begins and below four weeks before it.
    """
    if not series.adds or series.under is not None:
        return Unknown(
            gettext_lazy("“{name}” does not add up over days.", name=series.name), Why.DOES_NOT_ADD
        )
    past = series.until(as_of)
    told = last_known_end(past)
    so_far = None if told is None else period.until(told)
    if told is None or so_far is None:
        return Unknown(
            gettext_lazy("Nothing is known yet of the days from {day}.", day=spoken(period.start)),
            Why.NO_DATA,
        )
    steps = steps_of(series.until(min(period.start, as_of)))
    if isinstance(steps, Unknown):
        return steps
    course, notes = _course(past, period, steps, target)
    days = known_days(past, so_far).over
    good = np.isfinite(days)
    expected = float(course[: len(days)][good].sum())
    actual = float(days[good].sum())
    return Pace(
        day=so_far.end,
        expected=expected,
        actual=actual,
        ahead=actual - expected,
        notes=(*steps.notes, *notes),
        target=target,
        unit=series.unit,
        currency=series.currency,
    )


def _course(past: Series, period: Period, steps: Steps, target: float) -> tuple[Floats, tuple[str, ...]]:
    """What each day of the period should bring, adding up to the target."""
    weekdays = np.resize(np.roll(steps.profile, -period.start.weekday()), period.days)
    season, notes = _season(past, period)
    shape = weekdays * season
    usual = max(steps.usual_day, 0.0)
    ramp = np.linspace(0.0, 1.0, period.days) if period.days > 1 else np.ones(1)
    flat, rising = float(shape.sum()) * usual, float((shape * ramp).sum())
    slope = (target - flat) / rising if rising > 0 else 0.0
    course = shape * (usual + slope * ramp)
    if usual <= 0 or (course < 0).any() or target <= 0:
        return shape * (target / float(shape.sum())), (
            *notes,
            gettext_lazy("The target is spread by weekdays alone."),
        )
    return course, notes


def _season(past: Series, period: Period) -> tuple[Floats, tuple[str, ...]]:
    """Half (on the log scale) of the course these weeks took a year before, smoothed over three weeks."""
    even = np.ones(period.days)
    back = timedelta(days=YEAR)
    if (
        past.span is None
        or past.span.start > period.start - back
        or period.days < 4 * 7
        or period.days > YEAR
    ):
        return even, ()
    if any(period.start - back < day < period.start for day in past.breaks):
        return even, ()
    days = known_days(past, period.a_year_before()).over
    if not np.isfinite(days).all() or days.min() < 0 or days.sum() <= 0:
        return even, ()
    width = 7 * WEEKS_OF_SEASON
    smooth = np.convolve(np.pad(days, width // 2, mode="reflect"), np.ones(width) / width, mode="valid")
    if smooth.min() <= 0:
        return even, ()
    half = np.sqrt(smooth / smooth.mean())
    return np.asarray(half / half.mean(), dtype=np.float64), (
        gettext_lazy("Half of last year's course shapes the ramp."),
    )
