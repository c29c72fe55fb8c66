"""One key result as a file states it, before anybody judged it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import lru_cache

from milepost.knowledge.reader import table
from milepost.period import add_months

MOST = 200
"""Key results of one file; a plan of more is none. The readers stop at one more, which is then refused."""


@dataclass(frozen=True, slots=True)
class KeyResult:
    """A key result, or a goal of a sheet: its words, and what stands beside them, as text.

    `where` says where it was read (“line 12”); `ends` is the last day of the period it stands under.
    """

    text: str
    where: str
    objective: str = ""
    metric: str = ""
    owner: str = ""
    start: str = ""
    current: str = ""
    target: str = ""
    unit: str = ""
    due: str = ""
    channel: str = ""
    ends: date | None = None

    def with_fields(self, said: Mapping[str, str]) -> "KeyResult":
        """The same with what stands beside it; what is there already stays."""
        known = {f.name for f in fields(self)} - {"text", "where", "ends"}
        given = {k: v.strip() for k, v in said.items() if k in known and v.strip() and not getattr(self, k)}
        ends = self.ends or ends_of(said.get("period", "")) or ends_of(said.get("due", ""))
        return replace(self, **given, ends=ends)


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective of the file: its title and who answers for it."""

    title: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Okrs:
    """All that a file states: objectives in their order, and key results."""

    objectives: tuple[Objective, ...]
    results: tuple[KeyResult, ...]


@lru_cache(maxsize=1)
def field_names() -> Mapping[str, str]:
    """The field that each known heading stands for; `passed_over` for what no plan needs."""
    return {word: name for name, words in table("okr_words")["fields"].items() for word in words}


def field_of(heading: str) -> str | None:
    """The field a heading of a column, a line or a key stands for; None for an unknown one."""
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    plain = re.sub(r"[\s_*`:/()\[\]#.-]+", " ", plain.casefold()).strip()
    return field_names().get(plain) or field_names().get(plain.rstrip("s"))


_QUARTER = re.compile(r"\b[QT]\s?([1-4])\b(?:\W{0,3}(?:FY)?\W?(20\d\d|\d\d)\b)?", re.IGNORECASE)
_QUARTER_LAST = re.compile(r"\b(20\d\d)\W{0,3}[QT]\s?([1-4])\b", re.IGNORECASE)
_HALF = re.compile(r"\b[HS]\s?([12])\W{0,3}(20\d\d)\b|\b(20\d\d)\W{0,3}[HS]\s?([12])\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d/.-])(20\d\d)(?![\d/.-]*\d)")


def ends_of(text: str) -> date | None:
    """The last day of a period that a heading names with its year (“Q3 2026”, “2026 H1”, “2026”)."""
    if match := _QUARTER_LAST.search(text):
        return _last(int(match[1]), 3 * int(match[2]))
    if (match := _QUARTER.search(text)) and match[2]:
        year = int(match[2])
        return _last(year if year > 99 else 2000 + year, 3 * int(match[1]))
    if match := _HALF.search(text):
        return _last(int(match[2] or match[3]), 6 * int(match[1] or match[4]))
    if re.search(r"20\d\d-\d\d", text):
        return None
    match = _YEAR.search(text)
    return date(int(match[1]), 12, 31) if match and len(text) < 80 else None


def _last(year: int, month: int) -> date:
    return add_months(date(year, month, 1), 1) - timedelta(days=1)
