"""A post as it is judged, and the figure it is judged by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np

from milepost.series import Floats

MOST_UNEXPOSED = 0.2


class Exposure(StrEnum):
    """What stands under the interactions; the sentence names it."""

    REACH = "reach"
    IMPRESSIONS = "impressions"
    VIEWS = "views"
    FOLLOWERS = "followers"


@dataclass(frozen=True, slots=True)
class Post:
    """One post. `posted` is in the audience's zone and has none of its own; 00:00 is an hour as well.

    `exposure` is how many were reached (or impressions, views, followers: the same for all posts judged
    together), None where unknown; `interactions` what they did, None where unknown. `text_length` is in
    characters. Facts that are not known are None or empty, never zero.
    """

    posted: datetime
    channel: str = ""
    account: str = ""
    format: str = ""
    text_length: int | None = None
    tags: frozenset[str] = frozenset()
    exposure: float | None = None
    interactions: float | None = None
    title: str = ""


@dataclass(frozen=True, eq=False)
class Outcomes:
    """The posts that can be judged, oldest first, and `values`: logs of their engagement.

    `per_exposure` tells whether interactions are divided by exposure. `left_out` counts the posts without.
    """

    posts: tuple[Post, ...]
    values: Floats
    per_exposure: bool
    left_out: int


def outcomes(posts: Sequence[Post]) -> Outcomes:
    """log((interactions + 1) / (exposure + e)); log(interactions + 1) where a fifth lack their exposure.

    One interaction is added so that a post that nobody touched still has a figure, and with it the exposure
    `e` that one usually takes here: else posts that nobody saw would lead every list.
    """
    told = [post for post in posts if _known(post.interactions)]
    exposed = [post for post in told if _known(post.exposure) and (post.exposure or 0) > 0]
    per_exposure = len(exposed) >= (1 - MOST_UNEXPOSED) * len(told) and bool(exposed)
    kept = sorted(exposed if per_exposure else told, key=lambda post: post.posted)
    figures = np.array([float(post.interactions or 0) for post in kept])
    under = np.ones(len(kept))
    if per_exposure:
        under = np.array([float(post.exposure or 0) for post in kept])
        under += float(under.sum()) / max(float(figures.sum()), 1.0)
    return Outcomes(tuple(kept), np.log(figures + 1) - np.log(under), per_exposure, len(posts) - len(kept))


def _known(figure: float | None) -> bool:
    return figure is not None and bool(np.isfinite(figure)) and figure >= 0
