"""What anybody can see of a brand on one channel: followers, posts and their public interactions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from milepost.language import gettext_lazy
from milepost.period import Period

PARTS: Final = ("likes", "comments", "shares")
"""The public interactions. Saves, clicks, reach and visits of a rival are seen by nobody else."""


PART_NAMES: Final[Mapping[str, str]] = {
    "likes": gettext_lazy("likes"),
    "comments": gettext_lazy("comments"),
    "shares": gettext_lazy("shares"),
    "saves": gettext_lazy("saves"),
    "clicks": gettext_lazy("clicks"),
}
"""The same as sentences name them."""


class Measure(StrEnum):
    """By what brands are compared; each is one ratio of two sums, or the growth of a stock."""

    POSTS = "posts_a_week"
    PER_POST = "interactions_per_post"
    RATE = "interactions_per_post_per_1000_followers"
    GROWTH = "follower_growth"


@dataclass(frozen=True, slots=True)
class Seen:
    """Public figures of the `days` from `day` on, as one source gives them; None is what it does not say.

    `followers` is the stock of the last of these days.
    """

    day: date
    days: int
    posts: int | None = None
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    engagements: int | None = None
    net_follows: int | None = None
    followers: int | None = None

    @property
    def flows(self) -> bool:
        """Whether it says what happened in its days, beyond a stock."""
        said = (self.posts, self.likes, self.comments, self.shares, self.engagements, self.net_follows)
        return any(figure is not None for figure in said)

    @property
    def last(self) -> date:
        """Its last day."""
        return date.fromordinal(self.day.toordinal() + self.days - 1)


@dataclass(frozen=True, slots=True)
class PublicPost:
    """One public post. `timed` says that its hour is known; figures that nobody said are None."""

    posted: datetime
    timed: bool = False
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    engagements: int | None = None
    format: str = ""
    text: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """All that one source tells of one brand on one channel.

    `listed` are the days of which `posts` are a whole list; without one, `rows` tell the sums. `counts_more`
    names what the source's own interactions count beyond the public ones (saves, clicks).
    """

    name: str
    own: bool
    source: str
    rows: tuple[Seen, ...] = ()
    posts: tuple[PublicPost, ...] = ()
    listed: Period | None = None
    counts_more: tuple[str, ...] = ()
