"""One KPI as a page: what it is, where it stands, its course, its channels, and what all that rests on."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import PurePath

from milepost import subject
from milepost.amount import Unknown
from milepost.goals.goal import Goal
from milepost.kpis.kpi import ROWS, Basis, Form, Kpi, Side, Terms
from milepost.language import colon, gettext
from milepost.period import Period
from milepost.reports import numbers
from milepost.reports.benchmarks import compare_lines
from milepost.reports.document import Block, Bullets, Document, Heading, Label, Paragraph, Table, Tone
from milepost.reports.documents.figures import figures_table, usual_of, verdict_of, when
from milepost.reports.documents.page_words import column_title, columns, head, say, table_title, title
from milepost.reports.documents.series_chart import multiples_chart, series_chart
from milepost.reports.words.change import change_cell, change_sentence, is_signal
from milepost.reports.words.files import source_title
from milepost.reports.words.verdict import sentence
from milepost.workspace.evidence.kpi import Watched
from milepost.workspace.judging.known import channel_title
from milepost.workspace.tracing import FileBehind

SHEETS = "custom_day"
MOST_SAID = 3
"""More channels than these make no sentence."""


def kpi_document(of: Watched, label: Label | None = None, *, links: bool = False) -> Document:
    """The page of a KPI; with `links`, files and goals are left to who can link to them."""
    kpi, found = of.kpi, of.measured
    line = _apart(of) if found is None else verdict_of(found)[0]
    blocks: list[Block] = [Paragraph(kpi.says, small=sentence(kpi.beware or ""))]
    if kpi.vanity:
        blocks.append(Paragraph(say("vanity", because=sentence(kpi.vanity)), Tone.WATCH))
    blocks += _figure(of)
    blocks += _channels(of)
    blocks += [Heading(head("definition")), *_definition(kpi)]
    blocks += _sources(of)
    if not links:
        blocks += _files(of)
        blocks += [Heading(head("goals")), _goals(of)]
    blocks += _outside(of)
    return Document(
        kind="kpi",
        title=title("kpi"),
        brand=of.brand,
        as_of=of.today,
        headline=line,
        blocks=tuple(blocks),
        label=label or Label(),
    )


def _apart(of: Watched) -> str:
    """The opening of a KPI that has no figure of all channels together."""
    if not of.channels:
        return say("kpi_unknown", kpi=of.kpi.title)
    for channel, found in of.channels.items():
        moved = found.moved
        if is_signal(moved) and not isinstance(moved, Unknown) and moved.since is not None:
            size, day = change_cell(moved), numbers.day(moved.since)
            where = channel_title(channel)
            return say("kpi_channels_moved", kpi=of.kpi.title, channel=where, size=size, day=day)
    first = [f"{channel_title(name)} {numbers.figure(its.figure)}" for name, its in of.channels.items()]
    return say("kpi_channels", kpi=of.kpi.title, told=", ".join(first[:MOST_SAID]))


def _figure(of: Watched) -> Iterator[Block]:
    found = of.measured
    if found is None and of.channels:
        yield Paragraph(say("kpi_apart"), Tone.SOFT)
        return
    if found is None:
        yield Paragraph(say("no_figures", needs=needs(of.kpi)), Tone.UNKNOWN)
        return
    tone, usual = verdict_of(found)[1], usual_of(found)
    if isinstance(found.figure, Unknown):
        text = sentence(found.figure.because)
    else:
        values = {"figure": numbers.figure(found.figure), "when": when(found)}
        text = say("figure", **values, usual=usual) if usual else say("figure_alone", **values)
    line = verdict_of(found)[0]
    told = not isinstance(found.figure, Unknown) and usual and usual in line
    moved = change_sentence(found.moved)
    yield Paragraph(moved, tone) if told else Paragraph(text, tone, moved)
    chart = series_chart(
        found,
        of.today,
        "kpi",
        marks=of.marks,
        decisions=of.decisions,
        targets=[target for goal in of.goals if (target := _target(of, goal)) is not None],
    )
    if chart is not None:
        yield chart


def _target(of: Watched, goal: Goal) -> tuple[float, str] | None:
    """The level of a goal that can be drawn among these weeks: of the whole brand, and of one such period."""
    found = of.measured
    if found is None or goal.kpi != of.kpi.id or goal.channel:
        return None
    grain = found.weekly.grain.value
    alike = goal.kind == "level" or (goal.kind == "per_period" and goal.per == grain)
    if not alike:
        return None
    target = numbers.compact(goal.target, goal.unit, found.weekly.currency)
    return goal.target, say("target", goal=goal.id, target=target)


def _channels(of: Watched) -> Iterator[Block]:
    if not of.channels:
        return
    rows = sorted(of.channels.items(), key=lambda pair: channel_title(pair[0]))
    yield Heading(head("channels"))
    if len(rows) > 1:
        people = of.kpi.form is Form.AS_REPORTED
        yield Paragraph(say("people" if people else "no_add"), Tone.SOFT)
    named = [(channel_title(channel), found) for channel, found in rows]
    if of.measured is None:
        chart = multiples_chart(
            named, of.today, "kpi-channels", gettext("{kpi} by channel", kpi=of.kpi.title)
        )
        if chart is not None:
            yield chart
    about = tuple((subject.channel(channel, channel_title(channel)),) for channel, _ in rows)
    yield figures_table(named, head("channels"), about=about)


def needs(kpi: Kpi) -> str:
    """What an import must tell: “likes + comments and impressions, from days of the account or posts”."""
    told: dict[str, list[str]] = {}
    for basis in kpi.bases:
        what = say("needs_and").join(dict.fromkeys(_words(side) for side in basis.terms.sides))
        told.setdefault(what, []).append(table_title(basis.terms.over.table))
    return say("needs_else").join(
        say("needs_one", what=what, tables=say("needs_or").join(dict.fromkeys(tables)))
        for what, tables in told.items()
    )


def _definition(kpi: Kpi) -> Iterator[Block]:
    """A row for each way to count it, and from where it is read, in the order of preference."""
    ratio = any(terms.under for basis in kpi.bases for terms in basis.every_terms)
    counted: dict[tuple[str, str], list[str]] = {}
    for basis in kpi.bases:
        for where, terms in _places(basis):
            under = "" if terms.under is None else _words(terms.under)
            over = _words(terms.over)
            if kpi.per != 1:
                over = gettext("{figure}, times {n}", figure=over, n=numbers.plain(kpi.per))
            counted.setdefault((over, under), []).append(where)
    rows = tuple(
        (_joined(where), over, under) if ratio else (_joined(where), over)
        for (over, under), where in counted.items()
    )
    yield Table(head("definition"), columns("definition" if ratio else "definition_sum"), rows)
    read = dict.fromkeys(_read(basis) for basis in kpi.bases)
    several = say("ways") if len(read) > 1 else ""
    yield Paragraph(say("read_from", tables=say("else_read").join(read)), Tone.SOFT, several)


def _places(basis: Basis) -> Iterator[tuple[str, Terms]]:
    """Where a way counts by which columns: on platforms with their own, and everywhere else."""
    if basis.terms.over.table == SHEETS:
        yield say("own_sheets"), basis.terms
        return
    yield say("other_channels" if basis.platforms else "all_channels"), basis.terms
    yield from ((channel_title(name), terms) for name, terms in basis.platforms)


def _joined(where: Sequence[str]) -> str:
    told = ", ".join(dict.fromkeys(where))
    return told[:1].upper() + told[1:]


def _read(basis: Basis) -> str:
    read = table_title(basis.terms.over.table)
    return f"{read} ({basis.says})" if basis.says else read


def _words(side: Side) -> str:
    """The columns of a sum as people say them; of a sheet of one's own, the name of its figure."""
    kept = dict(side.where)
    if side.table == SHEETS and "metric" in kept:
        return say("needs_or").join(dict.fromkeys(name.replace("_", " ") for name in kept["metric"]))
    plain = " + ".join(_column(name, side) for name in side.add)
    less = "".join(f" − {_column(name, side)}" for name in side.minus)
    told = plain + less
    for key, values in side.where:
        only = say("needs_or").join(column_title(value) for value in values)
        told = gettext("{figure} where {what} is {values}", figure=told, what=column_title(key), values=only)
    return told


def _column(name: str, side: Side) -> str:
    return table_title(side.table) if name == ROWS else column_title(name)


def _sources(of: Watched) -> Iterator[Block]:
    told = [(said, row) for said in of.said for row in said.rows]
    if not told:
        return
    yield Heading(head("sources"))
    if len(told) == 1:
        yield Paragraph(say("sources_one", source=source_title(told[0][0].source)), Tone.SOFT)
        return
    yield Paragraph(say("sources_many", period=numbers.days(of.claimed)), Tone.SOFT)
    rows = tuple(
        (
            source_title(said.source),
            numbers.figure(row.figure),
            sentence(row.figure.because if isinstance(row.figure, Unknown) else said.says),
            gettext("taken") if said.holds else "",
        )
        for said, row in told
    )
    yield Table(head("sources"), columns("sources"), rows, numeric=frozenset({1}))


def file_rows_of(files: Sequence[FileBehind]) -> tuple[tuple[str, str, str], ...]:
    """Each file with its days and how many of its rows bring the figures."""
    return tuple(
        (PurePath(one.name).name, _days(one.first_day, one.last_day), numbers.plain(one.rows))
        for one in files
    )


def _files(of: Watched) -> Iterator[Block]:
    if not of.files:
        return
    yield Heading(head("files"))
    yield Table(head("files"), columns("files"), file_rows_of(of.files), numeric=frozenset({2}))


def _days(first: date | None, last: date | None) -> str:
    return numbers.days(Period(first, last + timedelta(days=1))) if first and last else ""


def uses(of: Watched) -> tuple[tuple[Goal, str], ...]:
    """Each goal that uses the KPI, and in which part."""

    def part(goal: Goal) -> str:
        if goal.kpi == of.kpi.id:
            return say("goal_measured")
        return say("goal_led" if of.kpi.id in goal.leads else "goal_guarded")

    return tuple((goal, part(goal)) for goal in of.goals)


def _goals(of: Watched) -> Block:
    told = tuple(str(colon(goal.id, f"{goal.sentence} ({part})")) for goal, part in uses(of))
    return Bullets(told) if told else Paragraph(say("no_goals"), Tone.SOFT)


def _outside(of: Watched) -> Iterator[Block]:
    """Published figures where one may stand beside one's own, with their sources."""
    some = [one for one in of.compared if one.shown and (one.placed or one.alone)]
    known = of.measured is not None or of.channels
    lines = compare_lines(some, of.kpi.id) if some and known else []
    if not lines:
        return
    yield Heading(head("outside"))
    items: list[str] = []
    for line in lines:
        if line.level == 0:
            yield from _bullets(items)
            items = []
            yield Heading(line.text, 2)
        elif line.level > 1 and items:
            items[-1] = f"{items[-1]} {line.text}"
        else:
            items.append(line.text)
    yield from _bullets(items)


def _bullets(items: list[str]) -> Iterator[Block]:
    if items:
        yield Bullets(tuple(items))
