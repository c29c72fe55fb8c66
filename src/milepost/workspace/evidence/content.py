"""A brand's posts of the last year: what goes with engagement, which led by more than luck, what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from milepost.amount import Unknown
from milepost.facts.batches import FactFiles
from milepost.facts.rows import PostEarned, Said, posts_earned, said_of
from milepost.judgement.comments.rules import Kind, judge_comments
from milepost.judgement.comments.share import MeaningfulShare, meaningful_share
from milepost.judgement.content.best import BestPost, best_posts
from milepost.judgement.content.claims import Content
from milepost.workspace.judging.heard import QUARTER
from milepost.workspace.judging.posted import YEAR, judged_as
from milepost.workspace.place import Workspace, choose_brand
from milepost.workspace.reading import with_facts

MOST_BEST = 5
MOST_SAID = 40
"""More comments than these nobody reads on a page."""


@dataclass(frozen=True, eq=False)
class ChannelPosts:
    """The posts of one channel: what goes with their engagement (or why nobody can tell), and the best."""

    channel: str
    posts: tuple[PostEarned, ...]
    found: Content | Unknown
    best: tuple[BestPost, ...]


@dataclass(frozen=True, slots=True)
class Meant:
    """The comments of one channel that say or ask something, newest first, of `comments` in all."""

    channel: str
    comments: int
    share: MeaningfulShare | Unknown
    said: tuple[Said, ...]


@dataclass(frozen=True, eq=False)
class Posts:
    """All posts of a year by channel, and the comments of a quarter."""

    brand: str
    today: date
    channels: tuple[ChannelPosts, ...]
    meant: tuple[Meant, ...]


def content_of(workspace: Workspace, *, brand: str | None, today: date) -> Posts:
    """What is known of a brand's content before `today`. Raises NotFound for the brand."""
    owner = choose_brand(workspace, brand)

    def work(files: FactFiles) -> Posts:
        posts = [p for p in posts_earned(files, before=today) if p.posted.date() >= today - YEAR]
        heard = said_of(files, since=today - QUARTER, before=today)
        return Posts(owner.name, today, _by_channel(posts), _meant(heard))

    return with_facts(workspace, owner.name, work)


def _by_channel(posts: Sequence[PostEarned]) -> tuple[ChannelPosts, ...]:
    ordered = sorted(posts, key=lambda post: post.channel)
    found = []
    for channel, some in groupby(ordered, key=lambda post: post.channel):
        its = tuple(some)
        judged = judged_as(its)
        best = () if isinstance(judged, Unknown) else best_posts(judged, most=MOST_BEST)
        found.append(ChannelPosts(channel, its, judged, best))
    return tuple(found)


def _meant(heard: Sequence[Said]) -> tuple[Meant, ...]:
    ordered = sorted(heard, key=lambda one: one.channel)
    found = []
    for channel, some in groupby(ordered, key=lambda one: one.channel):
        its = list(some)
        judged = judge_comments([one.text for one in its])
        kept = [one for one, kind in zip(its, judged, strict=True) if kind.kind is Kind.MEANINGFUL]
        newest = sorted(kept, key=lambda one: one.day, reverse=True)[:MOST_SAID]
        found.append(Meant(channel, len(its), meaningful_share(judged), tuple(newest)))
    return tuple(found)
