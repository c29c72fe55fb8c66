"""Share of voice: the own brand's part of the mentions of a named set of brands, by one source each."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from milepost.amount import Unknown
from milepost.facts.batches import FactFiles
from milepost.facts.public import competitor_rows, mention_counts
from milepost.judgement.competitors.voice import Heard, Moved, Voice, moved, voice
from milepost.language import gettext_lazy
from milepost.period import Period, month_of
from milepost.workspace.place import Workspace, choose_brand
from milepost.workspace.reading import with_facts
from milepost.workspace.rivals.known import Set, set_of
from milepost.workspace.rivals.told import TYPED


@dataclass(frozen=True, slots=True)
class Voiced:
    """The share by one source, in a period and the one before. `of` is what is counted.

    `channel` is '' where the source listens everywhere. `change` is Unknown where the set changed.
    """

    source: str
    channel: str
    of: str
    now: Voice | Unknown
    change: Moved | Unknown


MENTIONS = "mentions"


def share_of_voice(
    workspace: Workspace, *, brand: str | None, today: date, period: Period | None = None
) -> tuple[Voiced, ...]:
    """The own share in a period (else the last whole month told of), by each source that counts mentions.

    The KPI `share_of_voice` knows no set of brands; this does, and answers from the mentions themselves.
    """
    owner = choose_brand(workspace, brand)

    def work(files: FactFiles) -> tuple[Voiced, ...]:
        some = set_of(workspace, files, brand=owner.name, today=today)
        return tuple(_voiced(key, heard, period) for key, heard in sorted(_heard(some).items()))

    return with_facts(workspace, owner.name, work)


def share_by_month(
    workspace: Workspace, *, brand: str | None, today: date, months: int = 12
) -> tuple[Voiced, ...]:
    """The same month by month, oldest first, each against the one before: a changed set is a break."""
    owner = choose_brand(workspace, brand)

    def work(files: FactFiles) -> tuple[Voiced, ...]:
        some = set_of(workspace, files, brand=owner.name, today=today)
        return tuple(
            _voiced(key, heard, month)
            for key, heard in sorted(_heard(some).items())
            for month in _months(heard, today)[-months:]
        )

    return with_facts(workspace, owner.name, work)


def _voiced(key: tuple[str, str, str], heard: Sequence[Heard], asked: Period | None) -> Voiced:
    source, channel, of = key
    period = asked or _latest(heard)
    now = voice(heard, period)
    if isinstance(now, Unknown):
        return Voiced(source, channel, of, now, now)
    earlier = _earlier(period)
    first = min(one.day for one in heard)
    if first > earlier.start:
        because = gettext_lazy("nothing is told before {day}", day=first)
        return Voiced(source, channel, of, now, Unknown(because))
    before = voice(heard, earlier)
    return Voiced(source, channel, of, now, before if isinstance(before, Unknown) else moved(before, now))


def _heard(some: Set) -> dict[tuple[str, str, str], list[Heard]]:
    """What was counted, by (source, channel, what). A list of mentions is one set, wherever it heard."""
    found: dict[tuple[str, str, str], list[Heard]] = defaultdict(list)
    for one in mention_counts(some.files, before=some.today):
        if one.about:
            found[one.source, "", MENTIONS].append(_one(some, "", one.about, None, one.day, one.count))
    for row in competitor_rows(some.files, before=some.today):
        count = row.figures["mentions"]
        if count is not None:
            heard = _one(some, row.channel, row.name, row.own, row.day, count)
            found[row.source, row.channel, MENTIONS].append(heard)
    for competitor in some.competitors:
        for figure in competitor.figures:
            if figure.measure == MENTIONS and figure.day < some.today:
                heard = Heard(competitor.name, own=False, day=figure.day, count=int(figure.value))
                found[TYPED, figure.channel, MENTIONS].append(heard)
    return dict(found)


def _one(some: Set, channel: str, name: str, own: bool | None, day: date, count: int) -> Heard:
    if own or some.is_own(channel, name):
        return Heard(some.brand.name, own=True, day=day, count=count)
    return Heard(some.called(channel, name), own=False, day=day, count=count)


def _latest(heard: Sequence[Heard]) -> Period:
    """The last month of which it tells up to its end, or all days where it tells of no whole month."""
    first, last = min(one.day for one in heard), max(one.day for one in heard)
    month = month_of(last)
    if (month.last - last).days > 2:
        month = month_of(date.fromordinal(month.start.toordinal() - 1))
    if (first - month.start).days > 2:
        return Period(first, date.fromordinal(last.toordinal() + 1))
    return month


def _earlier(period: Period) -> Period:
    """The month before a month; else as many days before."""
    if period == month_of(period.start):
        return month_of(date.fromordinal(period.start.toordinal() - 1))
    return period.before()


def _months(heard: Sequence[Heard], today: date) -> list[Period]:
    first, last = min(one.day for one in heard), min(max(one.day for one in heard), today)
    return list(_walk(first, last))


def _walk(first: date, last: date) -> Iterator[Period]:
    month = month_of(first)
    while month.start <= last:
        yield month
        month = month_of(month.end)
