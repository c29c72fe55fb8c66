"""The plain name of a group, in whatever language and form the export wrote it."""

import re
from functools import cache

from milepost.knowledge import table

_AGES = re.compile(r"(\d{1,3})\s*(?:-|–|—|to|bis|a|à|y)\s*(\d{1,3})\b")
_OPEN = re.compile(
    r"(\d{1,3})\s*(?:\+|years? (?:and|or) (?:over|older)|(?:años|anos|jahre|ans)\s*(?:\+|o más))"
)
OLDEST = 120
LOCALES = ("en", "de", "es", "fr", "pt", "it", "nl", "pl", "tr", "uk", "ru", "sv", "cs")


def plain_group(dimension: str, bucket: str) -> str:
    """“13–17 years” is “13-17”, “Female” is “women”, “Brasil” is “Brazil”; other buckets stay as they are."""
    match dimension:
        case "age":
            span = ages(bucket)
            return bucket if span is None else written_ages(*span)
        case "gender":
            return gender(bucket) or bucket
        case "country":
            code = country_code(bucket)
            return bucket if code is None else country_name(code)
        case _:
            return " ".join(bucket.split())


def ages(text: str) -> tuple[int, int] | None:
    """The first and the last year of age that a text names; `65+` ends nowhere, which is 120."""
    found = _AGES.search(text)
    if found and int(found[1]) <= int(found[2]):
        return int(found[1]), int(found[2])
    since = _OPEN.search(text)
    return (int(since[1]), OLDEST) if since else None


def written_ages(first: int, last: int) -> str:
    """“25-34”, or “65+” where there is no end."""
    return f"{first}+" if last >= OLDEST else f"{first}-{last}"


def gender(text: str) -> str | None:
    """`women`, `men` or `other`, by the words of `knowledge/audience.toml`; None for any other word."""
    word = text.strip().casefold()
    return next((name for name, words in table("audience")["genders"].items() if word in words), None)


def country_code(text: str) -> str | None:
    """The ISO code of a country that is written in one of nine languages, or as its code; else None."""
    bare = text.strip()
    return bare.upper() if bare.upper() in _names() and len(bare) == 2 else _codes().get(bare.casefold())


def country_name(code: str) -> str:
    """Its English name."""
    return _names()[code]


@cache
def _names() -> dict[str, str]:
    from babel import Locale

    return {code: name for code, name in Locale("en").territories.items() if _is_country(code)}


@cache
def _codes() -> dict[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    for locale in LOCALES:
        for code, name in Locale(locale).territories.items():
            if _is_country(code):
                found.setdefault(name.casefold(), code)
    return found | {"usa": "US", "uk": "GB", "great britain": "GB", "uae": "AE", "turkey": "TR"}


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}
