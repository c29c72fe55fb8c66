"""How likely a figure is kept: every month (or week) of a goal at a bound, or inside a band."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from milepost.amount import Unknown, Why
from milepost.judgement.attainability import Odds, odds_from, silent
from milepost.judgement.days import known_days, last_known_end
from milepost.judgement.forecast import DRAWS, forecast_window
from milepost.judgement.level import forecast_level
from milepost.judgement.steps import steps_of
from milepost.judgement.stock import is_stock
from milepost.judgement.verdict import Better
from milepost.language import gettext_lazy
from milepost.period import Grain, Period, WeekStart, split, spoken
from milepost.series import Floats, Series

TOGETHER = 0.85
"""How much of its place among the draws a month keeps in the next (correlation). Over three months of 62
brands .7 said too little (.050 off) and .9 about what came (.025, a little high)."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a figure is to be kept between, each end inside; one of them may be None."""

    least: float | None = None
    most: float | None = None

    def holds(self, value: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Whether each value lies inside."""
        inside = np.ones(value.shape, dtype=bool)
        if self.least is not None:
            inside &= value >= self.least
        if self.most is not None:
            inside &= value <= self.most
        return inside


def odds_of_keeping(
    series: Series,
    *,
    period: Period,
    as_of: date,
    bounds: Bounds,
    per: Grain = Grain.MONTH,
    week_starts: WeekStart = WeekStart.MONDAY,
    seed: int = 0,
) -> Odds | Unknown:
    """The odds that each whole month (or week, by `per`) of `period` keeps inside `bounds`.

    Totals are those of the month, ratios and readings its level, stocks their level as it ends. `low`
    to `high`, the even-odds and the likely target are those of the worst month: the lowest where there is a
    least, else the highest. `met` counts the months that are over: (kept, of). One not kept settles it.
    """
    if bounds.least is None and bounds.most is None:
        return Unknown(gettext_lazy("No bound is given that it should keep."), Why.NO_DATA)
    parts = [
        p for p in split(period, per, week_starts) if p.start >= period.start and p.end <= period.end
    ] or [period]
    past = series.until(as_of)
    told = last_known_end(past)
    if told is None:
        return Unknown(
            gettext_lazy("“{name}” has no known figures before {day}.", name=series.name, day=spoken(as_of)),
            Why.NO_DATA,
        )
    found = _figures(past, parts, told, seed)
    if isinstance(found, Unknown):
        return found
    figures, over, notes = found
    kept = bounds.holds(figures)
    gone = figures[0, :over]
    met = (int(bounds.holds(gone).sum()), over)
    lower = bounds.least is None
    worst = figures.max(axis=1) if lower else figures.min(axis=1)
    probability = (float(kept.all(axis=1).sum()) + 0.5) / (len(kept) + 1)
    settled = over == len(parts) or met[0] < over
    if settled:
        probability = 1.0 if met[0] == len(parts) else 0.0
    elif (quiet := silent(past, told, as_of)) is not None:
        return quiet
    return odds_from(
        series,
        worst,
        probability=probability,
        better=Better.LOWER if lower else Better.HIGHER,
        reached=float(gone[-1]) if over else None,
        met=met,
        settled=settled,
        notes=notes,
    )


def _figures(
    past: Series, parts: list[Period], told: date, seed: int
) -> tuple[Floats, int, tuple[str, ...]] | Unknown:
    """Draws (n, parts) of the figure of each part, how many parts are over, and notes."""
    steps = steps_of(past)
    if isinstance(steps, Unknown):
        return steps
    stock = not past.adds and is_stock(steps)
    over = sum(part.end <= told for part in parts)
    columns = []
    for part in parts[:over]:
        value = _known(past, part, stock=stock)
        if value is None:
            return Unknown(
                gettext_lazy("Some days from {day} are unknown.", day=spoken(part.start)), Why.NOT_REPORTED
            )
        columns.append(np.full(DRAWS, value))
    ranks = _ranks(len(parts) - over, np.random.default_rng(seed))
    for part, rank in zip(parts[over:], ranks, strict=True):
        draws = _coming(past, steps.end, part, told)
        if isinstance(draws, Unknown):
            return draws
        columns.append(np.sort(draws)[rank])
    return np.stack(columns, axis=1), over, steps.notes


def _ranks(parts: int, rng: np.random.Generator) -> list[np.ndarray[tuple[int], np.dtype[np.intp]]]:
    """For each part, which draw (by size) goes with which: a good month is mostly followed by another."""
    drawn = rng.standard_normal(DRAWS)
    ranks = []
    for _ in range(parts):
        ranks.append(np.argsort(np.argsort(drawn)))
        drawn = TOGETHER * drawn + float(np.sqrt(1 - TOGETHER**2)) * rng.standard_normal(DRAWS)
    return ranks


def _coming(past: Series, end: date, part: Period, told: date) -> Floats | Unknown:
    """Draws of the figure of one part; of a total, what is known of it counts as it is."""
    if not past.adds or past.under is not None:
        ahead = max((part.end - end).days, 1)
        draws = forecast_level(past, days_ahead=ahead, window_days=part.days)
        return draws if isinstance(draws, Unknown) else draws.totals
    rest = forecast_window(past, start=max(part.start, told), end=part.end)
    if isinstance(rest, Unknown):
        return rest
    so_far = part.until(told)
    return rest.totals + (0.0 if so_far is None else float(np.nansum(known_days(past, so_far).over)))


def _known(past: Series, part: Period, *, stock: bool) -> float | None:
    """The figure of a part that is over; None where days of it are unknown."""
    days = known_days(past, part)
    good = np.isfinite(days.over) if days.under is None else np.isfinite(days.over) & np.isfinite(days.under)
    if not good.all():
        return None
    if days.under is not None:
        lower = float(days.under.sum())
        return float(days.over.sum()) / lower if lower > 0 else None
    if stock:
        return float(days.over[-1])
    return float(days.over.sum() if past.adds else days.over.mean())
