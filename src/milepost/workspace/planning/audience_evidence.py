"""All that a brand's facts tell of its audience on a day, gathered for the profiles."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

import numpy as np

from milepost.amount import Unknown
from milepost.facts.batches import FactFiles
from milepost.facts.rows import PostEarned, audience_rows, posts_earned, said_of
from milepost.judgement.audience.evidence import Acted, Evidence, Heard, PostedAt
from milepost.judgement.audience.hours import active_hours
from milepost.judgement.audience.told import Row, told
from milepost.judgement.comments.questions import questions
from milepost.judgement.comments.rules import Kind, judge_comments
from milepost.judgement.comments.spoken import corpus
from milepost.judgement.comments.topics import topics
from milepost.kpis.as_series import series_by
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import kpi
from milepost.period import Grain, Period
from milepost.plan.audience import platforms
from milepost.series import Series
from milepost.workspace.judging.posted import YEAR, judged_as
from milepost.workspace.place import Brand, Workspace, choose_brand
from milepost.workspace.reading import with_facts

QUARTER = timedelta(days=91)
LEAST_POSTS, LEAST_WEEKS = 10, 4


def audience_evidence(workspace: Workspace, *, brand: str | None, today: date) -> Evidence:
    """What is known of a brand's audience before `today`. Raises NotFound for the brand."""
    owner = choose_brand(workspace, brand)

    def work(files: FactFiles) -> Evidence:
        return _gathered(workspace, owner, files, today)

    return with_facts(workspace, owner.name, work)


def _gathered(workspace: Workspace, brand: Brand, files: FactFiles, today: date) -> Evidence:
    rows = [
        Row(r.source, r.account, r.channel, r.dimension, r.bucket, r.day, r.people, r.share)
        for r in audience_rows(files, before=today)
    ]
    posts = [p for p in posts_earned(files, before=today) if p.posted.date() >= today - YEAR]
    by_channel = {
        channel: list(some)
        for channel, some in groupby(sorted(posts, key=lambda p: p.channel), key=lambda p: p.channel)
    }
    acted = [its for channel, some in by_channel.items() if (its := _acted(channel, some)) is not None]
    acted += _acted_weeks(workspace, brand, files, today, {its.channel for its in acted})
    judged = {channel: list(_hours_of(channel, some)) for channel, some in by_channel.items()}
    return Evidence(
        today,
        told(rows),
        active_hours(rows),
        _heard(files, brand, today),
        tuple(claim for claims in judged.values() for claim in claims if claim is not None),
        tuple(channel for channel, claims in judged.items() if claims),
        tuple(acted),
        {
            channel: float(np.nansum(line.values))
            for channel, line in _by_platform("sessions", workspace, brand, files, today).items()
        },
        {
            channel: float(line.values[np.isfinite(line.values)][-1])
            for channel, line in _by_platform("followers", workspace, brand, files, today).items()
        },
        QUARTER.days,
    )


def _heard(files: FactFiles, brand: Brand, today: date) -> Heard | None:
    said = said_of(files, since=today - YEAR, before=today)
    if not said:
        return None
    texts = [one.text for one in said]
    kinds = judge_comments(texts)
    of = corpus(texts, kinds, [one.person for one in said], own_words=[brand.name])
    languages = Counter(kind.language for kind in kinds if kind.language and kind.kind is not Kind.SPAM)
    untold = sum(kind.kind is Kind.CANNOT_TELL for kind in kinds)
    return Heard(of, topics(of), questions(of), languages, YEAR.days, untold)


def _hours_of(channel: str, posts: Sequence[PostEarned]) -> Iterator[PostedAt | None]:
    """What stands out by the part of the day; one None where posts were judged and nothing does."""
    timed = [post for post in posts if post.timed]
    if len(timed) < len(posts) / 2:
        return
    found = judged_as(posts)
    if isinstance(found, Unknown) or not any(its.name == "hour" for its in found.found):
        return
    yield None
    for claim in found.claims:
        if claim.attribute == "hour":
            yield PostedAt(channel, claim.level, claim.value, claim.posts)


def _acted(channel: str, posts: Sequence[PostEarned]) -> Acted | None:
    """The posts that tell the exposure that most of them tell, as one rate."""
    named = [post.exposed_to for post in posts if post.exposed_to]
    if not named or channel not in platforms():
        return None
    most = max(sorted(set(named)), key=named.count)
    some = [post for post in posts if post.exposed_to == most and post.exposure]
    exposure = sum(post.exposure or 0.0 for post in some)
    if len(some) < LEAST_POSTS or not exposure:
        return None
    return Acted(channel, len(some), sum(post.interactions for post in some), exposure, most)


def _acted_weeks(
    workspace: Workspace, brand: Brand, files: FactFiles, today: date, known: set[str]
) -> Iterator[Acted]:
    """Of platforms whose single posts are not known: the account's own weeks, interactions by impressions."""
    lines = _by_platform("engagement_rate", workspace, brand, files, today)
    for channel, line in lines.items():
        if channel in known or line.under is None:
            continue
        weeks = np.isfinite(line.over) & np.isfinite(line.under)
        over, under = float(line.over[weeks].sum()), float(line.under[weeks].sum())
        if weeks.sum() >= LEAST_WEEKS and under > 0:
            yield Acted(channel, 0, over, under, "impressions", int(weeks.sum()))


def _by_platform(
    name: str, workspace: Workspace, brand: Brand, files: FactFiles, today: date
) -> dict[str, Series]:
    """The weeks of a KPI in the last quarter, by platform; those of which it is known."""
    ask = Ask(
        Period(today - QUARTER, today),
        Grain.WEEK,
        as_of=today,
        week_starts=workspace.week_start,
        own_currency=brand.currency,
    )
    found = series_by(kpi(name, workspace.knowledge), files, ask, "channel")
    return {channel: line for channel, line in found.items() if channel in platforms() and channel != "email"}
