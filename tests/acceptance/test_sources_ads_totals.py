"""Totals of real exports of advertising and web analytics, added up here by other means than Milepost's."""

import csv
import re
import zipfile
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import real_exports
from python_calamine import CalamineWorkbook
from real_exports import asked, needs_exports, read_real

from milepost.sources import Reading

SHARED = real_exports.SHARED / "web"
pytestmark = needs_exports


def read(name: str, folder: Path, period: str | None = None) -> Reading:
    return read_real(SHARED / name, folder, zone="UTC", period=period)


def total(reading: Reading, table: str, measure: str, where: str = "true") -> int:
    return int(asked(reading, table, f"CAST(coalesce(sum({measure}), 0) AS BIGINT)", where))


def cells(name: str, skip: int = 0) -> list[dict[str, str]]:
    data = (SHARED / name).read_bytes()
    text = data.decode("utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig")
    lines = list(csv.reader(text.splitlines(keepends=True)[skip:]))
    return [dict(zip(lines[0], row, strict=False)) for row in lines[1:] if any(row)]


def sheet(name: str, tab: str) -> list[dict[str, object]]:
    head, *rows = CalamineWorkbook.from_path(str(SHARED / name)).get_sheet_by_name(tab).to_python()
    return [dict(zip(map(str, head), row, strict=False)) for row in rows]


def figure(text: object) -> Decimal:
    bare = re.sub(r"[^\d.-]", "", str(text))
    return Decimal(bare) if re.search(r"\d", bare) else Decimal(0)


def micros(value: Decimal) -> int:
    return int((value * 1_000_000).to_integral_value())


MICROSOFT = ["microsoftads__ad-report_2025-11.csv", "microsoftads__campaign-report_monthly_2025.csv"]


@pytest.mark.parametrize("name", MICROSOFT)
def test_microsoft_ads(name: str, tmp_path: Path) -> None:
    reading = read(name, tmp_path)
    (overall,) = [row for row in cells(name, 3) if "Overall total" in row.values()]
    assert total(reading, "ad_day", "spend") == micros(figure(overall["Spend"]))
    assert total(reading, "ad_day", "clicks") == figure(overall["Clicks"])
    assert total(reading, "ad_day", "impressions") == figure(overall["Impr."])
    assert total(reading, "ad_day", "claimed_conversions") == micros(figure(overall["Conv."]))


def test_microsoft_months_end_with_the_report(tmp_path: Path) -> None:
    reading = read(MICROSOFT[1], tmp_path)
    by_month: dict[str, Decimal] = defaultdict(Decimal)
    for row in cells(MICROSOFT[1], 3):
        if "total" not in row["Month"] and row["Month"] != "-":
            by_month[row["Month"]] += figure(row["Spend"])
    (part,) = [part for part in reading.parts if part.table == "ad_day"]
    said = (
        duckdb.connect()
        .execute(
            f"SELECT day, CAST(sum(spend) AS BIGINT), max(days) FROM '{part.path}' GROUP BY day ORDER BY day"
        )
        .fetchall()
    )
    assert sorted(spend for _, spend, _ in said) == sorted(micros(value) for value in by_month.values())
    assert said[-1][2] == 18
    assert str(part.last_day) == "2025-11-18"


@pytest.mark.parametrize("name", ["daily-campaign-report", "daily-with-video"])
def test_tiktok_ads(name: str, tmp_path: Path) -> None:
    reading = read(f"tiktokads__{name}.xlsx", tmp_path)
    rows = sheet(f"tiktokads__{name}.xlsx", "sheet1")
    assert total(reading, "ad_day", "spend") == micros(sum((figure(r["Cost"]) for r in rows), Decimal(0)))
    for measure, head in (("impressions", "Impressions"), ("link_clicks", "Clicks (destination)")):
        assert total(reading, "ad_day", measure) == sum(figure(r[head]) for r in rows)
    assert {row["Currency"] for row in rows} == {"USD"}
    assert total(reading, "ad_day", "1", "currency = 'USD'") == len(rows)
    if "Video views" in rows[0]:
        assert total(reading, "ad_day", "video_views") == sum(figure(r["Video views"]) for r in rows)
        assert total(reading, "ad_day", "clicks") == sum(figure(r["Clicks (all)"]) for r in rows)


def test_meta_installs_are_counted_once(tmp_path: Path) -> None:
    name = "metaads__campaigns_app-installs_2014-2018.csv"
    reading = read(name, tmp_path)
    first, *rest = cells(name)
    by_day = sum(figure(row["Mobile app installs"]) for row in rest)
    assert by_day == figure(first["Mobile app installs"])
    assert total(reading, "ad_day", "claimed_conversions") == micros(Decimal(by_day))


def test_meta_by_age_and_gender(tmp_path: Path) -> None:
    name = "metaads__ads_day-age-gender_2024.csv"
    reading = read(name, tmp_path)
    rows = cells(name)
    (money,) = [head for head in rows[0] if head.startswith("Amount spent")]
    assert total(reading, "ad_day", "impressions") == sum(figure(row["Impressions"]) for row in rows)
    spent = sum((figure(row[money]) for row in rows), Decimal(0))
    assert abs(total(reading, "ad_day", "spend") - micros(spent)) <= len(rows)


def test_search_console_by_day(tmp_path: Path) -> None:
    reading = read("gsc__chart_2025.csv", tmp_path)
    rows = cells("gsc__chart_2025.csv")
    for metric, head in (("search_clicks", "Clicks"), ("search_impressions", "Impressions")):
        said = sum((figure(row[head]) for row in rows), Decimal(0))
        assert total(reading, "custom_day", "value", f"metric = '{metric}'") == micros(said)
        assert total(reading, "custom_day", "days", f"metric = '{metric}'") == 365


def test_a_filtered_export_of_search_console_is_kept_apart(tmp_path: Path) -> None:
    name = "gsc__performance_buyshedsdirect.xlsx"
    reading = read(name, tmp_path)
    rows = sheet(name, "Chart")
    said = sum((figure(row["Clicks"]) for row in rows), Decimal(0))
    assert total(reading, "custom_day", "value", "metric = 'search_clicks_filtered'") == micros(said)
    (page,) = [str(row["Value"]) for row in sheet(name, "Filters") if row["Filter"] == "Page"]
    assert total(reading, "custom_day", "1", f"account = 'only Page: {page}'") == 2 * len(rows)
    assert {report.status for report in reading.reports[1:]} == {"refused"}


def test_comparisons_of_search_console_are_refused_with_their_reason(tmp_path: Path) -> None:
    reading = read("gsc__performance_comparison_amtec.xlsx", tmp_path)
    assert not reading.parts
    assert all("compares two periods" in report.because for report in reading.reports[:-1])


@pytest.mark.parametrize(("measure", "head"), [("users", "Users"), ("page_views", "Pageviews")])
def test_universal_analytics_by_day(measure: str, head: str, tmp_path: Path) -> None:
    name = f"ua__day-index-{head.lower()}_2018.csv"
    reading = read(name, tmp_path)
    rows = [row for row in cells(name) if row["Day Index"]]
    assert total(reading, "web_day", measure) == sum(figure(row[head]) for row in rows)
    assert total(reading, "web_day", "days") == len(rows)


def test_universal_analytics_workbook(tmp_path: Path) -> None:
    name = "ua__pages_gfinity_202207.xlsx"
    reading = read(name, tmp_path)
    days = [row for row in sheet(name, "Dataset2") if row["Day Index"]]
    pages = [row for row in sheet(name, "Dataset1") if row["Page"]]
    seen = sum(figure(row["Pageviews"]) for row in days)
    assert total(reading, "web_day", "page_views", "breakdown = ''") == seen == 93480
    assert total(reading, "web_day", "page_views", "breakdown = 'page'") == sum(
        figure(row["Pageviews"]) for row in pages
    )


def test_matomo_month(tmp_path: Path) -> None:
    reading = read("matomo__api-get_month.csv", tmp_path)
    (row,) = cells("matomo__api-get_month.csv")
    assert total(reading, "web_day", "sessions") == figure(row["Visits"])
    assert total(reading, "web_day", "days") == 31


def test_google_ads_quarters(tmp_path: Path) -> None:
    name = "googleads__overview-cards.zip"
    reading = read(name, tmp_path)
    with zipfile.ZipFile(SHARED / name) as archive:
        (member,) = [item for item in archive.namelist() if item.startswith("Time_series")]
        rows = list(csv.DictReader(archive.read(member).decode("utf-8-sig").splitlines()))
    spent = sum((figure(row["Cost"]) for row in rows), Decimal(0))
    assert total(reading, "ad_day", "spend", "breakdown = ''") == micros(spent)
    assert total(reading, "ad_day", "clicks", "breakdown = ''") == sum(figure(row["Clicks"]) for row in rows)


def test_ga4_sources_become_channels(tmp_path: Path) -> None:
    reading = read("ga4__reports-snapshot_toolguru.csv", tmp_path)
    lines = (SHARED / "ga4__reports-snapshot_toolguru.csv").read_text("utf-8-sig").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("Session source / medium,"))
    said = list(
        csv.DictReader(lines[start : next(n for n in range(start, len(lines)) if not lines[n].strip())])
    )
    sessions = sum(figure(row["Sessions"]) for row in said)
    own = "breakdown = 'channel+source_name+medium'"
    assert total(reading, "web_day", "sessions", own) == sessions
    direct = [row for row in said if row["Session source / medium"] == "(direct) / (none)"]
    assert total(reading, "web_day", "sessions", f"{own} AND channel = 'direct'") == figure(
        direct[0]["Sessions"]
    )
    assert total(reading, "web_day", "1", f"{own} AND channel = ''") == 0


def test_leads_have_the_channel_of_their_links(tmp_path: Path) -> None:
    reading = read("crm__leads_dealer-website_pt.csv", tmp_path)
    social = "medium = 'paid' AND source_name IN ('ig', 'fb')"
    paid = total(reading, "lead", "1", social)
    assert paid > 0
    assert total(reading, "lead", "1", f"{social} AND channel = 'paid_social'") == paid
    assert total(reading, "lead", "1", "medium IS NULL AND channel = 'paid_social'") == 0


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("mmm__meridian_national_all_channels.csv", "marketing mix model"),
        ("mmm__robyn_dt_simulated_weekly.csv", "marketing mix model"),
        ("other__isl_advertising.csv", "teaching statistics"),
        ("other__uci_online-shoppers-intention.csv", "teaching machine learning"),
        ("publisher__ad-revenue-pages_2024.csv", "without a day"),
        ("matomo__visits-details_day.csv", "single people"),
        ("ga4__exploration-user-explorer_bright.csv", "single people"),
        ("metaads__KAG_conversion_data.csv", "carry no day"),
    ],
)
def test_what_cannot_be_followed_is_refused_with_the_true_reason(
    name: str, word: str, tmp_path: Path
) -> None:
    reading = read(name, tmp_path)
    assert {report.status for report in reading.reports} == {"refused"}
    assert all(word in report.because for report in reading.reports)


@pytest.mark.parametrize(
    "name",
    [
        "gbp__performance_2025-10.csv",
        "linktracker__geniuslink_clicks.csv",
        "matomo__visitssummary_day_translated-de.csv",
        "matomo__visitssummary_day_xp0.csv",
        "ua__blog-analytics_bbva-challenge.csv",
    ],
)
def test_without_a_period_it_is_a_question(name: str, tmp_path: Path) -> None:
    (report,) = read(name, tmp_path).reports
    assert (report.status, report.rows_kept) == ("question", 0)
    assert "period" in report.because


JANUARY = "2026-01-01..2026-01-31"


def test_sources_of_universal_analytics_once_the_period_is_said(tmp_path: Path) -> None:
    name = "ua__blog-analytics_bbva-challenge.csv"
    reading = read(name, tmp_path, JANUARY)
    rows = cells(name)
    for measure, head in (("sessions", "Sessions"), ("page_views", "Page Views")):
        assert total(reading, "web_day", measure) == sum(figure(row[head]) for row in rows)
    by_source = {
        "organic_social": ("t.co", "facebook.com", "m.facebook.com"),
        "organic_search": ("google", "bing"),
    }
    for channel, sources in by_source.items():
        for source in sources:
            said = sum(figure(row["Sessions"]) for row in rows if row["Source"] == source)
            where = f"source_name = '{source}'"
            assert total(reading, "web_day", "sessions", f"{where} AND channel = '{channel}'") == said


@pytest.mark.parametrize(
    ("name", "metric", "heads"),
    [
        ("linktracker__geniuslink_clicks.csv", "short_link_clicks", ["Clicks"]),
        ("gbp__performance_2025-10.csv", "business_profile_directions", ["Directions"]),
        ("gbp__performance_2025-10.csv", "business_profile_website_clicks", ["Website clicks"]),
        (
            "gbp__performance_2025-10.csv",
            "business_profile_views",
            [
                "Google Search - Mobile",
                "Google Search - Desktop",
                "Google Maps - Mobile",
                "Google Maps - Desktop",
            ],
        ),
    ],
)
def test_figures_once_the_period_is_said(name: str, metric: str, heads: list[str], tmp_path: Path) -> None:
    reading = read(name, tmp_path, JANUARY)
    rows = [row for row in cells(name) if row.get("Business name", "x")]
    said = sum((figure(row[head]) for row in rows for head in heads), Decimal(0))
    assert total(reading, "custom_day", "value", f"metric = '{metric}'") == micros(said)
    assert total(reading, "custom_day", "days", f"metric = '{metric}'") == 31


@pytest.mark.parametrize(
    ("name", "sep"), [("googleads__ad-group-report_utf16.csv", "\t"), ("googleads__location-report.csv", ",")]
)
def test_google_ads_of_all_time_once_the_period_is_said(name: str, sep: str, tmp_path: Path) -> None:
    reading = read(name, tmp_path, JANUARY)
    data = (SHARED / name).read_bytes()
    text = data.decode("utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig")
    sep = "\t" if text.splitlines()[2].count("\t") else sep
    head, *rows = list(csv.reader(text.splitlines()[2:], delimiter=sep))
    cost = head.index("Cost")
    own = [row for row in rows if row and not any(cell.startswith("Total") for cell in row)]
    assert total(reading, "ad_day", "spend") == micros(sum((figure(row[cost]) for row in own), Decimal(0)))
