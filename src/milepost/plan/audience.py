"""Who the brand wants to reach: a profile, as its people write it down."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache

from milepost.errors import InvalidValue, NotFound
from milepost.judgement.audience.groups import ages, country_code, country_name, gender, written_ages
from milepost.knowledge.reader import table
from milepost.language import gettext_lazy

OLDEST_YEAR = 120
HOURS_OF_DAY = 24


@dataclass(frozen=True, slots=True)
class AudienceProfile:
    """One group of people. All fields but the first three are lists of short claims that data can test.

    `ages` are “25-34” or “65+”; `genders` women, men, other; `places` countries and cities; `languages` codes
    such as `de`; `work` job functions, seniorities, industries; `active_hours` “18-21” or a part of the day.
    """

    id: str
    name: str
    says: str = ""
    ages: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    work: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    behaviour: tuple[str, ...] = ()
    active_hours: tuple[str, ...] = ()
    pain_points: tuple[str, ...] = ()
    objections: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()


CLAIMS = tuple(field.name for field in fields(AudienceProfile) if field.name not in {"id", "name", "says"})
"""The fields that hold claims, in their order."""


def checked(profile: AudienceProfile) -> AudienceProfile:
    """The profile with its claims in their plain form: “Deutschland” is Germany, “female” is women.

    Raises InvalidValue for a claim that cannot be read, NotFound for an unknown platform or language.
    """
    if not profile.name.strip():
        raise InvalidValue(
            gettext_lazy("A profile needs a name."),
            gettext_lazy("Say it in a few words: “Young parents in Austria”."),
        )
    read = {"ages": _age, "genders": _gender, "places": _place, "languages": _language}
    more = {"active_hours": _hours, "platforms": platform_of}
    found = {}
    for name in CLAIMS:
        reader = {**read, **more}.get(name, _words)
        found[name] = tuple(dict.fromkeys(reader(claim) for claim in getattr(profile, name)))
    if not any(found.values()):
        raise InvalidValue(
            gettext_lazy(
                "The profile “{name}” claims nothing that data could be held to.", name=profile.name
            ),
            gettext_lazy(
                "Give at least one of --age, --gender, --place, --interest, --pain, --platform, --hours."
            ),
        )
    return AudienceProfile(profile.id, profile.name.strip(), profile.says.strip(), **found)


def hours_of(claim: str) -> tuple[int, int]:
    """(first hour, hour after the last) of “18-21”, “18:00-21:00” or a part of the day; it may pass midnight.

    Raises InvalidValue.
    """
    parts = _parts_of_day()
    if claim in parts:
        return parts[claim]
    ends = claim.replace("–", "-").removesuffix("h").split("-")
    try:
        first, end = (int(piece.strip().split(":")[0].removesuffix("h")) for piece in ends)
    except ValueError:
        first = end = -1
    if not (0 <= first < HOURS_OF_DAY and 0 < end <= HOURS_OF_DAY and first != end):
        raise InvalidValue(
            gettext_lazy("“{claim}” are no hours of a day.", claim=claim),
            gettext_lazy(
                "Write 18-21, or one of {table}.", table=", ".join(table("audience")["parts_of_day"])
            ),
        )
    return first, end


def platforms() -> Mapping[str, str]:
    """The platforms that a profile can name, with their titles."""
    titles: Mapping[str, str] = table("channels")["titles"]
    social = table("channels")["sets"]["social"]
    return {id_: titles[id_] for id_ in (*social, "email") if not id_.startswith(("organic_", "paid_"))}


def _age(claim: str) -> str:
    span = ages(claim)
    if span is None or not 0 < span[0] <= span[1] <= OLDEST_YEAR:
        raise InvalidValue(
            gettext_lazy("“{claim}” is no range of ages.", claim=claim), gettext_lazy("Write 25-34, or 65+.")
        )
    return written_ages(*span)


def _gender(claim: str) -> str:
    found = gender(claim)
    if found is None:
        raise InvalidValue(
            gettext_lazy("“{claim}” is no gender that an export tells.", claim=claim),
            gettext_lazy("Write women, men or other."),
        )
    return found


def _place(claim: str) -> str:
    bare = _words(claim)
    code = country_code(bare) if len(bare) > 2 or bare.isupper() else None
    return bare if code is None else country_name(code)


def _language(claim: str) -> str:
    found = _languages().get(claim.strip().casefold())
    if found is None:
        raise NotFound(
            "language", claim, _languages(), gettext_lazy("Write it as a code or in English: de, German.")
        )
    return found


def _hours(claim: str) -> str:
    words = table("audience")["parts_of_day"]
    bare = claim.strip().casefold()
    named = next((part for part, body in words.items() if bare == part or bare in body["words"]), None)
    if named is None:
        first, end = hours_of(bare)
        return f"{first}-{end}"
    return str(named)


def platform_of(claim: str) -> str:
    """The id of a platform by its id or title. Raises NotFound."""
    known = platforms()
    bare = claim.strip().casefold()
    found = next((id_ for id_, title in known.items() if bare in {id_, title.casefold()}), None)
    if found is None:
        others = {"twitter": "x", "e-mail": "email", "mail": "email", "insta": "instagram", "fb": "facebook"}
        if bare not in others:
            raise NotFound(
                "platform", claim, known, gettext_lazy("There are {known}.", known=", ".join(known))
            )
        found = others[bare]
    return found


def _words(claim: str) -> str:
    bare = " ".join(claim.split())
    if not bare:
        raise InvalidValue(
            gettext_lazy("A claim of a profile is empty."),
            gettext_lazy("Leave the option away, or say something."),
        )
    return bare


@cache
def _languages() -> dict[str, str]:
    from babel import Locale

    codes = ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "uk", "ru", "ar", "cs", "da", "sv", "fi")
    names = {Locale("en").languages[code].casefold(): code for code in codes}
    return {code: code for code in codes} | names | {Locale(c).languages[c].casefold(): c for c in codes}


@cache
def _parts_of_day() -> dict[str, tuple[int, int]]:
    return {name: (body["from"], body["to"]) for name, body in table("audience")["parts_of_day"].items()}
