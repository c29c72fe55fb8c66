"""What can be told of facts at a glance: which days they speak of, and whose they are."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from milepost.facts.engine import connect
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
