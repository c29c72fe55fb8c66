"""The own brand beside its rivals, as a JSON document and as lines for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from milepost.amount import Amount, Unit, Unknown
from milepost.judgement.competitors.compare import Comparison, Difference, Standing
from milepost.judgement.competitors.noise import Estimate
from milepost.judgement.competitors.public import PARTS, Measure
from milepost.judgement.competitors.suggest import Suggestion, alike, values_of
from milepost.judgement.competitors.voice import Voice
from milepost.judgement.verdict import Between, Verdict, rounded
from milepost.knowledge import table
from milepost.reports import numbers
from milepost.reports.competitors_habits import habits_document, habits_lines
from milepost.reports.words.judged import says
from milepost.workspace.rivals.compared import Rivalries, Rivalry

HEADS: Mapping[Measure, str] = {
    Measure.POSTS: "posts a week",
    Measure.PER_POST: "interactions a post",
    Measure.RATE: "per 1,000 followers",
    Measure.GROWTH: "follower growth",
}
MOST_BRANDS = 12


def comparison_document(found: Rivalries) -> dict[str, Any]:
    """Everything that was compared, each sentence with the figures that it rests on."""
    return {
        "brand": found.brand,
        "channels": [_rivalry(one) for one in found.rivalries],
        "silent": list(found.silent),
    }


def comparison_lines(document: Mapping[str, Any]) -> list[str]:
    """The same for a terminal."""
    lines: list[str] = []
    for one in document["channels"]:
        lines += [*([""] if lines else []), *_channel_lines(one)]
    lines += [_said("silent", name) for name in document["silent"]]
    if not lines:
        return [
            "Nothing is known of rivals yet. Import a table of competitors (LinkedIn, Rival IQ, Socialinsider, "
            "your own), or: milepost competitor add NAME"
        ]
    return lines


def _rivalry(one: Rivalry) -> dict[str, Any]:
    head: dict[str, Any] = {"channel": one.channel, "source": source_title(one.source)}
    if isinstance(one.found, Unknown):
        return head | {"unknown": one.found.because}
    found = one.found
    return head | {
        "unknown": None,
        "first_day": found.span.start,
        "last_day": found.span.last,
        "days": len(found.days),
        "formula": list(found.formula.parts),
        "own_known": one.own_known,
        "notes": [says(verdict, "") for verdict in _notes(one, found)],
        "brands": [_brand(standing) for standing in found.standings],
        "share_of_interactions": _share(found),
        "differences": [_difference(difference) for difference in found.differences],
        "sizes": [says(verdict, name) for name, verdict in _sizes(found)],
        "left_out": [_left(out.name, out.because) for out in found.left_out],
        "habits": [habits_document(habit) for habit in one.habits],
        "suggestions": [suggestion_document(suggestion) for suggestion in one.suggestions],
    }


def suggestion_document(one: Suggestion) -> dict[str, Any]:
    """A suggestion as it stands beside what people wrote: from data, with its evidence."""
    return {"rival": one.rival, "kind": one.kind.value, "from": "data", "says": says(one.verdict, one.rival)}


def source_title(source: str) -> str:
    """A source by its name."""
    return str(table("words")["sources"].get(source, source))


def listed(names: Sequence[str]) -> str:
    """“Acme, Bolt and Crisp”; beyond a dozen the rest is counted."""
    shown = [*names[:MOST_BRANDS], f"{len(names) - MOST_BRANDS} more"] if len(names) > MOST_BRANDS else names
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _notes(one: Rivalry, found: Comparison) -> Iterator[Verdict]:
    days = Amount(len(found.days))
    parts = found.formula.parts
    if not parts:
        yield Verdict("competitors.formula_none")
    elif set(parts) <= set(PARTS):
        yield Verdict("competitors.formula", {"parts": listed(parts), "days": days})
        missing = [part for part in PARTS if part not in parts]
        if missing:
            yield Verdict("competitors.without_part", {"part": listed(missing)})
        if found.counts_more:
            yield Verdict("competitors.counts_more", {"more": listed(found.counts_more)})
    else:
        yield Verdict("competitors.formula_total", {"source": source_title(one.source), "days": days})
    if not one.own_known:
        yield Verdict("competitors.own_unknown", {"channel": one.channel or "CHANNEL"})


def _brand(one: Standing) -> dict[str, Any]:
    return {
        "name": one.name,
        "own": one.own,
        "followers": one.followers,
        "posts": one.posts,
        "interactions": one.interactions,
        "figures": {measure.value: _figure(one.figures[measure]) for measure in Measure},
    }


def _figure(figure: Estimate | Unknown) -> dict[str, Any]:
    if isinstance(figure, Unknown):
        return {"value": None, "low": None, "high": None, "unknown": figure.because}
    low, high = figure.ends or (None, None)
    return {"value": figure.value, "low": low, "high": high, "unknown": None}


def _share(found: Comparison) -> dict[str, Any]:
    share = found.share
    if isinstance(share, Unknown):
        return {"share": None, "unknown": share.because, "says": None}
    return {
        "share": share.share,
        "low": share.low,
        "high": share.high,
        "total": share.total,
        "brands": list(share.brands),
        "unknown": None,
        "says": says(_share_verdict(share, found.channel), ""),
    }


def _share_verdict(share: Voice, channel: str) -> Verdict:
    known = share.low > 0 or share.high < 1
    return Verdict(
        "competitors.share_interactions" if known else "competitors.share_interactions_bare",
        {
            "share": Amount(rounded(share.share, 2), Unit.SHARE),
            "between": Between(Amount(share.low, Unit.SHARE), Amount(share.high, Unit.SHARE)),
            "total": Amount(share.total),
            "brands": listed(share.brands),
            "channel": channel_title(channel),
            "days": numbers.days(share.period),
        },
    )


def channel_title(channel: str) -> str:
    """A channel by its name."""
    return str(table("channels")["titles"].get(channel, channel or "all channels"))


def _difference(one: Difference) -> dict[str, Any]:
    still = 0.0 if one.measure is Measure.GROWTH else 1.0
    which = "same" if not one.clear else "more" if one.value > still else "less"
    verdict = Verdict(f"competitors.{one.measure.value}_{which}", values_of(one))
    return {
        "rival": one.rival,
        "measure": one.measure.value,
        "theirs": one.theirs,
        "own": one.own,
        "ratio" if one.measure is not Measure.GROWTH else "points": one.value,
        "low": one.low,
        "high": one.high,
        "clear": one.clear,
        "says": says(verdict, one.rival),
    }


def _sizes(found: Comparison) -> Iterator[tuple[str, Verdict]]:
    """The rivals too large or too small for their interactions to say anything of one's own."""
    own = found.own
    for one in found.standings:
        if own is None or one.own or alike(own, one) or not own.followers or not one.followers:
            continue
        larger = one.followers > own.followers
        times = one.followers / own.followers
        value = Amount(rounded(times, 2) if larger else round(times, 2), Unit.RATIO)
        yield one.name, Verdict("competitors.sizes_differ", {"times": value, "whose": "your"})


def _left(name: str, because: str) -> dict[str, str]:
    verdict = Verdict("competitors.left_out", {"because": because})
    return {"name": name, "because": because, "says": says(verdict, name)}


def _channel_lines(one: Mapping[str, Any]) -> list[str]:
    title = f"{channel_title(one['channel'])}, by {one['source']}"
    if one["unknown"]:
        return [title, f"  Not compared: {one['unknown']}."]
    from milepost.period import Period

    span = Period.of_days(one["first_day"], (one["last_day"] - one["first_day"]).days + 1)
    lines = [f"{title}, {numbers.days(span)}", *(f"  {note}" for note in one["notes"]), ""]
    lines += [f"  {row}" for row in _table(one["brands"])]
    said = [difference["says"] for difference in one["differences"] if difference["clear"]]
    unclear = [difference for difference in one["differences"] if not difference["clear"]]
    if one["differences"]:
        lines += ["", "  What differs beyond chance:", *(f"  - {text}" for text in said or ["Nothing."])]
    if unclear:
        lines.append(f"  No clear difference in {len(unclear)} more comparisons; all are in --json.")
    lines += [f"  {text}" for text in one["sizes"]]
    lines += [f"  {left['says']}" for left in one["left_out"]]
    if one["share_of_interactions"]["says"]:
        lines += ["", f"  Your share: {one['share_of_interactions']['says']}"]
    if one["habits"]:
        lines += ["", "  How they post:"]
        lines += [f"  {text}" for habit in one["habits"] for text in habits_lines(habit)]
    if one["suggestions"]:
        lines += ["", "  Suggested from data:"]
        lines += [f"  - {s['rival']}, {s['kind']}: {s['says']}" for s in one["suggestions"]]
    return lines


def _table(brands: Sequence[Mapping[str, Any]]) -> list[str]:
    rows = [["brand", "followers", "posts", *(HEADS[measure] for measure in Measure)]]
    for one in brands:
        name = f"{one['name'][:40]} (you)" if one["own"] else one["name"][:46]
        figures = [_cell(one["figures"][measure.value], measure) for measure in Measure]
        rows.append([name, _count(one["followers"]), _count(one["posts"]), *figures])
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
            ]
        ).rstrip()
        for row in rows
    ]


def _cell(figure: Mapping[str, Any], measure: Measure) -> str:
    if figure["value"] is None:
        return "unknown"
    if measure is Measure.GROWTH:
        return numbers.signed_share(figure["value"])
    return numbers.written(rounded(figure["value"], 3), Unit.RATIO)


def _count(figure: int | None) -> str:
    return "unknown" if figure is None else numbers.written(figure)


def _said(code: str, name: str) -> str:
    return says(Verdict(f"competitors.{code}"), name)
