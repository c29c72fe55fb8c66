"""Of which days each account tells, week by week: words, a table, and a strip to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from markupsafe import Markup

from milepost.facts.health import Calendar
from milepost.knowledge import table
from milepost.language import gettext, ngettext
from milepost.period import Period, WeekStart, week_of
from milepost.reports import numbers
from milepost.reports.charts.coverage import head, strip
from milepost.reports.imports import SHOWN_GAPS
from milepost.reports.words.files import source_title

WEEKS: Final = 65
"""Fifteen months."""

STALE: Final = 14
"""Days after which an account is said to be behind; most people export weekly."""

KNOWN, PART, GAP, OUTSIDE = "known", "part", "gap", "outside"


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One account of one source. `cells` say of each week known, part, gap or outside."""

    name: str
    account: str
    first: str
    last: str
    age: str
    behind: bool
    says: str
    gaps: tuple[str, ...]
    cells: tuple[str, ...]
    strip: Markup


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The page: its verdict, the rows (those furthest behind first), and the months above the strips.

    `ended` are accounts of which nothing in the last fifteen months is known.
    """

    verdict: str
    rows: tuple[CoverageRow, ...]
    ended: tuple[CoverageRow, ...]
    months: Markup
    first: date
    last: date
    gaps_say: tuple[str, ...]


def coverage_view(found: Sequence[Calendar], today: date, week_start: WeekStart) -> CoverageView:
    """The calendar of every account over the last fifteen months."""
    weeks = _weeks(today, week_start)
    ordered = sorted(found, key=lambda one: (one.days.last, one.source, one.account, one.channel))
    alive = [one for one in ordered if one.days.last >= weeks[0].start]
    rows = tuple(_row(one, weeks, today) for one in alive)
    ended = tuple(_row(one, weeks, today) for one in ordered if one.days.last < weeks[0].start)
    gaps = tuple(_gaps_say(row) for row in (*rows, *ended) if row.gaps)
    return CoverageView(_verdict(alive, rows), rows, ended, head(weeks), weeks[0].start, weeks[-1].last, gaps)


def _gaps_say(row: CoverageRow) -> str:
    """The gaps of an account in words, the latest first."""
    newest = row.gaps[::-1][:SHOWN_GAPS]
    left = len(row.gaps) - len(newest)
    days = gettext("; ").join(newest)
    if left:
        days = gettext("{days} and {n} more", days=days, n=numbers.count_word(left))
    whose = f"{row.name}, {row.account}" if row.account else row.name
    return gettext("{account}: nothing is known of {days}.", account=whose, days=days)


def _weeks(today: date, week_start: WeekStart) -> list[Period]:
    this = week_of(today, week_start)
    return [Period.of_days(this.start - timedelta(weeks=back), 7) for back in range(WEEKS - 1, -1, -1)]


def _row(one: Calendar, weeks: Sequence[Period], today: date) -> CoverageRow:
    cells = tuple(_state(one, week, today) for week in weeks)
    name = _name(one)
    age = (today - one.days.last).days
    gaps = tuple(f"{numbers.days(gap)} ({_days(gap.days)})" for gap in one.gaps)
    known = sum(cell in {KNOWN, PART} for cell in cells)
    says = gettext(
        "{account}: {known} of {weeks} weeks hold known days, {gaps} are gaps.",
        account=name,
        known=known,
        weeks=len(cells),
        gaps=cells.count(GAP),
    )
    return CoverageRow(
        name,
        one.account,
        numbers.day(one.days.start),
        numbers.day(one.days.last),
        _age(age),
        age > STALE,
        says,
        gaps,
        cells,
        strip(cells, says),
    )


def _state(one: Calendar, week: Period, today: date) -> str:
    """What is known of the days of a week that are over."""
    days = [day for n in range(7) if (day := week.start + timedelta(days=n)) < today]
    inside = [day for day in days if day in one.days]
    known = [day for day in inside if not any(day in gap for gap in one.gaps)]
    if not inside:
        return OUTSIDE
    if not known:
        return GAP
    return KNOWN if len(known) == len(days) else PART


def _verdict(ordered: Sequence[Calendar], rows: Sequence[CoverageRow]) -> str:
    words = table("import_words")["coverage"]
    behind = [one for one, row in zip(ordered, rows, strict=True) if row.behind]
    if not rows:
        return str(words["none"])
    if not behind:
        last = min(one.days.last for one in ordered)
        return str(words["fresh"]).format(day=numbers.day(last))
    if len(behind) == 1:
        return str(words["stale_one"]).format(name=_name(behind[0]), day=numbers.day(behind[0].days.last))
    count = numbers.count_word(len(behind))
    return str(words["stale_more"]).format(
        count=count[:1].upper() + count[1:], all=numbers.count_word(len(rows))
    )


def _name(one: Calendar) -> str:
    source = source_title(one.source)
    channel = str(table("channels")["titles"].get(one.channel, one.channel))
    return source if channel.casefold() in source.casefold() else f"{source}, {channel}"


def _age(days: int) -> str:
    if days <= 1:
        return gettext("up to yesterday") if days == 1 else gettext("up to today")
    if days < 14:
        return gettext("{n} days old", n=days)
    if days < 70:
        return gettext("{n} weeks old", n=days // 7)
    if days < 730:
        return gettext("{n} months old", n=days // 30)
    return gettext("{n} years old", n=days // 365)


def _days(count: int) -> str:
    return ngettext("{n} day", "{n} days", count, n=numbers.plain(count))
