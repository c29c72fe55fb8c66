"""Real exports, read, against totals that were added up here by the csv module alone. Skipped where they
are absent.
"""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from real_exports import SHARED, asked, needs_exports, read_real

from milepost.sources import Reading

pytestmark = needs_exports


def read(name: str, staging: Path, **answers: str) -> Reading:
    return read_real(SHARED / name, staging, **answers)


def total(reading: Reading, table: str, measure: str, where: str = "true") -> int:
    return int(asked(reading, table, f"CAST(sum({measure}) AS BIGINT)", where))


def rows_of(name: str, encoding: str = "utf-8-sig", skip: int = 0) -> list[dict[str, str]]:
    text = (SHARED / name).read_text(encoding)
    return list(csv.DictReader(io.StringIO("".join(text.splitlines(keepends=True)[skip:]), newline="")))


def micros(cells: Iterator[str]) -> int:
    return sum(round(Decimal(cell) * 1_000_000) for cell in cells if cell)


def test_a_metric_card(tmp_path: Path) -> None:
    lines = (SHARED / "social/facebook__metric-reach-oigetit.csv").read_text("utf-16").splitlines()[3:]
    expected = sum(int(line.split('","')[1].rstrip('"')) for line in lines if line)
    reading = read("social/facebook__metric-reach-oigetit.csv", tmp_path)
    assert expected == total(reading, "account_day", "reach")


def test_a_metric_card_that_needs_an_answer(tmp_path: Path) -> None:
    name = "social/meta__metric-views-oigetit.csv"
    assert [report.status for report in read(name, tmp_path).reports] == ["question"]
    reading = read(name, tmp_path / "again", channel="facebook")
    lines = (SHARED / name).read_text("utf-16").splitlines()[3:]
    expected = sum(int(line.split('","')[1].rstrip('"')) for line in lines if line)
    assert expected == total(reading, "account_day", "views", "channel = 'facebook'")


def test_sessions_by_channel_and_week(tmp_path: Path) -> None:
    name = "web/ga4__traffic-acquisition_channel-by-week_2024.csv"
    rows = rows_of(name, skip=9)
    reading = read(name, tmp_path)
    assert sum(int(row["Sessions"]) for row in rows) == total(reading, "web_day", "sessions")
    social = sum(int(row["Sessions"]) for row in rows if next(iter(row.values())) == "Organic Social")
    assert social == total(reading, "web_day", "sessions", "channel = 'organic_social'")
    first = sum(int(row["Sessions"]) for row in rows if row["Week"] == "01")
    assert first == total(reading, "web_day", "sessions", "day = DATE '2024-01-01' AND days = 6")


def test_facebook_posts(tmp_path: Path) -> None:
    name = "social/facebook__content-oigetit-2025-01.csv"
    rows = rows_of(name)
    reading = read(name, tmp_path)
    for header, measure in (("Views", "views"), ("Reactions", "likes"), ("Comments", "comments")):
        expected = sum(int(row[header]) for row in rows if row[header] not in {"", "-", None})
        assert expected == total(reading, "post_value", measure)


def test_instagram_posts_of_the_account_itself(tmp_path: Path) -> None:
    name = "social/instagram__content-elitravelguy-2026-05.csv"
    rows = [row for row in rows_of(name) if row["Account username"] == "elitravelguy"]
    reading = read(name, tmp_path)
    assert sum(int(row["Views"]) for row in rows) == total(reading, "post_value", "views")
    assert len(rows) == sum(report.rows_kept for report in reading.reports)


def test_adverts_by_day_age_and_gender(tmp_path: Path) -> None:
    name = "web/metaads__ads_day-age-gender_2024.csv"
    rows = rows_of(name)
    reading = read(name, tmp_path)
    spent = micros(row["Amount spent (USD)"] for row in rows)
    assert abs(spent - total(reading, "ad_day", "spend", "currency = 'USD'")) < len(
        rows
    )  # each row is rounded
    assert sum(int(row["Impressions"] or 0) for row in rows) == total(reading, "ad_day", "impressions")
    engaged = sum(int(row["Results"] or 0) for row in rows if row["Result type"] == "Post engagements")
    assert engaged == total(reading, "ad_day", "engagements")


def test_adverts_over_their_whole_life(tmp_path: Path) -> None:
    name = "web/metaads__ads_lifetime-2023-2026.csv"
    rows = rows_of(name)
    reading = read(name, tmp_path)
    assert micros(row["Amount spent (USD)"] for row in rows) == total(reading, "ad_day", "spend")
    purchases = [row["Purchases"] for row in rows]
    bought = [
        row["Results"] for row in rows if "purchase" in row["Result indicator"] and not row["Purchases"]
    ]
    assert micros(iter([*purchases, *bought])) == total(reading, "ad_day", "claimed_conversions")


def test_orders(tmp_path: Path) -> None:
    name = "web/shopify__orders_usd_monfrere_2024.csv"
    rows = [row for row in rows_of(name) if row["Financial Status"]]
    reading = read(name, tmp_path)
    assert micros(row["Total"] for row in rows) == total(reading, "order", "gross")
    assert micros(row["Refunded Amount"] for row in rows) == total(reading, "order", "refunded")
    assert 3450 == len(rows) == sum(report.rows_kept for report in reading.reports)
    dead = sum(1 for row in rows if row["Financial Status"] == "voided" or row["Cancelled at"])
    assert len(rows) - dead == total(reading, "order", "CAST(counts AS INTEGER)")
    assert reading.redacted is not None
    assert not any(row["Email"] in reading.redacted.read_text("utf-8") for row in rows[:50] if row["Email"])


def test_abandoned_checkouts_are_no_orders(tmp_path: Path) -> None:
    reading = read("web/shopify__abandoned-checkouts.csv", tmp_path)
    (report,) = reading.reports
    assert (report.status, report.rows_read, report.rows_kept) == ("imported", 368, 252)
    assert "order" not in {part.table for part in reading.parts}


def test_a_comparison_is_not_merged(tmp_path: Path) -> None:
    reading = read("web/ga4__reports-snapshot_comparison_septembermeeting.csv", tmp_path)
    assert total(reading, "web_day", "events", "breakdown = '' AND days = 31") == 5837
    assert {"2025-08-31"} == {
        str(report.last_day) for report in reading.reports if report.status == "imported"
    }


def every_file() -> list[Path]:
    found = SHARED.glob("*/*") if SHARED.is_dir() else []
    return sorted(path for path in found if path.suffix != ".md" and path.name != "MANIFEST.csv")


@pytest.mark.parametrize("path", every_file(), ids=lambda path: path.name)
def test_every_file_is_answered_and_counted(path: Path, tmp_path: Path) -> None:
    reading = read(str(path.relative_to(SHARED)), tmp_path)
    assert reading.reports
    for report in reading.reports:
        assert report.rows_read == report.rows_kept + sum(item.rows for item in report.left_out)
        assert report.status in {"imported", "refused", "question", "empty"}
