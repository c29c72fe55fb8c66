"""The own brand beside its rivals, as a JSON document and as lines for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from milepost.amount import Amount, Unit, Unknown
from milepost.judgement.competitors.compare import Comparison, Difference, Standing
from milepost.judgement.competitors.noise import HELD, Estimate
from milepost.judgement.competitors.public import PART_NAMES, PARTS, Measure
from milepost.judgement.competitors.suggest import Suggestion, alike, values_of
from milepost.judgement.competitors.voice import Voice
from milepost.judgement.verdict import Between, Value, Verdict, rounded
from milepost.knowledge import table
from milepost.language import gettext, gettext_lazy
from milepost.reports import numbers
from milepost.reports.competitors_habits import habits_document, habits_lines
from milepost.reports.words.judged import says, upper_first
from milepost.reports.words.note import note
from milepost.workspace.rivals.compared import Rivalries, Rivalry

HEADS: Mapping[Measure, str] = {
    Measure.POSTS: gettext_lazy("posts a week"),
    Measure.PER_POST: gettext_lazy("interactions a post"),
    Measure.RATE: gettext_lazy("per 1,000 followers"),
    Measure.GROWTH: gettext_lazy("follower growth"),
}
MOST_SUGGESTED = 6
FEW = 3
"""Of more rivals than these, differences are told by measure and not one by one."""
MOST_BRANDS = 6


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
            "Nothing is known of rivals yet.",
            "Import a table of competitors (LinkedIn, Rival IQ, Socialinsider, your own),",
            "or write one down: milepost competitor add NAME",
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
        "notes": list(_notes(one, found)),
        "brands": [_brand(standing) for standing in found.standings],
        "share_of_interactions": _share(found),
        "differences": [_difference(difference, found) for difference in found.differences],
        "sizes": list(_sizes(found)),
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
    """“Acme, Bolt and Crisp”; beyond six the rest is counted."""
    shown = [str(name) for name in names[:MOST_BRANDS]]
    if len(names) > MOST_BRANDS:
        shown.append(gettext("{n} more", n=len(names) - MOST_BRANDS))
    if len(shown) == 1:
        return shown[0]
    return gettext("{first} and {last}", first=", ".join(shown[:-1]), last=shown[-1])


def _notes(one: Rivalry, found: Comparison) -> Iterator[str]:
    days = Amount(len(found.days))
    parts = found.formula.parts
    if not parts:
        yield note("formula_none")
    elif set(parts) <= set(PARTS):
        yield note("formula", {"parts": listed(_named(parts)), "days": days})
        missing = [part for part in PARTS if part not in parts]
        if missing:
            yield note("without_part", {"part": listed(_named(missing))})
        if found.counts_more:
            yield note("counts_more", {"more": listed(_named(found.counts_more))})
    else:
        yield note("formula_total", {"source": source_title(one.source), "days": days})
    if all(_single(standing) for standing in found.standings):
        yield note("one_total")
    if found.own is not None:
        for measure, figure in found.own.figures.items():
            if isinstance(figure, Unknown) and measure is not Measure.RATE:
                values: dict[str, Value] = {"measure": HEADS[measure], "because": figure.because}
                yield note("own_unknown_figure", values)
    if not one.own_known:
        yield note("own_unknown", {"channel": one.channel or "CHANNEL"})


def _named(parts: Sequence[str]) -> list[str]:
    """The parts of interactions as they stand in a sentence."""
    return [str(PART_NAMES.get(part, part)) for part in parts]


def _single(one: Standing) -> bool:
    """Whether one total is all there is of it: no week tells how far it swings."""
    posts = one.figures[Measure.POSTS]
    return not isinstance(posts, Unknown) and posts.freedom <= HELD


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
        "says": _share_says(share, found.channel),
    }


def _share_says(share: Voice, channel: str) -> str:
    known = share.low > 0 or share.high < 1
    return note(
        "share_interactions" if known else "share_interactions_bare",
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
    return str(table("channels")["titles"].get(channel, channel or gettext("all channels")))


def _difference(one: Difference, found: Comparison) -> dict[str, Any]:
    rival = next(standing for standing in found.standings if standing.name == one.rival)
    still = 0.0 if one.measure is Measure.GROWTH else 1.0
    which = "same" if not one.clear else "more" if one.value > still else "less"
    verdict = Verdict(f"competitors.{one.measure.value}_{which}", values_of(one))
    return {
        "rival": one.rival,
        "measure": one.measure.value,
        "theirs": one.theirs,
        "own": one.own,
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "clear": one.clear,
        "of_a_size": found.own is not None and alike(found.own, rival),
        "says": says(verdict, one.rival),
    }


def _sizes(found: Comparison) -> Iterator[str]:
    """The rivals too large or too small for their interactions to say anything of one's own."""
    own = found.own
    if own is None or not own.followers:
        return
    apart = {
        one.name: rounded(one.followers / own.followers, 2)
        for one in found.standings
        if not one.own and one.followers and not alike(own, one)
    }
    if len(apart) == 1:
        ((name, times),) = apart.items()
        yield says(Verdict("competitors.sizes_differ", {"times": Amount(times, Unit.RATIO)}), name)
    elif apart:
        low, high = (numbers.written(ends(apart.values()), Unit.RATIO) for ends in (min, max))
        values: dict[str, Value] = {
            "count": len(apart),
            "between": gettext("{low} to {high}", low=low, high=high),
        }
        yield note("sizes_differ_many", values)


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
    if one["differences"]:
        lines += ["", *(f"  {text}" for text in _difference_lines(one))]
    lines += [f"  {text}" for text in one["sizes"]]
    lines += [f"  {left['says']}" for left in one["left_out"]]
    if one["share_of_interactions"]["says"]:
        lines += ["", f"  Your share: {one['share_of_interactions']['says']}"]
    if one["habits"]:
        lines += ["", "  How they post:"]
        lines += [f"  {text}" for habit in one["habits"] for text in habits_lines(habit)]
    if one["suggestions"]:
        lines += ["", "  Suggested from data:"]
        some = one["suggestions"]
        lines += [f"  - {suggestion['kind']}: {suggestion['says']}" for suggestion in some[:MOST_SUGGESTED]]
        if len(some) > MOST_SUGGESTED:
            lines.append(f"  {len(some) - MOST_SUGGESTED} more with: milepost competitor show ID, or --json")
    return lines


def _difference_lines(one: Mapping[str, Any]) -> Iterator[str]:
    """What differs beyond chance: a sentence a difference, or, of many rivals, a line a measure."""
    shown = [found for found in one["differences"] if found["measure"] != Measure.RATE or found["of_a_size"]]
    clear = [found for found in shown if found["clear"]]
    yield "What differs beyond chance:"
    if len({found["rival"] for found in shown}) <= FEW:
        yield from (f"- {found['says']}" for found in clear or [{"says": "Nothing."}])
        rest = len(shown) - len(clear)
        if rest:
            yield f"No clear difference in {rest} more comparison{'s' if rest > 1 else ''}; see --json."
        return
    yield from (f"- {text}" for text in measure_lines(shown))


def measure_lines(shown: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Of many rivals, a line a measure: who has more, who less, and to whom no clear difference is."""
    for measure in Measure:
        of = [found for found in shown if found["measure"] == measure]
        if of:
            yield gettext(
                "{measure}, you {own}: {others}.",
                measure=upper_first(str(HEADS[measure])),
                own=_short(of[0]["own"], measure),
                others=_sides(of, measure),
            )


def _sides(found: Sequence[Mapping[str, Any]], measure: Measure) -> str:
    still = 0 if measure is Measure.GROWTH else 1
    sides = (
        (_MORE, [one for one in found if one["clear"] and one["value"] > still]),
        (_LESS, [one for one in found if one["clear"] and one["value"] < still]),
        (_ALIKE, [one for one in found if not one["clear"]]),
    )
    return gettext("; ").join(
        str(side.format(brands=", ".join(_with_figure(one, measure) for one in some)))
        for side, some in sides
        if some
    )


_MORE = gettext_lazy("more {brands}")
_LESS = gettext_lazy("less {brands}")
_ALIKE = gettext_lazy("no clear difference to {brands}")


def _with_figure(one: Mapping[str, Any], measure: Measure) -> str:
    return f"{_name(one['rival'])} ({_short(one['theirs'], measure)})"


def _short(figure: float, measure: Measure) -> str:
    if measure is Measure.GROWTH:
        return numbers.signed_share(figure)
    return numbers.written(rounded(figure, 2), Unit.RATIO)


def _name(name: str, most: int = 40) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def _table(brands: Sequence[Mapping[str, Any]]) -> list[str]:
    rows = [["brand", "followers", "posts", *(HEADS[measure] for measure in Measure)]]
    for one in brands:
        name = f"{_name(one['name'])} (you)" if one["own"] else _name(one["name"], 46)
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
