"""Our table of outside figures against the collection it was taken from, where that lies beside us."""

import csv
import os
from pathlib import Path

import pytest

from milepost.amount import Unit
from milepost.judgement.benchmark_table import read_table
from milepost.knowledge import sheets
from milepost.kpis.catalogue import catalogue

SHARED = Path(os.environ.get("MILEPOST_SHARED", Path(__file__).parents[3] / "shared"))
COLLECTED = SHARED / "benchmarks" / "benchmarks.csv"
KPIS = {name: kpi.unit for name, kpi in catalogue().items()}
DIVIDED = {"claimed_leads": "leads", "impressions": "impressions", None: "per"}

pytestmark = pytest.mark.skipif(not COLLECTED.is_file(), reason="the collection is not there")


def _collected() -> list[dict[str, str]]:
    with COLLECTED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_figure_of_ours_stands_in_the_collection_as_it_is_told() -> None:
    rows = _collected()
    wrong = []
    for one in read_table(sheets("benchmarks")["published"], "published.csv", KPIS).kept:
        value = (one.mid or 0.0) * (100 if one.unit is Unit.SHARE else 1)
        under = one.definition.under
        found = [
            row
            for row in rows
            if row["platform"] == one.platform
            and row["publisher"].replace(" / ", "/") == one.publisher
            and row["published_on"] == one.printed
            and row["title"] == one.title
            and row["trust"] == one.trust
            and abs(float(row["value"]) - value) < 1e-9 * max(1.0, value)
            and DIVIDED.get(under, under or "") in row["definition"]
            and "assumed" not in row["definition"]
            and (one.industry is None or row["industry"] == one.industry)
            and (one.region is None or row["region"] == one.region)
            and (
                one.of_kind is None
                or {*one.of_kind.replace("single-image", "single").split()}
                & {*f"{row['definition']} {row['sample']}".replace(",", "").split()}
            )
            and (one.statistic != "median" or "median" in row["statistic"])
            and (one.n is None or str(one.n)[:3].rstrip("0") in row["sample"].replace(",", ""))
        ]
        if not found:
            wrong.append((one.kpi, one.platform, one.publisher, value))
    assert wrong == []


def test_the_collection_is_read_row_by_row_and_no_row_is_lost() -> None:
    read = read_table(COLLECTED.read_text("utf-8"), "benchmarks.csv", KPIS, secondary=False)
    assert read.rows == len(_collected())
    assert read.rows == len(read.kept) + len(read.problems) + sum((read.left_out or {}).values())
    assert len(read.kept) > 300
    assert all(one.trust in {"primary", "republication"} for one in read.kept)
    assert {problem.what for problem in read.problems} == {"“published” is empty."}
