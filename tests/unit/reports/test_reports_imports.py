"""The report of a file in words: everything that is to be known, once."""

from dataclasses import asdict, replace
from datetime import date

from milepost.errors import Problem
from milepost.facts.health import Calendar
from milepost.period import Period
from milepost.reports.import_report import report_lines
from milepost.reports.imports import gap_lines
from milepost.reports.numbers import NBSP
from milepost.sources.report import LeftOut, TableReport

REPORT = TableReport(
    table="Campaigns",
    status="imported",
    format="google_ads",
    because="Google Ads report: by the headers “Cost”",
    source="google_ads",
    channel="paid_search",
    account="Tin & Twine",
    zone="Europe/Berlin",
    first_day=date(2026, 3, 1),
    last_day=date(2026, 3, 31),
    rows_read=1234,
    rows_kept=1230,
    left_out=(LeftOut("a total row", 4),),
    notes=(
        "checksum met: Cost 9 = total row",
        "its figures are written with a decimal comma",
        "read as CP1252",
    ),
    problems=(Problem("Cost", "2 cells are not a number: “x” (line 3).", "Mend them."),),
    assumptions=("its figures are written with a decimal comma",),
    checksums=("checksum met: Cost 9 = total row",),
    gives=("spend", "link_clicks"),
    missing=("claimed_revenue",),
)


def test_a_report_tells_each_thing_once() -> None:
    said = [line.replace(NBSP, " ") for line in report_lines([asdict(REPORT)])]
    assert said == [
        "Google Ads report: by the headers “Cost”.",
        "  account Tin & Twine, channel paid_search, days in Europe/Berlin, 1 March to 31 March 2026",
        "  1,234 rows read = 1,230 kept + 4 left out (a total row)",
        "  checksum met: Cost 9 = total row",
        "  assumed: its figures are written with a decimal comma",
        "  read as CP1252",
        "  gives spend, link clicks",
        "  such an export can also give claimed revenue; this one does not",
        "  2 cells are not a number: “x” (line 3). Mend them.",
    ]


def test_of_several_tables_each_is_named() -> None:
    said = list(report_lines([asdict(REPORT), asdict(REPORT)]))
    assert said[0] == said[9] == "Campaigns: Google Ads report: by the headers “Cost”."


def test_a_refusal_says_its_reason_once_and_the_way_out() -> None:
    what = "no known format has these headers: “Taps”."
    refused = TableReport("", "refused", None, what, rows_read=1, left_out=(LeftOut("not recognised", 1),))
    told = replace(refused, problems=(Problem("the file", what, "Map it."),))
    assert list(report_lines([asdict(told)])) == [
        "No known format has these headers: “Taps”.",
        "  1 row read = 0 kept + 1 left out (not recognised)",
        "  Map it.",
    ]


def test_gaps_of_an_account_in_a_line() -> None:
    year = Period(date(2026, 1, 1), date(2027, 1, 1))
    gaps = (Period(date(2026, 2, 1), date(2026, 2, 8)), Period(date(2026, 5, 4), date(2026, 5, 5)))
    whole = Calendar("ga4", "", "", year, ())
    torn = Calendar("meta_business", "tin", "instagram", year, gaps)
    assert list(gap_lines([whole, torn])) == [
        "Meta Business Suite, tin, instagram: nothing is known of 2026-02-01 to 2026-02-07, 2026-05-04."
    ]
