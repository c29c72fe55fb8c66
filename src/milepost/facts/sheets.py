"""Which figures a sheet of one's own told: the names in its batch of `custom_day`, with their rows."""

from collections.abc import Mapping
from pathlib import Path

from milepost.facts.engine import connect


def metrics_in(path: Path, channels: tuple[str, ...] = ()) -> Mapping[str, int]:
    """The rows of each metric in one batch, of these channels (and of none); empty when the file is gone."""
    if not path.exists():
        return {}
    kept = "WHERE channel IN (SELECT unnest(?)) OR coalesce(channel, '') = ''" if channels else ""
    asked: list[object] = [str(path), *([list(channels)] if channels else [])]
    with connect() as database:
        rows = database.execute(
            f"SELECT metric, count(*) FROM read_parquet(?) {kept} GROUP BY metric",
            asked,
        ).fetchall()
    return {str(metric): int(count) for metric, count in rows}
