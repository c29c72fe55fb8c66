"""Times that the ids of posts carry: the exact moment of publishing in UTC, whatever a date column says.

Instagram: the upper bits of a shortcode (or of a story's number) are milliseconds since 2011-08-24. X and
LinkedIn: milliseconds above the lowest 22 bits (X since 2010-11-04). TikTok: seconds above the lowest 32
bits. Ids of YouTube and Facebook carry no time.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from milepost.facts.engine import literal

_BASE64: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(frozen=True, slots=True)
class Coded:
    """How one kind of link carries its time: the id in it, and (id >> `bits`) * `unit` + `start` in ms."""

    pattern: str
    bits: int
    unit: int
    start: int
    letters: bool = False


KINDS: Final = (
    Coded(r"/(?:p|reel|reels|tv)/([A-Za-z0-9_-]{11})", 23, 1, 1314220021721, letters=True),
    Coded(r"instagram\.com/stories/[^/]+/(\d{17,19})", 23, 1, 1314220021721),
    Coded(r"tiktok\.com/(?:@[^/]*/)?(?:video|photo)/(\d{17,20})", 32, 1000, 0),
    Coded(r"(?:twitter|x)\.com/[^/]+(?:/web)?/status(?:es)?/(\d{15,20})", 22, 1, 1288834974657),
    Coded(r"(?:activity|ugcPost|share)[:-](\d{19})", 22, 1, 0),
)


def coded_time(link: str) -> datetime | None:
    """The time in UTC that a link's id carries, or None."""
    for kind in KINDS:
        found = re.search(kind.pattern, link)
        if found is not None:
            number = _number(found[1]) if kind.letters else int(found[1])
            return datetime.fromtimestamp(((number >> kind.bits) * kind.unit + kind.start) / 1000, UTC)
    return None


def coded_sql(link: str) -> str:
    """SQL for the same, of a column; NULL where a link carries none."""
    whens = []
    for kind in KINDS:
        code = f"regexp_extract({link}, {literal(kind.pattern)}, 1)"
        number = _number_sql(code) if kind.letters else f"TRY_CAST({code} AS HUGEINT)"
        moment = f"CAST({number} // {2**kind.bits} * {kind.unit} + {kind.start} AS BIGINT)"
        whens.append(f"WHEN {code} <> '' THEN make_timestamp_ms({moment})")
    return f"CASE {' '.join(whens)} END"


def _number(code: str) -> int:
    number = 0
    for letter in code:
        number = number * 64 + _BASE64.index(letter)
    return number


def _number_sql(code: str) -> str:
    digits = (
        f"list_transform(string_split({code}, ''), lambda c: CAST(strpos('{_BASE64}', c) - 1 AS HUGEINT))"
    )
    return f"list_reduce({digits}, lambda a, b: a * 64 + b)"
