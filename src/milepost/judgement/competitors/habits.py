"""How a brand posts: its mix of formats, when, of what, and what of that earns more than its other posts."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from milepost.amount import Unknown
from milepost.judgement.competitors.formula import AS_COUNTED, interactions, parts_told
from milepost.judgement.competitors.public import PARTS, PublicPost
from milepost.judgement.competitors.themes import Theme, themes, words_of
from milepost.judgement.content.attributes import DAYS, MOST_MIDNIGHTS
from milepost.judgement.content.attributes import PARTS as DAY_PARTS
from milepost.judgement.content.claims import Claim, content
from milepost.judgement.content.post import Post

LEAST_POSTS = 8
CLEAR_SHARE = 0.4
"""A weekday or part of the day is told when so many of the posts lie in it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of posts: `share` (0 to 1) of those whose kind is known, and how many they are."""

    name: str
    posts: int
    share: float


@dataclass(frozen=True, eq=False)
class Habits:
    """How one brand posts on one channel; `claims` are what goes with more or less interactions per post.

    `untold` says why nothing can be claimed. `weekday` and `hour` are None where no one stands out.
    """

    name: str
    own: bool
    posts: int
    formats: tuple[Part, ...]
    weekday: Part | None
    hour: Part | None
    themes: tuple[Theme, ...]
    claims: tuple[Claim, ...]
    untold: Unknown | None


def habits(name: str, posts: Sequence[PublicPost], *, own: bool, brands: Collection[str] = ()) -> Habits:
    """The habits in a brand's posts, which are held against each other by all that is told of them."""
    found = themes(posts, (name, *brands))
    judged = content(_as_posts(posts, {theme.word for theme in found}))
    unknown = judged if isinstance(judged, Unknown) else None
    claims = () if isinstance(judged, Unknown) else judged.claims
    timed = [post for post in posts if post.timed]
    return Habits(
        name,
        own,
        len(posts),
        _mix([post.format for post in posts if post.format]),
        _most([DAYS[post.posted.weekday()] for post in posts]),
        _most([_part_of_day(post) for post in timed])
        if len(timed) > (1 - MOST_MIDNIGHTS) * len(posts)
        else None,
        found,
        claims,
        unknown,
    )


def _as_posts(posts: Sequence[PublicPost], words: Collection[str]) -> list[Post]:
    told_of = parts_told(posts)
    parts: list[str] = [part for part in PARTS if part in told_of]
    judged: list[Post] = []
    if not parts:
        parts = [AS_COUNTED]
    for post in posts:
        told = interactions(post, parts)
        one = Post(
            posted=post.posted, format=post.format, tags=words_of(post) & frozenset(words), title=post.text
        )
        judged.append(replace(one, interactions=None if told is None else float(told)))
    return judged


def _mix(names: Sequence[str]) -> tuple[Part, ...]:
    counts = Counter(names)
    return tuple(Part(name, count, count / len(names)) for name, count in counts.most_common())


def _most(names: Sequence[str]) -> Part | None:
    """The kind of most posts, if it holds a good part of at least eight."""
    mix = _mix(names)
    return mix[0] if len(names) >= LEAST_POSTS and mix[0].share >= CLEAR_SHARE else None


def _part_of_day(post: PublicPost) -> str:
    return [name for begin, name in DAY_PARTS if begin <= post.posted.hour][-1]
