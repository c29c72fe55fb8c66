"""The parts of invented goals: series, odds, fans, and a goal in mid-flight."""

import math
from datetime import date, timedelta
from typing import Any

import numpy as np

from milepost.amount import Unit
from milepost.goals.goal import BaselineFigures, Goal
from milepost.goals.state import FanPoint, GoalState, Verdict
from milepost.judgement.attainability import Odds
from milepost.judgement.change import Change
from milepost.judgement.verdict import Movement
from milepost.period import Grain
from milepost.series import Series

AS_OF = date(2026, 5, 18)
QUIET = Change(Movement.NO_CHANGE, None, (), 0.18, None)


def weekly(
    name: str, level: float, weeks: int = 40, end: date = AS_OF, noise: float = 0.12, **more: Any
) -> Series:
    """Weeks before `end` around `level`, wavy without chance."""
    monday = end - timedelta(days=end.weekday())
    starts = tuple(monday - timedelta(weeks=weeks - n) for n in range(weeks))
    wave = np.array([1 + noise * math.sin(n * 1.9) + noise / 2 * math.cos(n * 0.7) for n in range(weeks)])
    over = wave * level
    settings: dict[str, Any] = {"grain": Grain.WEEK} | more
    if settings.get("unit", Unit.COUNT) == Unit.COUNT:
        over = np.round(over)
    return Series(name, starts, np.full(weeks, 7), over, **settings)


def daily(name: str, level: float, days: int = 400, end: date = AS_OF) -> Series:
    """Days before `end` that swing with the week; whole numbers that add up."""
    starts = tuple(end - timedelta(days=days - n) for n in range(days))
    week = [1.3 if day.weekday() < 5 else 0.4 for day in starts]
    over = [level * share * (1 + 0.3 * math.sin(n * 0.21)) for n, share in enumerate(week)]
    return Series(name, starts, np.ones(days, dtype=np.int64), np.round(np.array(over)))


def goal(**fields: Any) -> Goal:
    """A goal with 300 subscribers by 30 June; anything can be given otherwise."""
    base = BaselineFigures(230.0, 262.0, 301.0, date(2026, 1, 5), date(2026, 4, 1))
    return Goal(
        **{
            **GOAL_FIELDS,
            "id": "g1",
            "brand": "Northlight Coffee",
            "sentence": "Win 300 newsletter subscribers from Instagram by 30 June",
            "kpi": "email_subscribers",
            "kind": "total",
            "target": 300.0,
            "first_target": 300.0,
            "unit": Unit.COUNT,
            "better": "higher",
            "baseline": base,
            "start": date(2026, 4, 1),
            "deadline": date(2026, 6, 30),
            "per": None,
            "owner": "Ada",
            "objective": "lead_generation",
            "stage": "conversion",
            "created": date(2026, 3, 28),
            "version": 1,
            **fields,
        }
    )


GOAL_FIELDS: dict[str, Any] = {"channel": ("instagram",)}


def odds(chance: float, low: float, median: float, high: float, sure: float | None = None) -> Odds:
    """Odds with a landing range."""
    return Odds(
        chance,
        low,
        median,
        high,
        median,
        low * 1.05 if sure is None else sure,
        None,
        0,
        settled=False,
        reference=None,
    )


def running(
    start: date, end: date, total: float, missing: tuple[int, ...] = ()
) -> tuple[tuple[date, float], ...]:
    """A daily running total that swings with the weekdays; `missing` days are left out."""
    days = (end - start).days
    shares = [1.3 if (start + timedelta(days=n)).weekday() < 5 else 0.4 for n in range(days)]
    shares = [s * (0.7 + 0.6 * n / days) for n, s in enumerate(shares)]
    sums = np.cumsum(shares) / sum(shares) * total
    return tuple((start + timedelta(days=n), float(sums[n])) for n in range(days) if n not in missing)


def fan(
    start: date, end: date, now: float, landing: tuple[float, float, float], steady: bool = False
) -> tuple[FanPoint, ...]:
    """A fan that opens from `now` to the landing range; a steady one (levels) opens like a root."""
    days = (end - start).days
    low, median, high = landing
    found = []
    for n in range(days + 1):
        part = n / max(days, 1)
        wide = math.sqrt(part) if steady else part
        middle = now + (median - now) * part
        down, up = (median - low) * wide, (high - median) * wide
        found.append(
            FanPoint(
                start + timedelta(days=n),
                middle - down,
                middle - down / 2,
                middle,
                middle + up / 2,
                middle + up,
            )
        )
    return tuple(found)


def state(verdict: Verdict = Verdict.LIKELY, **fields: Any) -> GoalState:
    """A goal state in mid-flight: 141 so far where 150 would be usual."""
    until = date(2026, 5, 16)
    values: dict[str, Any] = {
        "goal": goal(),
        "title": "E-mail subscribers",
        "as_of": AS_OF,
        "known_until": until,
        "actual": 141.0,
        "progress": 0.47,
        "odds": odds(0.71, 243.2, 312.0, 391.4, 281.0),
        "usual_by_now": 150.0,
        "verdict": verdict,
        "history": daily("E-mail subscribers", 2.9),
        "so_far": running(date(2026, 4, 1), until, 141.0),
        "fan": fan(until, date(2026, 6, 30), 141.0, (243.2, 312.0, 391.4)),
        "change": QUIET,
        "breaks": (),
        "findings": (),
        "measured_as": "New subscribers of the newsletter a day, from Mailgrove's export of the list",
        "currency": None,
    }
    return GoalState(**(values | fields))
