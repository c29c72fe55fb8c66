"""Hours and platforms, held against when followers are active and what each platform brings."""

from collections.abc import Iterator, Mapping

from milepost.amount import Amount, Unit
from milepost.judgement.audience.evidence import Acted, Evidence
from milepost.judgement.audience.hours import Hours
from milepost.judgement.verdict import Value, Verdict
from milepost.knowledge.reader import table
from milepost.language import gettext_lazy
from milepost.plan.audience import HOURS_OF_DAY, hours_of
from milepost.plan.support_people import channel_title
from milepost.plan.supported import Claim, Saying, Standing

BUSY, QUIET = 0.85, 0.6
LONGEST = 6
"""A longer stretch nearly always holds a busy hour, and says nothing by it."""

LEAST_VISITS = 100
FAR_BELOW = 0.5


def hours(claim: Claim, evidence: Evidence) -> tuple[Saying, ...]:
    """By the hours at which followers are active; else by what the brand's own posts earned at that time."""
    wanted = claim.platforms
    active = [its for its in evidence.hours if not wanted or its.channel in wanted]
    if active:
        return tuple(_active(claim.text, its) for its in active)
    channels = [channel for channel in evidence.posted if not wanted or channel in wanted]
    if not channels:
        return (Saying(Standing.NOT_TOLD, Verdict("audience.no_hours", {})),)
    return tuple(_posted(claim.text, channel, evidence) for channel in channels)


def _active(text: str, its: Hours) -> Saying:
    first, end = hours_of(text)
    span = range(first, end if end > first else end + HOURS_OF_DAY)
    people = dict(its.people)
    some = [people[hour % HOURS_OF_DAY] for hour in span if hour % HOURS_OF_DAY in people]
    most = max(people.values())
    peak = ", ".join(f"{hour}:00" for hour in its.peak)
    values: dict[str, Value] = {
        "whom": gettext_lazy("{channel} followers", channel=channel_title(its.channel)),
        "peak": peak,
        "day": its.day,
    }
    if not some:
        return Saying(Standing.NOT_TOLD, Verdict("audience.hours_untold", values), its.channel)
    rate = sum(some) / len(some) / most
    values |= {"share": Amount(round(rate, 2), Unit.SHARE), "days": Amount(its.days)}
    standing = Standing.MIXED
    holds_peak = len(span) <= LONGEST and set(its.peak) & {hour % HOURS_OF_DAY for hour in span}
    if rate >= BUSY or holds_peak:
        standing = Standing.SUPPORTED
    elif rate < QUIET:
        standing = Standing.CONTRADICTED
    return Saying(standing, Verdict("audience.hours", values), its.channel)


def _posted(text: str, channel: str, evidence: Evidence) -> Saying:
    """The part of the day that overlaps the claim most; what posts earned is no proof of who is online."""
    first, end = hours_of(text)
    end += HOURS_OF_DAY if end < first else 0
    parts = table("audience")["parts_of_day"].values()
    part = max(parts, key=lambda body: min(end, body["to"]) - max(first, body["from"]))["as_posted"]
    values: dict[str, Value] = {"channel": channel_title(channel), "part": part}
    found = [c for c in evidence.claims if c.channel == channel and c.part == part]
    if not found:
        return Saying(Standing.NOT_TOLD, Verdict("audience.posts_alike", values), channel)
    claim = found[0]
    values |= {"more": Amount(round(abs(claim.more), 2), Unit.SHARE), "posts": Amount(claim.posts)}
    if claim.more > 0:
        return Saying(Standing.SUPPORTED, Verdict("audience.posts_more", values), channel)
    return Saying(Standing.CONTRADICTED, Verdict("audience.posts_less", values), channel)


def platforms(claim: Claim, evidence: Evidence) -> tuple[Saying, ...]:
    """By the visits that each platform brings, which one tool counts; its own engagement stands beside."""
    channel = claim.text
    found = [*_visits(channel, evidence), *_acted(channel, evidence)]
    if not found:
        values: dict[str, Value] = {"channel": channel_title(channel)}
        found = [Saying(Standing.NOT_TOLD, Verdict("audience.platform_untold", values), channel)]
    return tuple(found)


def _visits(channel: str, evidence: Evidence) -> Iterator[Saying]:
    visits = evidence.visits
    whole = sum(visits.values())
    # A platform without visits may be one that the brand does not use: that says nothing of the audience.
    if channel not in visits or whole < LEAST_VISITS or len(visits) < 2:
        return
    share = visits[channel] / whole
    even = 1 / len(visits)
    best = max(visits, key=lambda name: visits[name])
    values: dict[str, Value] = {
        "channel": channel_title(channel),
        "share": Amount(round(share, 2), Unit.SHARE),
        "visits": Amount(whole),
        "days": Amount(evidence.days),
        "first": channel_title(best),
    }
    if channel == best:
        yield Saying(Standing.SUPPORTED, Verdict("audience.visits_most", values), channel)
    elif share >= even:
        yield Saying(Standing.SUPPORTED, Verdict("audience.visits", values), channel)
    else:
        standing = Standing.CONTRADICTED if share < FAR_BELOW * even else Standing.MIXED
        yield Saying(standing, Verdict("audience.visits", values), channel)


def _acted(channel: str, evidence: Evidence) -> Iterator[Saying]:
    """Its rate, by its own exposure; beside another platform's only where both are divided by the same."""
    own = next((acted for acted in evidence.acted if acted.channel == channel), None)
    if own is None:
        return
    others = [
        a for a in evidence.acted if a.channel != channel and a.exposed_to == own.exposed_to and a.posts
    ]
    values: dict[str, Value] = _rate(own)
    if not own.posts:
        values |= {"weeks": Amount(own.weeks)}
        yield Saying(Standing.NOT_TOLD, Verdict("audience.acted_weeks", values), channel)
        return
    if others:
        best = max(others, key=lambda acted: acted.rate)
        values |= {"other": channel_title(best.channel), "other_rate": Amount(best.rate, Unit.SHARE)}
        yield Saying(Standing.NOT_TOLD, Verdict("audience.acted_beside", values), channel)
    else:
        yield Saying(Standing.NOT_TOLD, Verdict("audience.acted", values), channel)


PER: Mapping[str, str] = {
    "reach": gettext_lazy("person reached"),
    "impressions": gettext_lazy("impression"),
}


def _rate(acted: Acted) -> dict[str, Value]:
    per = PER.get(acted.exposed_to, gettext_lazy("view"))
    return {
        "channel": channel_title(acted.channel),
        "rate": Amount(acted.rate, Unit.SHARE),
        "posts": Amount(acted.posts),
        "per": per,
    }
