"""Weeks of many brands: a large table of events is rolled up once more, from days to weeks.

Only sums of events, so nothing is lost: what was partly said in a week stays marked by its bit of `silent`.
"""

from dataclasses import replace
from typing import Final

from milepost.facts.rollup import bit_of
from milepost.facts.schema import Adds
from milepost.kpis.ask import Ask
from milepost.kpis.days import number
from milepost.kpis.engine import Engine
from milepost.kpis.kpi import ROWS
from milepost.kpis.relation import Relation
from milepost.period import Grain, week_of

WORTH: Final = 200_000
"""From how many rows on it pays; one brand's days are summed faster than they are looked up."""


def by_week(engine: Engine, relation: Relation, adds: frozenset[Adds], ask: Ask) -> Relation:
    """The relation to sum for a question by week: its weeks where that is as right and faster, or itself."""
    fits = relation.table.absent_is_zero and adds == {Adds.SUM} and not relation.coarse
    if ask.grain is not Grain.WEEK or not fits or relation.rows < WORTH:
        return relation
    key = ("weeks", relation.name, ask.week_starts)
    kept: Relation | None = engine.kept(key)
    if kept is None:
        kept = _rolled(engine, relation, ask)
        engine.keep(key, kept, kept.rows, (kept.name,))
    return kept


def _rolled(engine: Engine, relation: Relation, ask: Ask) -> Relation:
    name = engine.name("weeks")
    monday = number(week_of(ask.period.start, ask.week_starts).start) % 7
    measures = sorted(relation.columns - {ROWS})
    figures = "".join(f', CAST(sum("{m}") AS BIGINT) AS "{m}"' for m in measures)
    holes = "".join(
        f' | CASE WHEN "{m}" IS NULL THEN {1 << bit_of(relation.table, m)} ELSE 0 END'
        for m in sorted(relation.holes)
    )
    engine.run(
        f'CREATE TEMP TABLE "{name}" AS SELECT "grp", '
        f'CAST("day" - ("day" - {monday}) % 7 AS INTEGER) AS "day", '
        f'CAST(1 AS INTEGER) AS "days", CAST(sum("rows") AS BIGINT) AS "rows", '
        f'bit_or("silent"{holes}) AS "silent"{figures} FROM "{relation.name}" GROUP BY 1, 2 ORDER BY 2, 1'
    )
    rows = engine.run(f'SELECT count(*) FROM "{name}"').fetchone()
    return replace(
        relation, name=name, partial=relation.partial | relation.holes, rows=rows[0] if rows else 0
    )
