"""The judgement of payback as a JSON document, and the same as lines for a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from milepost.amount import Unknown
from milepost.judgement.payback import payback
from milepost.judgement.payback_plan import Terms
from milepost.judgement.payback_result import Channel, Next, Payback, Range, Resource
from milepost.judgement.payback_trial import Trial
from milepost.judgement.verdict import cannot_tell
from milepost.reports.words.judged import says, written
from milepost.series import Series


def payback_document(
    outcome: Series, inputs: Sequence[Series], claims: Sequence[Series], resource: Resource, terms: Terms
) -> dict[str, Any]:
    """What each channel brings, and how the resource had better be split."""
    found = payback(outcome, inputs, claims=claims, resource=resource, terms=terms)
    document: dict[str, Any] = {"kind": "payback", "outcome": outcome.name, "resource": resource.name.lower()}
    if isinstance(found, Unknown):
        said = says(cannot_tell(found), outcome.name)
        return document | {"stand": "unknown", "says": said, "unknown": found.because, "channels": []}
    return document | {
        "stand": found.stand.value,
        "says": says(found.verdict, outcome.name),
        "gain": _range(found.gain),
        "chance": found.chance,
        "total": found.total,
        "kept": found.kept,
        "channels": [_channel(channel) for channel in found.channels],
        "trial": _trial(found.trial),
        "more": _next(found.more),
        "less": _next(found.less),
        "weeks": found.weeks,
        "end": found.end,
        "claim_error": found.claim_error,
        "because": found.because,
        "notes": list(found.notes),
        "budget": _budget(found),
        "unknown": None,
    }


def payback_lines(document: Mapping[str, Any]) -> list[str]:
    """The document as lines for a person."""
    lines = [document["says"]]
    for channel in document["channels"]:
        lines.append(f"  {channel['says']}")
        if channel["move"]:
            lines.append(f"    {channel['from_to']} a week")
        if channel["says_of_claim"]:
            lines.append(f"  {channel['says_of_claim']}")
    lines += [f"  {text}" for text in document.get("budget", ())]
    trial = document.get("trial")
    if trial:
        lines.append(f"  {trial['says']}")
    return [*lines, *(f"  {note}" for note in document.get("notes", ()))]


def _channel(channel: Channel) -> dict[str, Any]:
    present, proposed = (written(channel.measure.given(each)) for each in (channel.present, channel.proposed))
    claim = channel.claim_verdict
    return {
        "name": channel.name,
        "present": channel.present,
        "proposed": channel.proposed,
        "move": channel.move,
        "from_to": f"{present} to {proposed}",
        "average": _range(channel.average),
        "next_unit": _range(channel.next_unit),
        "claimed": channel.claimed,
        "pays": None if channel.pays is None else channel.pays.value,
        "weeks_to_earn": channel.weeks_to_earn,
        "fixed": channel.fixed,
        "says": says(channel.verdict, channel.name),
        "says_of_claim": None if claim is None else says(claim, channel.name),
        "curve": [
            {
                "put_in": point.put_in,
                "low": point.outcome.low,
                "mid": point.outcome.mid,
                "high": point.outcome.high,
            }
            for point in channel.curve
        ],
    }


def _trial(trial: Trial | None) -> dict[str, Any] | None:
    if trial is None:
        return None
    return {
        "channel": trial.channel,
        "low": trial.low,
        "high": trial.high,
        "swing": trial.swing,
        "weeks": trial.weeks,
        "start": trial.start,
        "end": trial.end,
        "shows": trial.shows,
        "expected": trial.expected,
        "visible": trial.visible,
        "calendar": [{"from": day, "a_week": amount} for day, amount in trial.calendar],
        "says": says(trial.verdict, trial.channel),
    }


def _range(told: Range | None) -> dict[str, float] | None:
    return None if told is None else {"low": told.low, "mid": told.mid, "high": told.high}


def _next(found: Next | None) -> dict[str, Any] | None:
    return None if found is None else {"channel": found.channel, "outcome": _range(found.outcome)}


def _budget(found: Payback) -> list[str]:
    """Where the next unit belongs, and where the last is missed least."""
    asked = (("more", found.more), ("less", found.less))
    return [says(found.unit_verdict(name, told), told.channel) for name, told in asked if told is not None]
