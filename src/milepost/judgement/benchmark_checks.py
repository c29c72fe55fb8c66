"""One row of a table of outside figures, checked: a `Benchmark`, or what is wrong with the row."""

import math
import re
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import Final

from milepost.amount import Unit
from milepost.errors import nearest
from milepost.judgement.benchmark import Benchmark, Definition, platforms
from milepost.knowledge import table

COLUMNS: Final = (
    *("kpi", "over", "under", "per", "platform", "industry", "region", "followers_from", "followers_to"),
    *("of_kind", "statistic", "low", "mid", "high", "unit", "currency", "n", "of_what"),
    *("publisher", "title", "address", "published", "data_until", "trust", "note"),
)
"""Those of our tables of outside figures, in their order."""

PER = ("post", "day", "week", "month", "year")
TRUST = ("primary", "republication", "secondary", "own")
STATISTICS = ("mean", "median", "quartiles", "percentiles", "range", "share")
LONGEST = 500

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_UNITS = {
    Unit.SHARE: ("percent", "fraction"),
    Unit.MONEY: ("money",),
    Unit.SECONDS: ("seconds",),
    Unit.COUNT: ("count",),
    Unit.RATIO: ("ratio",),
}

Row = Mapping[str, str]


class Wrong(ValueError):
    """What is wrong with a row, and what to try; it becomes a `Problem`."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


def checked(row: Row, kpis: Mapping[str, Unit]) -> Benchmark:
    """The figure of one row in our columns; `kpis` are those there are, with their units. Raises Wrong."""
    for name, cell in row.items():
        if len(cell) > LONGEST or not cell.isprintable():
            raise Wrong(f"“{name}” holds more than {LONGEST} characters, or some that cannot be printed.", "")
    kpi = row["kpi"]
    if kpi not in kpis:
        raise Wrong(f"There is no KPI “{kpi}”.", _mean(kpi, kpis) or "See: milepost kpis")
    unit = kpis[kpi]
    low, mid, high = _figures(row, unit)
    n = row["n"].replace(",", "").replace(" ", "")
    if n and not (n.isascii() and n.isdigit() and int(n) > 0):
        raise Wrong(f"“{row['n']}” is not how many it rests on.", "Write a whole number, or leave it empty.")
    day = _age_from(row)
    return Benchmark(
        kpi=kpi,
        definition=_definition(row),
        platform=_one_of(row, "platform", platforms()),
        low=low,
        mid=mid,
        high=high,
        publisher=_needed(row, "publisher", "Who published it?"),
        title=_source(row),
        n=int(n) if n else None,
        of_what=row["of_what"] or "accounts",
        published=day,
        url=_address(row),
        industry=row["industry"] or None,
        region=row["region"] or None,
        unit=unit,
        currency=_currency(row, unit),
        printed=row["published"],
        data_until=row["data_until"],
        statistic=_one_of(row, "statistic", STATISTICS),
        followers=_followers(row),
        of_kind=row["of_kind"] or None,
        trust=_one_of(row, "trust", TRUST) or "own",
        note=row["note"],
    )


@cache
def terms() -> frozenset[str]:
    """The words that a definition may be made of."""
    return frozenset(table("benchmark_terms")["terms"])


def _definition(row: Row) -> Definition:
    over = _one_of(row, "over", terms())
    if over is None:
        raise Wrong("“over” is empty.", "Say what the figure counts, for example interactions or cost.")
    return Definition(over, _one_of(row, "under", terms()), _one_of(row, "per", PER))


def _figures(row: Row, unit: Unit) -> tuple[float | None, float | None, float | None]:
    """Low, mid and high, shares as fractions."""
    written = row["unit"]
    if written not in _UNITS[unit]:
        raise Wrong(
            f"The unit of {row['kpi']} is {' or '.join(_UNITS[unit])}, not “{written}”.",
            "Say percent (0.5 is half of a hundredth) or fraction (0.005)." if unit is Unit.SHARE else "",
        )
    low, mid, high = (_number(row, name, written) for name in ("low", "mid", "high"))
    if mid is None and (low is None or high is None):
        raise Wrong("There is no figure.", "Fill in mid, or low and high.")
    told = [value for value in (low, mid, high) if value is not None]
    if told != sorted(told):
        raise Wrong("low, mid and high do not rise.", "Look at which column each figure belongs in.")
    return low, mid, high


def _number(row: Row, name: str, unit: str) -> float | None:
    cell = row[name]
    if not cell:
        return None
    text = cell.removesuffix("%").strip()
    if cell.endswith("%") and unit != "percent":
        raise Wrong(
            f"{name} is written in percent (“{cell}”), but the unit is {unit}.", "Set unit to percent."
        )
    if not _NUMBER.fullmatch(text):
        raise Wrong(f"“{cell}” in {name} is not a number.", "Write digits with a decimal point: 1234.5")
    value = float(text)
    if not math.isfinite(value):
        raise Wrong(f"“{cell}” in {name} is not a number.", "Write digits with a decimal point: 1234.5")
    most = {"percent": 100.0, "fraction": 1.0}.get(unit)
    if most is not None and abs(value) > most:
        other = "It looks like percent: set unit to percent." if unit == "fraction" else "Look at it again."
        raise Wrong(f"{name} is {cell}, more than the whole for the unit {unit}.", other)
    return value / 100 if unit == "percent" else value


def _age_from(row: Row) -> date:
    """The first day of the printed date, but not before the last month of its data."""
    printed = _needed(row, "published", "Find its date, at least the year; undated figures are not kept.")
    days = [_first_day(printed, "published")]
    if row["data_until"]:
        days.append(_first_day(row["data_until"], "data_until"))
    return max(days)


def _first_day(text: str, name: str) -> date:
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part or 1) for part in match.groups())
        return date(year, month, day)
    except ValueError:
        raise Wrong(f"“{text}” in {name} is not a date.", "Write 2026, 2026-03 or 2026-03-31.") from None


def _source(row: Row) -> str:
    if not row["title"] and not row["address"]:
        raise Wrong("Neither title nor address says where it was published.", "Fill in one of the two.")
    return row["title"]


def _address(row: Row) -> str | None:
    address = row["address"]
    if address and (" " in address or not address.startswith(("https://", "http://"))):
        raise Wrong(f"“{address}” is not an address.", "Write it with https:// in front, or leave it empty.")
    return address or None


def _currency(row: Row, unit: Unit) -> str | None:
    code = row["currency"].upper()
    if unit is not Unit.MONEY:
        return None
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise Wrong(f"“{row['currency']}” is no currency.", "Write three letters: EUR, USD, GBP.")
    return code


def _followers(row: Row) -> tuple[int, int | None] | None:
    low, high = (row[name].replace(",", "") for name in ("followers_from", "followers_to"))
    if not low and not high:
        return None
    if not all(not part or (part.isascii() and part.isdigit()) for part in (low, high)):
        raise Wrong(
            "The size of the accounts is not a number.", "Write followers_from 1000, followers_to 4999."
        )
    ends = (int(low or 0), int(high) if high else None)
    if ends[1] is not None and ends[0] > ends[1]:
        raise Wrong("followers_from is more than followers_to.", "Swap the two.")
    return ends


def _needed(row: Row, name: str, remedy: str) -> str:
    if not row[name]:
        raise Wrong(f"“{name}” is empty.", remedy)
    return row[name]


def _one_of(row: Row, name: str, known: Collection[str]) -> str | None:
    text = row[name].lower() if name != "kpi" else row[name]
    if not text:
        return None
    code = text.replace(" ", "_")
    if code not in known:
        raise Wrong(
            f"“{row[name]}” is not known as {name}.",
            _mean(code, known) or f"Known: {', '.join(sorted(known))}.",
        )
    return code


def _mean(name: str, known: Collection[str]) -> str:
    near = nearest(name, known)
    return f"Did you mean {', '.join(near)}?" if near else ""
