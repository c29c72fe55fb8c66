"""Import of post-day rows against DuckDB reading the same file as text and writing it to Parquet.

    python benchmarks/imports.py [--rows 1000000] [--rounds 3]

Prints, for each round, the rate of `milepost import` as a whole process (start-up, hash, archive, typed
reading, compaction, publishing) and of the limit as a whole process, then the ratio of the medians and the
peak memory.
Then the re-import of the same folder, unchanged, against the first import: the verb itself, without the
start of the interpreter, and as a whole process.
Wanted: ratio >= 0.5, peak <= 600 MB, re-import <= 0.1 of the first.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

LIMIT = """
import duckdb, sys
db = duckdb.connect()
db.execute("SET threads=2")
db.execute("COPY (SELECT * FROM read_csv(?, all_varchar=true, header=true, delim=',')) TO '"
           + sys.argv[2] + "' (FORMAT parquet, COMPRESSION zstd)", [sys.argv[1]])
"""


VERB = """
import sys, time
from pathlib import Path
from milepost.workspace.opening import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
from milepost.sources import Answers
from milepost.workspace.imports import import_files
for _ in range(2):
    started = time.perf_counter()
    import_files(workspace, [Path(sys.argv[2])], Answers(), brand="Bench")
    print(time.perf_counter() - started)
"""


def post_days(path: Path, rows: int) -> None:
    """Write `rows` post-day rows in the neutral layout: 14 days of each post, 8 channels, deterministic."""
    db = duckdb.connect()
    db.execute(
        f"""
        COPY (
            SELECT
                CAST(DATE '2024-01-01'
                    + CAST((i // 14) * 560 // {max(rows // 14, 1)} + i % 14 AS INTEGER) AS DATE) AS date,
                (['instagram','facebook','linkedin','x','tiktok','youtube','pinterest','threads'])
                    [1 + (i // 14) % 8] AS channel,
                'P' || CAST(1000000000 + i // 14 AS VARCHAR) AS post_id,
                'Campaign ' || CAST((i // 140) % 25 AS VARCHAR) AS campaign,
                (['reel','image','carousel','text'])[1 + (i // 14) % 4] AS format,
                CAST(hash(i * 11 + 1) % 20000 AS BIGINT) AS impressions,
                CAST(hash(i * 11 + 2) % 15000 AS BIGINT) AS reach,
                CAST(hash(i * 11 + 3) % 25000 AS BIGINT) AS views,
                CAST(hash(i * 11 + 4) % 900 AS BIGINT) AS likes,
                CAST(hash(i * 11 + 5) % 90 AS BIGINT) AS comments,
                CAST(hash(i * 11 + 6) % 70 AS BIGINT) AS shares,
                CAST(hash(i * 11 + 7) % 120 AS BIGINT) AS saves,
                CAST(hash(i * 11 + 8) % 300 AS BIGINT) AS link_clicks,
                CAST(hash(i * 11 + 9) % 90000 AS BIGINT) AS watch_seconds,
                CAST(CAST(hash(i * 11 + 10) % 500000 AS DECIMAL(18,4)) / 10000 AS DECIMAL(18,4)) AS spend
            FROM range({rows}) AS t(i)
        ) TO '{path}' (FORMAT csv, HEADER)
        """
    )


def run(command: list[str]) -> tuple[float, float]:
    """Seconds and peak memory (MB) of one whole process and its children."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, code, usage = os.wait4(process.pid, 0)
    if code:
        raise SystemExit(f"failed: {' '.join(command)}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def in_process(milepost: list[str], folder: Path) -> tuple[float, float]:
    """Seconds of the first import and of the second, as the program itself sees them."""
    shutil.rmtree(folder / "ws", ignore_errors=True)
    run([*milepost, "init", str(folder / "ws"), "--brand", "Bench", "--currency", "EUR"])
    command = [sys.executable, "-c", VERB, str(folder / "ws"), str(folder / "in")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(said[0]), float(said[1])


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, default=1_000_000)
    words.add_argument("--rounds", type=int, default=3)
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "in").mkdir()
        source = folder / "in" / "posts-by-day.csv"
        post_days(source, asked.rows)
        print(f"{asked.rows:,} rows, {source.stat().st_size / 1e6:.0f} MB")
        limits, imports, again, peaks = [], [], [], []
        milepost = [sys.executable, "-m", "milepost", "--home", str(folder / "ws")]
        for number in range(asked.rounds):
            shutil.rmtree(folder / "ws", ignore_errors=True)
            run([*milepost, "init", str(folder / "ws"), "--brand", "Bench", "--currency", "EUR"])
            limits.append(run([sys.executable, "-c", LIMIT, str(source), str(folder / "limit.parquet")])[0])
            seconds, peak = run([*milepost, "import", str(folder / "in"), "--json"])
            imports.append(seconds)
            peaks.append(peak)
            again.append(run([*milepost, "import", str(folder / "in"), "--json"])[0])
            print(
                f"round {number + 1}: limit {asked.rows / limits[-1]:,.0f} rows/s, import "
                f"{asked.rows / seconds:,.0f} rows/s, peak {peak:.0f} MB, re-import {again[-1]:.2f} s"
            )
        first = statistics.median(imports)
        print(f"rate against the limit: {statistics.median(limits) / first:.2f} (wanted >= 0.5)")
        print(f"peak memory: {max(peaks):.0f} MB (wanted <= 600)")
        verb = [in_process(milepost, folder) for _ in range(asked.rounds)]
        ratio = statistics.median(second / first for first, second in verb)
        print(f"re-import against the first import: {ratio:.3f} (wanted <= 0.1)")
        print(f"the same with the start of the program in both: {statistics.median(again) / first:.3f}")


if __name__ == "__main__":
    main()
