"""How honest the odds of a goal are as it goes on, on real brands that the calibration never saw.

Goals over 91 days of +0, +15 and +30 % on the 91 days before, asked on the day they begin, after 28 and after
63 days; by how calm a KPI is, the odds of each kind of move on the first day; and the odds that each of three
months keeps at least 60 to 120 % of what was usual, or stays in a band.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import numpy as np

from calibration import all_series, folds, origins, tables, using
from figures import Figure
from forecasts import learned
from milepost.amount import Unknown
from milepost.judgement.attainability import Odds, odds_of_total
from milepost.judgement.keeping import Bounds, odds_of_keeping
from milepost.judgement.steps import MONTH_DAYS
from milepost.judgement.verdict import Better
from milepost.period import Grain, Period, add_months, month_of, split
from real_series import Real
from scores import over_brands, reliability_error, skill

DAYS = 91
ASKED = (0, 28, 63)
LEAST_HISTORY, HISTORY = 182, 365
ORIGINS = 6
GOALS = (0.0, 0.15, 0.3)
MOVES = (-0.3, -0.2, -0.1, 0.1, 0.2, 0.3, 0.5)
"""Falls are asked as goals of which less is better."""

WANTED_SKILL = {0: 0.10, 28: 0.45, 63: 0.78}
KNOWN_SKILL = {0: 0.07, 28: 0.45, 63: 0.78}
KNOWN_RELIABILITY = {0: 0.035, 28: 0.025, 63: 0.008}
SURE = 0.9
KEPT = ((0.6, None), (0.8, None), (1.0, None), (1.2, None), (0.7, 1.4))
ATTAINING, KEEPING = -1, -2
"""In place of the day: asked on the first one, of moves of every kind, and of keeping a bound."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said of some goals on one day, and which came true."""

    cluster: str
    day: int
    kind: str
    odds: tuple[float, ...]
    came: tuple[bool, ...]
    inside: bool


def told(real: Real, begin: int, day: int, moves: Sequence[float], better: str) -> Asked | None:
    """The goals of one series that begin at `begin`, asked `day` days later."""
    period = Period.of_days(real.first + timedelta(days=begin), DAYS)
    before, came = (float(real.values[at : at + DAYS].sum()) for at in (begin - DAYS, begin))
    if not np.isfinite(before + came) or before <= 0:
        return None
    seen = real.series(max(0, begin - HISTORY), begin + DAYS)
    as_of = period.start + timedelta(days=day)
    found: list[Odds] = []
    for move in moves:
        made = odds_of_total(seen, period=period, as_of=as_of, target=(1 + move) * before, better=better)
        if isinstance(made, Unknown):
            return None
        found.append(made)
    met = [came <= (1 + m) * before if better == Better.LOWER else came >= (1 + m) * before for m in moves]
    kind = found[0].reference.volatility.value if found[0].reference else ""
    inside = found[0].low <= came <= found[0].high
    return Asked(real.cluster, day, kind, tuple(f.probability for f in found), tuple(met), inside)


def kept(real: Real, begin: int) -> Asked | None:
    """The odds that the three months from the first after `begin` are kept, asked on their first day."""
    start = month_of(real.first + timedelta(days=begin + 30)).start
    period = Period(start, add_months(start, 3))
    at, end = ((day - real.first).days for day in (period.start, period.end))
    if end > len(real.values) or not np.isfinite(real.values[at - DAYS : end].sum()):
        return None
    usual = float(real.values[at - DAYS : at].mean()) * MONTH_DAYS
    months = [real.values[(m.start - real.first).days :][: m.days].sum() for m in split(period, Grain.MONTH)]
    odds, came = [], []
    for least, most in KEPT:
        bounds = Bounds(least * usual, None if most is None else most * usual)
        found = odds_of_keeping(
            real.series(max(0, at - HISTORY), at), period=period, as_of=start, bounds=bounds
        )
        if isinstance(found, Unknown):
            return None
        odds.append(found.probability)
        came.append(bool(bounds.holds(np.array(months)).all()))
    return Asked(real.cluster, KEEPING, "", tuple(odds), tuple(came), inside=True)


def _asked(real: Real) -> Iterator[Asked]:
    for begin in origins(real, LEAST_HISTORY, DAYS, ORIGINS):
        for day in ASKED:
            if (goals := told(real, begin, day, GOALS, Better.HIGHER)) is not None:
                yield goals
        if (keeps := kept(real, begin)) is not None:
            yield keeps
        rise = told(real, begin, 0, [m for m in MOVES if m > 0], Better.HIGHER)
        fall = told(real, begin, 0, [m for m in MOVES if m < 0], Better.LOWER)
        if rise and fall:
            yield Asked(
                real.cluster, ATTAINING, rise.kind, rise.odds + fall.odds, rise.came + fall.came, rise.inside
            )


@cache
def answers(shared: Path) -> tuple[Asked, ...]:
    """Every answer, each with tables learned without the brand's own set."""
    reals = all_series(shared)
    found: list[Asked] = []
    for held in folds([real.cluster for real in reals]):
        with using(sums=tables([miss for miss in learned(shared) if miss.cluster not in held])):
            found += [each for real in reals if real.cluster in held for each in _asked(real)]
    return tuple(found)


def figures(shared: Path) -> list[Figure]:
    found = answers(shared)
    made = [figure for day in ASKED for figure in on_day([a for a in found if a.day == day], day)]
    for kind in ("calm", "mid", "wild"):
        rows = [a for a in found if a.day == ATTAINING and a.kind == kind]
        made.append(_reliability(rows, f"reliability error of attainability, {kind} KPIs", None))
    keeps = [a for a in found if a.day == KEEPING]
    made.append(_reliability(keeps, "reliability error of keeping a bound for three months", None))
    return made


def on_day(found: Sequence[Asked], day: int) -> list[Figure]:
    clusters = [a.cluster for a in found]
    odds, came = (np.array([getattr(a, name) for a in found], dtype=float) for name in ("odds", "came"))
    inside = np.array([float(a.inside) for a in found])
    n = len(set(clusters))
    value, low, high = over_brands(lambda w: skill(odds, came, w / w.sum()), clusters)
    gained = Figure(
        f"Brier skill on day {day}", value, low, high, WANTED_SKILL[day], None, KNOWN_SKILL[day], n
    )
    value, low, high = over_brands(lambda w: float(w @ inside / w.sum()), clusters)
    held = Figure(f"80 % landing range holds, day {day}", value, low, high, 0.77, 0.83, 0.80, n)
    reliable = _reliability(found, f"reliability error on day {day}", KNOWN_RELIABILITY[day])
    return [gained, held, reliable, *_sure(odds, came, clusters, day)]


def _reliability(found: Sequence[Asked], what: str, known: float | None) -> Figure:
    clusters = [a.cluster for a in found]
    odds, came = (np.array([getattr(a, name) for a in found], dtype=float) for name in ("odds", "came"))
    value, low, high = over_brands(
        lambda w: reliability_error(odds, came, w / w.sum()), clusters, unbias=True
    )
    return Figure(what, value, low, high, None, 0.03, known, len(set(clusters)), 3)


def _sure(odds: np.ndarray, came: np.ndarray, clusters: Sequence[str], day: int) -> list[Figure]:  # type: ignore[type-arg]
    """How often it comes when nine in ten is said, and when one in ten is."""
    made = []
    for title, chosen, least, most in (
        ("comes true when 90 % or more is said", odds >= SURE, SURE, None),
        ("comes true when 10 % or less is said", odds <= 1 - SURE, None, 1 - SURE),
    ):
        if not chosen.any():
            continue

        def share(w: np.ndarray, chosen: np.ndarray = chosen) -> float:  # type: ignore[type-arg]
            weight = w[:, None] * chosen
            return float((weight * came).sum() / max(float(weight.sum()), 1e-12))

        value, low, high = over_brands(share, clusters)
        n = len({c for c, any_said in zip(clusters, chosen.any(axis=1), strict=True) if any_said})
        made.append(Figure(f"{title}, day {day}", value, low, high, least, most, None, n))
    return made
