"""KPIs against SQL by hand: twelve KPIs by week and channel over a year, one brand and all brands.

    python benchmarks/kpis.py [--rows 1000000] [--brands 1000] [--times 15]

The facts are invented (brands x 8 channels x campaigns x posts x 14 days each, over two years), the same on
every run, and written brand by brand through compaction. The SQL by hand runs in the same process on one
native DuckDB table sorted by brand, channel and day. Both give the same figures; that is checked.
Wanted: a ratio of at most 1.2 for one brand, 0.5 for all.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from milepost.facts.batches import FactFiles, TableFiles
from milepost.facts.current import RankedBatch, compact
from milepost.facts.schema import COVERAGE, POST_DAY, Kind
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import catalogue
from milepost.kpis.engine import engine
from milepost.kpis.measure import measure
from milepost.kpis.measured import Measured
from milepost.period import Grain, Period

CHANNELS = ("instagram", "facebook", "linkedin", "x", "tiktok", "youtube", "pinterest", "threads")
KPIS = (
    *("impressions", "views", "likes", "comments", "shares", "saves", "link_clicks", "profile_visits"),
    *("engagement_rate", "engagement_rate_by_views", "share_rate", "ctr"),
)
ACTIVE_DAYS = 14
FIRST = date(2024, 1, 1)
SPAN = 730
YEAR = Period(date(2025, 1, 6), date(2026, 1, 5))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--brands", type=int, default=1000)
    parser.add_argument("--times", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="milepost-kpis-") as folder:
        files = write(Path(folder), options.rows, options.brands)
        table = native(files)
        kpis = [catalogue()[name] for name in KPIS]
        ask = Ask(YEAR, Grain.WEEK, split=("channel",))
        compare("one brand", [files[len(files) // 2]], table, kpis, ask, options.times)
        compare("all brands", files, table, kpis, ask, max(3, options.times // 3))


def write(folder: Path, rows: int, brands: int) -> list[FactFiles]:
    """The facts of each brand, compacted as an import would."""
    posts = max(1, round(rows / brands / len(CHANNELS) / ACTIVE_DAYS))
    con = duckdb.connect()
    files, written, started = [], 0, time.perf_counter()
    for number in range(brands):
        brand, place = f"brand{number:04d}", folder / f"{number:04d}"
        place.mkdir()
        con.execute(f"COPY ({_post_days(brand, posts, number)}) TO '{place}/batch.parquet' (FORMAT parquet)")
        con.execute(f"COPY ({_coverage(brand)}) TO '{place}/covered.parquet' (FORMAT parquet)")
        post_day = TableFiles(place / "post_day.parquet", place / "post_day-days.parquet")
        covered = TableFiles(place / "coverage.parquet")
        done = compact(
            POST_DAY, [RankedBatch(place / "batch.parquet", "b", 1)], post_day.rows, post_day.rollup
        )
        compact(COVERAGE, [RankedBatch(place / "covered.parquet", "b", 1)], covered.rows)
        written += done.rows
        files.append(FactFiles(brand, {"post_day": post_day, "coverage": covered}))
    print(
        f"{written:,} rows of {brands} brands written and compacted in {time.perf_counter() - started:.1f} s"
    )
    return files


def _post_days(brand: str, posts: int, seed: int) -> str:
    made = {
        "brand": f"'{brand}'",
        "source": "'warehouse'",
        "account": f"'{brand}'",
        "breakdown": "''",
        "days": "1",
        "channel": f"list_extract({list(CHANNELS)!r}, c + 1)",
        "day": f"DATE '{FIRST}' + CAST((hash(c, p, {seed}) % {SPAN - ACTIVE_DAYS}) + a AS INTEGER)",
        "post_id": "'post-' || c || '-' || p",
        "format": "list_extract(['reel', 'image', 'carousel'], p % 3 + 1)",
        "campaign": "'campaign-' || (p % 5)",
    }
    scale = {"impressions": 20000, "views": 15000, "likes": 900, "comments": 80, "shares": 60, "saves": 50}
    columns = []
    for column in POST_DAY.all_columns:
        value = made.get(column.name, "NULL")
        if column.adds is not None and column.kind is Kind.COUNT and column.name not in {"reach", "viewers"}:
            value = f"(hash(c, p, a, '{column.name}', {seed}) % {scale.get(column.name, 300)}) // (a + 1)"
        columns.append(f'CAST({value} AS {column.kind.sql}) AS "{column.name}"')
    return (
        f"SELECT {', '.join(columns)} FROM range({len(CHANNELS)}) AS _c(c), range({posts}) AS _p(p), "
        f"range({ACTIVE_DAYS}) AS _a(a)"
    )


def _coverage(brand: str) -> str:
    made = {
        "brand": f"'{brand}'",
        "source": "'warehouse'",
        "account": f"'{brand}'",
        "channel": "''",
        "breakdown": "''",
        "day": f"DATE '{FIRST}'",
        "days": str(SPAN + 31),
        "of_table": "'post_day'",
        "measure": "''",
    }
    return "SELECT " + ", ".join(
        f'CAST({made.get(c.name, "NULL")} AS {c.kind.sql}) AS "{c.name}"' for c in COVERAGE.all_columns
    )


def native(files: list[FactFiles]) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    paths = [str(f.tables["post_day"].rows) for f in files]
    con.execute("CREATE TABLE facts AS SELECT * FROM read_parquet(?) ORDER BY brand, channel, day", [paths])
    return con


def by_hand(brand: str | None) -> str:
    """The twelve KPIs as an analyst would write them."""
    return f"""
        SELECT brand, channel, CAST(date_trunc('week', day) AS DATE) AS week,
          sum(impressions)::BIGINT AS impressions, sum(views)::BIGINT AS views, sum(likes)::BIGINT AS likes,
          sum(comments)::BIGINT AS comments, sum(shares)::BIGINT AS shares, sum(saves)::BIGINT AS saves,
          sum(link_clicks)::BIGINT AS link_clicks, sum(profile_visits)::BIGINT AS profile_visits,
          (sum(likes) + sum(comments) + sum(shares)
            + CASE WHEN channel IN ('facebook', 'linkedin', 'x') THEN 0 ELSE sum(saves) END)::BIGINT
            / nullif(sum(impressions)::BIGINT, 0)::DOUBLE AS engagement_rate,
          (sum(likes) + sum(comments) + sum(shares)
            + CASE WHEN channel IN ('facebook', 'linkedin', 'x', 'tiktok', 'youtube') THEN 0
              ELSE sum(saves) END)::BIGINT
            / nullif(sum(views)::BIGINT, 0)::DOUBLE AS engagement_rate_by_views,
          sum(shares)::BIGINT / nullif(sum(impressions)::BIGINT, 0)::DOUBLE AS share_rate,
          sum(link_clicks)::BIGINT / nullif(sum(impressions)::BIGINT, 0)::DOUBLE AS ctr
        FROM facts
        WHERE day >= DATE '{YEAR.start}' AND day < DATE '{YEAR.end}'
          {f"AND brand = '{brand}'" if brand else ""}
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""


def compare(title: str, files: list[FactFiles], table: Any, kpis: list[Any], ask: Ask, times: int) -> None:
    query = by_hand(files[0].brand if len(files) == 1 else None)
    with engine() as running:
        running.forget()
    started = time.perf_counter()
    ours = measure(kpis, files, ask)
    cold = time.perf_counter() - started
    hand = table.execute(query).fetchnumpy()
    figures = check(ours, hand)
    warm, theirs = interleaved(
        lambda: [block.values for block in measure(kpis, files, ask).blocks],
        lambda: table.execute(query).fetchnumpy(),
        times,
    )
    print(
        f"{title}: {figures:,} figures equal; Milepost {warm * 1000:.1f} ms warm, {cold * 1000:.0f} ms cold; "
        f"SQL by hand {theirs * 1000:.1f} ms; ratio {warm / theirs:.2f}"
    )


def interleaved(ours: Callable[[], Any], theirs: Callable[[], Any], times: int) -> tuple[float, float]:
    """The medians of both, run in turns so that a busy machine is unfair to neither."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for clock, run in zip(taken, (ours, theirs), strict=True):
            started = time.perf_counter()
            run()
            clock.append(time.perf_counter() - started)
    return statistics.median(taken[0]), statistics.median(taken[1])


def check(ours: Measured, hand: dict[str, Any]) -> int:
    """Every figure by hand must be ours, bit for bit; where there are no rows, ours is 0 or unknown."""
    weeks = np.asarray(hand["week"]).astype("datetime64[D]").astype(np.int64)
    compared = 0
    for block in ours.blocks:
        at = {key: i for i, key in enumerate(block.keys)}
        period = {int(start): i for i, start in enumerate(block.axis.starts)}
        rows = np.array(
            [at[brand, channel] for brand, channel in zip(hand["brand"], hand["channel"], strict=True)]
        )
        columns = np.array([period[int(week)] for week in weeks])
        theirs = np.ma.filled(np.ma.asarray(hand[block.kpi.id], dtype=np.float64), np.nan)
        mine = block.values[rows, columns]
        if not np.array_equal(mine, theirs, equal_nan=True):
            raise SystemExit(f"{block.kpi.id}: {int((mine != theirs).sum())} figures differ")
        rest = np.ones(block.values.shape, dtype=bool)
        rest[rows, columns] = False
        if not (np.isnan(block.values[rest]) | (block.values[rest] == 0)).all():
            raise SystemExit(f"{block.kpi.id}: figures where there are no rows")
        compared += len(mine)
    return compared


if __name__ == "__main__":
    main()
