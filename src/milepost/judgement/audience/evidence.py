"""All that a brand's data tell of its audience on a day: what a profile is held against."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from milepost.judgement.audience.hours import Hours
from milepost.judgement.audience.told import Told
from milepost.judgement.comments.questions import Questions
from milepost.judgement.comments.spoken import Corpus
from milepost.judgement.comments.topics import Topic


@dataclass(frozen=True)
class Heard:
    """Comments of `days` days up to today: the words in them, their topics and questions, and languages.

    `languages` counts the comments whose language can be told, by its code.
    """

    corpus: Corpus
    topics: tuple[Topic, ...]
    questions: Questions
    languages: Counter[str]
    days: int
    untold: int = 0
    """Comments in a language whose words are not known; they are looked at by nobody."""

    @property
    def comments(self) -> int:
        """How many comments are no spam."""
        return len(self.corpus.comments)


@dataclass(frozen=True, slots=True)
class PostedAt:
    """What a brand's own posts earned in one part of the day, against its other posts (0.3 is +30 %)."""

    channel: str
    part: str
    more: float
    posts: int


@dataclass(frozen=True, slots=True)
class Acted:
    """Interactions with the posts of one platform, and the exposure they are divided by.

    `exposed_to` is reach, impressions or views: rates by different ones do not compare. Where single posts
    are not known, the account's `weeks` are taken, and `posts` is 0.
    """

    channel: str
    posts: int
    interactions: float
    exposure: float
    exposed_to: str
    weeks: int = 0

    @property
    def rate(self) -> float:
        """Interactions for each time or person that the posts were shown to."""
        return self.interactions / self.exposure


@dataclass(frozen=True)
class Evidence:
    """What is known before `today`. `followers` by channel; `visits` to the site by channel, of `days` days.

    `posted` names the channels whose posts were judged by the part of the day, whether or not one stood out.
    """

    today: date
    told: tuple[Told, ...] = ()
    hours: tuple[Hours, ...] = ()
    heard: Heard | None = None
    claims: tuple[PostedAt, ...] = ()
    posted: tuple[str, ...] = ()
    acted: tuple[Acted, ...] = ()
    visits: dict[str, float] = field(default_factory=dict)
    followers: dict[str, float] = field(default_factory=dict)
    days: int = 91

    @property
    def channels(self) -> tuple[str, ...]:
        """The platforms of which any export tells who the audience is."""
        return tuple(dict.fromkeys([*(t.channel for t in self.told), *(h.channel for h in self.hours)]))

    def of_channel(self, channel: str) -> tuple[Told, ...]:
        """All that is told of one platform's followers, viewers and visitors."""
        return tuple(told for told in self.told if told.channel == channel)

    def of(self, dimension: str, channels: Sequence[str] = ()) -> tuple[Told, ...]:
        """The distributions of one dimension, on some platforms or all; followers before viewers."""
        some = [t for t in self.told if t.dimension == dimension and (not channels or t.channel in channels)]
        return tuple(sorted(some, key=lambda t: (t.channel, t.who != "followers")))
