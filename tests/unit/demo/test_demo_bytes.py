"""What the exports look like byte by byte: marks, encodings, line ends, titles, headers."""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from milepost.demo.brand import DemoBrand

Found = Callable[[str], list[Path]]


def rows_of(path: Path, encoding: str = "utf-8-sig") -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode(encoding), newline="")))


@pytest.mark.parametrize(
    ("pattern", "title"),
    [
        ("instagram/Reach.csv", "Instagram reach"),
        ("instagram/Views.csv", "Views"),
        ("instagram/Visits.csv", "Instagram profile visits"),
        ("facebook/Reach.csv", "Facebook reach"),
        ("meta/Follows.csv", "Facebook follows"),
    ],
)
def test_cards_are_utf16_with_a_separator_line_a_title_and_days(
    found: Found, pattern: str, title: str
) -> None:
    data = found(pattern)[0].read_bytes()
    assert data[:2] == b"\xff\xfe"
    lines = data.decode("utf-16").split("\n")
    assert lines[:3] == ["sep=,", f'"{title}"', '"Date","Primary"']
    day, value = next(csv.reader([lines[3]]))
    assert day.endswith("T00:00:00")
    assert value.isdigit()
    assert "\r" not in data.decode("utf-16")


def test_the_follows_card_holds_two_blocks_apart_by_a_blank_line(found: Found) -> None:
    text = found("meta/Follows.csv")[0].read_text("utf-16")
    assert '\n\n"Instagram follows"\n"Date","Primary"\n' in text


def test_content_exports_carry_a_mark_and_captions_of_several_lines(found: Found) -> None:
    for path in found("*/*_*_5533*.csv"):
        data = path.read_bytes()
        assert data.startswith(b'\xef\xbb\xbf"Post ID",')
        rows = rows_of(path)
        assert len(rows) > 40
        assert {len(row) for row in rows} == {len(rows[0])}
        assert any("\n\n" in cell for row in rows[1:] for cell in row)


@pytest.mark.parametrize("channel", ["instagram", "facebook"])
def test_the_older_content_export_counts_impressions_the_later_one_views(found: Found, channel: str) -> None:
    headers = [set(rows_of(path)[0]) for path in found(f"{channel}/*_5533*.csv")]
    assert sorted("Impressions" in header for header in headers) == [False, True]
    assert all(("Views" in header) is not ("Impressions" in header) for header in headers)


def test_ga4_has_nine_comment_lines_before_the_header(found: Found) -> None:
    lines = found("ga4/Traffic_*.csv")[0].read_bytes().decode().split("\r\n")
    assert [line.startswith("#") for line in lines[:10]] == [True] * 9 + [False]
    assert lines[7:9] == ["# Start date: 20250720", "# End date: 20261121"]
    assert lines[9].startswith("Session primary channel group (Default Channel Group),Date,Sessions,")


def test_the_ga4_overview_holds_two_tables_with_dates_of_their_own(found: Found) -> None:
    text = found("ga4/Acquisition_overview.csv")[0].read_text()
    assert text.count("# Start date: 20250720\n") == 2
    assert text.count("\n0000,") == 2


def test_google_ads_is_utf16_with_tabs_and_totals_at_the_foot(found: Found) -> None:
    data = found("google-ads/*.csv")[0].read_bytes()
    assert data[:2] == b"\xff\xfe"
    lines = data.decode("utf-16").rstrip("\n").split("\n")
    assert lines[0] == "Campaign report"
    assert lines[1] == "20 July 2025 - 21 November 2026"
    assert lines[2].split("\t")[:3] == ["Campaign status", "Campaign", "Budget"]
    titles = [line.split("\t")[0] for line in lines[-4:]]
    assert titles == ["Total: Campaigns", "Total: Account", "Total: Performance Max", "Total: Search"]


def test_meta_ads_names_the_currency_in_the_header(found: Found) -> None:
    path = found("meta-ads/*.csv")[0]
    header, first, *_ = rows_of(path)
    assert "Amount spent (EUR)" in header
    assert first[0] == "2026-11-21"
    assert path.name == "Quillfen-Ads-Jul-20-2025-Nov-21-2026.csv"


def test_shopify_orders_have_79_columns_and_order_figures_on_the_first_line_only(found: Found) -> None:
    header, *rows = rows_of(found("shopify/orders_export_1.csv")[0])
    assert len(header) == 79
    assert header[:5] == ["Name", "Email", "Financial Status", "Paid at", "Fulfillment Status"]
    seen: set[str] = set()
    for row in rows:
        first = row[0] not in seen
        seen.add(row[0])
        assert (row[header.index("Total")] != "") is first


def test_shopifys_weeks_are_whole_begin_on_monday_and_come_unsorted(found: Found) -> None:
    header, *rows = rows_of(found("shopify/Sessions *.csv")[0])
    assert header == ["Week", "Sessions"]
    weeks = [date.fromisoformat(row[0]) for row in rows]
    assert {day.weekday() for day in weeks} == {0}
    assert min(weeks) >= date(2025, 7, 20)
    assert max(weeks) <= date(2026, 11, 15)
    assert weeks != sorted(weeks)


def test_mailchimp_writes_percent_text_and_sends_of_two_people(found: Found) -> None:
    header, *rows = rows_of(found("mailchimp/*.csv")[0])
    assert len(header) == 26
    assert all(row[header.index("Open Rate")].endswith("%") for row in rows)
    tests = [row for row in rows if row[header.index("Total Recipients")] == "2"]
    assert len(tests) == 23


def test_the_linkedin_workbook_opens_and_has_six_sheets(found: Found) -> None:
    book = CalamineWorkbook.from_path(str(found("linkedin/*.xlsx")[0]))
    assert book.sheet_names[:2] == ["New followers", "Location"]
    daily = book.get_sheet_by_name("New followers").to_python()
    assert len(daily) == 366
    assert daily[-1][0] == "11/21/2026"
    assert len(book.sheet_names) == 6


def test_youtube_begins_with_a_total_row(found: Found) -> None:
    header, top, *videos = rows_of(found("youtube/Table data.csv")[0])
    assert header[:3] == ["Content", "Video title", "Video publish time"]
    assert top[0] == "Total"
    assert len(videos) == 21


def test_no_address_but_of_example_com_and_no_telephone(brand: DemoBrand) -> None:
    for file in brand.files:
        if file.path.suffix == ".xlsx":
            continue
        data = file.path.read_bytes()
        text = data.decode("utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig")
        addresses = [
            word for word in text.replace(",", " ").split() if "@" in word and not word.startswith("@")
        ]
        assert all(address.endswith("@example.com") for address in addresses), file.path.name
        assert "+31" not in text


def test_the_files_are_small(brand: DemoBrand) -> None:
    sizes = [file.path.stat().st_size for file in brand.files]
    assert max(sizes) < 6_000_000
    assert sum(sizes) < 6_000_000
