"""Why a figure changed as a JSON document, and the same as lines for a terminal."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from milepost.amount import Unit, Unknown, Why
from milepost.judgement.days import last_known_end
from milepost.judgement.verdict import cannot_tell
from milepost.judgement.why import Chain, why, why_chain
from milepost.judgement.why_result import Part
from milepost.judgement.why_result import Why as Reasons
from milepost.period import Period
from milepost.reports.words.judged import says
from milepost.series import Series
from milepost.workspace.bare_segments import Segments

SHOWN = 8


def why_document(
    name: str, segments: Segments, *, weeks: int, since: date | None = None, chain: bool = False
) -> dict[str, Any]:
    """Why the figures' sum, their ratio (two columns), or the last of a chain (three or more) changed.

    The last `weeks` weeks (or the days since `since`) are held against as many days before them.
    """
    periods = _periods(segments, weeks, since)
    document: dict[str, Any] = {"kind": "why", "name": name, "columns": list(segments.columns)}
    if isinstance(periods, Unknown):
        return document | _unknown(name, periods)
    before, after = periods
    found = _judged(segments, before, after, chain=chain)
    if isinstance(found, Unknown):
        return document | _unknown(name, found)
    return document | {
        "before": {"start": before.start, "end": before.end, "value": found.before},
        "after": {"start": after.start, "end": after.end, "value": found.after},
        "change": found.change,
        "low": found.low,
        "high": found.high,
        "is_noise": found.is_noise,
        "says": says(found.verdict, name),
        "parts": [_part(part) for part in found.parts],
        "notes": list(found.notes),
        "unknown": None,
    }


def why_lines(document: Mapping[str, Any]) -> list[str]:
    """The document as lines for a person: first what stands out, then how much is noise."""
    parts = document["parts"]
    shown = [part for part in parts if not part["is_noise"]][:SHOWN]
    quiet = sum(1 for part in parts if part["is_noise"])
    lines = [document["says"], *(f"  {part['says']}" for part in shown)]
    if quiet:
        lines.append(f"  {quiet} of {len(parts)} parts are within their noise.")
    return [*lines, *(f"  {note}" for note in document.get("notes", ()))]


def _unknown(name: str, unknown: Unknown) -> dict[str, Any]:
    return {"parts": [], "says": says(cannot_tell(unknown), name), "unknown": unknown.because}


def _periods(segments: Segments, weeks: int, since: date | None) -> tuple[Period, Period] | Unknown:
    ends = [end for each in segments.series.values() for one in each if (end := last_known_end(one))]
    if not ends:
        return Unknown("there are no figures", Why.NO_DATA)
    end = max(ends)
    start = since or end - timedelta(days=7 * weeks)
    if not start < end:
        return Unknown("there are no figures in the later period", Why.NO_DATA)
    after = Period(start, end)
    return after.before(), after


def _judged(segments: Segments, before: Period, after: Period, *, chain: bool) -> Reasons | Unknown:
    count = len(segments.columns)
    if count >= 3 or (chain and count == 2):
        chains = [
            Chain(
                name,
                tuple(replace(one, name=title) for one, title in zip(each, segments.columns, strict=True)),
            )
            for name, each in segments.series.items()
        ]
        return why_chain(chains, before=before, after=after)
    if count == 1:
        return why([each[0] for each in segments.series.values()], before=before, after=after)
    return why(_ratios(segments), before=before, after=after)


def _ratios(segments: Segments) -> list[Series]:
    """Ratios of the first column by the second: shares when no figure is above its base."""
    pairs = list(segments.series.values())
    share = all(np.nansum(over.over) <= np.nansum(under.over) for over, under in pairs)
    unit = Unit.SHARE if share else Unit.RATIO
    return [replace(over, under=under.over, unit=unit) for over, under in pairs]


def _part(part: Part) -> dict[str, Any]:
    return {
        "segment": part.segment,
        "kind": part.kind.value,
        "value": part.value,
        "low": part.low,
        "high": part.high,
        "relative": part.relative,
        "before": part.before,
        "after": part.after,
        "is_noise": part.is_noise,
        "says": says(part.verdict, part.segment),
    }
