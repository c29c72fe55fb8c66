"""The brand beside its rivals: one formula, the same days, and only what differs beyond chance."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from milepost.judgement.competitors.public import Measure
from milepost.judgement.competitors.suggest import Kind
from milepost.judgement.verdict import rounded
from milepost.language import gettext, gettext_lazy
from milepost.period import Period
from milepost.reports import numbers
from milepost.reports.competitors import FEW, MOST_SUGGESTED, channel_title, measure_lines
from milepost.reports.competitors_habits import habits_lines
from milepost.reports.document import Block, Bullets, Document, Heading, Label, Paragraph, Table, Tone
from milepost.reports.documents.page_words import columns, head, opening, say, title
from milepost.reports.words.verdict import lower_first

CELLS = (Measure.POSTS, Measure.PER_POST, Measure.RATE, Measure.GROWTH)


KINDS = {
    Kind.STRENGTH: gettext_lazy("Strength"),
    Kind.WEAKNESS: gettext_lazy("Weakness"),
    Kind.OPPORTUNITY: gettext_lazy("Opportunity"),
}


def competitors_document(
    comparison: Mapping[str, Any],
    voice: Mapping[str, Any],
    *,
    written: int,
    today: date,
    label: Label | None = None,
) -> Document:
    """The comparison and the share of voice; `written` is how many rivals people wrote down."""
    blocks: list[Block] = []
    for one in comparison["channels"]:
        blocks += _channel(one)
    blocks.append(Heading(head("voice")))
    blocks += _voices(voice["voices"])
    return Document(
        kind="competitors",
        title=title("competitors"),
        brand=str(comparison["brand"]),
        as_of=today,
        headline=_headline(comparison, written),
        blocks=tuple(blocks),
        label=label or Label(),
    )


def _headline(comparison: Mapping[str, Any], written: int) -> str:
    told = [one for one in comparison["channels"] if one["unknown"] is None]
    if not told:
        known = written or comparison["channels"] or comparison["silent"]
        return say("rivals_beside" if known else "rivals_none")
    if not any(one["own_known"] for one in told):
        return say("rivals_own_unknown")
    clear = sum(one["clear"] for channel in told for one in _differences(channel))
    if not clear:
        return say("rivals_alike")
    return opening("rivals_differ_one" if clear == 1 else "rivals_differ", count=numbers.count_word(clear))


def _differences(one: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Those that may be told: a rate per followers only between brands of a size."""
    return [d for d in one["differences"] if d["measure"] != Measure.RATE or d["of_a_size"]]


def _channel(one: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading(channel_title(one["channel"]))
    if one["unknown"] is not None:
        because = lower_first(str(one["unknown"])).rstrip(".")
        yield Paragraph(say("rivals_not_compared", because=because), Tone.UNKNOWN)
        return
    span = Period.of_days(one["first_day"], (one["last_day"] - one["first_day"]).days + 1)
    days = say("rivals_formula", source=one["source"], days=numbers.days(span))
    yield Paragraph(days, Tone.SOFT, " ".join(one["notes"]))
    yield _table(one["brands"], channel_title(one["channel"]))
    shown = _differences(one)
    clear = tuple(found["says"] for found in shown if found["clear"])
    many = len({found["rival"] for found in shown}) > FEW
    if shown:
        told = tuple(measure_lines(shown)) if many else clear
        yield Bullets(told) if clear else Paragraph(say("clear_none"))
    rest = 0 if many else len(shown) - len(clear)
    more = [*one["sizes"], *(left["says"] for left in one["left_out"])]
    if rest and clear:
        more.append(opening("rest_unclear", count=numbers.count_word(rest)))
    if more:
        yield Paragraph(" ".join(more), Tone.SOFT)
    if one["share_of_interactions"]["says"]:
        yield Paragraph(say("own_share", share=one["share_of_interactions"]["says"]))
    if one["habits"]:
        yield Heading(head("habits"), 2)
        lines = [
            str(text).removeprefix("- ").strip() for habit in one["habits"] for text in habits_lines(habit)
        ]
        yield Bullets(tuple(lines))
    if one["suggestions"]:
        yield Heading(head("suggested"), 2)
        some = [gettext("{kind}: {what}", kind=KINDS[s["kind"]], what=s["says"]) for s in one["suggestions"]]
        rest = len(some) - MOST_SUGGESTED
        end = [opening("suggestions_more", count=numbers.count_word(rest))] if rest > 0 else []
        yield Bullets((*some[:MOST_SUGGESTED], *end))


def _table(brands: Sequence[Mapping[str, Any]], caption: str) -> Table:
    rows, values = [], []
    for one in brands:
        figures = [one["figures"][measure.value] for measure in CELLS]
        rows.append(
            (
                gettext("{name} (you)", name=one["name"]) if one["own"] else str(one["name"]),
                _count(one["followers"]),
                _count(one["posts"]),
                *(_cell(figure, measure) for figure, measure in zip(figures, CELLS, strict=True)),
            )
        )
        values.append((None, one["followers"], one["posts"], *(figure["value"] for figure in figures)))
    return Table(caption, columns("rivals"), tuple(rows), tuple(values), frozenset(range(1, 7)))


def _cell(figure: Mapping[str, Any], measure: Measure) -> str:
    if figure["value"] is None:
        return gettext("unknown")
    if measure is Measure.GROWTH:
        return numbers.signed_share(figure["value"])
    return numbers.written(rounded(figure["value"], 3), "ratio")


def _count(figure: int | None) -> str:
    return gettext("unknown") if figure is None else numbers.written(figure)


def _voices(voices: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    if not voices:
        yield Paragraph(say("no_voice"), Tone.UNKNOWN)
    for one in voices:
        if one["says"] is None:
            because = lower_first(str(one["unknown"])).rstrip(".")
            yield Paragraph(say("voice_untold", source=one["source"], because=because), Tone.UNKNOWN)
            continue
        yield Paragraph(one["says"], small=one["change"]["says"])
        yield Bullets((", ".join(f"{b['name']} {numbers.written(b['count'])}" for b in one["brands"]),))
