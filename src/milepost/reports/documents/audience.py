"""Whom the brand wants to reach, and what its data say: claims, people by platform, topics, questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from milepost.language import gettext
from milepost.plan.audience import AudienceProfile
from milepost.plan.supported import Standing
from milepost.reports import numbers
from milepost.reports.audience import STANDINGS, claim_title
from milepost.reports.document import Block, Bullets, Document, Heading, Label, Paragraph, Table, Tone
from milepost.reports.documents.page_words import columns, head, opening, say, title
from milepost.reports.words.judged import upper_first, without_name
from milepost.workspace.kept import Kept

TONES = {
    Standing.SUPPORTED: Tone.GOOD,
    Standing.CONTRADICTED: Tone.BAD,
    Standing.MIXED: Tone.WATCH,
    Standing.NOT_TOLD: Tone.UNKNOWN,
}
MOST_GROUPS = 8


@dataclass(frozen=True, eq=False)
class Described:
    """The profiles as they stand with their documents (`reports.audience`), and that of the data."""

    brand: str
    today: date
    profiles: tuple[tuple[Kept[AudienceProfile], Mapping[str, Any]], ...]
    data: Mapping[str, Any]


def data_document_of(of: Described, label: Label | None = None) -> Document:
    """The data alone, under the page's headline: profiles are left to who can change them."""
    return Document(
        kind="audience",
        title=title("audience"),
        brand=of.brand,
        as_of=of.today,
        headline=headline(of),
        blocks=tuple(data_blocks(of.data)),
        label=label or Label(),
    )


def headline(of: Described) -> str:
    """How many claims stand, fall, or cannot be told."""
    counts = {s: sum(told["counts"][s.value] for _, told in of.profiles) for s in Standing}
    claims = sum(counts.values())
    if not of.profiles:
        empty = not of.data["platforms"] and of.data["comments"] is None
        return say("audience_none" if empty else "audience_no_profiles")
    if counts[Standing.CONTRADICTED]:
        count = numbers.count_word(counts[Standing.CONTRADICTED])
        return opening("audience_contradicted", contradicted=count, claims=numbers.count_word(claims))
    if not counts[Standing.SUPPORTED]:
        return say("audience_nothing_told", claims=numbers.count_word(claims))
    count = numbers.count_word(counts[Standing.SUPPORTED])
    return opening("audience_all_told", supported=count, claims=numbers.count_word(claims))


def claim_blocks(told: Mapping[str, Any]) -> Iterator[Block]:
    """Each claim with its standing and what the platforms say of it."""
    for support in told["support"]:
        standing = Standing(support["standing"])
        name = claim_title(support["field"], support["claim"])
        ground = " ".join(_bare(one["says"], name) for one in support["evidence"])
        said = gettext("{claim}: {standing}", claim=name, standing=STANDINGS[standing])
        yield Paragraph(said, TONES[standing], ground)


def _bare(sentence: str, name: str) -> str:
    return upper_first(without_name(sentence, name))


def data_blocks(data: Mapping[str, Any]) -> Iterator[Block]:
    """What the exports tell, platform by platform, and what comments are about."""
    if not data["platforms"]:
        yield Heading(head("people"))
        yield Paragraph(say("no_audience_data"), Tone.UNKNOWN)
    for platform in data["platforms"]:
        yield Heading(platform["title"])
        yield from _platform(platform)
    yield Heading(head("themes"))
    if data["comments"] is None:
        yield Paragraph(say("no_comments"), Tone.UNKNOWN)
    else:
        yield from _heard(data["comments"])


def _platform(platform: Mapping[str, Any]) -> Iterator[Block]:
    hours = tuple(one["says"] for one in platform["hours"])
    if hours:
        yield Bullets(hours)
    for told in platform["dimensions"]:
        if told["dimension"] == "age_gender":
            continue
        yield Paragraph(told["says"], small=" ".join(told["moved"]))
        if len(told["groups"]) > 1:
            yield _groups(told)
    if platform["moves_unknown"]:
        yield Paragraph(" ".join(platform["moves_unknown"]), Tone.SOFT)


def _groups(told: Mapping[str, Any]) -> Table:
    shown = told["groups"][:MOST_GROUPS]
    rows = tuple((g["name"], numbers.written(round(g["share"], 3), "share")) for g in shown)
    values = tuple((None, g["share"]) for g in shown)
    return Table(upper_first(told["title"]), columns("groups"), rows, values, frozenset({1}))


def _heard(heard: Mapping[str, Any]) -> Iterator[Block]:
    intro = [say("heard", comments=numbers.plain(heard["comments"]), days=heard["days"])]
    if heard["untold"]:
        intro.append(say("heard_untold", untold=numbers.plain(heard["untold"])))
    if not heard["people_known"]:
        intro.append(say("heard_people"))
    yield Paragraph(intro[0], small=" ".join(intro[1:]))
    if heard["says"]:
        yield Paragraph(heard["says"])
    if heard["topics"]:
        yield Bullets(_examples(heard["topics"]))
    if heard["questions"]:
        yield Heading(head("asked"), 2)
        more = heard["other_questions"]
        rest = (say("asked_many", count=numbers.count_word(more)),) if more else ()
        yield Bullets((*_examples(heard["questions"]), *rest))


def _examples(told: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(
        say("example", says=one["says"], example=one["example"]) if one["example"] else one["says"]
        for one in told
    )
