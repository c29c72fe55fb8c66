"""Where a figure stands before a goal begins: its usual level, with the uncertainty of that level."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from milepost.amount import Amount, Unit, Unknown, Why
from milepost.judgement.forecast import forecast_sum
from milepost.judgement.level import WINDOW, forecast_level
from milepost.judgement.quantiles import INSIDE, t_quantile
from milepost.judgement.steps import WEEK, Steps, steps_of
from milepost.judgement.stock import is_stock
from milepost.judgement.verdict import Between, Value, Verdict, rounded
from milepost.language import gettext_lazy
from milepost.period import spoken
from milepost.series import Floats, Series

MOST_WEEKS, USUAL_WEEKS, LEAST_WEEKS = 13, 8, 4
MOST_MONTHS = 6
STALE_DAYS = 91
LATE_DAYS = 7


@dataclass(frozen=True, slots=True)
class Baseline:
    """`value` within `low` .. `high` (80 %), from `weeks` known weeks between `first` and `end` (exclusive).

    Of a total it is the amount to expect in `per_days` days, of a level or ratio the level itself
    (`per_days` is None). `coming` is where that amount, or the level of the next 28 days, would lie (80 %) if
    nobody did anything new: far wider, for levels wander.
    """

    low: float
    value: float
    high: float
    weeks: int
    first: date
    end: date
    per_days: float | None
    notes: tuple[str, ...] = ()
    coming: tuple[float, float] | None = None
    unit: Unit = Unit.COUNT
    currency: str | None = None

    @property
    def verdict(self) -> Verdict:
        """The usual level and from which windows; what the next one may bring by itself."""
        values: dict[str, Value] = {
            "value": self._amount(rounded(self.value)),
            "around": self._between(self.low, self.high),
            "weeks": str(self.weeks),
            "first": self.first,
            "last": self.end - timedelta(days=1),
        }
        code = "level"
        if self.per_days is not None:
            code = "total"
            values["days"] = str(round(self.per_days))
        if self.weeks < USUAL_WEEKS:
            code = f"few_{code}"
        elif self.low == self.high and self.per_days is None:
            code = "stock"
        elif self.coming is not None:
            code = f"coming_{code}"
            values["coming"] = self._between(*self.coming)
        return Verdict(f"baseline.{code}", values)

    def _amount(self, value: float) -> Amount:
        return Amount(value, self.unit, self.currency)

    def _between(self, low: float, high: float) -> Between:
        return Between(self._amount(low), self._amount(high))


def baseline(series: Series, *, start: date, days: int | None) -> Baseline | Unknown:
    """The usual level of `series` before `start`, from its last 13 whole weeks (or 6 months) at most.

    `days` is the length to which a total is brought (None: one week). Days from `start` on are never looked
    at, nor days before the last change of meaning. Unknown below four known weeks (three months), and
    when the last known day lies more than 91 days back.
    """
    steps = steps_of(series.until(start))
    if isinstance(steps, Unknown):
        return steps
    late = (start - steps.end).days
    if late > STALE_DAYS:
        return Unknown(
            gettext_lazy(
                "The figures end on {day}, {days} days before {start}.",
                day=spoken(steps.end),
                days=late,
                start=spoken(start),
            ),
            Why.TOO_LITTLE,
        )
    count = MOST_WEEKS if steps.days == WEEK else MOST_MONTHS
    recent = steps.values[-count:]
    told = np.isfinite(recent)
    if told.sum() < LEAST_WEEKS and not (steps.days != WEEK and told.sum() >= LEAST_WEEKS - 1):
        return Unknown(
            gettext_lazy(
                "Only {count} of the last {weeks} weeks are known.", count=int(told.sum()), weeks=len(recent)
            ),
            Why.TOO_LITTLE,
        )
    per_days = float(days or WEEK) if series.adds and series.under is None else None
    low, value, high = _level(series, steps, count)
    scale = 1.0 if per_days is None else per_days / steps.days
    return Baseline(
        low=low * scale,
        value=value * scale,
        high=high * scale,
        weeks=round(int(told.sum()) * steps.days / WEEK),
        first=steps.end - timedelta(days=round(len(recent) * steps.days)),
        end=steps.end,
        per_days=per_days,
        notes=_notes(steps, recent, late),
        coming=_coming(series.until(start), days),
        unit=series.unit,
        currency=series.currency,
    )


def _coming(series: Series, days: int | None) -> tuple[float, float] | None:
    """Where the next window would lie by itself (80 %)."""
    if series.adds and series.under is None:
        draws = forecast_sum(series, days=days or WEEK)
    else:
        draws = forecast_level(series, days_ahead=WINDOW)
    if isinstance(draws, Unknown):
        return None
    low, high = draws.quantiles((1 - INSIDE) / 2, (1 + INSIDE) / 2)
    return low, high


_UNKNOWN_WEEKS = gettext_lazy("{n} of these {all} weeks are unknown and left out.")
_UNKNOWN_MONTHS = gettext_lazy("{n} of these {all} months are unknown and left out.")
_FEW_WEEKS = gettext_lazy("Only {n} weeks are known; {weeks} weeks or more are usual.")
_FEW_MONTHS = gettext_lazy("Only {n} months are known; {weeks} weeks or more are usual.")


def _notes(steps: Steps, recent: Floats, late: int) -> tuple[str, ...]:
    notes = list(steps.notes)
    told = int(np.isfinite(recent).sum())
    weekly = steps.days == WEEK
    if told < len(recent):
        words = _UNKNOWN_WEEKS if weekly else _UNKNOWN_MONTHS
        notes.append(words.format(n=len(recent) - told, all=len(recent)))
    elif told * steps.days < USUAL_WEEKS * WEEK:
        words = _FEW_WEEKS if weekly else _FEW_MONTHS
        notes.append(words.format(n=told, weeks=USUAL_WEEKS))
    if late > LATE_DAYS:
        notes.append(
            gettext_lazy(
                "The last known day is {day}, {days} days before the start.",
                day=steps.end - timedelta(days=1),
                days=late,
            )
        )
    return tuple(notes)


def _level(series: Series, steps: Steps, count: int) -> tuple[float, float, float]:
    """(low, value, high) of one step."""
    if steps.under is not None:
        return ratio_level(steps.over[-count:], steps.under[-count:])
    if not series.adds and is_stock(steps):
        last = float(steps.last[np.isfinite(steps.last)][-1])
        return last, last, last
    return mean_level(steps.over[-count:])


def mean_level(values: Floats) -> tuple[float, float, float]:
    """Mean and 80 % interval of totals a step, by quasi-Poisson: the dispersion is that between steps."""
    told = values[np.isfinite(values)]
    n, mean = len(told), float(told.mean())
    error = float(told.std(ddof=1) / np.sqrt(n))
    t = t_quantile(n - 1)
    if told.min() < 0:
        return mean - t * error, mean, mean + t * error
    if mean == 0:
        return 0.0, 0.0, _none_seen(n)
    factor = float(np.exp(min(t * error / mean, 50.0)))
    return mean / factor, mean, mean * factor


def ratio_level(over: Floats, under: Floats) -> tuple[float, float, float]:
    """Ratio of sums with an 80 % interval from the spread of the steps, never from binomial noise."""
    told = np.isfinite(over) & np.isfinite(under)
    upper, lower = over[told], under[told]
    n, total = len(upper), float(lower.sum())
    value = float(upper.sum()) / total
    left = upper - value * lower
    error = float(np.sqrt(n / (n - 1) * np.sum(left**2))) / total
    t = t_quantile(n - 1)
    if value <= 0 or upper.min() < 0:
        high = _none_seen(1) / total if value == 0 and not left.any() else value + t * error
        return (0.0 if value == 0 else value - t * error), value, high
    factor = float(np.exp(min(t * error / value, 50.0)))
    return value / factor, value, value * factor


def _none_seen(steps: int) -> float:
    """The rate a step that would show nothing in `steps` steps in one case of ten."""
    return float(-np.log((1 - INSIDE) / 2)) / steps
