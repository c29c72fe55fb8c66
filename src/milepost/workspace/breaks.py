"""Days on which a platform changed what a figure means, as they touch one series."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from milepost.knowledge import table
from milepost.period import Period


@dataclass(frozen=True, slots=True)
class Mark:
    """One change of meaning: its first day, its name, and whether old and new figures do not compare."""

    day: date
    title: str
    says: str
    moves_level: bool


def breaks_of(
    kpi: str, channels: tuple[str, ...], span: Period | None, overlay: Path | None = None
) -> tuple[Mark, ...]:
    """The changes of meaning of a KPI inside `span`, oldest first.

    With no channel asked for, those of every channel count.
    """
    if span is None:
        return ()
    found = [
        Mark(entry["on"], entry["title"], entry["says"], entry["effect"] in {"level", "ends"})
        for entry in table("breaks", overlay).get("break", ())
        if kpi in entry["measures"] and _touches(entry, channels) and span.start < entry["on"] < span.end
    ]
    return tuple(sorted(found, key=lambda mark: mark.day))


def _touches(entry: Mapping[str, Any], channels: tuple[str, ...]) -> bool:
    named = set(entry["channels"])
    return not channels or bool(named & set(channels)) or bool(named & {"web", "ads"})
