"""How likely a target is: the odds, where the figure will land, and which target would be even odds."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from milepost.amount import Amount, Unit, Unknown, Why
from milepost.judgement.days import Days, known, known_days, last_known_end
from milepost.judgement.forecast import DRAWS, forecast_window
from milepost.judgement.level import WINDOW, forecast_level
from milepost.judgement.reference import Reference, noise_of, reference
from milepost.judgement.steps import steps_of
from milepost.judgement.stock import is_stock
from milepost.judgement.verdict import Better, Between, Chance, Value, Verdict, rounded
from milepost.language import gettext_lazy
from milepost.period import Grain, Period, WeekStart, month_of, split, spoken, week_of
from milepost.series import Floats, Series

LIKELY, EVEN, UNLIKELY = 0.7, 0.5, 0.3
NAMED_DAYS = 5
MONTHS_LOOKED_AT = 12
SILENCE = 28
"""Days without figures, beyond the length of one period, after which nobody can tell any more."""


@dataclass(frozen=True, slots=True)
class Odds:
    """The probability of a target, and the landing range `low` .. `median` .. `high` (10, 50 and 90 %).

    `even_odds_target` would have 50 %, `likely_target` 80 %. `reached` is the total so far, or the level now;
    `unknown_days` are days of the period before `as_of` of which nothing is known. `settled` says that
    the deadline has passed and all is known: the probability is 1.0 or 0.0. `met` (standing targets) counts
    the past periods that met it: (met, of). `reference` is None once settled.
    """

    probability: float
    low: float
    median: float
    high: float
    even_odds_target: float
    likely_target: float
    reached: float | None
    unknown_days: int
    settled: bool
    reference: Reference | None
    met: tuple[int, int] | None = None
    notes: tuple[str, ...] = ()
    target: float | None = None
    unit: Unit = Unit.COUNT
    currency: str | None = None

    @property
    def verdict(self) -> Verdict:
        """How likely the target is, where it should land, and which target would have 50 and 80 %."""
        if self.target is None:
            code = "settled_kept" if self.settled else "keeping"
            if self.settled and self.probability < EVEN:
                code = "settled_broken"
        elif self.settled:
            code = "met" if self.probability >= EVEN else "missed"
        elif self.probability >= LIKELY:
            code = "likely"
        else:
            code = "unlikely" if self.probability <= UNLIKELY else "open"
        values: dict[str, Value] = {
            "chance": Chance(self.probability),
            "range": Between(self._amount(self.low), self._amount(self.high)),
            "even": self._amount(rounded(self.even_odds_target)),
            "safe": self._amount(rounded(self.likely_target)),
        }
        if self.target is not None:
            values["target"] = self._amount(self.target)
        if self.reached is not None:
            values["reached"] = self._amount(self.reached)
        return Verdict(f"odds.{code}", values)

    def _amount(self, value: float) -> Amount:
        return Amount(value, self.unit, self.currency)


def odds_of_total(
    series: Series, *, period: Period, as_of: date, target: float, better: str, seed: int = 0
) -> Odds | Unknown:
    """The odds that the total of `period` meets `target`; days before `as_of` count as they were.

    Only the rest is forecast. Days of the period that ought to be known and are not are named in the notes,
    and the usual amount is assumed for them, with its noise; they never count as zero.
    """
    if not series.adds or series.under is not None:
        return Unknown(
            gettext_lazy("“{name}” does not add up over days; ask for its level.", name=series.name),
            Why.DOES_NOT_ADD,
        )
    if not np.isfinite(target):
        return Unknown(gettext_lazy("The target is not a number."), Why.NO_DATA)
    past = series.until(as_of)
    told = last_known_end(past)
    if told is None:
        return Unknown(
            gettext_lazy("“{name}” has no known figures before {day}.", name=series.name, day=spoken(as_of)),
            Why.NO_DATA,
        )
    so_far = period.until(told)
    gone = known_days(past, so_far).over if so_far else np.zeros(0)
    missing = np.flatnonzero(~np.isfinite(gone))
    reached = float(np.nansum(gone)) if gone.size else 0.0
    if told >= period.end and not missing.size:
        return _settled(series, reached, target, better)
    if (quiet := silent(past, told, as_of)) is not None:
        return quiet
    if missing.size > period.days / 2:
        because = gettext_lazy(
            "{count} of the {days} days from {day} are unknown.",
            count=missing.size,
            days=period.days,
            day=spoken(period.start),
        )
        return Unknown(because, Why.NOT_REPORTED)
    steps = steps_of(past)
    if isinstance(steps, Unknown):
        return steps
    totals, notes = np.full(DRAWS, reached), steps.notes
    if told < period.end:
        rest = forecast_window(past, start=max(period.start, told), end=period.end, seed=seed)
        if isinstance(rest, Unknown):
            return rest
        totals, notes = totals + rest.totals, rest.notes
    if missing.size:
        totals = totals + _made_up(steps.usual_day, missing.size, noise_of(steps), seed)
        notes = (*notes, _unknown_days(period.start, missing))
    before = _level_before(past, period)
    move = None if before is None or before <= 0 else target / (before * period.days) - 1
    odds = _odds(series, totals, target, better, reached=reached, unknown_days=missing.size, sums=True)
    return replace(
        odds,
        reference=reference(steps, days=period.days, move=move),
        notes=(*notes, *_breaks_inside(series, period)),
    )


def odds_of_level(
    series: Series,
    *,
    deadline: date,
    as_of: date,
    target: float,
    better: str,
    window_days: int = WINDOW,
    seed: int = 0,
) -> Odds | Unknown:
    """The odds that a stock stands at `target` when the day `deadline` ends, or a ratio or reading reaches it
    over the `window_days` days up to and with `deadline`. Days from `as_of` on are unseen.
    """
    if not np.isfinite(target):
        return Unknown(gettext_lazy("The target is not a number."), Why.NO_DATA)
    past = series.until(min(as_of, deadline + timedelta(days=1)))
    told = last_known_end(past)
    if told is None:
        return Unknown(
            gettext_lazy("“{name}” has no known figures before {day}.", name=series.name, day=spoken(as_of)),
            Why.NO_DATA,
        )
    window = Period(deadline + timedelta(days=1 - window_days), deadline + timedelta(days=1))
    steps = steps_of(past)
    stock = not isinstance(steps, Unknown) and is_stock(steps)
    now = _level_now(past, stock=stock, window=Period(told - timedelta(days=window_days), told))
    if now is not None and (told >= window.end or (as_of > deadline and _is_last(past, told, window.end))):
        return _settled(series, now, target, better)
    if (quiet := silent(past, told, as_of)) is not None:
        return quiet
    if isinstance(steps, Unknown):
        return steps
    # A stock counts from its last known day, the others from the last whole step.
    ahead = (window.end - (told if stock else steps.end)).days
    draws = forecast_level(past, days_ahead=max(ahead, 1), window_days=window_days, seed=seed)
    if isinstance(draws, Unknown):
        return draws
    move = target / now - 1 if now is not None and now > 0 else None
    odds = _odds(series, draws.totals, target, better, reached=now, unknown_days=0, sums=False)
    left = max((window.end - told).days, window_days)
    return replace(
        odds,
        reference=reference(steps, days=left, move=move),
        notes=(*draws.notes, *_breaks_inside(series, Period(min(told, deadline), window.end))),
    )


def odds_of_monthly(
    series: Series,
    *,
    as_of: date,
    target: float,
    better: str,
    per: Grain = Grain.MONTH,
    deadline: date | None = None,
    week_starts: WeekStart = WeekStart.MONDAY,
    seed: int = 0,
) -> Odds | Unknown:
    """The odds that a coming month (or week, by `per`) meets a standing target such as 20 calls a month.

    The period asked for is the one that holds `deadline`, else the first whole one from `as_of` on. `met`
    counts the last twelve whole periods that are fully known.
    """

    def around(day: date) -> Period:
        return week_of(day, week_starts) if per is Grain.WEEK else month_of(day)

    period = around(deadline or as_of)
    if deadline is None and period.start < as_of:
        period = around(period.end)
    if series.adds and series.under is None:
        odds = odds_of_total(series, period=period, as_of=as_of, target=target, better=better, seed=seed)
    else:
        odds = odds_of_level(
            series,
            deadline=period.last,
            as_of=as_of,
            target=target,
            better=better,
            window_days=period.days,
            seed=seed,
        )
    if isinstance(odds, Unknown):
        return odds
    return replace(
        odds,
        met=_met(
            series.until(as_of), as_of=as_of, target=target, better=better, per=per, week_starts=week_starts
        ),
    )


def _is_last(past: Series, told: date, end: date) -> bool:
    """Whether the last known period of `past` is the last that fits whole before `end`: weeks do not end on
    every deadline.
    """
    return told + timedelta(days=int(past.days[np.flatnonzero(known(past))[-1]])) > end


def silent(past: Series, told: date, as_of: date) -> Unknown | None:
    """Why a series that ends long before `as_of` tells nothing: nobody has brought its figures since."""
    last = int(past.days[np.flatnonzero(known(past))[-1]])
    days = (as_of - told).days
    if days < SILENCE + last:
        return None
    return Unknown(
        gettext_lazy("Nothing is known since {day}, for {days} days.", day=spoken(told), days=days),
        Why.NOT_REPORTED,
    )


def _met(
    past: Series, *, as_of: date, target: float, better: str, per: Grain, week_starts: WeekStart
) -> tuple[int, int]:
    """(met, of) among the last whole, fully known periods."""
    if past.span is None:
        return 0, 0
    span = Period(past.span.start, max(as_of, past.span.end))
    whole = [p for p in split(span, per, week_starts) if span.start <= p.start and p.end <= as_of]
    levels = []
    for period in whole[-MONTHS_LOOKED_AT:]:
        days = known_days(past, period)
        good = np.isfinite(days.over) & (np.isfinite(days.under) if days.under is not None else True)
        if not good.all():
            continue
        levels.append(_figure(days, adds=past.adds))
    told = [level for level in levels if level is not None]
    return sum(_meets(level, target, better) for level in told), len(told)


def _figure(days: Days, *, adds: bool) -> float | None:
    """The total, mean level or ratio of some days, of those that are known; None when none is."""
    good = np.isfinite(days.over)
    if days.under is not None:
        good &= np.isfinite(days.under)
        lower = float(days.under[good].sum())
        return float(days.over[good].sum()) / lower if lower > 0 else None
    if not good.any():
        return None
    told = days.over[good]
    return float(told.sum()) if adds else float(told.mean())


def _level_now(past: Series, *, stock: bool, window: Period) -> float | None:
    """The stock as last known, or the ratio or mean over the last days."""
    if past.under is None and stock:
        return float(past.over[np.flatnonzero(known(past))[-1]])
    return _figure(known_days(past, window), adds=False)


def _level_before(past: Series, period: Period) -> float | None:
    """The mean a day over as many days before the period (28 at least), from its known days."""
    told = last_known_end(past)
    if told is None:
        return None
    end = min(period.start, told)
    days = known_days(past, Period(end - timedelta(days=max(period.days, WINDOW)), end)).over
    return float(np.nanmean(days)) if np.isfinite(days).sum() >= WINDOW else None


def _made_up(usual: float, days: int, noise: float, seed: int) -> Floats:
    """Draws of what unknown days may have brought: the usual amount, with the noise of so many days."""
    rng = np.random.default_rng((seed, days))
    spread = min(noise * np.sqrt(7 / days), 1.0) if days < 7 else min(noise, 1.0)
    return np.asarray(usual * days * np.exp(rng.standard_normal(DRAWS) * spread), dtype=np.float64)


def _unknown_days(start: date, missing: np.ndarray[tuple[int], np.dtype[np.intp]]) -> str:
    named = ", ".join(str(start + timedelta(days=int(day))) for day in missing[:NAMED_DAYS])
    if missing.size > NAMED_DAYS:
        return gettext_lazy(
            "Unknown days: {days} and {n} more. The usual amount is assumed for them.",
            days=named,
            n=missing.size - NAMED_DAYS,
        )
    return gettext_lazy("Unknown days: {days}. The usual amount is assumed for them.", days=named)


def _breaks_inside(series: Series, period: Period) -> tuple[str, ...]:
    return tuple(
        gettext_lazy(
            "The figure changed its meaning on {day}: before and after do not compare.", day=spoken(day)
        )
        for day in sorted(series.breaks)
        if period.start < day < period.end
    )


def _meets(value: float, target: float, better: str) -> bool:
    return value <= target if better == Better.LOWER else value >= target


def _settled(series: Series, reached: float, target: float, better: str) -> Odds:
    return Odds(
        probability=1.0 if _meets(reached, target, better) else 0.0,
        low=reached,
        median=reached,
        high=reached,
        even_odds_target=reached,
        likely_target=reached,
        reached=reached,
        unknown_days=0,
        settled=True,
        reference=None,
        target=target,
        unit=series.unit,
        currency=series.currency,
    )


def _probability(totals: Floats, target: float, better: str, reached: float | None, *, sums: bool) -> float:
    """The share of draws that meet the target; 1 or 0 only where a total that cannot shrink decided it."""
    meets = totals <= target if better == Better.LOWER else totals >= target
    if sums and reached is not None and float(totals.min()) >= reached:
        if better == Better.LOWER and reached > target:
            return 0.0
        if better != Better.LOWER and reached >= target:
            return 1.0
    return (float(meets.sum()) + 0.5) / (len(meets) + 1)


def _odds(
    series: Series,
    totals: Floats,
    target: float,
    better: str,
    *,
    reached: float | None,
    unknown_days: int,
    sums: bool,
) -> Odds:
    probability = _probability(totals, target, better, reached, sums=sums)
    return odds_from(
        series,
        totals,
        probability=probability,
        better=better,
        reached=reached,
        unknown_days=unknown_days,
        target=target,
    )


def odds_from(
    series: Series, outcomes: Floats, *, probability: float, better: str, reached: float | None, **more: Any
) -> Odds:
    """Odds with the range and the targets that equally likely `outcomes` (n,) give."""
    low, median, high = (float(q) for q in np.quantile(outcomes, (0.1, 0.5, 0.9)))
    likely = float(np.quantile(outcomes, 0.8 if better == Better.LOWER else 0.2))
    told = {"unknown_days": 0, "settled": False, "reference": None} | more
    told |= {"unit": series.unit, "currency": series.currency}
    return Odds(probability, low, median, high, median, likely, reached, **told)
