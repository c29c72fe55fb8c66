"""Totals of real exports, added up here by other means, against what Milepost read."""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from real_exports import SHARED, asked, needs_exports, read_real

from milepost.sources import Reading

pytestmark = needs_exports


def read(path: Path, folder: Path, channel: str | None = None) -> Reading:
    return read_real(path, folder, channel=channel)


def total(reading: Reading, table: str, measure: str) -> int | None:
    found: int | None = asked(reading, table, f"CAST(sum({measure}) AS BIGINT)")
    return found


def rows(name: str, skip: int = 0) -> Iterator[dict[str, str]]:
    """The rows of a file by its header; of headers that stand twice the first."""
    (path,) = [*SHARED.glob(f"*/{name}")]
    data = path.read_bytes()
    text = data.decode("utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig")
    lines = text.splitlines()[skip:]
    cells = list(csv.reader(lines, delimiter="\t" if lines[0].count("\t") > lines[0].count(",") else ","))
    for row in cells[1:]:
        yield dict(reversed(list(zip(cells[0], row, strict=False))))


def figure(text: str, *, comma: bool = False) -> Decimal:
    bare = re.sub(r"[^\d,.-]", "", text)
    bare = bare.replace(".", "").replace(",", ".") if comma else bare.replace(",", "")
    return Decimal(bare) if re.search(r"\d", bare) else Decimal(0)


def micros(value: Decimal) -> int:
    return int(value * 1_000_000)


GOOGLE = {
    "campaign-report_utf8_gb": ("Cost", "Impr.", "Conversions", False),
    "campaign-report_utf16-tab_gb": ("Cost", "Impr.", "Conversions", False),
    "campaign-report_video_inr": ("Cost", "Impr.", "Conversions", False),
    "campaign-report_el-names": ("Cost", "Impr.", "Conversions", False),
    "campaign-report_pt-BR": ("Custo", "Impr.", "Conversões", True),
    "ad-report_rsa": ("Cost", "Impr.", "Conversions", False),
    "search-keyword-report_kw08": ("Cost", "Impr.", "Conversions", False),
    "search-keyword-report_towing": ("Cost", "Impr.", "Conversions", False),
    "search-terms_pmax_devonshire": ("Cost", "Impr.", "Conversions", False),
    "search-terms_towing": ("Cost", "Impr.", "Conversions", False),
    "search-terms_pt-BR": ("Custo", "Impr.", "Conversões", True),
}


@pytest.mark.parametrize("name", GOOGLE)
def test_google_ads(name: str, tmp_path: Path) -> None:
    cost, shown, conversions, comma = GOOGLE[name]
    said = [
        row
        for row in rows(f"googleads__{name}.csv", skip=2)
        if not any(str(cell).startswith("Total: ") for cell in list(row.values()))
    ]
    reading = read(SHARED / f"web/googleads__{name}.csv", tmp_path)
    assert len(said) == reading.reports[0].rows_kept
    for measure, header in (("spend", cost), ("claimed_conversions", conversions)):
        expected = micros(sum((figure(row[header], comma=comma) for row in said), Decimal(0)))
        assert expected == total(reading, "ad_day", measure)
    expected = sum((figure(row[shown], comma=comma) for row in said), Decimal(0))
    assert expected == total(reading, "ad_day", "impressions")


@pytest.mark.parametrize("name", ["ad-group-report_utf16", "location-report", "search-keyword-report_utf16"])
def test_all_time_is_a_question(name: str, tmp_path: Path) -> None:
    (report,) = read(SHARED / f"web/googleads__{name}.csv", tmp_path).reports
    assert report.status == "question"
    assert "all time" in report.because


def test_google_ads_api_days(tmp_path: Path) -> None:
    said = list(rows("googleads__daily-performance-api_2025-12.csv"))
    reading = read(SHARED / "web/googleads__daily-performance-api_2025-12.csv", tmp_path)
    for measure, header in (("spend", "cost"), ("claimed_conversions", "conversions")):
        expected = sum(
            int((Decimal(row[header]) * 1_000_000).to_integral_value("ROUND_HALF_UP")) for row in said
        )
        assert expected == total(reading, "ad_day", measure)
    assert sum(int(row["clicks"]) for row in said) == total(reading, "ad_day", "clicks")


@pytest.mark.parametrize(
    ("name", "status", "id_"),
    [
        ("campaigns-card_pt-BR", "question", "google_ads_campaign_card"),
        ("time-series-card_hourly", "refused", "google_ads_part_card"),
    ],
)
def test_undated_cards_say_why(name: str, status: str, id_: str, tmp_path: Path) -> None:
    (report,) = read(SHARED / "web" / f"googleads__{name}.csv", tmp_path).reports
    assert (report.status, report.format) == (status, id_)


def test_mailchimp(tmp_path: Path) -> None:
    said = list(rows("mailchimp__campaigns_deepnews_2018-2020.csv"))
    reading = read(SHARED / "web/mailchimp__campaigns_deepnews_2018-2020.csv", tmp_path)
    assert sum(figure(row["Total Recipients"]) for row in said) == total(reading, "mail_send", "recipients")
    assert sum(figure(row["Unique Clicks"]) for row in said) == total(reading, "mail_send", "unique_clicks")
    tests = sum(figure(row["Total Recipients"]) <= 10 for row in said)
    assert tests == total(reading, "mail_send", "is_test::INTEGER")


YOUTUBE = {
    "table-2025-en": ("Views", "Video publish time"),
    "table-community-en": ("Views", "Video publish time"),
    "table-content-pt": ("Visualizações", "Horário de publicação do vídeo"),
    "table-content-pt-brl": ("Visualizações", "Horário de publicação do vídeo"),
    "table-full-29-columns": ("Views", "Video publish time"),
    "table-live-id": ("Views", "Video publish time"),
    "table-revenue-dangertv": ("Views", "Video publish time"),
    "table-shorts-en": ("Views", "Video publish time"),
    "table-shorts-feed-en": ("Views", "Video publish time"),
}


@pytest.mark.parametrize("name", YOUTUBE)
def test_youtube_tables(name: str, tmp_path: Path) -> None:
    views, published = YOUTUBE[name]
    said = [row for row in rows(f"youtube__{name}.csv") if row.get(published)]
    reading = read(SHARED / f"social/youtube__{name}.csv", tmp_path)
    assert sum(figure(row[views]) for row in said) == total(reading, "post_value", "views")
    assert len(said) == reading.reports[0].rows_kept


def test_youtube_totals(tmp_path: Path) -> None:
    said = list(rows("youtube__totals-codingtrain.csv"))
    reading = read(SHARED / "social/youtube__totals-codingtrain.csv", tmp_path)
    assert sum(figure(row["Views"]) for row in said) == total(reading, "account_day", "views")
    assert reading.reports[0].rows_kept == 365


def test_linkedin_followers_are_new_ones(tmp_path: Path) -> None:
    reading = read(SHARED / "social/linkedin__page-followers-bs4cl-2025.xlsx", tmp_path)
    assert total(reading, "account_day", "follows") == 153
    assert total(reading, "account_day", "followers") is None


def test_linkedin_posts_with_days_as_numbers(tmp_path: Path) -> None:
    reading = read(SHARED / "social/linkedin__page-visitors-updates-nplf-2020-apr-jun.xls", tmp_path)
    report = next(report for report in reading.reports if report.format == "linkedin_posts")
    assert (report.status, report.rows_kept) == ("imported", 10)
    assert str(report.last_day) == "2020-06-26"  # 44008 days after 30 December 1899


def test_shopify_orders_and_sessions(tmp_path: Path) -> None:
    said = [row for row in rows_of_records("shopify__orders_usd_monfrere_2024.csv") if row["Total"]]
    reading = read(SHARED / "web/shopify__orders_usd_monfrere_2024.csv", tmp_path / "orders")
    assert micros(sum(Decimal(row["Total"]) for row in said)) == total(reading, "order", "gross")
    assert len({row["Name"] for row in said}) == total(reading, "order", "1")
    reading = read(SHARED / "web/shopify__sessions-by-social-referrer_2024.csv", tmp_path / "sessions")
    assert total(reading, "web_day", "sessions") == 83_762


def rows_of_records(name: str) -> Iterator[dict[str, str]]:
    with (SHARED / "web" / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)
