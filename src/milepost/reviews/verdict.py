"""What a decision brought: what happened, held against the forecast made before."""

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np

from milepost.amount import Unknown, Why
from milepost.judgement.attainability import silent
from milepost.judgement.days import known_days, last_known_end
from milepost.judgement.forecast import Draws, forecast_window
from milepost.judgement.level import forecast_level
from milepost.judgement.steps import steps_of
from milepost.judgement.stock import is_stock
from milepost.language import gettext_lazy
from milepost.period import Period, spoken
from milepost.reviews.decision import Decision, Finding, Foreseen, Outcome, Shape, quantiles_of
from milepost.series import Series

ENOUGH = 0.8
"""Of a ratio's or reading's days that have to be known; a sum needs them all."""

STOCK_LATE = timedelta(days=7)
"""A stock that was counted within a week before the check stands for it."""


def foresee(series: Series, *, made: date, check: date, stock: bool = True) -> Foreseen | Unknown:
    """What the KPI brings from `made` to `check` (exclusive) by itself, going by what is known before.

    `stock`: of a level that was counted, its last count is meant; of a reading the mean over those days.
    """
    past = series.until(made)
    told = last_known_end(past)
    if told is None:
        return Unknown(gettext_lazy("no figures are known before the decision"), Why.NO_DATA)
    if (quiet := silent(past, told, made)) is not None:
        return quiet
    shape = _shape(past, stock=stock)
    if isinstance(shape, Unknown):
        return shape
    drawn = _drawn(past, shape, made, check)
    if isinstance(drawn, Unknown):
        return drawn
    quantiles = quantiles_of(drawn.totals)
    unit = series.unit
    return Foreseen(shape, made, check, quantiles, drawn.history_days, told, unit, series.currency)


def _shape(past: Series, *, stock: bool) -> Shape | Unknown:
    if past.under is not None:
        return Shape.RATIO
    if past.adds:
        return Shape.SUM
    steps = steps_of(past)
    if isinstance(steps, Unknown):
        return steps
    return Shape.LAST if stock and is_stock(steps) else Shape.MEAN


def _drawn(past: Series, shape: Shape, made: date, check: date) -> Draws | Unknown:
    if shape is Shape.SUM:
        return forecast_window(past, start=made, end=check)
    steps = steps_of(past)
    if isinstance(steps, Unknown):
        return steps
    return forecast_level(past, days_ahead=(check - steps.end).days, window_days=(check - made).days)


def outcome_of(
    decision: Decision, series: Series | Unknown, *, as_of: date, others: Iterable[Decision] = ()
) -> Outcome:
    """The verdict on a decision by what is known on `as_of`; `others` are the brand's other decisions."""
    beside = tuple(sorted(other.id for other in others if decision.overlaps(other)))
    if as_of < decision.check:
        return Outcome(Finding.NOT_DUE, as_of, beside=beside)
    foreseen = decision.foreseen
    if foreseen is None:
        return Outcome(Finding.UNKNOWN, as_of, because=decision.untold, beside=beside)
    target = foreseen.target(decision.expected)
    came = series if isinstance(series, Unknown) else happened(series.until(as_of), foreseen)
    if isinstance(came, Unknown):
        waits = came.why is Why.NOT_FINAL
        because = came.because
        return Outcome(Finding.UNKNOWN, as_of, target=target, because=because, beside=beside, waits=waits)
    upward = decision.expected.upward
    reached = came >= target if upward else came <= target
    return Outcome(_finding(foreseen, came, upward=upward), as_of, came, target, reached, beside=beside)


def _finding(foreseen: Foreseen, came: float, *, upward: bool) -> Finding:
    low, high = foreseen.range
    if low <= came <= high:
        return Finding.WITHIN
    return Finding.BETTER if (came > high) is upward else Finding.WORSE


def happened(series: Series, foreseen: Foreseen) -> float | Unknown:
    """The same figure as was forecast, measured; unknown while its days are not all there."""
    window = Period(foreseen.start, foreseen.end)
    broken = [day for day in series.breaks if foreseen.told <= day < foreseen.end]
    if broken:
        return Unknown(
            gettext_lazy(
                "the figure changed its meaning on {day}, so before and after do not compare",
                day=spoken(broken[0]),
            ),
            Why.NOT_SUPPORTED,
        )
    if foreseen.shape is Shape.LAST:
        return _last(series, window)
    days = known_days(series, window)
    known = np.isfinite(days.over) if days.under is None else np.isfinite(days.over) & np.isfinite(days.under)
    needed = 1.0 if foreseen.shape is Shape.SUM else ENOUGH
    if known.mean() < needed:
        return Unknown(_days_missing(int((~known).sum()), window), Why.NOT_FINAL)
    over = float(days.over[known].sum())
    if foreseen.shape is Shape.SUM:
        return over
    if foreseen.shape is Shape.MEAN or days.under is None:
        return over / int(known.sum())
    under = float(days.under[known].sum())
    return (
        Unknown(gettext_lazy("there is nothing to divide by"), Why.ZERO_UNDER) if under == 0 else over / under
    )


def _days_missing(n: int, window: Period) -> str:
    last = spoken(window.last)
    if n == 1:
        return gettext_lazy("1 of the {days} days to {last} is not known yet", days=window.days, last=last)
    return gettext_lazy(
        "{n} of the {days} days to {last} are not known yet", n=n, days=window.days, last=last
    )


def _last(series: Series, window: Period) -> float | Unknown:
    past = series.until(window.end)
    told = last_known_end(past)
    if told is None or told < window.end - STOCK_LATE:
        return Unknown(
            gettext_lazy("its level on {day} is not known yet", day=spoken(window.last)), Why.NOT_FINAL
        )
    return float(past.values[np.isfinite(past.values)][-1])
