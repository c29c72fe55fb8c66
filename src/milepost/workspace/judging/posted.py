"""Posts of the last year: what goes with engagement, and which led by more than luck, channel by channel."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby

from milepost import subject
from milepost.amount import Unknown
from milepost.facts.rows import PostEarned, posts_earned
from milepost.judgement.content.best import best_posts
from milepost.judgement.content.claims import Content, content
from milepost.judgement.content.post import Exposure, Post
from milepost.knowledge import table
from milepost.language import gettext_lazy
from milepost.subject import Subject
from milepost.workspace.judging.known import Judged, Known, channel_name, untold

PART = "content"
YEAR = timedelta(days=365)
BEST = 3
LUCKY = "content.top_luck"
"""A lead that is mostly luck is no news."""

EXPOSURES = {"reach": Exposure.REACH, "impressions": Exposure.IMPRESSIONS}
"""By what interactions are divided; views of videos and of posts are both called views."""


def judge_posts(known: Known) -> Iterator[Judged]:
    """One set of judgements a channel of which single posts are known."""
    posts = posts_earned(known.files, before=known.today)
    recent = sorted(
        (post for post in posts if post.posted.date() >= known.today - YEAR), key=lambda post: post.channel
    )
    for channel, some in groupby(recent, key=lambda post: post.channel):
        name = channel_name(channel)
        posts_on = gettext_lazy("{channel} posts", channel=name)
        yield from _judged(posts_on, list(some), (subject.channel(channel, name),))


def judged_as(posts: Sequence[PostEarned]) -> Content | Unknown:
    """What goes with engagement among the posts of one channel, by the exposure that most of them tell."""
    named = [post.exposed_to for post in posts if post.exposed_to]
    most = max(set(named), key=named.count) if named else "reach"
    return content([_post(post, most) for post in posts], exposure=EXPOSURES.get(most, Exposure.VIEWS))


def _judged(about: str, posts: Sequence[PostEarned], of: tuple[Subject, ...]) -> Iterator[Judged]:
    found = judged_as(posts)
    if isinstance(found, Unknown):
        yield untold(PART, about, found, of=of)
        return
    for claim in found.claims:
        yield Judged(PART, about, claim.verdict, of=of)
    if not found.claims:
        yield Judged(PART, about, found.verdict, of=of)
    for best in best_posts(found, most=BEST):
        if best.verdict.code != LUCKY:
            yield Judged(PART, about, best.verdict, of=of)


def _post(post: PostEarned, exposed_to: str) -> Post:
    """The post with its exposure, if that is counted as for the others."""
    return Post(
        posted=post.posted,
        channel=post.channel,
        account=post.account,
        format=_format(post.format or ""),
        text_length=None if post.text is None else len(post.text),
        tags=frozenset(post.tags),
        exposure=post.exposure if post.exposed_to == exposed_to else None,
        interactions=post.interactions,
        title=post.text or "",
    )


def _format(name: str) -> str:
    """The platform's word for a kind of post as people say it: “ig_reel” is “Reels”."""
    known = table("words")["post_formats"]
    return str(known.get(name, name.replace("_", " ")))
