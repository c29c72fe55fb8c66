"""The days that brands are compared over: the same ones for all, and only whole rows of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from milepost.judgement.competitors.public import Seen, Told
from milepost.period import Period

MOST_WEEK = 7
MONTH = range(28, 32)

Days = frozenset[int]
"""Days by their ordinals."""

SHARED = 0.5
"""A brand that knows less than half of the days that the others share is left out; it does not cut theirs."""


@dataclass(frozen=True, slots=True)
class Common:
    """The days that all of `told` know; `left_out` do not, with the days that they do know (None: no day)."""

    days: Days
    told: tuple[Told, ...]
    left_out: tuple[tuple[Told, Period | None], ...]

    @property
    def span(self) -> Period | None:
        """From the first of these days to the last."""
        return span_of(self.days)


def common_days(all_told: Sequence[Told], asked: Period | None) -> Common:
    """The days that all share: the own brand's first, then each rival's, those with most days first."""
    known = [(told, _inside(days_of(told), asked)) for told in all_told]
    ordered = sorted(known, key=lambda one: (not one[0].own, -len(one[1]), one[0].name))
    days: Days | None = None
    kept: list[Told] = []
    left: list[tuple[Told, Period | None]] = []
    for told, own in ordered:
        if not own:
            left.append((told, None))
            continue
        shared = own if days is None else _whole(days & own, [*kept, told])
        first_rival = len(kept) == 1 and kept[0].own
        if days is None or (shared and (first_rival or len(shared) >= SHARED * len(days))):
            days = shared
            kept.append(told)
        else:
            left.append((told, span_of(own)))
    days = _whole(days or frozenset(), kept)
    return Common(days, tuple(kept), tuple(left))


def days_of(told: Told) -> Days:
    """The days of which a brand's posts or sums are known; with nothing but stocks, those between them."""
    if told.listed is not None:
        return frozenset(range(told.listed.start.toordinal(), told.listed.end.toordinal()))
    flows = flows_of(told)
    if flows:
        return frozenset(day for row in flows for day in _days(row))
    stocks = [row.last.toordinal() for row in told.rows if row.followers is not None]
    return frozenset(range(min(stocks) + 1, max(stocks) + 1)) if stocks else frozenset()


def flows_of(told: Told) -> tuple[Seen, ...]:
    """Its rows of one grain, that which covers most days; rows of different grains overlap.

    Of rows of one grain that overlap (two exports of a rolling year), the later holds.
    """
    grains: dict[str, list[Seen]] = defaultdict(list)
    for row in told.rows:
        if row.flows:
            grains[_grain(row)].append(row)
    found = [_apart(rows) for rows in grains.values()]
    return max(found, key=lambda rows: (sum(row.days for row in rows), len(rows)), default=())


def _grain(row: Seen) -> str:
    """Days, weeks (also cut ones), months, or rows of one length."""
    if 1 < row.days <= MOST_WEEK:
        return "week"
    return "month" if row.days in MONTH else str(row.days)


def _apart(rows: Sequence[Seen]) -> tuple[Seen, ...]:
    kept: list[Seen] = []
    for row in sorted(rows, key=lambda row: (row.last, row.day), reverse=True):
        if not kept or row.last < kept[-1].day:
            kept.append(row)
    return tuple(reversed(kept))


def rows_within(told: Told, days: Days) -> tuple[Seen, ...]:
    """Its rows whose days all lie within these."""
    return tuple(row for row in flows_of(told) if days.issuperset(_days(row)))


def span_of(days: Days) -> Period | None:
    """From the first to the last of these days."""
    return Period(date.fromordinal(min(days)), date.fromordinal(max(days) + 1)) if days else None


def _whole(days: Days, kept: Sequence[Told]) -> Days:
    """Without the days of rows that are cut by them: a month is no part of six weeks."""
    rows = [row for told in kept if told.listed is None for row in flows_of(told) if row.days > 1]
    while True:
        cut = {
            day
            for row in rows
            if not days.isdisjoint(_days(row)) and not days.issuperset(_days(row))
            for day in _days(row)
        }
        if days.isdisjoint(cut):
            return days
        days = days - cut


def _inside(days: Days, asked: Period | None) -> Days:
    if asked is None:
        return days
    return days & frozenset(range(asked.start.toordinal(), asked.end.toordinal()))


def _days(row: Seen) -> range:
    return range(row.day.toordinal(), row.day.toordinal() + row.days)
