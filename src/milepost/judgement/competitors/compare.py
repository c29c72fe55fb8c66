"""The own brand beside its rivals on one channel: the same measures, by one formula, over the same days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from milepost.amount import Unknown, Why
from milepost.judgement.competitors.blocks import Block, blocks_of, followers_at, steps_of
from milepost.judgement.competitors.days import Days, common_days
from milepost.judgement.competitors.formula import Formula, formula_of
from milepost.judgement.competitors.noise import (
    CADENCE_SPREAD,
    ONE_TOTAL,
    POST_SPREAD,
    Estimate,
    between,
    change_of,
    ratio_of,
)
from milepost.judgement.competitors.public import Measure, Told
from milepost.judgement.competitors.voice import Part, Voice, share_of_totals
from milepost.language import gettext_lazy
from milepost.period import Period

FALSE_SHARE = 0.05
"""The share of differences that may be none among all that are looked at (Benjamini & Hochberg 1995)."""

SMALLEST = 1.2
"""Ratios between 1/1.2 and 1.2 are no difference worth a plan, however sure."""
SMALLEST_GROWTH = 0.005

LEAST_FOLLOWERS = 100
LEAST_POSTS = 5
LEAST_DAYS = 7


@dataclass(frozen=True, slots=True)
class Standing:
    """One brand's figures over the days that all share; `followers` on their last day."""

    name: str
    own: bool
    posts: int | None
    interactions: int | None
    followers: int | None
    figures: Mapping[Measure, Estimate | Unknown]


@dataclass(frozen=True, slots=True)
class Difference:
    """How a rival's figure stands to the own: a ratio (1.5: half as much again), or points where growth.

    `clear` is False where chance alone may do it; `low` and `high` are its 95 %.
    """

    rival: str
    measure: Measure
    theirs: float
    own: float
    value: float
    low: float
    high: float
    chance: float
    clear: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A brand, or a measure of it, that is not compared, and why."""

    name: str
    because: str


@dataclass(frozen=True, eq=False)
class Comparison:
    """What was compared on one channel: the days, the formula, each brand, and what differs."""

    channel: str
    days: Days
    span: Period
    formula: Formula
    standings: tuple[Standing, ...]
    differences: tuple[Difference, ...]
    left_out: tuple[LeftOut, ...]
    counts_more: tuple[str, ...]

    @property
    def share(self) -> Voice | Unknown:
        """The own part of the public interactions of all that are compared."""
        parts = [
            Part(one.name, own=one.own, total=one.interactions, error=_error(one))
            for one in self.standings
            if one.interactions is not None
        ]
        return share_of_totals(parts, self.span)

    @property
    def own(self) -> Standing | None:
        """The own brand's figures, where they are known."""
        return next((one for one in self.standings if one.own), None)


def compare(channel: str, told: Sequence[Told], asked: Period | None = None) -> Comparison | Unknown:
    """Compare the brands of one channel; of a single one, tell what is known.

    Unknown where fewer than two share a week of days.
    """
    common = common_days(told, asked)
    span = common.span
    left = [LeftOut(one.name, _other_days(known, span)) for one, known in common.left_out]
    if span is None or len(common.days) < LEAST_DAYS or len(common.told) < min(len(told), 2):
        because = _reasons(left)
        return Unknown(
            gettext_lazy(
                "no two are told of over the same days, and a total is not cut ({because})", because=because
            ),
            Why.TOO_LITTLE,
        )
    formula = formula_of(common.told, common.days)
    left += [LeftOut(one.name, because) for one, because in formula.without]
    standings = tuple(
        _standing(one, common.days, span, formula) for one in sorted(common.told, key=lambda one: not one.own)
    )
    counts_more = next((one.counts_more for one in common.told if one.own), ())
    return Comparison(
        channel, common.days, span, formula, standings, _differences(standings), tuple(left), counts_more
    )


def _standing(told: Told, days: Days, span: Period, formula: Formula) -> Standing:
    blocks = blocks_of(told, days, formula.parts)
    followers = followers_at(told, span)
    posts = _sum([block.posts for block in blocks])
    spoken = [block for block in blocks if block.interactions is not None and block.counted]
    figures: dict[Measure, Estimate | Unknown] = {
        Measure.POSTS: _posts(blocks, posts),
        Measure.PER_POST: _per_post(spoken, formula, told),
        Measure.GROWTH: _growth(steps_of(told, days, blocks), followers),
    }
    figures[Measure.RATE] = _rate(figures[Measure.PER_POST], followers)
    total = _sum([block.interactions for block in spoken]) if spoken else None
    return Standing(told.name, told.own, posts, total, followers, figures)


def _posts(blocks: Sequence[Block], posts: int | None) -> Estimate | Unknown:
    if posts is None:
        return Unknown(gettext_lazy("the number of posts is not told"), Why.NOT_REPORTED)
    weeks = [block.days / 7 for block in blocks]
    found = ratio_of([block.posts or 0 for block in blocks], weeks, CADENCE_SPREAD / max(posts, 1))
    return Unknown(gettext_lazy("no post in these days"), Why.ZERO_UNDER) if found is None else found


def _per_post(blocks: Sequence[Block], formula: Formula, told: Told) -> Estimate | Unknown:
    if any(one is told for one, _ in formula.without) or not formula.parts:
        return Unknown(gettext_lazy("its interactions are not told by the same parts"), Why.NOT_REPORTED)
    posts = sum(block.counted for block in blocks)
    if posts < LEAST_POSTS:
        return Unknown(
            gettext_lazy(
                "{posts} posts with known interactions; {needed} are needed", posts=posts, needed=LEAST_POSTS
            ),
            Why.TOO_LITTLE,
        )
    units = [unit for block in blocks for unit in block.units]
    spread = ONE_TOTAL if len(units) == 1 else POST_SPREAD
    found = ratio_of([over for over, _ in units], [under for _, under in units], spread / posts)
    return Unknown(gettext_lazy("no interaction in these days"), Why.ZERO_UNDER) if found is None else found


def _rate(per_post: Estimate | Unknown, followers: int | None) -> Estimate | Unknown:
    if isinstance(per_post, Unknown):
        return per_post
    if followers is None:
        return Unknown(gettext_lazy("the followers at the end of these days are not told"), Why.NOT_REPORTED)
    if followers < LEAST_FOLLOWERS:
        because = gettext_lazy(
            "{followers} followers; below {least} a rate says little",
            followers=followers,
            least=LEAST_FOLLOWERS,
        )
        return Unknown(because, Why.TOO_LITTLE)
    top = per_post.without_top
    return replace(
        per_post,
        value=per_post.value / followers * 1000,
        without_top=None if top is None else replace(top, value=top.value / followers * 1000),
    )


def _growth(steps: Sequence[int], followers: int | None) -> Estimate | Unknown:
    if followers is None or not steps:
        return Unknown(gettext_lazy("followers are not told at both ends of these days"), Why.NOT_REPORTED)
    start = followers - sum(steps)
    if start < LEAST_FOLLOWERS:
        because = gettext_lazy(
            "it began with {followers} followers; below {least} growth says little",
            followers=max(start, 0),
            least=LEAST_FOLLOWERS,
        )
        return Unknown(because, Why.TOO_LITTLE)
    return change_of(steps, start)


def _differences(standings: Sequence[Standing]) -> tuple[Difference, ...]:
    """Each rival against the own brand, by each measure that both have; few of the clear ones are wrong."""
    own = next((one for one in standings if one.own), None)
    if own is None:
        return ()
    found = [
        difference
        for rival in standings
        if not rival.own
        for measure in Measure
        if (difference := _difference(rival, own, measure)) is not None
    ]
    rising = sorted(found, key=lambda one: one.chance)
    kept = max(
        (n for n, one in enumerate(rising, 1) if one.chance <= FALSE_SHARE * n / len(rising)), default=0
    )
    sure = {id(one) for one in rising[:kept]}
    return tuple(_settled(one, sure=id(one) in sure) for one in found)


def _difference(rival: Standing, own: Standing, measure: Measure) -> Difference | None:
    theirs, ours = rival.figures[measure], own.figures[measure]
    if isinstance(theirs, Unknown) or isinstance(ours, Unknown):
        return None
    found = between(theirs, ours)
    if found is None:
        return None
    value, low, high, chance = found
    clear = _large(measure, value) and _without_top(theirs, ours)
    return Difference(rival.name, measure, theirs.value, ours.value, value, low, high, chance, clear=clear)


def _without_top(theirs: Estimate, ours: Estimate) -> bool:
    """Whether the larger stays the larger beyond chance without its best week or post."""
    larger, smaller = (theirs, ours) if theirs.value > ours.value else (ours, theirs)
    if not larger.in_logs or larger.without_top is None:
        return True
    found = between(larger.without_top, smaller)
    return found is not None and found[1] > 1


def _large(measure: Measure, value: float) -> bool:
    if measure is Measure.GROWTH:
        return abs(value) >= SMALLEST_GROWTH
    return value >= SMALLEST or value <= 1 / SMALLEST


def _settled(one: Difference, *, sure: bool) -> Difference:
    still = 0.0 if one.measure is Measure.GROWTH else 1.0
    return replace(one, clear=one.clear and sure and not one.low <= still <= one.high)


def _reasons(left: Sequence[LeftOut]) -> str:
    """Each brand with the reason why it is left out."""
    if not left:
        return gettext_lazy("no two brands are told of")
    named = (gettext_lazy("{name}: {because}", name=one.name, because=one.because) for one in left)
    return reduce(lambda one, other: gettext_lazy("{first}; {last}", first=one, last=other), named)


def _other_days(known: Period | None, span: Period | None) -> str:
    if known is None:
        return gettext_lazy("nothing, or followers of a single day only, is told of it")
    if span is None:
        return gettext_lazy("only {first} to {last} is told", first=known.start, last=known.last)
    return gettext_lazy(
        "told of {first} to {last}, the others of {from_day} to {to_day}",
        first=known.start,
        last=known.last,
        from_day=span.start,
        to_day=span.last,
    )


def _error(one: Standing) -> float | None:
    """The standard error of the log of all interactions: of those of a post, and of how many posts."""
    errors = [
        figure.error
        for measure in (Measure.POSTS, Measure.PER_POST)
        if not isinstance(figure := one.figures[measure], Unknown)
    ]
    known = [error for error in errors if error is not None]
    return sum(error**2 for error in known) ** 0.5 if len(known) == 2 else None


def _sum(figures: Sequence[int | None]) -> int | None:
    return None if not figures or any(one is None for one in figures) else sum(one or 0 for one in figures)
