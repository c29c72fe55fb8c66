"""Which days the exports of an account cover, so that a missing row can be told from a zero."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from milepost.facts.batches import FactFiles
from milepost.facts.schema import BY_CHANNEL, COVERAGE, POST_VALUE, Table
from milepost.kpis.days import Axis, Ints, number

if TYPE_CHECKING:
    from milepost.kpis.engine import Engine

Spans = tuple[tuple[int, int], ...]
_ALSO: Final = {"post": "post_value"}
"""An export of what posts earned is an export of the posts."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The covered days of one table: by (brand, source, account), then (channel, breakdown, measure)."""

    spans: Mapping[tuple[str, str, str], Mapping[tuple[str, str, str], Spans]]
    rows: tuple[tuple[Any, ...], ...] = ()

    @classmethod
    def read(
        cls, engine: "Engine", files: Sequence[FactFiles], table: Table, as_of: date | None = None
    ) -> "Cover":
        """From the coverage rows of these files; of lifetime values, what was looked at by `as_of`."""
        paths = [f.tables[COVERAGE.name].rows for f in files if COVERAGE.name in f.tables and _made(table, f)]
        if not paths:
            return cls({})
        listed = ", ".join("'" + str(p).replace("'", "''") + "'" for p in paths)
        rows = engine.run(
            "SELECT DISTINCT brand, coalesce(source, ''), coalesce(account, ''), coalesce(channel, ''), "
            "coalesce(breakdown, ''), coalesce(measure, ''), CAST(day - DATE '1970-01-01' AS INTEGER), "
            f"CAST(days AS INTEGER) FROM read_parquet([{listed}]) WHERE of_table IN (?, ?) ORDER BY ALL",
            [table.name, _ALSO.get(table.name, table.covered_by or table.name)],
        ).fetchall()
        if table is POST_VALUE and as_of is not None:
            looked = _looks(engine, files, as_of)
            rows = [row for row in rows if _was_seen(row, looked, number(as_of))]
        return cls.of_rows(rows)

    @classmethod
    def of_rows(cls, rows: Iterable[tuple[Any, ...]]) -> "Cover":
        """From (brand, source, account, channel, breakdown, measure, first day, days)."""
        rows = tuple(rows)
        found: dict[tuple[str, str, str], dict[tuple[str, str, str], list[tuple[int, int]]]] = {}
        for brand, source, account, channel, breakdown, measure, day, days in rows:
            of_account = found.setdefault((brand, source, account), {})
            of_account.setdefault((channel, breakdown, measure), []).append((day, day + days))
        joined = {k: {part: merged(spans) for part, spans in v.items()} for k, v in found.items()}
        return cls(joined, rows)

    def without(self, stretches: Collection[tuple[Any, ...]]) -> "Cover":
        """Without the spans that are one row of some account: (brand, source, account, first day, days).

        An export that tells three years in one row says nothing of any single day of them.
        """
        return self.of_rows(row for row in self.rows if (*row[:3], *row[6:]) not in stretches)

    def accounts_without(self, groups: Mapping[str, NDArray[Any]]) -> list[dict[str, str]]:
        """Accounts whose exports were read and held no row of this table: nothing happened, which is zero."""
        there = set(zip(groups["brand"], groups["source"], groups["account"], strict=True))
        bare = []
        for (brand, source, account), parts in self.spans.items():
            if (brand, source, account) not in there:
                places = {(channel, breakdown) for channel, breakdown, _ in parts}
                bare += [
                    {"brand": brand, "source": source, "account": account, "channel": c, "breakdown": b}
                    for c, b in sorted(places)
                ]
        return bare

    def covers(self, groups: Sequence[Mapping[str, str]], column: str) -> NDArray[np.bool_]:
        """Of which of these groups an export gave the column at all."""
        return np.array(
            [
                bool(self.of((g["brand"], g["source"], g["account"]), g["channel"], g["breakdown"], column))
                for g in groups
            ],
            dtype=bool,
        )

    def of(self, key: tuple[str, str, str], channel: str | None, breakdown: str, column: str) -> Spans:
        """The covered days of one group and column (channel None: of all); () when nothing is said."""
        parts = self.spans.get(key, {})
        fit = [
            (b, spans)
            for (c, b, measure), spans in parts.items()
            if (channel is None or c in {"", channel}) and (measure in {"", column} or column == "rows")
        ]
        same = [spans for b, spans in fit if b == breakdown]
        return merged(span for spans in (same or [s for _, s in fit]) for span in spans)


def _made(table: Table, files: FactFiles) -> bool:
    """Whether what a publication makes of another table was made of this brand's: a rebuild does it."""
    stored_apart = table.covered_by and not table.made_of
    return not stored_apart or table.name in files.tables or table.covered_by not in files.tables


Looks = dict[tuple[str, ...], tuple[int | None, int]]
"""Of an account (and its channel, or ''): the last observation that was made in time, and the last of all."""


def _looks(engine: "Engine", files: Sequence[FactFiles], as_of: date) -> Looks:
    """When the values of posts were looked at."""
    paths = [f.tables[POST_VALUE.name].rows for f in files if POST_VALUE.name in f.tables]
    if not paths:
        return {}
    listed = ", ".join("'" + str(p).replace("'", "''") + "'" for p in paths)
    rows = engine.run(
        "SELECT brand, coalesce(source, ''), coalesce(account, ''), coalesce(channel, '') AS c, "
        "max(as_of - DATE '1970-01-01') FILTER (WHERE as_of <= ?), max(as_of - DATE '1970-01-01') "
        f"FROM read_parquet([{listed}]) GROUP BY GROUPING SETS ((1, 2, 3, 4), (1, 2, 3))",
        [as_of],
    ).fetchall()
    return {
        (brand, source, account, channel or ""): (seen, last)
        for brand, source, account, channel, seen, last in rows
    }


def _was_seen(row: tuple[Any, ...], looked: Looks, as_of: int) -> bool:
    """Whether the export behind a covered span had been made: none speaks of days after it was made."""
    *place, _, _, day, days = row
    seen, last = looked.get(tuple(place), (as_of, as_of + 1))
    return seen is not None and (seen == last or day + days - 1 <= seen)


@dataclass(frozen=True, eq=False)
class Covered:
    """Per group the first and last covered day, and all spans of those groups that have gaps between."""

    first: Ints
    last: Ints
    gaps: Mapping[int, Spans]

    def whole(self, axis: Axis) -> NDArray[np.bool_]:
        """Which periods are covered without a gap: groups x periods."""
        inside = (self.first[:, None] <= axis.starts[None, :]) & (axis.ends[None, :] <= self.last[:, None])
        for group, spans in self.gaps.items():
            lines = [(a <= axis.starts) & (axis.ends <= b) for a, b in spans]
            inside[group] = np.logical_or.reduce(lines)
        return inside

    def kept(self, keep: Callable[[Spans], Spans]) -> "Covered":
        """The same with the spans of each group as `keep` leaves them; none at all is an empty one."""
        low, high, gaps = self.first.copy(), self.last.copy(), dict[int, Spans]()
        for group, bounds in enumerate(zip(self.first.tolist(), self.last.tolist(), strict=True)):
            spans = keep(self.gaps.get(group, (bounds,)))
            low[group], high[group] = (spans[0][0], spans[-1][1]) if spans else (bounds[1], bounds[1])
            if len(spans) > 1:
                gaps[group] = spans
        return Covered(low, high, gaps)


def merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """Overlapping and adjoining spans become one."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)


def cover_of(
    cover: Cover, table: str, groups: Mapping[str, NDArray[Any]], first: Ints, last: Ints, column: str
) -> Covered:
    """The covered days of all groups: by the coverage rows, else the account's first to last row."""
    low, high, gaps = first.copy(), last.copy(), dict[int, Spans]()
    by_channel = table in BY_CHANNEL
    keys = list(zip(groups["brand"], groups["source"], groups["account"], strict=True))
    finer = (*(("channel",) if by_channel else ()), *(("metric",) if "metric" in groups else ()))
    places = [
        (key, groups["breakdown"][i], *(groups[name][i] for name in finer)) for i, key in enumerate(keys)
    ]
    bounds: dict[tuple[Any, ...], tuple[int, int]] = {}
    for place, begins, ends in zip(places, first.tolist(), last.tolist(), strict=True):
        known = bounds.get(place, (begins, ends))
        bounds[place] = (min(known[0], begins), max(known[1], ends))
    for i, place in enumerate(places):
        low[i], high[i] = bounds[place]
        channel = groups["channel"][i] if by_channel else None
        spans = cover.of(keys[i], channel, groups["breakdown"][i], column)
        if spans:
            low[i], high[i] = spans[0][0], spans[-1][1]
            if len(spans) > 1:
                gaps[i] = spans
    return Covered(low, high, gaps)
