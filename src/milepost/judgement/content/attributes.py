"""Posts sorted by what they are: format, weekday, part of the day, length of the text, tags."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from milepost.judgement.content.post import Post
from milepost.language import gettext_lazy

LEAST_POSTS = 8
"""A level needs so many posts, and as many without it; below, nothing can be claimed of it."""

MOST_TAGS = 12
SAME_TAGS = 0.2
DAYS = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)
PARTS = (
    (0, gettext_lazy("at night")),
    (6, gettext_lazy("in the morning")),
    (11, gettext_lazy("around noon")),
    (14, gettext_lazy("in the afternoon")),
    (18, gettext_lazy("in the evening")),
)
MOST_MIDNIGHTS = 0.9
"""From here on the hours are taken as not told: exports without them write midnight."""


@dataclass(frozen=True, eq=False)
class Attribute:
    """One way to sort posts: `levels` and, one a post, the place of its level (-1 where it is not known)."""

    name: str
    levels: tuple[str, ...]
    of_post: NDArray[np.int64]

    @property
    def family(self) -> str:
        """The attributes that are shrunken together: all tags are one."""
        return "tag" if self.name.startswith("tag ") else self.name

    @property
    def freedom(self) -> int:
        """How many of the levels' differences are independent, counted generously: of two levels one is."""
        return 1 if len(self.levels) == 2 else len(self.levels)

    def counts(self) -> NDArray[np.int64]:
        """How many posts each level has."""
        return np.bincount(self.of_post[self.of_post >= 0], minlength=len(self.levels)).astype(np.int64)


def attributes(posts: Sequence[Post]) -> tuple[Attribute, ...]:
    """Every attribute that has at least two levels with eight posts each."""
    found = [
        _sorted("format", [post.format.strip() or None for post in posts]),
        _sorted("weekday", [DAYS[post.posted.weekday()] for post in posts], DAYS),
        _sorted("hour", _parts(posts), [name for _, name in PARTS]),
        _sorted("length", *_lengths(posts)),
        *(
            _sorted(f"tag {tag}", ["with" if tag in post.tags else "without" for post in posts])
            for tag in _tags(posts)
        ),
    ]
    return tuple(each for each in found if int(np.sum(each.counts() >= LEAST_POSTS)) >= 2)


def _sorted(name: str, given: Sequence[str | None], order: Sequence[str] | None = None) -> Attribute:
    levels = [level for level in order or sorted({level for level in given if level}) if level in given]
    place = {level: at for at, level in enumerate(levels)}
    return Attribute(
        name,
        tuple(levels),
        np.array([-1 if level is None else place[level] for level in given], dtype=np.int64),
    )


def _parts(posts: Sequence[Post]) -> list[str | None]:
    midnights = sum(post.posted.hour == 0 and post.posted.minute == 0 for post in posts)
    if midnights > MOST_MIDNIGHTS * len(posts):
        return [None] * len(posts)
    return [[name for begin, name in PARTS if begin <= post.posted.hour][-1] for post in posts]


def _lengths(posts: Sequence[Post]) -> tuple[list[str | None], Sequence[str]]:
    """(each post's third of the brand's own texts, the thirds): what is long here may be short elsewhere."""
    known = [post.text_length for post in posts if post.text_length is not None]
    if not known:
        return [None] * len(posts), ()
    low, high = (int(edge) for edge in np.quantile(known, (1 / 3, 2 / 3)))
    if low == high:
        return [None] * len(posts), ()
    thirds = (
        gettext_lazy("up to {most} characters", most=low),
        gettext_lazy("of {least} to {most} characters", least=low + 1, most=high),
        gettext_lazy("over {least} characters", least=high),
    )

    def third(length: int | None) -> str | None:
        return None if length is None else thirds[int(length > low) + int(length > high)]

    return [third(post.text_length) for post in posts], thirds


def _tags(posts: Sequence[Post]) -> list[str]:
    """The tags used most, each only if it sorts the posts otherwise than those before it.

    Tags that nearly always stand together, or nearly always one without the other, are one question.
    """
    counts = Counter(tag for post in posts for tag in post.tags)
    chosen: list[tuple[str, NDArray[np.bool_]]] = []
    for tag in sorted(counts, key=lambda tag: (-counts[tag], tag)):
        if len(chosen) == MOST_TAGS or counts[tag] < LEAST_POSTS:
            break
        has = np.array([tag in post.tags for post in posts])
        rarer = min(counts[tag], len(posts) - counts[tag])
        if rarer >= LEAST_POSTS and all(_differ(has, other) > SAME_TAGS * rarer for _, other in chosen):
            chosen.append((tag, has))
    return [tag for tag, _ in chosen]


def _differ(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> int:
    """How many posts two tags sort differently, whichever of the two is “with”."""
    differ = int(np.sum(one != other))
    return min(differ, len(one) - differ)
