"""How honest the forecasts of ratios and stocks are, on real brands that their calibration never saw.

The ratio of sums over the last 28 days before a deadline, from 91 or 364 days of history, for real pairs of
series (clicks by impressions and so on); the stock (what has been added up so far) of every series. Beside
the ratio the interval of the baseline, which is that of the level and not of the coming figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from calibration import (
    RATE_POWERS,
    RATE_WINDOW,
    Miss,
    all_series,
    folds,
    origins,
    pairs,
    rate_misses,
    tables,
    using,
)
from figures import Figure, over_clusters
from forecasts import learned
from milepost.amount import Unit, Unknown
from milepost.judgement.baseline import baseline
from milepost.judgement.forecast import Draws
from milepost.judgement.level import forecast_level
from real_series import Real
from scores import crps

AHEAD = (28, 56, 91)
HISTORIES = (91, 364)
ORIGINS = 6
BEFORE_DAYS = 50
"""A stock begins with what was added in so many days."""


@dataclass(frozen=True, slots=True)
class Row:
    """One forecast of a level against what came."""

    cluster: str
    in80: float
    in95: float
    score: float
    in_baseline: float = np.nan


@cache
def learned_rates(shared: Path) -> tuple[Miss, ...]:
    return tuple(rate_misses(pairs(all_series(shared))))


def scored(cluster: str, draws: Draws, came: float, in_baseline: float = np.nan) -> Row:
    p025, p10, p90, p975 = draws.quantiles(0.025, 0.1, 0.9, 0.975)
    score = crps(draws.totals, came) / came if came else np.nan
    return Row(cluster, p10 <= came <= p90, p025 <= came <= p975, score, in_baseline)


def rate(over: Real, under: Real, begin: int, now: int, ahead: int) -> Row | None:
    last = slice(now + ahead - RATE_WINDOW, now + ahead)
    lower, upper = float(under.values[last].sum()), float(over.values[last].sum())
    if not (lower > 0 and upper > 0):
        return None
    past = replace(over.series(begin, now), under=under.values[begin:now], unit=Unit.RATIO)
    draws = forecast_level(past, days_ahead=ahead, window_days=RATE_WINDOW)
    if isinstance(draws, Unknown) or past.span is None:
        return None
    usual = baseline(past, start=past.span.end, days=None)
    held = not isinstance(usual, Unknown) and usual.low <= upper / lower <= usual.high
    return scored(over.cluster, draws, upper / lower, held)


def stock(real: Real, begin: int, now: int, ahead: int) -> Row | None:
    added = float(real.values[now : now + ahead].sum())
    past = real.values[begin:now]
    if not np.isfinite(added + past.sum()):
        return None
    levels = BEFORE_DAYS * past.mean() + np.cumsum(past)
    draws = forecast_level(replace(real.series(begin, now), over=levels, adds=False), days_ahead=ahead)
    return None if isinstance(draws, Unknown) else scored(real.cluster, draws, float(levels[-1]) + added)


def figures(shared: Path) -> list[Figure]:
    reals = all_series(shared)
    rates: dict[int, list[Row]] = {ahead: [] for ahead in AHEAD}
    stocks: dict[int, list[Row]] = {ahead: [] for ahead in (28, 91)}
    for held in folds([real.cluster for real in reals]):
        levels = tables([m for m in learned_rates(shared) if m.cluster not in held], RATE_POWERS)
        sums = tables([m for m in learned(shared) if m.cluster not in held])
        with using(levels=levels, sums=sums):
            for ahead, rows in rates.items():
                for over, under in pairs([real for real in reals if real.cluster in held]):
                    length = min(len(over.values), len(under.values))
                    shorter = replace(over, values=over.values[:length])
                    for history in HISTORIES:
                        for now in origins(shorter, history, ahead, ORIGINS):
                            made = rate(over, under, now - history, now, ahead)
                            rows.extend([made] if made else [])
            for ahead, rows in stocks.items():
                for real in (real for real in reals if real.cluster in held):
                    for history in HISTORIES:
                        for now in origins(real, history, ahead, ORIGINS // 2):
                            made = stock(real, now - history, now, ahead)
                            rows.extend([made] if made else [])
    return [
        *(figure for ahead, rows in rates.items() for figure in _of_rates(rows, ahead)),
        *(
            figure
            for ahead, rows in stocks.items()
            for figure in _held(rows, f"a stock {ahead} days ahead", {})
        ),
    ]


def _of_rates(rows: Sequence[Row], ahead: int) -> list[Figure]:
    known = {"in80": 0.76, "in95": 0.89} if ahead == AHEAD[0] else {}
    where = f"a rate {ahead} days ahead"
    clusters = [row.cluster for row in rows]
    n = len(set(clusters))
    bar, best = (0.19, 0.19) if ahead == AHEAD[0] else (None, None)
    score = over_clusters(np.array([row.score for row in rows]), clusters)
    usual = over_clusters(np.array([float(row.in_baseline) for row in rows]), clusters)
    note = "it is that of the level, not of one month"
    return [
        *_held(rows, where, known),
        Figure(f"relative CRPS, {where}", *score, None, bar, best, n, 3),
        Figure(f"the baseline's interval holds, {where}", *usual, None, None, None, n, note=note),
    ]


def _held(rows: Sequence[Row], where: str, known: dict[str, float]) -> list[Figure]:
    clusters = [row.cluster for row in rows]
    n = len(set(clusters))
    return [
        Figure(
            f"{title} interval holds, {where}",
            *over_clusters(np.array([float(getattr(row, name)) for row in rows]), clusters),
            least,
            most,
            known.get(name),
            n,
        )
        for title, name, least, most in (("80 %", "in80", 0.77, 0.83), ("95 %", "in95", 0.93, 0.97))
    ]
