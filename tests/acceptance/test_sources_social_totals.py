"""Totals of real exports of social platforms, added up here by other means, against what Milepost read."""

import csv
import itertools
import xml.etree.ElementTree as ET
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import real_exports
from real_exports import asked, needs_exports, read_real

from milepost.sources import Reading

SHARED = real_exports.SHARED / "social"
pytestmark = needs_exports
SS = "{urn:schemas-microsoft-com:office:spreadsheet}"


def read(path: Path, folder: Path, channel: str | None = None) -> Reading:
    return read_real(path, folder / "staging", zone=None, channel=channel)


def total(reading: Reading, table: str, sql: str) -> Any:
    return asked(reading, table, sql)


def summed(reading: Reading, table: str, measure: str) -> Any:
    return total(reading, table, f"CAST(sum({measure}) AS BIGINT)")


def cells(name: str, skip: int = 0, encoding: str = "") -> list[list[str]]:
    data = (SHARED / name).read_bytes()
    if not encoding:
        encoding = "utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig"
    text = data.decode(encoding, errors="replace")
    lines = text.splitlines(keepends=True)[skip:]
    return [row for row in csv.reader(lines, delimiter="\t" if "\t" in lines[0] else ",") if any(row)]


def column(rows: list[list[str]], head: str, nth: int = 0) -> int:
    return [at for at, name in enumerate(rows[0]) if name.strip() == head][nth]


def number(cell: str) -> Decimal:
    bare = cell.replace(",", "").strip()
    return Decimal(bare) if bare and bare not in {"-", "--"} else Decimal(0)


@pytest.mark.parametrize("name", ["2014a", "2014b", "2014c", "2015a"])
def test_days_of_a_page_by_the_old_insights(name: str, tmp_path: Path) -> None:
    file = f"facebook__insights-page-daily-vic-{name}.csv"
    rows = cells(file, encoding="cp1252")
    reading = read(SHARED / file, tmp_path)
    assert reading.reports[0].rows_kept == len(rows) - 2
    assert not reading.reports[0].problems
    for measure, head, nth in (
        ("follows", "Daily New Likes", 0),
        ("unfollows", "Daily Unlikes", 0),
        ("reach", "Daily Total Reach", 0),
        ("impressions", "Daily Total Impressions", 0),
        ("clicks", "Daily Page consumptions", 0),
        ("video_views", "Daily Total Video Views", 0),
        ("followers", "Lifetime Total Likes", 0),
        ("page_views", "Daily Logged-in Page Views", 0),
        ("visitors", "Daily Logged-in Page Views", 1),
    ):
        at = column(rows, head, nth)
        kind = rows[1][at]
        assert ("Unique" in kind) == (measure in {"visitors", "reach", "follows", "followers"}) or nth == 0
        assert sum(number(row[at]) for row in rows[2:]) == (summed(reading, "account_day", measure) or 0)
    weekly = column(rows, "Weekly Total Reach")
    assert sum(number(row[weekly]) for row in rows[2:]) > summed(reading, "account_day", "reach")


@pytest.mark.parametrize("name", ["post-vic-2014c", "post-vic-2015a", "video-vic-2014c"])
def test_posts_of_a_page_by_the_old_insights(name: str, tmp_path: Path) -> None:
    rows = cells(f"facebook__insights-{name}.csv")
    reading = read(SHARED / f"facebook__insights-{name}.csv", tmp_path)
    assert total(reading, "post", "count(*)") == len(rows) - 2
    found = 0
    for measure, head in (
        ("reach", "Lifetime Post Total Reach"),
        ("impressions", "Lifetime Post Total Impressions"),
        ("clicks", "Lifetime Post Consumptions"),
        ("likes", "Lifetime Post Stories by action type - like"),
        ("comments", "Lifetime Post Stories by action type - comment"),
        ("shares", "Lifetime Post Stories by action type - share"),
        ("link_clicks", "Lifetime Post Consumptions by type - link clicks"),
    ):
        if head in rows[0]:
            at = column(rows, head)
            assert sum(number(row[at]) for row in rows[2:]) == (summed(reading, "post_value", measure) or 0)
            found += 1
    assert found >= 5
    views = 0
    for head in ("Lifetime Organic Video Views", "Lifetime Paid Video Views"):
        counts = [at for at, cell in enumerate(rows[0]) if cell == head and "Total Count" in rows[1][at]]
        views += sum(int(number(row[counts[0]])) for row in rows[2:])
    assert views == summed(reading, "post_value", "video_views")


@pytest.mark.parametrize("name", ["apr-jun.xml", "jul-sep.xls"])
def test_posts_of_a_page_by_an_xml_workbook(name: str, tmp_path: Path) -> None:
    path = SHARED / f"facebook__insights-post-nplf-2020-{name}"
    books = {
        sheet.get(f"{SS}Name"): [
            [("".join(cell.itertext())) for cell in row.iter(f"{SS}Cell")] for row in sheet.iter(f"{SS}Row")
        ]
        for sheet in ET.parse(path).getroot().iter(f"{SS}Worksheet")
    }
    reading = read(path, tmp_path)
    key = books["Key Metrics"]
    assert total(reading, "post", "count(*)") == len(key) - 2
    assert total(reading, "post_value", "count(*)") == len(key) - 2
    for measure, head in (
        ("reach", "Lifetime Post Total Reach"),
        ("impressions", "Lifetime Post Total Impressions"),
    ):
        at = column(key, head)
        assert sum(number(row[at]) for row in key[2:]) == summed(reading, "post_value", measure)
    (stories,) = [rows for name, rows in books.items() if str(name).startswith("Lifetime Post Stories")]
    for measure, head in (("likes", "like"), ("comments", "comment"), ("shares", "share")):
        at = column(stories, head)
        assert sum(number(row[at]) for row in stories[1:]) == summed(reading, "post_value", measure)
    (clicks,) = [rows for name, rows in books.items() if str(name).startswith("Lifetime Post Consumptions")]
    at = column(clicks, "link clicks")
    assert sum(number(row[at]) for row in clicks[1:]) == summed(reading, "post_value", "link_clicks")


@pytest.mark.parametrize("month", ["06", "07"])
def test_publer(month: str, tmp_path: Path) -> None:
    rows = cells(f"publer__post-insights-2025-{month}.csv", skip=3)
    reading = read(SHARED / f"publer__post-insights-2025-{month}.csv", tmp_path)
    assert total(reading, "post", "count(*)") == len(rows) - 1
    for measure, head in (
        ("reach", "Reach"),
        ("likes", "Reactions"),
        ("comments", "Comments"),
        ("shares", "Shares"),
    ):
        at = column(rows, head)
        assert sum(number(row[at]) for row in rows[1:]) == summed(reading, "post_value", measure)
    overview = cells(f"publer__overview-2025-{month}.csv", skip=2)
    reading = read(SHARED / f"publer__overview-2025-{month}.csv", tmp_path / "overview")
    for measure, head in (
        ("followers", "Followers"),
        ("reach", "Reach"),
        ("engagements", "Engagements"),
        ("link_clicks", "Link Clicks"),
    ):
        assert number(overview[1][column(overview, head)]) == summed(reading, "account_day", measure)
    assert [report.status for report in reading.reports] == ["imported", *["refused"] * 4]
    (report,) = read(SHARED / f"publer__hashtags-2025-{month}.csv", tmp_path / "tags").reports
    assert (report.status, report.format) == ("refused", "publer_hashtags")


def with_period(name: str, folder: Path) -> Path:
    """An audience card with its period written above it, as no real one has."""
    data = (SHARED / name).read_bytes().decode("utf-16")
    folder.mkdir(exist_ok=True)
    path = folder / name
    head, _, rest = data.partition("\n")
    path.write_text(f"{head}\n1 Oct 2023 - 31 Oct 2023\n\n{rest}", encoding="utf-16", newline="")
    return path


CARDS = {
    "instagram__audience-elitravelguy.csv": ("instagram", 1),
    "instagram__audience-popscience-pt-2023-11.csv": (None, 1),
    "instagram__audience-popscience-pt-2024-09.csv": ("instagram", 1),
    "meta__audience-2023-en-gb.csv": (None, 1),
    "meta__audience-mh4u.csv": (None, 2),
    "meta__audience-oigetit.csv": ("facebook", 1),
}


@pytest.mark.parametrize("name", CARDS)
def test_audience_cards(name: str, tmp_path: Path) -> None:
    channel, cards = CARDS[name]
    reading = read(with_period(name, tmp_path), tmp_path, channel)
    figures: list[Decimal] = []
    for row in cells(name):
        last = [cell for cell in row if cell.strip()]
        if last[0].isdigit() or (not last[0][:1].isdigit() and len(last) == 1):
            continue
        for cell in last[1:] if last[0][:2].isdigit() and "." not in last[0] else last:
            bare = cell.strip().rstrip("%").replace(",", ".")
            if bare.replace(".", "", 1).isdigit():
                figures.append(Decimal(bare))
    assert sum(figures) * 10_000 == summed(reading, "audience", "share")
    assert len(figures) == total(reading, "audience", "count(*)")
    assert total(reading, "audience", "min(day) || max(day)") == "2023-10-312023-10-31"
    assert total(reading, "audience", "count(DISTINCT channel)") == cards
    ages = "count(*) FILTER (dimension = 'age_gender' AND bucket = '25-34 women')"
    assert total(reading, "audience", ages) == cards


@pytest.mark.parametrize("name", [n for n in CARDS if "2023" in n or "mh4u" in n])
def test_followers_of_audience_cards(name: str, tmp_path: Path) -> None:
    lines = [",".join(cell for cell in row if cell) for row in cells(name)]
    said = {
        "facebook" if line.startswith("FB") else "instagram": int(below)
        for line, below in itertools.pairwise(lines)
        if "UNIQUE_USERS" in line
    }
    reading = read(with_period(name, tmp_path), tmp_path)
    (part,) = [part for part in reading.parts if part.table == "account_day"]
    found = duckdb.connect().execute(f"SELECT channel, followers FROM '{part.path}'").fetchall()
    assert dict(found) == {channel: followers for channel, followers in said.items() if followers}
    assert found


@pytest.mark.parametrize("name", CARDS)
def test_audience_cards_alone_ask(name: str, tmp_path: Path) -> None:
    statuses = {report.status for report in read(SHARED / name, tmp_path).reports}
    assert statuses == {"question"}


YOUTUBE = {
    "geography-codingtrain": ("country", "Views", True),
    "subscription-dangertv": ("subscription_status", "Views", True),
    "traffic-source": ("traffic_source", "Views", True),
    "cities-dangertv": ("city", "Views", False),
    "age-dangertv": ("viewer_age", "Views (%)", False),
    "gender-dangertv": ("viewer_gender", "Views (%)", False),
    "viewer-age-pt": ("viewer_age", "Visualizações (%)", False),
}


@pytest.mark.parametrize("name", YOUTUBE)
def test_who_watches_on_youtube_as_of_the_totals_of_its_zip(name: str, tmp_path: Path) -> None:
    dimension, head, with_total = YOUTUBE[name]
    file = SHARED / f"youtube__table-{name}.csv"
    (alone,) = read(file, tmp_path / "alone").reports
    assert alone.status == "question"
    both = tmp_path / "both.zip"
    with zipfile.ZipFile(both, "w") as archive:
        archive.write(file, "Table data.csv")
        archive.write(SHARED / "youtube__totals-traffic-source.csv", "Totals.csv")
    reading = read(both, tmp_path)
    rows = cells(file.name)
    at = column(rows, head)
    said = [number(row[at]) for row in rows[1:] if at < len(row) and row[at].strip() and row[0] != "Total"]
    whole = number(rows[1][at]) if with_total else sum(said)
    share = 100 if "%" in head else whole
    exact = sum((value / share * 1_000_000 for value in said), Decimal(0))
    assert abs(exact - summed(reading, "audience", "share")) <= len(said)
    assert len(said) == total(reading, "audience", f"count(*) FILTER (dimension = '{dimension}')")
    assert total(reading, "audience", "CAST(max(day) AS VARCHAR)") == "2025-03-26"


def test_competitors_on_linkedin(tmp_path: Path) -> None:
    import python_calamine

    path = SHARED / "linkedin__page-competitors-bs4cl-2025.xlsx"
    rows = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    reading = read(path, tmp_path)
    for at, measure in ((1, "followers"), (2, "net_follows"), (3, "engagements"), (4, "posts_published")):
        assert sum(int(float(str(row[at]))) for row in rows[2:]) == summed(reading, "competitor_day", measure)
    assert total(reading, "competitor_day", "min(day) || max(day)") == "2024-02-122025-02-10"


def test_lists_kept_by_hand(tmp_path: Path) -> None:
    rows = cells("tiktok__content-handmade.csv")
    reading = read(SHARED / "tiktok__content-handmade.csv", tmp_path / "tiktok")
    assert total(reading, "post", "count(*)") == len(rows) - 1
    for measure, head in (
        ("views", "Total views"),
        ("likes", "Total likes"),
        ("saves", "Total saves"),
        ("follows", "New followers"),
    ):
        at = column(rows, head)
        assert sum(number(row[at]) for row in rows[1:]) == summed(reading, "post_value", measure)
    rows = cells("instagram__kharwal-posts-dated.csv")
    reading = read(SHARED / "instagram__kharwal-posts-dated.csv", tmp_path / "instagram")
    for measure, head in (
        ("impressions", "Impressions"),
        ("likes", "Likes"),
        ("saves", "Saves"),
        ("follows", "Follows"),
    ):
        at = column(rows, head)
        assert sum(number(row[at]) for row in rows[1:]) == summed(reading, "post_value", measure)


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("facebook__uci-moro-500-posts.csv", "facebook_moro"),
        ("instagram__kharwal-posts.csv", "instagram_posts_undated"),
        ("instagram__top-formats-popscience-pt-2023-11.csv", "meta_published_formats"),
        ("youtube__chart-content-pt.csv", "youtube_chart_revenue"),
        ("youtube__chart-geography-codingtrain.csv", "youtube_breakdown_chart"),
        ("youtube__chart-subscription-dangertv.csv", "youtube_breakdown_chart"),
        ("youtube__chart-traffic-source.csv", "youtube_breakdown_chart"),
    ],
)
def test_what_is_refused_says_why(name: str, format_: str, tmp_path: Path) -> None:
    (report,) = read(SHARED / name, tmp_path).reports
    assert (report.status, report.format) == ("refused", format_)
    assert report.problems[0].remedy


def test_best_posts_and_audience_of_a_creator(tmp_path: Path) -> None:
    import python_calamine

    path = SHARED / "linkedin__creator-arpita-2024.xlsx"
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    posts = book.get_sheet_by_name("TOP POSTS").to_python()
    rows = [[str(cell) for cell in row] for row in posts[posts.index(posts[2]) + 1 :]]
    engagements = {row[0]: int(float(row[2])) for row in rows if row[1]}
    impressions = {row[4]: int(float(row[6])) for row in rows if row[5]}
    reading = read(path, tmp_path)
    assert total(reading, "post", "count(*)") == len({*engagements, *impressions})
    assert summed(reading, "post_value", "engagements") == sum(engagements.values())
    assert summed(reading, "post_value", "impressions") == sum(impressions.values())
    assert total(reading, "post_value", "count(DISTINCT as_of)") == 1
    people = book.get_sheet_by_name("DEMOGRAPHICS").to_python()[1:]
    shares = [Decimal(str(row[2])) for row in people if "<" not in str(row[2])]
    assert total(reading, "audience", "count(*)") == len(shares)
    assert abs(summed(reading, "audience", "share") - sum(shares) * 1_000_000) <= len(shares)
