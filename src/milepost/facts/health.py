"""What can be told of facts at a glance: which days they speak of, and whose they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from milepost.facts.batches import FactFiles
from milepost.facts.engine import connect
from milepost.facts.schema import BY_CHANNEL, TABLES, Kind
from milepost.period import Period


def known_span(paths: Iterable[Path]) -> Period | None:
    """From the first day of any row in these Parquet files to the end of the last; None without rows."""
    names = [str(path) for path in paths]
    if not names:
        return None
    with connect() as database:
        query = (
            "SELECT min(day), max(day + CAST(days AS INTEGER) - 1) FROM read_parquet(?, union_by_name=true)"
        )
        found = database.execute(query, [names]).fetchone()
    if found is None or found[0] is None:
        return None
    return Period(found[0], found[1] + timedelta(days=1))


def spans_of(path: Path, measures: Iterable[str], where: Mapping[str, Iterable[str]]) -> dict[str, Period]:
    """By channel, the first and the last day of which a table says any of these measures (`rows`: any)."""
    said = " OR ".join("true" if name == "rows" else f'"{name}" IS NOT NULL' for name in measures)
    kept = "".join(f' AND list_contains(?, "{key}")' for key in where)
    with connect() as database:
        rows = database.execute(
            f"SELECT channel, min(day), max(day + CAST(days AS INTEGER)) FROM read_parquet(?) "
            f"WHERE ({said}){kept} GROUP BY channel",
            [str(path), *(list(values) for values in where.values())],
        ).fetchall()
    return {channel: Period(first, end) for channel, first, end in rows}


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of which the imports of one account tell anything; `gaps` are those between of which none
    does.
    """

    source: str
    account: str
    channel: str
    days: Period
    gaps: tuple[Period, ...]


def calendars(files: FactFiles) -> tuple[Calendar, ...]:
    """The calendar of each account of a brand, by source, account and channel.

    Tables in which a missing row is zero tell of all days that their files cover; in the others only the days
    that have a row are told.
    """
    spans: dict[tuple[str, str, str], list[tuple[date, int]]] = {}
    with connect() as database:
        for query, path in _spoken(files):
            for source, account, channel, day, days in database.execute(query, [str(path)]).fetchall():
                spans.setdefault((source, account, channel), []).append((day, days))
    return tuple(_calendar(key, found) for key, found in sorted(spans.items()))


def _spoken(files: FactFiles) -> list[tuple[str, Path]]:
    """Queries for (source, account, channel, first day, days) of all that is told."""
    owner = "coalesce(source, ''), coalesce(account, '')"
    found = []
    if "coverage" in files.tables:
        zero = _listed(t.name for t in TABLES.values() if t.absent_is_zero)
        profile = f"CASE WHEN of_table IN ({_listed(BY_CHANNEL)}) THEN coalesce(channel, '') ELSE '' END"
        query = (
            f"SELECT DISTINCT {owner}, {profile}, day, days FROM read_parquet(?) WHERE of_table IN ({zero})"
        )
        found.append((query, files.tables["coverage"].rows))
    for name in ("account_day", "custom_day", "competitor_day"):
        if name in files.tables:
            profile = "coalesce(channel, '')" if name in BY_CHANNEL else "''"
            query = f"SELECT DISTINCT {owner}, {profile}, day, days FROM read_parquet(?)"
            found.append((query, files.tables[name].rows))
    return found


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(names))


def _calendar(key: tuple[str, str, str], spans: Iterable[tuple[date, int]]) -> Calendar:
    ordered = sorted(spans)
    first, end = ordered[0][0], ordered[0][0]
    gaps = []
    for day, days in ordered:
        if day > end:
            gaps.append(Period(end, day))
        end = max(end, day + timedelta(days=int(days)))
    return Calendar(*key, Period(first, end), tuple(gaps))


def shown_rows(table: str, path: Path, most: int) -> tuple[dict[str, Any], ...]:
    """The first rows of a Parquet of facts for a person, in whole units; what says nothing is left out."""
    columns = TABLES[table].all_columns
    with connect() as database:
        found = database.execute("SELECT * FROM read_parquet(?) LIMIT ?", [str(path), most])
        names = [item[0] for item in found.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    scaled = {c.name for c in columns if c.kind in {Kind.MICROS, Kind.MONEY}}
    return tuple(
        {
            name: value / 1_000_000 if name in scaled else value
            for name, value in row.items()
            if value is not None and value != "" and name != "brand"
        }
        for row in rows
    )


def origins(coverage: Iterable[Path]) -> frozenset[tuple[str, str]]:
    """The (source, channel) pairs that the coverage rows of these files name."""
    names = [str(path) for path in coverage]
    if not names:
        return frozenset()
    with connect() as database:
        rows = database.execute(
            "SELECT DISTINCT coalesce(source, ''), coalesce(channel, '') FROM read_parquet(?)", [names]
        ).fetchall()
    return frozenset((source, channel) for source, channel in rows)
