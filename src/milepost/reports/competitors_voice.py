"""Share of voice, as a JSON document and as lines for a terminal, with its set, its days and its source."""

from collections.abc import Mapping, Sequence
from typing import Any

from milepost.amount import Amount, Unit, Unknown
from milepost.judgement.competitors.voice import Moved, Voice
from milepost.judgement.verdict import Between, rounded
from milepost.reports import numbers
from milepost.reports.competitors import channel_title, listed, source_title
from milepost.reports.words.note import note
from milepost.workspace.rivals.voiced import Voiced


def voice_document(brand: str, found: Sequence[Voiced]) -> dict[str, Any]:
    """Each source's share with its set, and how it moved against the time before."""
    return {"brand": brand, "voices": [_voiced(one) for one in found]}


def voice_lines(document: Mapping[str, Any]) -> list[str]:
    """The same for a terminal."""
    lines: list[str] = []
    for one in document["voices"]:
        where = f" on {channel_title(one['channel'])}" if one["channel"] else ""
        if one["says"] is None:
            lines.append(f"{one['source']}{where}: the share cannot be told, because {one['unknown']}.")
            continue
        lines += [one["says"], f"  {one['change']['says']}"]
        lines.append("  " + ", ".join(f"{b['name']} {numbers.written(b['count'])}" for b in one["brands"]))
    return lines or [
        "No mentions of you and your rivals are known yet.",
        "Import a listening tool's list that watches several names, or a sheet: brand, date, metric, value.",
    ]


def _voiced(one: Voiced) -> dict[str, Any]:
    head: dict[str, Any] = {"source": source_title(one.source), "channel": one.channel, "of": one.of}
    if isinstance(one.now, Unknown):
        empty: dict[str, Any] = {"share": None, "says": None, "brands": [], "change": None}
        return head | empty | {"unknown": one.now.because}
    now = one.now
    return head | {
        "share": now.share,
        "low": now.low,
        "high": now.high,
        "total": now.total,
        "first_day": now.period.start,
        "last_day": now.period.last,
        "brands": [{"name": name, "count": now.counts[name]} for name in now.brands],
        "unknown": None,
        "says": _share(now, source_title(one.source)),
        "change": _change(one.change),
    }


def _share(now: Voice, source: str) -> str:
    return note(
        "share",
        {
            "share": _rate(now.share),
            "between": Between(Amount(now.low, Unit.SHARE), Amount(now.high, Unit.SHARE)),
            "total": Amount(now.total),
            "brands": listed(now.brands),
            "source": source,
            "days": numbers.days(now.period),
        },
    )


def _change(change: Moved | Unknown) -> dict[str, Any]:
    if isinstance(change, Unknown):
        said = note("share_untold", {"because": change.because})
        return {"points": None, "clear": None, "says": said}
    which = "same" if not change.clear else "more" if change.change > 0 else "less"
    size = 1 if change.change >= 0 else -1
    ends = sorted((100 * size * change.low, 100 * size * change.high))
    said = note(
        f"share_{which}",
        {
            "before": _rate(change.before.share),
            "days": numbers.days(change.before.period),
            "change": Amount(rounded(abs(change.change) * 100, 2), Unit.RATIO),
            "between": Between(Amount(ends[0], Unit.RATIO), Amount(ends[1], Unit.RATIO)),
        },
    )
    return {
        "points": change.change,
        "low": change.low,
        "high": change.high,
        "clear": change.clear,
        "says": said,
    }


def _rate(share: float) -> Amount:
    return Amount(round(share, 2) if share >= 0.1 else rounded(share, 2), Unit.SHARE)
