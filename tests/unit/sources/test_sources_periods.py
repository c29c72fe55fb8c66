"""What a preamble says of the period, and rows that tell what other rows tell as well."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from milepost.sources import Answers, Reading, read_export, source_formats
from milepost.sources.search_filters import filter_of, is_filters
from milepost.sources.spans import period_of

FORMATS = source_formats()


@pytest.mark.parametrize(
    ("lines", "first", "last"),
    [
        (["Report Start: September 21, 2026, 12:00 AM", "Report End: September 27, 2026, 11:59 PM"], 21, 27),
        (
            [
                "Begindatum van rapport: 21 september 2026 00:00",
                "Einddatum van rapport: 27 september 2026 23:59",
                "Gegenereerd op: 28 september 2026 09:10",
            ],
            21,
            27,
        ),
        (['"Ad report (September 21, 2026 - September 27, 2026)"'], 21, 27),
        (["2026-09-21 to 2026-09-27"], 21, 27),
        (["2026-09-21 - 2026-09-27"], 21, 27),
        (["# Startdatum: 20260921", "# Enddatum: 20260927"], 21, 27),
    ],
)
def test_the_period_of_first_lines(lines: list[str], first: int, last: int) -> None:
    period = period_of(lines)
    assert period is not None
    assert (period.start, period.last) == (date(2026, 9, first), date(2026, 9, last))


@pytest.mark.parametrize(
    "lines",
    [
        ["Date Generated: September 28, 2026", "Exported by: nobody, September 29, 2026"],
        ["Report Start: September 21, 2026"],
        ["2026-09-27 - 2026-09-21"],
        ["All time"],
    ],
)
def test_no_period_is_guessed(lines: list[str]) -> None:
    assert period_of(lines) is None


def test_filters_are_told_but_not_the_period_nor_the_web() -> None:
    rows = [(2, ["Suchtyp", "Web"]), (3, ["Datum", "Letzte 3 Monate"]), (4, ["Land", "Frankreich"])]
    assert filter_of([(["Filter", "Wert"], rows)]) == "Land: Frankreich"
    assert filter_of([(["Filter", "Value"], [(2, ["Search type", "Image"])])]) == "Search type: Image"
    assert filter_of([(["Date", "Clicks"], rows)]) == ""
    assert not is_filters(["Filter", "Clicks"])


def read(text: str, folder: Path, knowledge: Path | None = None) -> Reading:
    path = folder / "export.csv"
    path.write_text(text, encoding="utf-8")
    return read_export(
        path,
        Answers(),
        brand="b",
        zone="UTC",
        secret=b"k",
        staging=folder / "staging",
        formats=FORMATS,
        knowledge=knowledge,
    )


META = "Reporting starts,Reporting ends,Campaign name,Impressions,Amount spent (EUR)\n"


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ("2026-01-01,2026-01-01,A,5,1\n2026-01-02,2026-01-02,A,6,2\n", 2),
        ("2026-01-01,2026-01-31,A,99,9\n2026-01-01,2026-01-01,A,5,1\n2026-01-02,2026-01-02,A,6,2\n", 2),
        ("2026-01-01,2026-01-31,A,99,9\n2026-01-01,2026-01-01,B,5,1\n", 2),
        ("2026-01-01,2026-01-31,Z,11,3\n2026-01-01,2026-01-01,A,5,1\n2026-01-31,2026-01-31,B,6,2\n", 2),
        ("2026-01-01,2026-01-31,Z,12,3\n2026-01-01,2026-01-01,A,5,1\n2026-01-31,2026-01-31,B,6,2\n", 3),
    ],
)
def test_a_long_row_is_left_out_where_shorter_ones_tell_it(rows: str, kept: int, tmp_path: Path) -> None:
    (report,) = read(META + rows, tmp_path).reports
    assert report.rows_kept == kept
    assert report.rows_read == kept + sum(item.rows for item in report.left_out)


def test_a_workspaces_own_sources_are_heard(tmp_path: Path) -> None:
    own = tmp_path / "knowledge"
    own.mkdir()
    (own / "source_categories.toml").write_text('social = ["our-forum.example"]\n', encoding="utf-8")
    text = "# A\n# Start date: 20240101\n# End date: 20240107\n"
    text += "Session source / medium,Sessions\nour-forum.example / referral,10\n"
    said = {}
    for name, knowledge in (("ours", None), ("theirs", own)):
        folder = tmp_path / name
        folder.mkdir()
        (part,) = [p for p in read(text, folder, knowledge).parts if p.table == "web_day"]
        said[name] = duckdb.connect().execute(f"SELECT channel FROM '{part.path}'").fetchall()
    assert said == {"ours": [("referral",)], "theirs": [("organic_social",)]}


def test_the_order_of_dates_is_decided_by_the_period(tmp_path: Path) -> None:
    text = '"Campaign report (March 01, 2026 - March 09, 2026)"\nRequest Id: 1\n\n'
    text += "Day,Campaign,Clicks,Impr.,Spend\n01/03/2026,A,1,10,1\n02/03/2026,A,1,10,1\n"
    (report,) = read(text, tmp_path).reports
    assert (report.status, report.first_day, report.last_day) == (
        "imported",
        date(2026, 3, 1),
        date(2026, 3, 2),
    )


@pytest.mark.parametrize(
    "header",
    [
        "Month,Cost,Clicks",
        "Date,Campaign,Spend,Impressions",
        "Date,Visitors,Visits,Bounce rate",
        "Date,Visits,Bounces",
        "Day,Campaign,Spend,Impressions,Saves",
        "Region,Month,Sessions",
    ],
)
def test_a_sheet_of_ones_own_is_no_export_of_a_platform(header: str, tmp_path: Path) -> None:
    width = header.count(",")
    text = f"{header}\n" + "".join(f"2026-0{n}-01{',5' * width}\n" for n in range(1, 5))
    formats = {report.format for report in read(text, tmp_path).reports}
    assert formats <= {None, "spreadsheet"}
