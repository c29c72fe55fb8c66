"""What may be said of a brand's content: only what stands up to all else being equal, and to many looks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp

import numpy as np

from milepost.amount import Amount, Unit, Unknown, Why
from milepost.judgement.content.attributes import LEAST_POSTS, Attribute, attributes
from milepost.judgement.content.effects import Effects, effects
from milepost.judgement.content.post import Exposure, Outcomes, Post, outcomes
from milepost.judgement.verdict import Between, Value, Verdict
from milepost.language import LazyCount, gettext_lazy

LEAST = 30
Z90 = 1.645
FALSE_SHARE = 0.10
"""The share of claims that may be wrong among all levels looked at (Benjamini & Hochberg 1995)."""

PER: Mapping[Exposure | None, str] = {
    None: gettext_lazy(" a post"),
    Exposure.REACH: gettext_lazy(" per person reached"),
    Exposure.IMPRESSIONS: gettext_lazy(" per impression"),
    Exposure.VIEWS: gettext_lazy(" per view"),
    Exposure.FOLLOWERS: gettext_lazy(" per follower"),
}

NEARLY_ALL = 0.9
SMALLEST = 0.05
"""Differences below 5 % are not worth a change of plan, however sure they are."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One level of one attribute that goes with more or less engagement than the brand's other posts.

    `low`, `value` and `high` are relative changes (0.24 is +24 %), 90 %; `posts` had the level, `others` did
    not. `wrong` is the chance that the sign is wrong.
    """

    attribute: str
    level: str
    value: float
    low: float
    high: float
    posts: int
    others: int
    wrong: float
    exposure: Exposure | None

    @property
    def verdict(self) -> Verdict:
        """The claim as a sentence: which posts, how much, how sure; association, and what to try."""
        values: dict[str, Value] = {
            "which": _which(self.attribute, self.level),
            "more": Amount(round(abs(self.value), 2), Unit.SHARE),
            "between": _sizes(self.low, self.high),
            "posts": Amount(self.posts),
            "per": PER[self.exposure],
        }
        if self.posts > self.others:
            return Verdict("content.mostly_more" if self.value > 0 else "content.mostly_less", values)
        return Verdict("content.more" if self.value > 0 else "content.less", values)


@dataclass(frozen=True, eq=False)
class Content:
    """What was found: `claims` by size, and everything that they rest on."""

    claims: tuple[Claim, ...]
    found: tuple[Attribute, ...]
    effects: Effects | None
    outcomes: Outcomes
    exposure: Exposure | None
    notes: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """Where nothing can be claimed, that; else the first claim."""
        if self.claims:
            return self.claims[0].verdict
        return Verdict("content.nothing", {"posts": Amount(len(self.outcomes.posts))})


def content(posts: Sequence[Post], *, exposure: Exposure = Exposure.REACH) -> Content | Unknown:
    """What goes with engagement. Unknown below 30 posts whose figures are known, or where all are alike."""
    told = outcomes(posts)
    count = len(told.posts)
    if count < LEAST:
        return Unknown(
            gettext_lazy(
                "only {count} posts have known figures; {needed} are needed", count=count, needed=LEAST
            ),
            Why.TOO_LITTLE,
        )
    if float(np.ptp(told.values)) < 1e-9:
        return Unknown(gettext_lazy("all posts have the same engagement"), Why.TOO_LITTLE)
    per = exposure if told.per_exposure else None
    found = attributes(told.posts)
    notes = _notes(told, per)
    if not found:
        return Content(
            (),
            (),
            None,
            told,
            per,
            (*notes, gettext_lazy("no format, weekday, length or tag has eight posts")),
        )
    fitted = effects(told.values, groups_of(told.posts), found)
    return Content(tuple(claims_of(found, fitted, per)), found, fitted, told, per, notes)


def claims_of(found: Sequence[Attribute], fitted: Effects, exposure: Exposure | None) -> list[Claim]:
    """The claims, the largest first: both intervals off zero and on one side, and few wrong among all."""
    looked = list(_levels(found))
    rising = sorted(
        (claim for at, level in looked if (claim := _claim(found[at], fitted, at, level, exposure))),
        key=lambda claim: claim.wrong,
    )
    kept = 0
    for rank, claim in enumerate(rising, 1):
        if claim.wrong <= FALSE_SHARE * rank / len(looked):
            kept = rank
    return _said_once(sorted(rising[:kept], key=lambda claim: -abs(np.log1p(claim.value))))


def _levels(found: Sequence[Attribute]) -> Iterator[tuple[int, int]]:
    """(attribute, level) of all that are looked at: enough posts with and without, and each tag once."""
    for at, attribute in enumerate(found):
        counts = attribute.counts()
        for level, name in enumerate(attribute.levels):
            if min(counts[level], counts.sum() - counts[level]) >= LEAST_POSTS and name != "without":
                yield at, level


def _claim(
    attribute: Attribute, fitted: Effects, at: int, level: int, exposure: Exposure | None
) -> Claim | None:
    """The claim of one level, or None where an interval holds zero or both are not on one side."""
    counts = attribute.counts()
    alone, error = float(fitted.alone[at][level]), float(fitted.alone_sd[at][level])
    equal, spread = float(fitted.mixed[at][level]), float(fitted.mixed_sd[at][level])
    sure = min(abs(alone) / max(error, 1e-9), abs(equal) / max(spread, 1e-9))
    if alone * equal <= 0 or sure < Z90 or abs(np.expm1(alone)) < SMALLEST:
        return None
    return Claim(
        attribute=attribute.name,
        level=attribute.levels[level],
        value=exp(alone) - 1,
        low=exp(alone - Z90 * error) - 1,
        high=exp(alone + Z90 * error) - 1,
        posts=int(counts[level]),
        others=int(counts.sum() - counts[level]),
        wrong=tail(sure),
        exposure=exposure,
    )


def _said_once(claims: Sequence[Claim]) -> list[Claim]:
    """One rise and one fall an attribute; where two levels are all there is, only the one that rises."""
    kept: dict[tuple[str, bool], Claim] = {}
    for claim in claims:
        kept.setdefault((claim.attribute, claim.value > 0), claim)
    return [
        claim
        for (name, rises), claim in kept.items()
        if rises or (name, True) not in kept or _leave_some(kept[name, True], claim)
    ]


def _leave_some(rise: Claim, fall: Claim) -> bool:
    """Whether more than a handful of posts belong to neither: then the fall says something of its own."""
    return rise.posts + fall.posts < NEARLY_ALL * (fall.posts + fall.others)


def tail(z: float) -> float:
    """The chance of a normal figure to lie `z` and more below its mean."""
    from scipy.special import ndtr

    return float(ndtr(-z))


def groups_of(posts: Sequence[Post]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Each post's account and channel, numbered from 0."""
    names = [(post.account, post.channel) for post in posts]
    place = {name: at for at, name in enumerate(dict.fromkeys(names))}
    return np.array([place[name] for name in names], dtype=np.int64)


def _notes(told: Outcomes, exposure: Exposure | None) -> tuple[str, ...]:
    notes = []
    if exposure is None:
        notes.append(
            gettext_lazy(
                "interactions are not divided by anything, because too few posts say how many they reached"
            )
        )
    if exposure is Exposure.FOLLOWERS:
        notes.append(gettext_lazy("engagement is per follower: what spreads beyond them counts in full"))
    if told.left_out:
        notes.append(
            gettext_lazy("{count} posts without figures were left out", count=LazyCount(told.left_out))
        )
    return tuple(notes)


def _sizes(low: float, high: float) -> Between:
    """Both ends as sizes, the smaller first: “10–38 %” for a rise, and for a fall as well."""
    ends = sorted((abs(low), abs(high)))
    return Between(Amount(ends[0], Unit.SHARE), Amount(ends[1], Unit.SHARE))


_ON = {
    "Monday": gettext_lazy("on Mondays"),
    "Tuesday": gettext_lazy("on Tuesdays"),
    "Wednesday": gettext_lazy("on Wednesdays"),
    "Thursday": gettext_lazy("on Thursdays"),
    "Friday": gettext_lazy("on Fridays"),
    "Saturday": gettext_lazy("on Saturdays"),
    "Sunday": gettext_lazy("on Sundays"),
}


def _which(attribute: str, level: str) -> str:
    match attribute.split(" ", 1):
        case ["format", *_]:
            return gettext_lazy("with the format “{level}”", level=level)
        case ["weekday", *_]:
            return _ON[level]
        case ["hour", *_]:
            return level
        case ["length", *_]:
            return gettext_lazy("with texts {length}", length=level)
        case ["tag", tag]:
            return gettext_lazy("with #{tag}", tag=tag)
        case _:
            return gettext_lazy("with {attribute} “{level}”", attribute=attribute, level=level)
