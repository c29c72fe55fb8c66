"""The channels side by side, and one channel by itself: figures per stage, each against its own usual."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from milepost import subject
from milepost.amount import Unknown
from milepost.judgement.limits import LOOKED_AT
from milepost.kpis.kpi import Kpi
from milepost.language import colon, gettext
from milepost.period import Period
from milepost.reports import numbers
from milepost.reports.document import Block, Bullets, Document, Heading, Label, Paragraph, Table, Tone
from milepost.reports.documents.figures import figures_table, value_of
from milepost.reports.documents.kpi import file_rows_of
from milepost.reports.documents.page_words import columns, head, opening, say, stages, title
from milepost.reports.documents.series_chart import multiples_chart, series_chart
from milepost.reports.words.change import change_cell, is_signal
from milepost.reports.words.files import source_title
from milepost.reports.words.grain import each
from milepost.reports.words.midway import midway
from milepost.reports.words.review import listed
from milepost.subject import Subject
from milepost.workspace.evidence.channels import Channels, OneChannel
from milepost.workspace.framework import Measured
from milepost.workspace.judging.known import channel_title

MOST_DRAWN = 9
"""More small drawings than these nobody reads; the table holds all."""

KPIS = tuple(dict.fromkeys(kpi for _, kpis in stages() for kpi in kpis))
"""All that a channel is asked for."""

MOST_NAMED = 3


def channels_document(of: Channels, label: Label | None = None) -> Document:
    """Every channel, stage by stage; never a sum over them."""
    blocks: list[Block] = []
    if of.channels:
        blocks.append(Paragraph(say("no_add") + " " + say("two_of_one"), Tone.SOFT))
    for place, (stage, kpis) in enumerate(stages()):
        groups = dict(_groups(of.channels, kpis))
        if groups:
            blocks.append(Heading(stage))
        for kpi, rows in groups.items():
            blocks += _group(rows, of, f"stage-{place}-{kpi}")
    return _document("channels", of.brand, of, _headline(of), blocks, label)


def _document(
    kind: str, brand: str, of: Channels | OneChannel, line: str, blocks: Sequence[Block], label: Label | None
) -> Document:
    return Document(
        kind=kind,
        title=title(kind),
        brand=brand,
        as_of=of.today,
        headline=line,
        blocks=tuple(blocks),
        label=label or Label(),
    )


def _headline(of: Channels) -> str:
    if not of.channels:
        return say("channels_none")
    moved: dict[str, list[Measured]] = {}
    for channel, told in of.channels.items():
        loud = [found for found in _of_stages(told) if is_signal(found.moved)]
        if loud:
            moved[channel] = loud
    if not moved:
        return say("channels_still")
    if len(moved) > 1:
        names = [channel_title(channel) for channel in moved]
        if len(names) > MOST_NAMED:
            names = [*names[:MOST_NAMED], gettext("{n} more", n=numbers.count_word(len(names) - MOST_NAMED))]
        return opening(
            "channels_moved_many", count=numbers.count_word(len(moved)), channels=listed(tuple(names))
        )
    channel, loud = next(iter(moved.items()))
    first = loud[0]
    return say(
        "channels_moved_one",
        channel=channel_title(channel),
        kpi=midway(first.kpi.title),
        size=change_cell(first.moved),
    )


def _of_stages(told: Mapping[str, Measured]) -> Iterator[Measured]:
    """The one figure of each stage that a channel shows."""
    for _, kpis in stages():
        found = next((told[kpi] for kpi in kpis if kpi in told), None)
        if found is not None:
            yield found


def _groups(
    channels: Mapping[str, Mapping[str, Measured]], kpis: Sequence[str]
) -> Iterator[tuple[str, list[tuple[str, Measured]]]]:
    """By KPI: the channels of which it is the first that is told of this stage."""
    first = {channel: next((kpi for kpi in kpis if kpi in told), None) for channel, told in channels.items()}
    for kpi in kpis:
        rows = [
            (channel_title(channel), told[kpi])
            for channel, told in channels.items()
            if first[channel] == kpi
            if not _nothing(told[kpi])
        ]
        if rows:
            yield kpi, sorted(rows, key=lambda row: -(value_of(row[1].figure) or 0.0))


def _nothing(found: Measured) -> bool:
    """Whether it was zero in all of the last half year: what never brings anything is left out."""
    values = found.weekly.values[-LOOKED_AT:]
    return bool((values == 0).all())


def _group(rows: list[tuple[str, Measured]], of: Channels, name: str) -> Iterator[Block]:
    kpi = rows[0][1].kpi
    drawn = [row for row in rows if len(row[1].weekly) > 1][:MOST_DRAWN]
    grains = {found.weekly.grain for _, found in drawn}
    if len(grains) == 1 and len(drawn) > 1:
        title_ = each(kpi.title, next(iter(grains)))
        chart = multiples_chart(drawn, of.today, name, title_, told=rows)
        if chart is not None:
            yield replace(chart, named=_of(kpi))
    by_title = {channel_title(channel): channel for channel in of.channels}
    about = tuple((subject.channel(by_title[name], name),) for name, _ in rows)
    yield figures_table(rows, kpi.title, about=about, named=_of(kpi))


def _of(kpi: Kpi) -> tuple[Subject, ...]:
    return (subject.kpi(kpi.id, kpi.title),)


def channel_document(of: OneChannel, label: Label | None = None, *, links: bool = False) -> Document:
    """One channel: the figures of its stages with their charts, then all others, accounts, breaks, files.

    With `links` the files are left to who can link to them.
    """
    name = channel_title(of.channel)
    blocks: list[Block] = []
    staged = list(_of_stages(of.told))
    if staged:
        about = tuple(_of(its.kpi) for its in of.told.values())
        rows = [(its.kpi.title, its) for its in of.told.values()]
        blocks.append(figures_table(rows, name, head="kpis", about=about))
    for found in staged:
        chart = series_chart(
            found,
            of.today,
            f"channel-{found.kpi.id}",
            marks=of.marks[found.kpi.id],
            decisions=[d for d in of.decisions if d.kpi == found.kpi.id],
        )
        if chart is not None:
            blocks.append(replace(chart, named=_of(found.kpi)))
    blocks += _breaks(of)
    blocks += _accounts(of)
    if of.files and not links:
        files = file_rows_of(of.files)
        blocks += [
            Heading(head("files")),
            Table(head("files"), columns("files"), files, numeric=frozenset({2})),
        ]
    return _document("channel", of.brand, of, _channel_line(of, name), blocks, label)


def _channel_line(of: OneChannel, name: str) -> str:
    moved = [found for found in of.told.values() if is_signal(found.moved)]
    if not of.told:
        return say("channel_untold", channel=name)
    if not moved:
        return say("channel_still", channel=name)
    if len(moved) > 1:
        return say("channel_moved_many", channel=name, count=numbers.count_word(len(moved)))
    change = moved[0].moved
    day = "" if isinstance(change, Unknown) or change.since is None else numbers.day(change.since)
    title_ = midway(moved[0].kpi.title)
    return say("channel_moved_one", channel=name, kpi=title_, size=change_cell(change), day=day)


def _breaks(of: OneChannel) -> Iterator[Block]:
    unique = {(mark.day, mark.title): mark for marks in of.marks.values() for mark in marks}
    if unique:
        yield Heading(head("breaks"))
        told = sorted(unique.values(), key=lambda mark: mark.day, reverse=True)
        yield Bullets(tuple(str(colon(numbers.day(mark.day), f"{mark.title}. {mark.says}")) for mark in told))


def _accounts(of: OneChannel) -> Iterator[Block]:
    if not of.accounts:
        return
    yield Heading(head("accounts"))
    rows = tuple(
        (
            source_title(one.source),
            one.account or say("unnamed"),
            numbers.day(one.days.start),
            numbers.day(one.days.last),
            _gaps(one.gaps),
        )
        for one in of.accounts
    )
    yield Table(head("accounts"), columns("coverage"), rows)


def _gaps(gaps: Sequence[Period]) -> str:
    if not gaps:
        return say("no_gaps")
    days = sum(gap.days for gap in gaps)
    return say("gaps", days=numbers.plain(days), first=numbers.days(gaps[0]))
