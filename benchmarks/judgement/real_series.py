"""The real daily series of the shared folder, with the cluster (brand, repository, site) of each."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from milepost.series import Floats, Series

NOT_TOTALS = ("avg_engagement", "_cpc_", "_cpm_")
IN_DESIGN_SET = ("website_nau", "wikipedia", "retail_m5")
NOT_MARKETING = ("weekly_us", "walmart")
LEAST_DAYS = 119


@dataclass(frozen=True, eq=False)
class Real:
    """One real daily series of one cluster."""

    name: str
    cluster: str
    group: str
    first: date
    values: Floats

    def series(self, start: int, stop: int) -> Series:
        first = self.first + timedelta(days=start)
        starts = tuple(first + timedelta(days=i) for i in range(stop - start))
        return Series(self.name, starts, np.ones(stop - start, dtype=np.int64), self.values[start:stop])


def design_set(shared: Path) -> list[Real]:
    """The daily series on which the methods were chosen."""
    import duckdb

    rows = duckdb.execute(
        "SELECT id, ds::DATE, y FROM read_parquet(?) ORDER BY id, ds",
        [str(shared / "series/design-set.parquet")],
    ).fetchall()
    by_id: dict[str, list[tuple[date, float]]] = defaultdict(list)
    for name, day, value in rows:
        by_id[name].append((day, value))
    return [real for name, points in by_id.items() if (real := _real(name, _cluster(name), "design", points))]


def _cluster(name: str) -> str:
    if "-patterns" in name:
        return "patterns"
    for ending in ("total_views", "unique_views", "total_clones", "unique_clones"):
        name = name.removesuffix(f"_{ending}")
    first = name.split("_")[0]
    known = {"site": "site", "bike": "bike"}
    if name.startswith("gh_cov19"):
        return "cov19"
    if name.startswith("gh_aim"):
        return "aim"
    return known.get(first, name)


def csv_files(shared: Path) -> list[Real]:
    """The daily files beside it: shops, advertisers, analytics, leads."""
    found = []
    with (shared / "series/SERIES.csv").open(encoding="utf-8") as listing:
        for row in csv.DictReader(listing):
            path = shared / row["file"]
            name = path.stem
            if row["freq"] != "D" or any(
                word in name for word in (*NOT_TOTALS, *IN_DESIGN_SET, *NOT_MARKETING)
            ):
                continue
            with path.open(encoding="utf-8") as text:
                points = [
                    (date.fromisoformat(r["date"][:10]), float(r["value"])) for r in csv.DictReader(text)
                ]
            brand = name.split("_")[2 if name.startswith(("tweets", "github")) else 1]
            real = _real(name, brand, "files", points)
            found += [real] if real else []
    return found


def _real(name: str, cluster: str, group: str, points: list[tuple[date, float]]) -> Real | None:
    first, last = min(points)[0], max(points)[0]
    values = np.full((last - first).days + 1, np.nan)
    for day, value in points:
        values[(day - first).days] = value
    return Real(name, cluster, group, first, values) if len(values) >= LEAST_DAYS else None
