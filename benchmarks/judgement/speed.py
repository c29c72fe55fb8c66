"""How long all judgements of a brand take: 60 KPIs and 10 goals, cold, and after one day more of data."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from figures import Figure
from milepost.judgement.attainability import odds_of_total
from milepost.judgement.baseline import baseline
from milepost.judgement.lead import lead
from milepost.judgement.standing import standing
from milepost.judgement.worth import worth
from milepost.period import Grain, Period, week_of
from milepost.series import Series
from milepost.workspace.judging.remembered import remembered

KPIS, GOALS, YEARS = 60, 10, 2


def figures(shared: Path) -> list[Figure]:
    del shared  # invented: what counts is how many figures there are, not whose
    today = date(2026, 9, 17)
    days = [_daily(f"kpi {at}", today, seed=at) for at in range(KPIS)]
    _judge(
        days[:2], today - timedelta(days=30)
    )  # the libraries are loaded once, for whatever is judged first
    found = []
    for words, most, until in (("cold", 5.0, today), ("after one day more", 0.3, today + timedelta(days=1))):
        series = [each.until(until) for each in days]
        begin = time.perf_counter()
        _judge(series, until)
        found.append(
            Figure(
                f"seconds for all judgements of {KPIS} KPIs and {GOALS} goals, {words}",
                time.perf_counter() - begin,
                most=most,
            )
        )
    return found


def _judge(days: Sequence[Series], today: date) -> None:
    week = week_of(today).start
    weekly = [_weekly(each, week) for each in days]
    for each in weekly:
        remembered(standing, each)
        remembered(baseline, each, start=week, days=91)
    for at in range(min(GOALS, len(weekly))):
        others = tuple(one for one in weekly if one is not weekly[at])
        remembered(lead, weekly[at], others)
        period = Period.of_days(week - timedelta(days=21), 91)
        odds_of_total(days[at], period=period, as_of=today, target=9_000.0, better="higher")
    remembered(worth, weekly[0], tuple(weekly[1:]))


def _daily(name: str, today: date, *, seed: int) -> Series:
    rng = np.random.default_rng(seed)
    count = 365 * YEARS
    level = np.exp(4.5 + np.cumsum(rng.normal(0, 0.01, count + 1)))
    first = today - timedelta(days=count)
    starts = tuple(first + timedelta(days=at) for at in range(count + 1))
    return Series(name, starts, np.ones(count + 1, dtype=np.int64), rng.poisson(level).astype(np.float64))


def _weekly(series: Series, end: date) -> Series:
    """Whole calendar weeks: what one day more of data leaves as it was."""
    days = series.until(end)
    count = len(days) // 7
    cut = days.over[len(days) - 7 * count :].reshape(count, 7).sum(axis=1)
    starts = tuple(end - timedelta(days=7 * (count - at)) for at in range(count))
    return replace(days, starts=starts, days=np.full(count, 7, dtype=np.int64), over=cut, grain=Grain.WEEK)
