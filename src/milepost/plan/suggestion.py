"""A profile that the data propose, each claim with its ground, for people to keep, change or throw away."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from milepost.amount import Amount, Unit
from milepost.judgement.audience.evidence import Evidence
from milepost.judgement.audience.told import Group, Told
from milepost.judgement.verdict import Value, Verdict
from milepost.language import gettext
from milepost.period import spoken
from milepost.plan.audience import AudienceProfile
from milepost.plan.support_people import LEAST_PEOPLE, channel_title, rounded_share, whom
from milepost.plan.support_when import platforms as platform_sayings
from milepost.plan.supported import Claim

MOST_IN_A_FIELD = 3
HALF = 0.5
CLEAR = 0.6
COUNTRY, CITY, LANGUAGE, WORK = 0.2, 0.1, 0.25, 0.15
TOPICS, QUESTIONS = 4, 3


@dataclass(frozen=True, slots=True)
class Ground:
    """One claim of a proposal and the sentence that says why it stands there."""

    field: str
    text: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed profile (its `says` tells that it is one) and the ground of each claim.

    `channel` is the platform whose followers it describes: two platforms are never mixed in one profile.
    """

    profile: AudienceProfile
    grounds: tuple[Ground, ...]
    channel: str


def suggested(evidence: Evidence, channel: str | None = None) -> Suggestion | None:
    """The profile of the platform of which most is told (or of `channel`); None where nothing is told."""
    chosen = channel or _fullest(evidence)
    people = _people(_of_one_account(evidence, chosen), chosen) if chosen else ()
    grounds = [*people, *_heard(evidence)]
    if not grounds:
        return None
    platform = _platform(evidence, chosen)
    grounds += platform
    claims: dict[str, tuple[str, ...]] = {}
    for ground in grounds:
        claims[ground.field] = (*claims.get(ground.field, ()), ground.text)
    name = (
        gettext("{channel} audience", channel=channel_title(chosen))
        if chosen and people
        else gettext("People who comment")
    )
    says = gettext("Proposed from data of {day}; not yet checked by a person.", day=spoken(evidence.today))
    profile = replace(AudienceProfile("", name, says), **claims)  # type: ignore[arg-type]
    return Suggestion(profile, tuple(grounds), chosen or "")


def _fullest(evidence: Evidence) -> str | None:
    """The platform with most dimensions of followers; of several the one with most followers."""
    counts: dict[str, int] = {}
    for told in evidence.told:
        if told.who == "followers" and (told.people is None or told.people >= LEAST_PEOPLE):
            counts[told.channel] = counts.get(told.channel, 0) + 1
    for told in evidence.told:
        counts.setdefault(told.channel, 0)
    if not counts:
        return None
    return max(counts, key=lambda c: (counts[c], evidence.followers.get(c, 0.0), c))


def _of_one_account(evidence: Evidence, channel: str) -> Evidence:
    """Only the account of which most is told: a page and a person's profile have followers of their own."""
    counts = Counter((t.source, t.account) for t in evidence.of_channel(channel))
    best = max(counts, key=lambda account: (counts[account], account), default=None)
    return replace(
        evidence, told=tuple(t for t in evidence.of_channel(channel) if (t.source, t.account) == best)
    )


def _people(evidence: Evidence, channel: str) -> Iterator[Ground]:
    age, gender = _first(evidence, "age", channel), _first(evidence, "gender", channel)
    if age is not None:
        yield from _grounds("ages", age, _until_half(age.groups))
    if gender is not None and gender.groups[0].share >= CLEAR:
        yield from _grounds("genders", gender, gender.groups[:1])
    for dimension, least in (("country", COUNTRY), ("city", CITY), ("place", CITY)):
        place = _first(evidence, dimension, channel)
        if place is not None:
            yield from _grounds("places", place, _above(place.groups, least))
    for dimension in ("job_function", "seniority", "industry"):
        job = _first(evidence, dimension, channel)
        if job is not None:
            yield from _grounds("work", job, _above(job.groups, WORK)[:2])
    for hours in evidence.hours:
        if hours.channel == channel:
            first, last = hours.peak[0], hours.peak[-1]
            if last - first < len(hours.peak) + 1:
                values: dict[str, Value] = {
                    "peak": f"{first}:00",
                    "days": Amount(hours.days),
                    "day": hours.day,
                }
                yield Ground("active_hours", f"{first}-{last + 1}", Verdict("audience.active", dict(values)))


def _first(evidence: Evidence, dimension: str, channel: str) -> Told | None:
    """Followers before viewers; none where too few are told."""
    some = evidence.of(dimension, (channel,))
    return next((told for told in some if told.people is None or told.people >= LEAST_PEOPLE), None)


def _until_half(groups: Sequence[Group]) -> list[Group]:
    """The largest groups that together make half of those told."""
    kept: list[Group] = []
    for group in groups[:MOST_IN_A_FIELD]:
        if sum(one.share for one in kept) >= HALF:
            break
        kept.append(group)
    return kept


def _above(groups: Sequence[Group], least: float) -> list[Group]:
    return [group for group in groups[:MOST_IN_A_FIELD] if group.share >= least]


def _grounds(field: str, told: Told, groups: Sequence[Group]) -> Iterator[Ground]:
    for group in groups:
        values: dict[str, Value] = {
            "share": rounded_share(group.share),
            "whom": whom(told),
            "day": told.day,
        }
        yield Ground(field, group.name, Verdict("audience.proposed", dict(values)))


def _heard(evidence: Evidence) -> Iterator[Ground]:
    heard = evidence.heard
    if heard is None:
        return
    told = sum(heard.languages.values())
    for language, count in heard.languages.most_common(2):
        if told >= LEAST_PEOPLE and count / told >= LANGUAGE:
            share = Amount(round(count / told, 3), Unit.SHARE)
            values = {"spoken": Amount(count), "comments": Amount(told), "share": share}
            yield Ground("languages", language, Verdict("audience.language", dict(values)))
    asked_about = {word for asked in heard.questions.groups for word in asked.about.split()}
    interests = [topic for topic in heard.topics if not asked_about & set(topic.words.split())]
    for topic in interests[:TOPICS]:
        yield Ground(
            "interests", topic.words, _named("proposed_topic", topic.comments, topic.people, heard.comments)
        )
    for asked in heard.questions.groups[:QUESTIONS]:
        verdict = _named("proposed_question", asked.comments, asked.people, heard.comments)
        yield Ground("pain_points", asked.about, verdict)


def _named(code: str, named: int, people: int, comments: int) -> Verdict:
    values = {"named": Amount(named), "people": Amount(people), "comments": Amount(comments)}
    return Verdict(f"audience.{code}", dict(values))


def _platform(evidence: Evidence, chosen: str | None) -> list[Ground]:
    """The platform itself, and the one that brings most visits, where that is another."""
    found = []
    if chosen:
        found.append(Ground("platforms", chosen, Verdict("audience.proposed_platform", {})))
    for channel in evidence.visits:
        saying = platform_sayings(Claim("platforms", channel, ()), evidence)[0]
        if channel != chosen and saying.verdict.code == "audience.visits_most":
            found.append(Ground("platforms", channel, saying.verdict))
    return found
