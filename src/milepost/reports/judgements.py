"""Judgements of a bare series as JSON documents, and the same as lines for a terminal."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from milepost.amount import Unknown
from milepost.judgement.verdict import rounded
from milepost.reports import numbers
from milepost.reports.words.verdict import lower_first
from milepost.series import Series

QUANTILES = (("p025", 0.025), ("p10", 0.10), ("p50", 0.50), ("p90", 0.90), ("p975", 0.975))


def forecast_document(series: Series, *, days: int, target: float | None) -> dict[str, Any]:
    """The sum over the coming `days` days: its quantiles, the odds of `target`, and the even-odds target."""
    import numpy as np

    from milepost.judgement.forecast import forecast_sum
    from milepost.judgement.verdict import cannot_tell
    from milepost.reports.words.judged import says

    draws = forecast_sum(series, days=days)
    document: dict[str, Any] = {
        "kind": "forecast",
        "name": series.name,
        "days": days,
        "total": None,
        "probability": None,
        "even_odds_target": None,
        "likely_target": None,
        "says": None,
        "history_days": 0,
        "unknown": None,
        "target": target,
        "notes": [],
    }
    if isinstance(draws, Unknown):
        told = says(cannot_tell(draws), series.name)
        return document | {"unknown": draws.because, "says": told, "history_days": _days(series)}
    levels = np.quantile(draws.totals, [q for _, q in QUANTILES])
    return document | {
        "total": {name: float(level) for (name, _), level in zip(QUANTILES, levels, strict=True)},
        "probability": None if target is None else float(np.mean(draws.totals >= target)),
        "even_odds_target": float(levels[2]),
        "likely_target": draws.quantiles(0.2)[0],
        "says": says(draws.verdict, series.name),
        "history_days": draws.history_days,
        "notes": list(draws.notes),
        "start": draws.start,
        "end": draws.end,
    }


def change_document(series: Series) -> dict[str, Any]:
    """Whether the level has lastingly changed, the spikes, and the smallest change that would be seen."""
    from milepost.judgement.change import FALSE_ALARMS_A_YEAR, change
    from milepost.judgement.verdict import cannot_tell
    from milepost.reports.words.judged import says

    found = change(series)
    document: dict[str, Any] = {
        "kind": "change",
        "name": series.name,
        "false_alarms_a_year": FALSE_ALARMS_A_YEAR,
    }
    if isinstance(found, Unknown):
        empty: dict[str, Any] = {"spikes": [], "effect": None, "smallest_visible_change": None, "since": None}
        told = {"unknown": found.because, "says": says(cannot_tell(found), series.name), "beside": None}
        return document | {"verdict": "unknown", **empty, **told}
    effect = found.effect
    return document | {
        "verdict": found.movement.value,
        "spikes": list(found.spikes),
        "effect": None if effect is None else {"low": effect.low, "mid": effect.mid, "high": effect.high},
        "relative": effect is not None and effect.relative,
        "smallest_visible_change": found.smallest_visible_change,
        "since": found.since,
        "unknown": None,
        "says": says(found.verdict, series.name),
        "beside": says(found.trust, series.name),
    }


def baseline_document(series: Series, *, days: int) -> dict[str, Any]:
    """The usual amount for `days` days (or the usual level) after the series' last known day."""
    from milepost.judgement.baseline import baseline
    from milepost.judgement.verdict import cannot_tell
    from milepost.reports.words.judged import says

    span = series.span
    document: dict[str, Any] = {"kind": "baseline", "name": series.name, "days": days}
    empty: dict[str, Any] = {
        "low": None,
        "value": None,
        "high": None,
        "weeks": 0,
        "coming": None,
        "says": None,
        "first": None,
        "end": None,
        "notes": [],
    }
    if span is None:
        return document | empty | {"unknown": "the series is empty"}
    found = baseline(series, start=span.end, days=days)
    if isinstance(found, Unknown):
        told = says(cannot_tell(found), series.name)
        return document | empty | {"unknown": found.because, "says": told}
    return document | {
        "low": found.low,
        "value": found.value,
        "high": found.high,
        "weeks": found.weeks,
        "coming": found.coming and {"low": found.coming[0], "high": found.coming[1]},
        "says": says(found.verdict, series.name),
        "first": found.first,
        "end": found.end,
        "notes": list(found.notes),
        "unknown": None,
    }


def lead_document(outcome: Series, indicators: Sequence[tuple[Path, Series]]) -> dict[str, Any]:
    """Which indicators lead the outcome, each with its lag in weeks and its corrected p-value."""
    from milepost.judgement.lead import lead
    from milepost.reports.words.judged import says

    pairs = lead(outcome, [series for _, series in indicators])
    return {
        "kind": "lead",
        "outcome": outcome.name,
        "pairs": [
            {
                "indicator": str(path),
                "lag_weeks": pair.lag_weeks,
                "verdict": pair.finding.value,
                "p_adjusted": pair.p_adjusted,
                "because": pair.because,
                "gain": pair.gain,
                "says": says(pair.verdict, pair.indicator),
                "beside": None if pair.trust is None else says(pair.trust, pair.indicator),
            }
            for (path, _), pair in zip(indicators, pairs, strict=True)
        ],
    }


def lines(document: Mapping[str, Any]) -> list[str]:
    """A judgement's document as lines for a person."""
    kind = document.get("kind")
    if kind == "lead":
        return [text for pair in document["pairs"] for text in _pair(pair)]
    if kind == "standing":
        return [document["says"]]
    if document.get("unknown"):
        name = document.get("name") or document.get("path")
        return [f"{name}: cannot tell, because {lower_first(document['unknown'])}"]
    if kind == "forecast":
        return _forecast(document)
    if kind == "change":
        return _change(document)
    return [document["says"]]


def _forecast(document: Mapping[str, Any]) -> list[str]:
    """The range, and what it means for the target that was asked for."""
    if document["probability"] is None:
        return [document["says"]]
    even, likely = (numbers.plain(rounded(document[f"{name}_target"]), 2) for name in ("even_odds", "likely"))
    target = numbers.plain(document["target"], 2)
    chance, safe = numbers.probability(document["probability"]), numbers.probability(0.8)
    odds = f"  {target} is reached with {chance}; {even} would be even odds, {likely} is {safe} likely."
    return [document["says"], odds]


def _change(document: Mapping[str, Any]) -> list[str]:
    texts = [document["says"]]
    if document["spikes"]:
        texts.append(f"  spikes: {', '.join(str(day) for day in document['spikes'][-8:])}")
    return texts + ([f"  {document['beside']}"] if document["beside"] else [])


def _pair(pair: Mapping[str, Any]) -> list[str]:
    return [pair["says"], *([f"  {pair['beside']}"] if pair["beside"] else [])]


def _days(series: Series) -> int:
    return 0 if series.span is None else series.span.days
