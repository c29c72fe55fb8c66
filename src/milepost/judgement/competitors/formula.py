"""Which interactions are counted: the public ones that are known of every brand, and of all the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from milepost.judgement.competitors.days import Days, rows_within
from milepost.judgement.competitors.public import PART_NAMES, PARTS, PublicPost, Seen, Told
from milepost.language import Lazy, gettext_lazy

NEARLY_ALL = 0.95
"""A part counts as told of a brand when so many of its posts or rows tell it."""

AS_COUNTED = "engagements"
"""The one total that a tool gives of all brands, where it does not tell the parts."""


_NOT_IN_TABLE = gettext_lazy("{name}’s interactions are not in the table")
_NOT_TOLD = gettext_lazy("the interactions of {name} are not told")
_NO_LIKES = gettext_lazy("the likes of {name} are not told")


@dataclass(frozen=True, slots=True)
class Formula:
    """The parts that are added up, and the brands whose interactions they do not tell, with the reason."""

    parts: tuple[str, ...]
    without: tuple[tuple[Told, str], ...] = ()


def formula_of(told: Sequence[Told], days: Days) -> Formula:
    """The parts that all brands tell, or the one total where all figures come from one source.

    A brand that tells only a total of another source is left out: what that counts is not known. Likes must
    be among the parts, or nearly nothing would be counted.
    """
    parts = {id(one): _parts(one, days) for one in told}
    by_parts = [one for one in told if "likes" in parts[id(one)]]
    totals = [one for one in told if AS_COUNTED in parts[id(one)]]
    one_source = len({one.source for one in told}) == 1
    if one_source and len(totals) > len(by_parts):
        return Formula((AS_COUNTED,), _but(told, totals, _NOT_IN_TABLE))
    if not by_parts:
        return Formula((), _but(told, (), _NOT_TOLD))
    shared = tuple(part for part in PARTS if all(part in parts[id(one)] for one in by_parts))
    left = tuple(
        (one, _one_total(one.name, shared) if one in totals else _NO_LIKES.format(name=one.name))
        for one in told
        if one not in by_parts
    )
    return Formula(shared, left)


def interactions(row: Seen | PublicPost, parts: Iterable[str]) -> int | None:
    """What the parts add up to; None where one of them is not told."""
    figures = [getattr(row, part) for part in parts]
    return None if not figures or any(one is None for one in figures) else int(sum(figures))


def _parts(told: Told, days: Days) -> frozenset[str]:
    rows: Sequence[Seen | PublicPost]
    rows = posts_within(told, days) if told.listed is not None else rows_within(told, days)
    return parts_told(rows)


def parts_told(rows: Sequence[Seen | PublicPost]) -> frozenset[str]:
    """The parts of the interactions (or their one total) that nearly all of these tell."""
    if not rows:
        return frozenset()
    return frozenset(
        part
        for part in (*PARTS, AS_COUNTED)
        if sum(getattr(row, part) is not None for row in rows) >= NEARLY_ALL * len(rows)
    )


def posts_within(told: Told, days: Days) -> tuple[PublicPost, ...]:
    """Its posts of these days."""
    return tuple(post for post in told.posts if post.posted.date().toordinal() in days)


def _and(first: str, last: str) -> str:
    return gettext_lazy("{first} and {last}", first=first, last=last)


def _one_total(name: str, parts: Sequence[str]) -> str:
    return gettext_lazy(
        "{name}’s interactions are one total, which may count more than {parts}",
        name=name,
        parts=reduce(_and, (PART_NAMES.get(part, part) for part in parts)),
    )


def _but(told: Sequence[Told], able: Sequence[Told], reason: Lazy) -> tuple[tuple[Told, str], ...]:
    return tuple((one, reason.format(name=one.name)) for one in told if one not in able)
