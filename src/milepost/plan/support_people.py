"""Age, gender, place and work, held against what each platform's export tells of its people.

A group supports a claim when it is at least as large as if all groups were equal (of places and work, where
lists are long, a tenth or a twentieth); it contradicts it when it is surely below half of that. Between the
two it is there, but no focus.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import reduce

from milepost.amount import Amount, Unit
from milepost.judgement.audience.evidence import Evidence
from milepost.judgement.audience.groups import ages as span_of
from milepost.judgement.audience.groups import country_code, plain_group
from milepost.judgement.audience.told import Told
from milepost.judgement.shares import wilson
from milepost.judgement.verdict import Value, Verdict
from milepost.knowledge.reader import table
from milepost.language import LazyCount, gettext_lazy, together
from milepost.plan.supported import Claim, Saying, Standing

LEAST_PEOPLE = 30
FAR_BELOW = 0.5
LONGEST_LIST = 500
"""YouTube lists no more; without a row of totals its shares are of those listed."""

TENTH, SAME = 0.1, 1e-9
NEARLY_ALL = 0.9
SMALLEST = 0.001
"""Exports round to a tenth of a percent: what is left of 100 % is known no finer."""
COUNTRY, CITY = 0.10, 0.05
"""A country or city of this share is worth a post of its own, whatever stands above it in a long list."""

WORK = ("job_function", "job_title", "seniority", "industry", "company_size", "company")
Matched = tuple[float, float, bool, float]
"""(least share, most share, whether it is the largest group, the share of equal groups)."""


def ages(claim: Claim, evidence: Evidence) -> tuple[Saying, ...]:
    """“25-44” against the groups that lie in it; groups that it cuts count as at most."""
    return _answers(claim, evidence, ("age",), _ages)


def genders(claim: Claim, evidence: Evidence) -> tuple[Saying, ...]:
    """A gender against those whose gender is told."""
    return _answers(claim, evidence, ("gender",), _named)


def places(claim: Claim, evidence: Evidence) -> tuple[Saying, ...]:
    """A country against the countries, a city against the cities; LinkedIn mixes both in one list."""
    kind = "country" if country_code(claim.text) else "city"
    return _answers(claim, evidence, (kind, "place"), _place)


def work(claim: Claim, evidence: Evidence) -> tuple[Saying, ...]:
    """A job function, seniority, industry, company size, job title or company, wherever it is listed.

    “Education” may be a job function and an industry: it holds where it holds as one of them.
    """
    listing = [t for d in WORK for t in evidence.of(d, claim.platforms) if _lists(t, claim.text)]
    if not listing:
        told = [t for d in WORK for t in evidence.of(d, claim.platforms)]
        return _with_next(
            claim, evidence, "work", [_answer(claim.text, t, _named(claim.text, t)) for t in told[:1]]
        )
    found = [_answer(claim.text, t, _named(claim.text, t)) for t in listing]
    holding = [saying for saying in found if saying.standing is Standing.SUPPORTED]
    return tuple(holding or found)


def _answers(
    claim: Claim, evidence: Evidence, dimensions: Sequence[str], match: Callable[[str, Told], Matched]
) -> tuple[Saying, ...]:
    answers = [
        _answer(claim.text, told, match(claim.text, told))
        for dimension in dimensions
        for told in evidence.of(dimension, claim.platforms)
    ]
    return _with_next(claim, evidence, dimensions[0], answers)


def _with_next(claim: Claim, evidence: Evidence, dimension: str, answers: list[Saying]) -> tuple[Saying, ...]:
    """The answers, and which export to get for the platforms that tell nothing yet."""
    told_on = {answer.channel for answer in answers}
    elsewhere = [c for c in claim.platforms or evidence.channels if c not in told_on]
    answers += _untold(dimension, elsewhere, alone=not answers)
    if not answers:
        answers = [Saying(Standing.NOT_TOLD, Verdict("audience.no_export", {"what": _title(dimension)}))]
    return tuple(answers)


def _untold(dimension: str, channels: Sequence[str], *, alone: bool) -> Iterator[Saying]:
    """Which export to get; that a platform never tells it is said only where nothing else is (`alone`)."""
    exports = table("audience")["exports"]
    never = [c for c in channels if dimension not in exports.get(c, {}).get("tells", ())]
    for channel in channels:
        if channel not in never:
            values = {"channel": channel_title(channel), "export": str(exports[channel]["of"])}
            verdict = Verdict("audience.get_export", {"what": _title(dimension), **values})
            yield Saying(Standing.NOT_TOLD, verdict, channel)
    if never and alone:
        titles = reduce(_or, map(channel_title, never))
        verdict = Verdict("audience.never_told", {"what": _title(dimension), "channel": titles})
        yield Saying(Standing.NOT_TOLD, verdict)


def _answer(text: str, told: Told, matched: Matched) -> Saying:
    least, most, largest, even = matched
    values = _values(told, least)
    people = told.people
    if told.dimension == "place" and country_code(text) and not _names_countries(told):
        return _saying(Standing.NOT_TOLD, "audience.no_countries", told, values)
    if people is not None and people < LEAST_PEOPLE:
        return _saying(Standing.NOT_TOLD, "audience.too_few", told, values | {"people": Amount(people)})
    high = wilson(most, round(people))[1] if people else most
    if not _lists(told, text) and least == 0:
        values |= {"most": Amount(most, Unit.SHARE)}
        standing = Standing.CONTRADICTED if high < FAR_BELOW * even else Standing.NOT_TOLD
        return _saying(standing, "audience.not_listed", told, values)
    if most - least > SAME and told.dimension == "age":
        values |= {"most": rounded_share(most)}
        standing = Standing.SUPPORTED if least >= even else Standing.MIXED
        standing = Standing.CONTRADICTED if high < FAR_BELOW * even else standing
        return _saying(standing, "audience.cut", told, values)
    if largest and least < even:
        return _saying(Standing.MIXED, "audience.largest_small", told, values)
    if largest:
        alone = abs(least - told.groups[0].share) < SAME
        return _saying(Standing.SUPPORTED, "audience.largest" if alone else "audience.several", told, values)
    if least >= even:
        return _saying(Standing.SUPPORTED, "audience.share", told, values)
    if high < FAR_BELOW * even:
        return _saying(Standing.CONTRADICTED, "audience.small", told, values)
    return _saying(Standing.MIXED, "audience.no_focus", told, values)


def _saying(standing: Standing, code: str, told: Told, values: dict[str, Value]) -> Saying:
    return Saying(standing, Verdict(code, values), told.channel)


def _values(told: Told, share: float) -> dict[str, Value]:
    first = told.groups[0]
    return {
        "share": rounded_share(share),
        "whom": whom(told),
        "day": told.day,
        "groups": len(told.groups),
        "what": _title(told.dimension),
        "first": first.name,
        "first_share": rounded_share(first.share),
    }


def whom(told: Told) -> str:
    """“Instagram followers”, with how many are told where the export counts them."""
    who: str = table("audience")["whom"][told.who].format(
        channel=account_title(told), platform=channel_title(told.channel)
    )
    if told.people is not None:
        return gettext_lazy("{people} {who} who are told", people=LazyCount(round(told.people)), who=who)
    if told.whole and len(told.groups) >= LONGEST_LIST:
        return gettext_lazy("{who} in the {groups} listed", who=who, groups=LazyCount(len(told.groups)))
    return who


def account_title(told: Told) -> str:
    """“Instagram”, “LinkedIn (page)”; with the account, where the export names it."""
    platform: str = channel_title(told.channel)
    source: str = table("words")["sources"].get(told.source, "")
    title = source if source.startswith(platform) and source.endswith(")") else platform
    return together(title, told.account) if told.account else title


def rounded_share(share: float) -> Amount:
    """A share as it is said: whole percents from ten on, tenths below."""
    return Amount(round(share, 2 if share >= TENTH else 3), Unit.SHARE)


def _or(first: str, last: str) -> str:
    return gettext_lazy("{first} or {last}", first=first, last=last)


def channel_title(channel: str) -> str:
    """A platform by its name."""
    title: str = table("channels")["titles"].get(channel, channel)
    return title


def _title(dimension: str) -> str:
    title: str = table("audience")["titles"].get(dimension, dimension)
    return title


def _ages(text: str, told: Told) -> Matched:
    wanted = span_of(text)
    if wanted is None:
        return 0.0, 0.0, False, 1.0
    least = most = 0.0
    inside = 0
    largest = False
    for at, group in enumerate(told.groups):
        span = span_of(group.name)
        if span is None or span[1] < wanted[0] or span[0] > wanted[1]:
            continue
        most += group.share
        if wanted[0] <= span[0] and span[1] <= wanted[1]:
            least += group.share
            inside += 1
            largest = largest or at == 0
    return least, most, largest, max(inside, 1) / len(told.groups)


def _named(text: str, told: Told) -> Matched:
    name = _matching(text, told)
    share = told.share(name) if name else None
    even = 1 / len(told.groups)
    if told.dimension in WORK:
        even = max(even, TENTH)  # of forty industries, one of three percent is no focus
    if share is None:
        return 0.0, _unlisted(told), False, even
    return share, share, told.groups[0].name == name, even


def _place(text: str, told: Told) -> Matched:
    """Of a country in a list of cities and regions, the sum of those that lie in it: at least so many."""
    threshold = COUNTRY if country_code(text) else CITY
    some = [group for group in told.groups if _lies_in(group.name, text, told.dimension)]
    share = sum(group.share for group in some)
    spread = told.dimension == "place" and country_code(text) is not None
    # A country may have many places too small for the list; a city or country by itself has one.
    untold = 1 - told.named if spread else 0.0 if some else _unlisted(told)
    return share, share + untold, told.groups[0] in some, threshold if some else 2 * threshold


def _names_countries(told: Told) -> bool:
    """Whether most of the places that are listed say in which country they lie."""
    known = sum(g.share for g in told.groups if country_code(g.name.split(",")[-1]))
    return known >= NEARLY_ALL * told.named


def _unlisted(told: Told) -> float:
    """The most that a group can have that is not in the list of the largest."""
    return min(told.groups[-1].share, max(1 - told.named, SMALLEST)) if told.whole else told.groups[-1].share


def _lists(told: Told, text: str) -> bool:
    if told.dimension in {"country", "city", "place"}:
        return any(_lies_in(group.name, text, told.dimension) for group in told.groups)
    return told.dimension == "age" or _matching(text, told) is not None


def _matching(text: str, told: Told) -> str | None:
    plain = plain_group(told.dimension, text).casefold()
    return next((group.name for group in told.groups if group.name.casefold() == plain), None)


def _lies_in(place: str, text: str, dimension: str) -> bool:
    """“Graz, Austria” lies in Graz and in Austria; “Greater Graz Area” lies in Graz."""
    parts = [part.strip() for part in place.split(",")]
    wanted = country_code(text)
    if wanted is not None:
        return dimension != "city" and country_code(parts[-1]) == wanted
    bare = text.casefold().split(",")[0].strip()
    return parts[0].casefold() == bare or f" {bare} " in f" {parts[0].casefold()} "
