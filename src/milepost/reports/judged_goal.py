"""The odds of a goal on a bare series as a JSON document, and the same as lines for a terminal."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from milepost.amount import Unknown, Why
from milepost.errors import InvalidValue
from milepost.judgement.attainability import Odds, odds_of_level, odds_of_total
from milepost.judgement.baseline import baseline
from milepost.judgement.days import last_known_end
from milepost.judgement.keeping import Bounds, odds_of_keeping
from milepost.judgement.verdict import Better, cannot_tell
from milepost.period import Grain, Period
from milepost.reports.words.judged import says
from milepost.series import Series

KINDS = ("total", "level", "keep")


def goal_document(
    series: Series, *, target: str, kind: str, better: str, days: int, start: date | None, per: str
) -> dict[str, Any]:
    """The odds of `target` (a figure, or +30% on what was usual before `start`) after `days` days.

    Raises InvalidValue for words that are none of the choices, and for a target that cannot be read.
    """
    _check(kind, better, days)
    adds = kind != "level"
    one = replace(series, adds=adds, better=better)
    told = last_known_end(one)
    document: dict[str, Any] = {"kind": "goal", "name": series.name, "of": kind, "days": days}
    if told is None:
        return document | _empty(Unknown("the series is empty", Why.NO_DATA), series.name)
    period = Period.of_days(start or told, days)
    wanted = _wanted(one, target, period, per=per, keeps=kind == "keep")
    if isinstance(wanted, Unknown):
        return document | _empty(wanted, series.name)
    document |= {"start": period.start, "end": period.end, "target": wanted}
    if kind == "total":
        found = odds_of_total(one, period=period, as_of=told, target=wanted, better=better)
    elif kind == "level":
        found = odds_of_level(one, deadline=period.last, as_of=told, target=wanted, better=better)
    else:
        bounds = Bounds(most=wanted) if better == Better.LOWER else Bounds(least=wanted)
        found = odds_of_keeping(one, period=period, as_of=told, bounds=bounds, per=Grain(per))
    if isinstance(found, Unknown):
        return document | _empty(found, series.name)
    return document | _told(found, series.name)


def lines(document: Mapping[str, Any]) -> list[str]:
    """What is said of the goal, for a person."""
    return [text for text in (document["says"], document["reference_says"]) if text]


def _check(kind: str, better: str, days: int) -> None:
    if kind not in KINDS:
        raise InvalidValue(f"A goal is no “{kind}”.", f"Say one of {', '.join(KINDS)}.")
    if better not in set(Better):
        raise InvalidValue(f"Better is not “{better}”.", "Say higher or lower.")
    if days < 1:
        raise InvalidValue("A goal needs at least one day.", "Say a longer time with --days.")


def _wanted(series: Series, target: str, period: Period, *, per: str, keeps: bool) -> float | Unknown:
    """The target as a figure; a percentage is taken of what was usual before the goal."""
    text = target.strip().replace("\N{MINUS SIGN}", "-")
    try:
        figure = float(text.removesuffix("%").strip())
    except ValueError:
        raise InvalidValue(f"“{target}” is no target.", "Say a figure such as 1200, or +30%.") from None
    if not text.endswith("%"):
        return figure
    length = period.days if not keeps else 7 if per == Grain.WEEK else 30
    usual = baseline(series, start=period.start, days=length)
    return usual if isinstance(usual, Unknown) else usual.value * (1 + figure / 100)


def _told(odds: Odds, name: str) -> dict[str, Any]:
    past = odds.reference
    verdict = past.verdict if past else None
    return {
        "probability": odds.probability,
        "low": odds.low,
        "median": odds.median,
        "high": odds.high,
        "even_odds_target": odds.even_odds_target,
        "likely_target": odds.likely_target,
        "reached": odds.reached,
        "settled": odds.settled,
        "reference": past
        and {
            "volatility": past.volatility.value,
            "move": past.move,
            "reached": past.reached,
            "windows": past.windows,
            "base_rate": past.base_rate,
        },
        "says": says(odds.verdict, name),
        "reference_says": says(verdict, name) if verdict else None,
        "notes": list(odds.notes),
        "unknown": None,
    }


def _empty(unknown: Unknown, name: str) -> dict[str, Any]:
    names = ("probability", "low", "median", "high", "even_odds_target", "likely_target", "reached")
    told: dict[str, Any] = {
        "settled": False,
        "reference": None,
        "says": says(cannot_tell(unknown), name),
        "reference_says": None,
        "notes": [],
        "unknown": unknown.because,
    }
    return dict.fromkeys(names) | told
