"""One table of facts of one or more brands, loaded as a day roll-up with numbered groups of rows.

A group is what is told apart: brand, source, account, channel, breakdown, currency, and the columns of the
split. `said` tells per column which groups ever reported it; a group that never did is silent, not zero.
`bare` marks the accounts whose exports held no row at all.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from milepost.facts.batches import FactFiles
from milepost.facts.rollup import bit_of, rollup_query
from milepost.facts.schema import (
    COVERAGE,
    CUSTOM_DAY,
    ORDER,
    POST,
    POST_GAIN,
    POST_VALUE,
    PURCHASE,
    TABLES,
    Table,
)
from milepost.kpis.cover import Cover, Covered, cover_of
from milepost.kpis.days import Ints, number
from milepost.kpis.engine import Engine, Stamp
from milepost.kpis.gains import gains_query
from milepost.kpis.kpi import ROWS
from milepost.kpis.purchases import known_days, purchases_query

_DIMENSIONS: Final = ("brand", "source", "account", "channel", "breakdown", "currency")
_UNROLLED: Final = frozenset({"account_day", "custom_day", "post_value", "post_gain", "audience", "coverage"})
"""Tables whose roll-up would lose what must not be added, or would save nothing."""
_MOST_REMEMBERED: Final = 500
Flags = NDArray[np.bool_]


@dataclass(eq=False)
class Relation:
    """The loaded table. Arrays run over its groups; `first` and `last` (exclusive) bound its days."""

    table: Table
    name: str
    extra: tuple[str, ...]
    columns: frozenset[str]
    groups: dict[str, NDArray[Any]]
    first: Ints
    last: Ints
    said: dict[str, Flags]
    bare: Flags
    holes: frozenset[str]
    partial: frozenset[str]
    coarse: bool
    cover: Cover
    by_day: "tuple[Cover, Ints, Ints]"
    """The cover of what is told by single days, and the first and last (exclusive) of these days."""
    rows: int = 0
    seen_to: int | None = None
    """From that day on, as a number, nothing is seen (None: of all days)."""
    memory: dict[Any, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.first)

    def covered(self, column: str, *, daily: bool = False) -> Covered:
        """Which days of each group an export covers, for one column; `daily`: an export by single days."""
        key = ("covered", column, daily)
        if key not in self.memory:
            cover, first, last = self.by_day if daily else (self.cover, self.first, self.last)
            found = cover_of(cover, self.table.name, self.groups, first, last, column)
            self.memory[key] = self._told(found, column) if self.table is PURCHASE else found
        answer: Covered = self.memory[key]
        return answer

    def _told(self, covered: Covered, column: str) -> Covered:
        """Of the covered days those on which a purchase can be told: by what came before and after."""
        return covered.kept(lambda spans: known_days(spans, column, self.seen_to))


def relation(
    engine: Engine,
    name: str,
    files: Sequence[FactFiles],
    stamps_of: Callable[[str], tuple[Stamp, ...]],
    columns: frozenset[str],
    extra: tuple[str, ...],
    as_of: date | None,
) -> Relation | None:
    """The table `name` of all `files`, with at least these columns; None when no brand has it.

    `stamps_of` tells the present state of the files of a table.
    """
    table = TABLES[name]
    stored = table.made_of or name
    there = any(stored in f.tables for f in files)
    if not there and not (table.absent_is_zero and any(COVERAGE.name in f.tables for f in files)):
        return None
    looked = table in {POST_VALUE, POST_GAIN}
    involved = (*((stored,) if there else ()), COVERAGE.name, *((POST.name,) if looked else ()))
    stamps = tuple(stamps_of(t) for t in involved)
    key = (name, stamps, extra, as_of if looked or table is PURCHASE else None)
    kept: Relation | None = engine.kept(key)
    if kept is not None:
        if len(kept.memory) > _MOST_REMEMBERED:
            kept.memory.clear()
        if columns <= kept.columns:
            return kept
        columns |= kept.columns
    loaded = _load(engine, table, files, columns, extra, as_of)
    engine.keep(key, loaded, loaded.rows, (loaded.name,))
    return loaded


def _load(
    engine: Engine,
    table: Table,
    files: Sequence[FactFiles],
    columns: frozenset[str],
    extra: tuple[str, ...],
    as_of: date | None,
) -> Relation:
    measures = sorted(columns - {ROWS})
    dimensions = (*_DIMENSIONS, *extra)
    raw, groups, name = engine.name("raw"), engine.name("groups"), engine.name(table.name)
    figures = "".join(f', "{m}"' for m in measures)
    texts = ", ".join(f'{_dimension(table, d)} AS "{d}"' for d in dimensions)
    engine.run(
        f'CREATE TEMP TABLE "{raw}" AS SELECT {texts}, '
        'CAST("day" - DATE \'1970-01-01\' AS INTEGER) AS "day", '
        f'CAST("days" AS INTEGER) AS "days", CAST("rows" AS BIGINT) AS "rows", "silent"{figures} '
        f"FROM ({_source(table, files, tuple(measures), extra, as_of)})"
    )
    by = ", ".join(f'"{d}"' for d in dimensions)
    engine.run(
        f'CREATE TEMP TABLE "{groups}" AS SELECT CAST(row_number() OVER () - 1 AS INTEGER) AS grp, * '
        f'FROM (SELECT DISTINCT {by} FROM "{raw}" ORDER BY {by})'
    )
    engine.run(
        f'CREATE TEMP TABLE "{name}" AS SELECT g.grp AS "grp", "day", "days", "rows", "silent"{figures} '
        f'FROM "{raw}" JOIN "{groups}" AS g USING ({by}) ORDER BY "day", "grp"'
    )
    found = engine.columns(f'SELECT {by} FROM "{groups}" ORDER BY grp')
    engine.run(f'DROP TABLE "{raw}"')
    engine.run(f'DROP TABLE "{groups}"')
    return _described(
        engine, table, name, files, {d: _objects(found[d]) for d in dimensions}, measures, extra, as_of
    )


def _objects(values: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(values, dtype=object)


def _dimension(table: Table, name: str) -> str:
    """Nothing said is ''. A day of an account is one row, whatever the currency of its earnings."""
    if table.name == "account_day" and name == "currency":
        return "''"
    return f"coalesce(\"{name}\", '')"


def _source(
    table: Table,
    files: Sequence[FactFiles],
    measures: tuple[str, ...],
    extra: tuple[str, ...],
    as_of: date | None,
) -> str:
    """The query of the roll-up: the one that lies ready, or one made of the rows."""
    if table is PURCHASE:
        orders = [f.tables[ORDER.name].rows for f in files if ORDER.name in f.tables]
        if orders:
            return rollup_query(table, purchases_query(_scan(orders)), extra, measures or ("none",))
    if table is POST_GAIN:
        looks = _scan([f.tables[POST_VALUE.name].rows for f in files if POST_VALUE.name in f.tables])
        own = _own_looks(looks, files, as_of)
        return rollup_query(table, gains_query(own), (), measures or ("none",))
    mine = [f.tables[table.name] for f in files if table.name in f.tables]
    rollups = [t.rollup for t in mine if t.rollup is not None]
    if mine and not extra and table.name not in _UNROLLED and len(rollups) == len(mine):
        return f"FROM {_scan(rollups)}"
    if not mine:
        empty = ", ".join(f'CAST(NULL AS {c.kind.sql}) AS "{c.name}"' for c in table.all_columns)
        return rollup_query(table, f"(SELECT {empty} WHERE false)", extra, measures or ("none",))
    rows = _scan([t.rows for t in mine])
    if table is POST_VALUE:
        rows = _latest(rows, files, as_of)
    return rollup_query(table, rows, extra, measures or ("none",))


def _latest(rows: str, files: Sequence[FactFiles], as_of: date | None) -> str:
    """Of each post of our own, its values as last seen before `as_of`."""
    key = ", ".join(f'"{c}"' for c in ("brand", *POST_VALUE.key) if c != "as_of")
    return (
        f"(SELECT * FROM {_own_looks(rows, files, as_of)} "
        f'QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY "as_of" DESC) = 1)'
    )


def _own_looks(rows: str, files: Sequence[FactFiles], as_of: date | None) -> str:
    """All looks at posts of our own that were made before `as_of`."""
    seen = f"WHERE \"as_of\" <= DATE '{as_of}'" if as_of else ""
    posts = [f.tables[POST.name].rows for f in files if POST.name in f.tables]
    theirs = ""
    if posts:
        same = " AND ".join(
            f'p."{c}" IS NOT DISTINCT FROM v."{c}"'
            for c in ("brand", "source", "account", "channel", "post_id")
        )
        theirs = f"WHERE NOT EXISTS (FROM {_scan(posts)} AS p WHERE p.own IS FALSE AND {same})"
    return f"(SELECT v.* FROM (SELECT * FROM {rows} {seen}) AS v {theirs})"


def _scan(paths: Sequence[Any]) -> str:
    listed = ", ".join("'" + str(p).replace("'", "''") + "'" for p in paths)
    return f"read_parquet([{listed}])"


def _described(
    engine: Engine,
    table: Table,
    name: str,
    files: Sequence[FactFiles],
    groups: dict[str, NDArray[Any]],
    measures: list[str],
    extra: tuple[str, ...],
    as_of: date | None,
) -> Relation:
    """What is known of the groups: first and last day, what they ever said, and where there are holes."""
    said = "".join(f', count("{m}") AS "said_{m}"' for m in measures)
    found = engine.columns(
        'SELECT min("day") AS first, max("day" + "days") AS last, count(*) AS n, bit_or("silent") AS silent, '
        'coalesce(min("day") FILTER ("days" = 1), 0) AS first_day, '
        'coalesce(max("day") FILTER ("days" = 1) + 1, 0) AS last_day, '
        f'max("days") AS days{said} FROM "{name}" GROUP BY "grp" ORDER BY "grp"'
    )
    mask = int(np.bitwise_or.reduce(np.asarray(found["silent"], dtype=np.int64))) if len(found["n"]) else 0
    cover = Cover.read(engine, files, table, as_of)
    size = len(found["n"])
    bare = cover.accounts_without(groups) if table.absent_is_zero else []
    ever: dict[str, Flags] = {m: np.asarray(found[f"said_{m}"]) > 0 for m in measures}
    ever[ROWS] = np.ones(size, dtype=bool)
    if table is PURCHASE:  # all channels of a shop are one export: orders that name nobody are not silent
        ever = {m: np.ones(size, dtype=bool) for m in ever}
    groups = {
        name: np.concatenate([values, np.array([b.get(name, "") for b in bare], dtype=object)])
        for name, values in groups.items()
    }
    holes = {m for m in measures if bool((np.asarray(found[f"said_{m}"]) < np.asarray(found["n"])).any())}
    return Relation(
        table=table,
        name=name,
        extra=extra,
        columns=frozenset(measures) | {ROWS},
        groups=groups,
        first=_with_bare(found["first"], len(bare)),
        last=_with_bare(found["last"], len(bare)),
        said={m: np.concatenate([flags, cover.covers(bare, m)]) for m, flags in ever.items()},
        bare=np.arange(size + len(bare)) >= size,
        holes=frozenset(holes),
        partial=frozenset(m for m in measures if mask >> bit_of(table, m) & 1),
        coarse=bool(size and int(np.max(found["days"])) > 1),
        cover=cover,
        by_day=(
            cover.without(_stretches(engine, name, groups)),
            _with_bare(found["first_day"], len(bare)),
            _with_bare(found["last_day"], len(bare)),
        ),
        rows=int(np.sum(found["n"])) if size else 0,
        seen_to=None if as_of is None else number(as_of),
    )


def _with_bare(days: Any, bare: int) -> Ints:
    """Days of the groups that have rows, then as many zeros as there are groups without."""
    return np.concatenate([np.asarray(days, dtype=np.int64), np.zeros(bare, dtype=np.int64)])


def _stretches(engine: Engine, name: str, groups: Mapping[str, NDArray[Any]]) -> frozenset[tuple[Any, ...]]:
    """The (brand, source, account, first day, days) of all rows that tell more than a day."""
    rows = engine.run(f'SELECT DISTINCT "grp", "day", "days" FROM "{name}" WHERE "days" > 1').fetchall()
    keys = (groups["brand"], groups["source"], groups["account"])
    return frozenset((*(str(key[grp]) for key in keys), day, days) for grp, day, days in rows)


def extra_columns(table: Table, wanted: frozenset[str]) -> tuple[str, ...]:
    """Which columns beyond the common ones a question needs of this table."""
    own = {c.name for c in table.columns if c.adds is None}
    if table is CUSTOM_DAY:
        own.add("metric")
        wanted |= {"metric"}
    if table in {ORDER, PURCHASE}:
        own = set()
    return tuple(sorted(wanted & own))


__all__ = ["Relation", "extra_columns", "number", "relation"]
