"""The standing of a bare series as a JSON document."""

from datetime import date
from typing import TYPE_CHECKING, Any

from milepost.amount import Unknown
from milepost.series import Series

if TYPE_CHECKING:
    from milepost.judgement.standing import Place


def standing_document(series: Series, *, as_of: date | None = None) -> dict[str, Any]:
    """Where `series` stands, with the usual range of four weeks (a week, where it adds up)."""
    from milepost.judgement.standing import Place, standing
    from milepost.judgement.verdict import cannot_tell
    from milepost.reports.words.judged import says

    found = standing(series, as_of=as_of)
    document: dict[str, Any] = {"kind": "standing", "name": series.name}
    if isinstance(found, Unknown):
        empty: dict[str, Any] = {"level": None, "low": None, "high": None, "weeks": 0, "since": None}
        told = {"unknown": found.because, "says": says(cannot_tell(found), series.name)}
        return document | _named(Place.UNKNOWN) | empty | told
    return document | {
        **_named(found.place),
        "level": found.level,
        "low": found.low,
        "high": found.high,
        "weeks": found.weeks,
        "since": None if found.change is None else found.change.since,
        "unknown": None,
        "says": says(found.verdict, series.name),
    }


def _named(place: "Place") -> dict[str, str]:
    """Under both names: that of all judgements, and its own."""
    return {"verdict": place.value, "standing": place.value}
