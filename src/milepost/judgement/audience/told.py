"""Distributions as the exports tell them: one dimension of one account, as of one day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from milepost.judgement.audience.groups import plain_group
from milepost.knowledge import table

HOUR = "hour"
JOINT = "age_gender"
NEARLY_ALL = 0.98
"""Shares that add up to this are shares of those who are told; below, the rest is named nowhere."""


@dataclass(frozen=True, slots=True)
class Row:
    """One group as an export tells it: `people` counted, or its `share` of 1; None where it is not told."""

    source: str
    account: str
    channel: str
    dimension: str
    bucket: str
    day: date
    people: float | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Group:
    """One group: its share (0 to 1) and, where the export counts, its people."""

    name: str
    share: float
    people: float | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Who follows (or views, or visits) one account by one dimension, as of `day`; the largest group first.

    `named` is the part of the whole that the groups make up: 1 where the shares are of those who are told,
    less where the export lists only the top. `people` counts those who are told, where the export counts.
    `before` is the export before it.
    """

    channel: str
    source: str
    account: str
    dimension: str
    who: str
    day: date
    groups: tuple[Group, ...]
    named: float
    people: float | None = None
    before: "Told | None" = None

    @property
    def whole(self) -> bool:
        """Whether everybody who is told stands in a group."""
        return self.named >= NEARLY_ALL

    def share(self, name: str) -> float | None:
        """The share of one group; None where it is not listed."""
        return next((group.share for group in self.groups if group.name == name), None)


def told(rows: Iterable[Row]) -> tuple[Told, ...]:
    """The latest distribution of each account, dimension and kind of people, each with the one before it."""
    sorted_rows: dict[tuple[str, str, str, str, str], dict[date, list[Row]]] = defaultdict(dict)
    for row in rows:
        meaning = _meaning(row)
        if meaning is not None and meaning[0] != HOUR:
            key = (row.channel, row.source, row.account, *meaning)
            sorted_rows[key].setdefault(row.day, []).append(row)
    found: list[Told] = []
    for key, by_day in sorted_rows.items():
        latest = None
        for day in sorted(by_day):
            now = _distribution(key, day, by_day[day])
            if now is not None:
                latest = replace(now, before=None if latest is None else replace(latest, before=None))
        if latest is not None:
            found += [latest, *_parts(latest)]
    return tuple(found)


def _meaning(row: Row) -> tuple[str, str] | None:
    """(what the dimension is, of whom), or None where it is not about who somebody is."""
    known: Mapping[str, Mapping[str, str]] = table("audience")["dimensions"]
    entry = known.get(row.dimension)
    if entry is None:
        return None
    who = table("audience")["of_source"].get(row.source, {}).get(row.dimension, entry["who"])
    return entry["is"], who


def _distribution(key: tuple[str, str, str, str, str], day: date, rows: Sequence[Row]) -> Told | None:
    """Of counts the shares among those counted; shares as they are told."""
    channel, source, account, dimension, who = key
    shared = [row for row in rows if row.share is not None]
    counted = [row for row in rows if row.people is not None]
    people = sum(row.people or 0 for row in counted)
    sums: dict[str, tuple[float, float | None]] = {}
    for row in shared or counted:
        share = row.share if shared else (row.people or 0) / people if people else None
        if share is None:
            continue
        name = plain_group(dimension, row.bucket)
        had, had_people = sums.get(name, (0.0, None))
        sums[name] = had + share, row.people if had_people is None else had_people + (row.people or 0)
    groups = [Group(name, *figures) for name, figures in sums.items() if figures[0] > 0]
    if not groups:
        return None
    named = min(sum(group.share for group in groups), 1.0)
    return Told(channel, source, account, dimension, who, day, _largest_first(groups), named, people or None)


def _parts(joint: Told) -> list[Told]:
    """Of “18-24 women” the ages alone and the genders alone: each follower stands in one group only."""
    if joint.dimension != JOINT:
        return []
    return [
        replace(
            joint,
            dimension=dimension,
            groups=_marginal(joint.groups, at, dimension),
            before=None
            if joint.before is None
            else replace(
                joint.before, dimension=dimension, groups=_marginal(joint.before.groups, at, dimension)
            ),
        )
        for at, dimension in enumerate(("age", "gender"))
    ]


def _marginal(groups: Sequence[Group], at: int, dimension: str) -> tuple[Group, ...]:
    sums: dict[str, Group] = {}
    for group in groups:
        both = group.name.rsplit(" ", 1)
        name = plain_group(dimension, both[min(at, len(both) - 1)])
        had = sums.get(name, Group(name, 0.0, None))
        people = None if group.people is None else (had.people or 0) + group.people
        sums[name] = Group(name, had.share + group.share, people)
    return _largest_first(list(sums.values()))


def _largest_first(groups: Sequence[Group]) -> tuple[Group, ...]:
    return tuple(sorted(groups, key=lambda group: (-group.share, group.name)))
