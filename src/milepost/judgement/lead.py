"""Which figures move before another one, and which only seem to.

Slow moves and seasons make almost any two figures correlate, so both are taken out first, and what each can
foretell of itself as well (Haugh 1976). A lead is claimed only when it stands up to two tests, a t test and
the correlations left when one figure is shifted around the calendar, and among all candidates at once
(Benjamini & Hochberg 1995, 10 %).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from milepost.amount import Unknown
from milepost.judgement.forecast import offset_of
from milepost.judgement.steps import WEEK, Steps, steps_of
from milepost.judgement.verdict import LeadVerdict
from milepost.series import Floats, Series

LEAST_WEEKS = 52
MOST_WEEKS = 260
LAGS = range(1, 9)
LEVEL_WEEKS = 13
YEAR = 365.25 / 7
FALSE_SHARE = 0.10
MOST_MISSING = 0.1
MOST_ORDER = 4
SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Lead:
    """One indicator: how many weeks it runs ahead, and the adjusted p value (None where unknown).

    `correlation` is that of what is left after level, season and own memory are removed. `because` says in
    a sentence why nothing can be said.
    """

    indicator: str
    lag_weeks: int | None
    verdict: LeadVerdict
    p_adjusted: float | None
    correlation: float | None = None
    because: str | None = None


def lead(outcome: Series, indicators: Sequence[Series]) -> tuple[Lead, ...]:
    """One answer an indicator, in their order: does it move before `outcome`, by one to eight weeks?"""
    aligned = _aligned([outcome, *indicators])
    target = _surprises(aligned[0], outcome.name)
    if isinstance(target, str):
        return tuple(_unknown(each.name, target) for each in indicators)
    found: list[Lead | tuple[str, int, float, float]] = []
    for series, steps in zip(indicators, aligned[1:], strict=True):
        left = _surprises(steps, series.name)
        if isinstance(left, str):
            found.append(_unknown(series.name, left))
            continue
        length = min(len(left), len(target))
        if length < LEAST_WEEKS - MOST_ORDER:  # the first few only started the autoregression
            found.append(
                _unknown(series.name, f"Only {length} common weeks are known; {LEAST_WEEKS} are needed.")
            )
            continue
        found.append((series.name, *_tested(left[-length:], target[-length:])))
    adjusted = iter(adjust([each[2] for each in found if not isinstance(each, Lead)]))
    return tuple(each if isinstance(each, Lead) else _judged(each, next(adjusted)) for each in found)


def adjust(p_values: Sequence[float]) -> tuple[float, ...]:
    """Benjamini and Hochberg's adjusted p values, in the order given."""
    order = np.argsort(p_values)[::-1]
    count = len(p_values)
    least, result = 1.0, np.ones(count)
    for rank, index in enumerate(order):
        least = min(least, p_values[index] * count / (count - rank))
        result[index] = least
    return tuple(float(p) for p in result)


def _judged(tested: tuple[str, int, float, float], p_adjusted: float) -> Lead:
    name, lag, _, correlation = tested
    leads = p_adjusted <= FALSE_SHARE
    verdict = LeadVerdict.LEADS if leads else LeadVerdict.UNPROVED
    return Lead(name, lag if leads else None, verdict, p_adjusted, correlation)


def _unknown(name: str, because: str) -> Lead:
    return Lead(name, None, LeadVerdict.UNKNOWN, None, because=because)


def _aligned(series: Sequence[Series]) -> list[Steps | Unknown]:
    """All series as weeks that end on the same day."""
    made = [steps_of(each) for each in series]
    for _ in range(3):  # cutting one to whole weeks may move the common end once more
        ends = [steps.end for steps in made if isinstance(steps, Steps)]
        if len(set(ends)) <= 1:
            break
        made = [
            steps_of(each.until(min(ends))) if isinstance(steps, Steps) else steps
            for each, steps in zip(series, made, strict=True)
        ]
    return made


def _surprises(steps: Steps | Unknown, name: str) -> Floats | str:
    """Weekly logs without level, season and own memory; or why there are none."""
    if isinstance(steps, Unknown):
        return steps.because
    if steps.days != WEEK:
        return f"“{name}” is given by month; leads are looked for in weeks."
    values = steps.values[-MOST_WEEKS:]
    told = np.isfinite(values)
    if told.sum() < LEAST_WEEKS:
        return f"Only {int(told.sum())} weeks of “{name}” are known; {LEAST_WEEKS} are needed."
    if np.mean(~told) > MOST_MISSING:
        return f"Too many weeks of “{name}” are unknown."
    place = np.arange(len(values))
    filled = np.interp(place, place[told], values[told])
    if filled.min() >= 0:
        usual = 1.0
        if steps.under is not None:
            usual = float(np.nanmean(np.where(steps.under > 0, steps.under, np.nan)))
        filled = np.log(filled + offset_of(steps.over) / usual)
    if np.ptp(filled) <= SAME * max(1.0, float(np.abs(filled).max())):
        return f"“{name}” never changes."
    left = _whitened(_without_level(_without_season(filled)))
    return left if float(left.std()) > SAME else f"“{name}” holds nothing but its level and season."


def _without_season(values: Floats) -> Floats:
    """Without one yearly wave and, from two years on, a second of half a year."""
    place = 2 * np.pi * np.arange(len(values)) / YEAR
    waves = (1,) if len(values) < 2 * YEAR else (1, 2)
    columns = [np.ones(len(values)), *(wave(k * place) for k in waves for wave in (np.sin, np.cos))]
    design = np.column_stack(columns)
    fitted = design @ np.linalg.lstsq(design, values, rcond=None)[0]
    return np.asarray(values - fitted, dtype=np.float64)


def _without_level(values: Floats) -> Floats:
    """Without the centred 13-week median."""
    padded = np.pad(values, LEVEL_WEEKS // 2, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, LEVEL_WEEKS)
    return np.asarray(values - np.median(windows, axis=1), dtype=np.float64)


def _whitened(values: Floats) -> Floats:
    """What an autoregression (order 0 to 4 by AIC) of the figure on itself does not foretell."""
    centred = values - values.mean()
    rows = len(centred) - MOST_ORDER
    goal = centred[MOST_ORDER:]
    best, left = np.inf, goal
    for order in range(MOST_ORDER + 1):
        missed = goal
        if order:
            past = np.column_stack([centred[MOST_ORDER - k : len(centred) - k] for k in range(1, order + 1)])
            missed = goal - past @ np.linalg.lstsq(past, goal, rcond=None)[0]
        score = rows * np.log(max(float(np.mean(missed**2)), 1e-300)) + 2 * order
        if score < best:
            best, left = score, missed
    return np.asarray(np.clip(left, *_usual_range(left)), dtype=np.float64)


def _usual_range(values: Floats) -> tuple[float, float]:
    """Bounds that keep two weeks of outliers from making a correlation of their own."""
    middle = float(np.median(values))
    reach = 4 * max(1.4826 * float(np.median(np.abs(values - middle))), 1e-12)
    return middle - reach, middle + reach


def _tested(indicator: Floats, outcome: Floats) -> tuple[int, float, float]:
    """(best lag, the larger of both p values, correlation at that lag)."""
    from scipy.special import stdtr  # slow to import, and most commands look for no leads

    x, y = indicator - indicator.mean(), outcome - outcome.mean()
    scores, correlations = _scores(x, y)
    at = int(np.argmax(np.abs(scores)))
    freedom = len(y) - LAGS[at] - 2
    single = 2 * float(stdtr(freedom, -abs(float(scores[at]))))
    by_t = 1 - (1 - single) ** len(LAGS)
    apart = range(len(LAGS) + 1, len(x) - len(LAGS))
    rivals = np.array([np.abs(_scores(np.roll(x, shift), y)[0]).max() for shift in apart])
    return LAGS[at], max(by_t, _tail(rivals, float(abs(scores[at])))), float(correlations[at])


def _tail(rivals: Floats, score: float) -> float:
    """The share of shifts that reach `score`; beyond all of them, by the Gumbel law of their maxima.

    A year has too few shifts to count below one in thirty, and ten candidates need finer p values than that.
    """
    counted = (1 + int(np.sum(rivals >= score))) / (1 + len(rivals))
    if counted > 1.5 / (1 + len(rivals)):
        return counted
    scale = max(float(rivals.std(ddof=1)) * np.sqrt(6) / np.pi, 1e-9)
    place = float(rivals.mean()) - np.euler_gamma * scale
    return min(counted, float(-np.expm1(-np.exp(-(score - place) / scale))))


def _scores(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """t scores and correlations of y with x one to eight weeks before."""
    size = np.sqrt(float(np.sum(x**2)) * float(np.sum(y**2)))
    if size <= 0:
        return np.zeros(len(LAGS)), np.zeros(len(LAGS))
    r = np.array([float(x[:-lag] @ y[lag:]) / size for lag in LAGS])
    r = np.clip(r, -0.999999, 0.999999)
    freedom = len(y) - np.array(LAGS) - 2
    return r * np.sqrt(freedom / (1 - r**2)), r
