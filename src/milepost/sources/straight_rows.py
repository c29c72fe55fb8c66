"""The typed rows of a big flat file, dated, with the ids of their channels and the reason against each."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from milepost.facts.engine import literal, quote
from milepost.facts.schema import TABLES
from milepost.sources.days import time_of
from milepost.sources.facts import target
from milepost.sources.places_said import NO_FIGURE, damaged
from milepost.sources.work import Work

if TYPE_CHECKING:
    import duckdb


def ready(con: "duckdb.DuckDBPyConnection", work: Work, typed: str) -> None:
    """The view `ready` over the query or view `typed`, with the columns that the careful way gives it."""
    timed = time_of(con, work)
    reasons = [(f"{timed.day} IS NULL", timed.because)]
    ids = [n for n in work.match.format.signs.needs if work.match.format.columns[n].kind == "id"]
    reasons += [(f"{quote(n)} IS NULL", damaged(n)) for n in ids]
    said = [quote(n) for n in work.rules[0].where if n in work.match.places]
    if said:
        reasons.append((f"coalesce({', '.join(said)}, NULL) IS NULL", NO_FIGURE))
    work.reasons |= {because: because for _, because in reasons}
    cases = " ".join(f"WHEN {condition} THEN {literal(because)}" for condition, because in reasons)
    con.execute(
        f"CREATE OR REPLACE VIEW ready AS SELECT *, {timed.day} AS _day, {timed.days} AS _days, "
        f"CASE {cases} END AS _out FROM {typed} AS typed {timed.join}"
    )


def with_channels(con: "duckdb.DuckDBPyConnection", work: Work) -> str:
    """SQL for `typed` with channel ids in place of words; each distinct word is looked up only once."""
    name, id_ = channel_rule(work)
    if not name:
        return "(SELECT * FROM typed)"
    word = quote(name)
    found = con.execute(f"SELECT {word}, {id_} FROM (SELECT DISTINCT {word} FROM typed) AS words").fetchall()
    cases = " ".join(f"WHEN {literal(a)} THEN {literal(b)}" for a, b in found if a is not None and a != b)
    if not cases:
        return "(SELECT * FROM typed)"
    return f"(SELECT * REPLACE (CASE {word} {cases} ELSE {word} END AS {word}) FROM typed)"


def channel_rule(work: Work) -> tuple[str, str]:
    """The column of channel words and the SQL of their ids, or two blanks; the rule takes ids from now on."""
    rule = work.rules[0]
    spec = rule.set.get("channel")
    name = str(spec["channel"]) if isinstance(spec, Mapping) and "channel" in spec else ""
    if name not in work.match.places:
        return "", ""
    id_ = target(work, rule, TABLES[rule.table].column("channel"))
    work.rules = (replace(rule, set={**rule.set, "channel": name}),)
    return name, id_
