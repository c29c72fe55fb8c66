"""The channels of a table's rows by source, medium and campaign: each distinct triple is judged once."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from milepost.sources.rules import rule_sql
from milepost.sources.work import Work

if TYPE_CHECKING:
    import duckdb


def judge_channels(con: "duckdb.DuckDBPyConnection", work: Work) -> None:
    """Make `channel_said(_source, _medium, _campaign, _channel)` for the rules that ask for it."""
    told: set[tuple[str | None, ...]] = set()
    for rule in _asked(work):
        parts = [rule_sql(work, part) for part in rule["channel_of"]]
        parts += ["NULL"] * (3 - len(parts))
        cells = ", ".join(f"CAST({part} AS VARCHAR)" for part in parts)
        told.update(con.execute(f"SELECT DISTINCT {cells} FROM typed").fetchall())
    if not told and not any(True for _ in _asked(work)):
        return
    con.execute(
        "CREATE OR REPLACE TABLE channel_said(_source VARCHAR, _medium VARCHAR, _campaign VARCHAR, "
        "_channel VARCHAR)"
    )
    rows = [(*triple, work.context.channel_rules.channel_of(*triple)) for triple in told]
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        con.execute(
            "INSERT INTO channel_said SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), "
            "unnest(?::VARCHAR[]), unnest(?::VARCHAR[])",
            columns,
        )


def _asked(work: Work) -> Iterator[Mapping[str, Any]]:
    for rule in work.rules:
        for said in rule.set.values():
            if isinstance(said, Mapping) and "channel_of" in said:
                yield said
