"""The posts of the invented brand, and the ids that carry their time."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.random import Generator

from milepost.demo.latent import World
from milepost.demo.story import ZONE

_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_INSTAGRAM_EPOCH_MS: Final = 1_314_220_021_721
_SUBJECTS: Final = (
    ("The roll-top is back in moss green.", "Cut on Monday, sewn by Thursday."),
    ("Which bag for which ride?", "Save this for your next tour."),
    ("Forty stitches, one strap.", "Watch until the buckle clicks."),
    ("It rained for six hours; the laptop is dry.", "Swipe for the proof."),
    ("From our workbench: waxed canvas, three years later.", "Would you keep the scars?"),
    ("“It outlived my bicycle”, wrote a customer.", "Thank you – this is why we mend for free."),
)
_TAGS: Final = "#quillfen #bikebags #madeslowly"


@dataclass(frozen=True, slots=True)
class Post:
    """One post; the counts are its lifetime figures on the last day of the story."""

    channel: str
    post_id: str
    shortcode: str
    at: datetime
    format: str
    caption: str
    seconds: int
    views: int
    reach: int
    likes: int
    comments: int
    shares: int
    saves: int
    follows: int
    clicks: int

    @property
    def pacific(self) -> str:
        """The publish time as Meta prints it: US Pacific, whatever the account's zone."""
        return self.at.astimezone(ZoneInfo("America/Los_Angeles")).strftime("%m/%d/%Y %H:%M")


def shortcode_of(at: datetime, salt: int) -> str:
    """The 11 characters of an Instagram permalink: the UTC milliseconds, then 23 bits of `salt`."""
    number = (round(at.timestamp() * 1000) - _INSTAGRAM_EPOCH_MS) << 23 | (salt & (1 << 23) - 1)
    signs = []
    for _ in range(11):
        signs.append(_ALPHABET[number & 63])
        number >>= 6
    return "".join(reversed(signs))


def time_of(shortcode: str) -> datetime:
    """When the post with that shortcode was published (UTC)."""
    number = 0
    for sign in shortcode[:11]:
        number = number << 6 | _ALPHABET.index(sign)
    return datetime.fromtimestamp(((number >> 23) + _INSTAGRAM_EPOCH_MS) / 1000, tz=UTC)


def draw_posts(world: World, seed: int) -> tuple[Post, ...]:
    """Three Instagram posts and two Facebook posts a week (two reels more since the lever), oldest first."""
    rng = np.random.default_rng([seed, 3])
    story, posts = world.story, []
    for index, day in enumerate(world.days):
        age = len(world.days) - 1 - index
        wanted = []
        if day.weekday() in {1, 3, 6} or (age <= story.lever_age and day.weekday() in {0, 4}):
            wanted.append("instagram")
        if day.weekday() in {1, 4}:
            wanted.append("facebook")
        if age == story.viral_age and "instagram" not in wanted:
            wanted.append("instagram")
        for channel in wanted:
            hour = int(rng.choice([7, 8, 12, 17, 18, 19]))
            moment = datetime.combine(day, time(hour, int(rng.integers(60))), ZoneInfo(ZONE))
            viral = age == story.viral_age and channel == "instagram"
            level = float(world.reach[channel][index]) * (2.4 if viral else 0.9)
            posts.append(_post(channel, moment.astimezone(UTC), level, rng, reel=viral))
    return tuple(posts)


def _post(channel: str, at: datetime, level: float, rng: Generator, *, reel: bool) -> Post:
    kinds = {"instagram": ("IG reel", "IG image", "IG carousel"), "facebook": ("Photos", "Videos", "Links")}
    kind = kinds[channel][0 if reel else int(rng.integers(3))]
    reach = max(40, round(level * float(np.exp(rng.normal(0, 0.45)))))
    likes = int(rng.binomial(reach, 0.045))
    first, second = _SUBJECTS[int(rng.integers(len(_SUBJECTS)))]
    salt = int(rng.integers(1 << 23))
    moment = at + timedelta(seconds=int(rng.integers(60)))
    return Post(
        channel=channel,
        post_id=str(17_800_000_000_000_000 + int(rng.integers(400_000_000_000_000))),
        shortcode=shortcode_of(moment, salt),
        at=moment,
        format=kind,
        caption=f"{first}\n\n{second}\n\n{_TAGS}",
        seconds=int(rng.integers(8, 60)) if kind in {"IG reel", "Videos"} else 0,
        views=round(reach * float(rng.uniform(1.15, 1.7))),
        reach=reach,
        likes=likes,
        comments=int(rng.binomial(likes, 0.05)),
        shares=int(rng.binomial(likes, 0.12)),
        saves=int(rng.binomial(likes, 0.16)),
        follows=int(rng.binomial(reach, 0.0012)),
        clicks=int(rng.binomial(reach, 0.018)),
    )
