"""What data say of each claim of a profile: supported, contradicted, mixed or not told, and what next."""

from collections.abc import Callable, Iterator, Mapping

from milepost.judgement.audience.evidence import Evidence
from milepost.judgement.verdict import Verdict
from milepost.plan.audience import CLAIMS, AudienceProfile
from milepost.plan.support_heard import languages, named_in_comments
from milepost.plan.support_people import ages, genders, places, work
from milepost.plan.support_when import hours, platforms
from milepost.plan.supported import Claim, Saying, Standing, Support

_READERS: Mapping[str, Callable[[Claim, Evidence], tuple[Saying, ...]]] = {
    "ages": ages,
    "genders": genders,
    "places": places,
    "work": work,
    "languages": languages,
    "interests": named_in_comments,
    "pain_points": named_in_comments,
    "objections": named_in_comments,
    "active_hours": hours,
    "platforms": platforms,
}


def supported(profile: AudienceProfile, evidence: Evidence) -> tuple[Support, ...]:
    """One answer a claim, in the order of the profile. Platforms are looked at one by one, never mixed."""
    return tuple(_supports(profile, evidence))


def _supports(profile: AudienceProfile, evidence: Evidence) -> Iterator[Support]:
    for field in CLAIMS:
        for text in getattr(profile, field):
            claim = Claim(field, text, profile.platforms)
            if field not in _READERS:
                saying = Saying(Standing.NOT_TOLD, Verdict("audience.behaviour", {}))
                yield Support(field, text, Standing.NOT_TOLD, (saying,))
                continue
            sayings = _READERS[field](claim, evidence)
            yield Support(field, text, _together([saying.standing for saying in sayings]), sayings)


def _together(standings: list[Standing]) -> Standing:
    """What is said everywhere; where one platform says yes and another no, or is undecided, it is mixed."""
    told = {standing for standing in standings if standing is not Standing.NOT_TOLD}
    if not told:
        return Standing.NOT_TOLD
    return told.pop() if len(told) == 1 else Standing.MIXED
