"""What the figures suggest of a rival: its strengths, weaknesses, and what it does that one does not.

Only from differences that are clear, never from noise, and never as a score.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from milepost.amount import Amount, Unit
from milepost.judgement.competitors.compare import Comparison, Difference, Standing
from milepost.judgement.competitors.habits import Habits
from milepost.judgement.competitors.public import Measure, PublicPost
from milepost.judgement.competitors.themes import words_of
from milepost.judgement.content.claims import Claim
from milepost.judgement.verdict import Between, Value, Verdict, rounded

ALIKE = 3.0
"""Pages of more than three times each other's followers are not held against each other by interactions: per
post the larger wins and per follower the smaller, whatever they do."""

NONE_OF_IT = 0.05
LEAST_OWN = 8


class Kind(StrEnum):
    """On which list of a competitor a suggestion stands."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"
    OPPORTUNITY = "opportunity"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line for a competitor's list, with the evidence in its sentence."""

    rival: str
    kind: Kind
    verdict: Verdict


def from_figures(found: Comparison) -> Iterator[Suggestion]:
    """What clear differences suggest of each rival."""
    own = found.own
    if own is None:
        return
    sizes = {one.name: one for one in found.standings}
    for difference in found.differences:
        if not difference.clear:
            continue
        rival = sizes[difference.rival]
        if difference.measure is Measure.PER_POST or (
            difference.measure is Measure.RATE and not alike(own, rival)
        ):
            continue
        more = difference.value > (0 if difference.measure is Measure.GROWTH else 1)
        kind = Kind.STRENGTH if more else Kind.WEAKNESS
        yield Suggestion(difference.rival, kind, Verdict(_code(difference, more=more), values_of(difference)))


def alike(one: Standing, other: Standing) -> bool:
    """Whether two pages are of a size, so that interactions compare; unknown sizes are not."""
    if not one.followers or not other.followers:
        return False
    return max(one.followers, other.followers) <= ALIKE * min(one.followers, other.followers)


def from_posts(rival: Habits, own_posts: Sequence[PublicPost], own: Habits | None) -> Iterator[Suggestion]:
    """Formats and themes that earn a rival more than its other posts, and that one does not use oneself."""
    if own is None or own.posts < LEAST_OWN:
        return
    for claim in rival.claims:
        if claim.value <= 0:
            continue
        if claim.attribute == "format" and own.formats:
            known = sum(part.posts for part in own.formats)
            mine = sum(part.posts for part in own.formats if part.name == claim.level)
        elif claim.attribute.startswith("tag ") and claim.level == "with":
            word = claim.attribute.removeprefix("tag ")
            known = sum(1 for post in own_posts if post.text or post.tags)
            mine = sum(word in words_of(post) for post in own_posts)
        else:
            continue
        if known >= LEAST_OWN and mine <= NONE_OF_IT * known:
            yield Suggestion(rival.name, Kind.OPPORTUNITY, _unused(claim, mine, known))


def values_of(difference: Difference) -> dict[str, Value]:
    """The values of a difference's sentence: both figures, how many times, and its 95 %."""
    if difference.measure is Measure.GROWTH:
        ends = (Amount(difference.low, Unit.SHARE), Amount(difference.high, Unit.SHARE))
        return {
            "theirs": Amount(difference.theirs, Unit.SHARE),
            "own": Amount(difference.own, Unit.SHARE),
            "between": Between(*ends),
        }
    larger = difference.value >= 1
    times = difference.value if larger else 1 / difference.value
    low, high = difference.low, difference.high
    if not larger:
        low, high = 1 / high, 1 / low
    return {
        "theirs": Amount(rounded(difference.theirs, 2), Unit.RATIO),
        "own": Amount(rounded(difference.own, 2), Unit.RATIO),
        "times": Amount(rounded(times, 2), Unit.RATIO),
        "between": Between(Amount(low, Unit.RATIO), Amount(high, Unit.RATIO)),
    }


def _code(difference: Difference, *, more: bool) -> str:
    return f"competitors.{difference.measure.value}_{'more' if more else 'less'}"


def _unused(claim: Claim, mine: int, known: int) -> Verdict:
    code = "competitors.unused_format" if claim.attribute == "format" else "competitors.unused_theme"
    times = (1 + claim.value, 1 + claim.low, 1 + claim.high)
    return Verdict(
        code,
        {
            "what": claim.level if claim.attribute == "format" else claim.attribute.removeprefix("tag "),
            "times": Amount(rounded(times[0], 2), Unit.RATIO),
            "between": Between(Amount(times[1], Unit.RATIO), Amount(times[2], Unit.RATIO)),
            "posts": Amount(claim.posts),
            "mine": "none" if mine == 0 else str(mine),
            "known": Amount(known),
        },
    )
