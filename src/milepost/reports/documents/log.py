"""The log of a brand: every import, goal, change, decision and review, with who and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from milepost.language import gettext
from milepost.period import Period, month_of
from milepost.reports import numbers
from milepost.reports.document import Block, Document, Label, Table
from milepost.reports.documents.page_words import columns, kind_title, opening, say, title
from milepost.reviews.cadence import Kind
from milepost.workspace.evidence.written import Written

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line of the log as it is read; `kind` and `key` lead to what it is about, unless it is `gone`.

    Files that somebody imported on one day, one after the other, are one line; `each` has a line for each.
    """

    kind: str
    key: str
    day: str
    what: str
    who: str
    why: str
    gone: bool = False
    each: tuple[str, ...] = ()


def log_document(
    lines: Sequence[Written], *, brand: str, today: date, kind: str = "", label: Label | None = None
) -> Document:
    """The newest lines as a table; of one kind where it is named."""
    rows = tuple((row.day, row.what, row.who, row.why) for row in log_rows(lines[:MOST_ROWS]))
    blocks: tuple[Block, ...] = (Table(title("log"), columns("log"), rows),) if rows else ()
    return Document("log", title("log"), brand, today, headline(lines, kind), blocks, label=label or Label())


def headline(lines: Sequence[Written], kind: str = "") -> str:
    """How much was written down, and when last."""
    if not lines:
        return say("log_none_kind", kind=kind_title(kind)) if kind else say("log_none")
    day, count = numbers.day(lines[0].day), numbers.count_word(len(lines))
    if len(lines) == 1:
        return say("log_one", day=day)
    if kind:
        return opening("log_kind_headline", count=count, kind=kind_title(kind), day=day)
    return opening("log_headline", count=count, day=day)


def log_rows(lines: Sequence[Written]) -> tuple[LogRow, ...]:
    """The lines as they are read."""
    return tuple(_row([one]) for one in lines)


def gathered(lines: Sequence[Written]) -> tuple[tuple[Written, ...], ...]:
    """The lines, those of imports that belong together in one."""
    return tuple(tuple(some) for _, some in groupby(lines, key=_together))


def gathered_rows(groups: Iterable[Sequence[Written]]) -> tuple[LogRow, ...]:
    """What was gathered, as it is read."""
    return tuple(_row(some) for some in groups)


def _together(one: Written) -> tuple[object, ...]:
    if one.kind == "import" and one.act != "drop":
        return one.kind, one.day, one.who, one.act, one.why
    return one.kind, one.day, id(one)


def _row(some: Sequence[Written]) -> LogRow:
    one = some[0]
    row = LogRow(one.kind, one.key, numbers.day(one.day), what(one), one.who, _why(one), one.act == "drop")
    if len(some) == 1:
        return row
    rows = sum(int(each.note or 0) for each in some)
    told = say("did_imports", count=numbers.plain(len(some)), rows=numbers.plain(rows))
    return replace(row, what=told, each=tuple(what(each) for each in some))


def what(one: Written) -> str:
    """“Goal changed: …” with what was learned or concluded."""
    if one.kind == "import":
        name = "did_import_drop" if one.act == "drop" else "did_import"
        return say(name, title=one.title, rows=numbers.plain(int(one.note or 0)))
    if one.kind == "review":
        return say("did_review", title=_review(one.title))
    name = f"did_{one.kind}_{one.act}"
    told = say(name, title=one.title) if one.title else say(name)
    return f"{told} {say('learned', note=one.note)}" if one.note and one.kind in LEARNING else told


LEARNING = frozenset({"goal", "decision"})


def _why(one: Written) -> str:
    return one.why or (one.note if one.kind in {"review", "quarter"} else "")


def _review(title_: str) -> str:
    """“weekly, 9–15 November 2026”."""
    kind, _, start = title_.partition(" ")
    try:
        first = date.fromisoformat(start)
    except ValueError:
        return title_
    period = month_of(first) if kind == Kind.MONTHLY else Period.of_days(first, 7)
    days = numbers.days(period)
    if kind == Kind.MONTHLY:
        return gettext("monthly, {days}", days=days)
    return gettext("weekly, {days}", days=days) if kind == Kind.WEEKLY else f"{kind}, {days}"
