"""Grids of two tables, files with two rows of headers, and periods in figures or in two lines."""

from datetime import date

import pytest

from milepost.sources.cutting import RawTable
from milepost.sources.described import without_descriptions
from milepost.sources.side_by_side import one_by_one
from milepost.sources.spans import period_in_figures, period_of


def table(header: list[str], *rows: list[str]) -> RawTable:
    return RawTable("", "", (), (), tuple(header), 1, tuple(enumerate(rows, 2)))


def test_a_header_that_begins_again_is_two_tables() -> None:
    both = table(["Post", "Likes", "", "Post", "Views"], ["a", "1", "", "b", "2"], ["c", "3", "", "", ""])
    left, right = one_by_one(both)
    assert left.header == ("Post", "Likes", "", "", "")
    assert left.rows == ((2, ["a", "1", "", "", ""]), (3, ["c", "3", "", "", ""]))
    assert right.header == ("", "", "", "Post", "Views")
    assert right.rows == ((2, ["", "", "", "b", "2"]),)


@pytest.mark.parametrize("header", [["Views", "Reach", "Views"], ["a", "", "b"], [""], ["", "x", "", ""]])
def test_other_headers_stay_one_table(header: list[str]) -> None:
    one = table(header, ["1"] * len(header))
    assert one_by_one(one) == [one]


def test_descriptions_are_no_row_and_tell_twins_apart() -> None:
    two = table(
        ["Date", "Daily Views", "Daily Views", "28 Days Views"],
        ["", "Daily: Views (Total Count)", "Daily: Views (Unique Users)", "28 Days: Views"],
        ["2014-01-01", "5", "3", "90"],
    )
    found = without_descriptions(two)
    assert found.header == ("Date", "Daily Views", "Daily Views (unique users)", "28 Days Views")
    assert found.rows == ((3, ["2014-01-01", "5", "3", "90"]),)


@pytest.mark.parametrize("first", [["2014-01-01", "5"], ["", "5"], ["", ""], ["Daily: a", "5"], ["x", "y"]])
def test_other_rows_stay(first: list[str]) -> None:
    one = table(["Date", "Daily Views"], first)
    assert without_descriptions(one) == one


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (["# Start Date: 1 Jun 2025", "# End Date: 30 Jun 2025"], 30),
        (["Start date: 2025-06-01", "End date: 2025-06-30"], 30),
        (["Von: 1. Juni 2025", "Bis: 30. Juni 2025"], 30),
        (["Created: 1 Jun 2025", "Sent: 30 Jun 2025"], None),
        (["Start Date: 30 Jun 2025", "End Date: 1 Jun 2025"], None),
    ],
)
def test_a_period_in_two_lines(lines: list[str], days: int | None) -> None:
    found = period_of(lines)
    assert (found.days if found else None) == days


def test_a_period_in_figures_is_in_the_order_of_the_format() -> None:
    line = ["2/12/2024,2/10/2025"]
    found = period_in_figures(line, "mdy")
    assert found is not None
    assert (found.start, found.last) == (date(2024, 2, 12), date(2025, 2, 10))
    other = period_in_figures(line, "dmy?")
    assert other is not None
    assert other.start == date(2024, 12, 2)
    iso = period_in_figures(["2024-02-12,2025-02-10"], "mdy")
    assert iso == found
    assert period_in_figures(["31/31/2024 - 1/1/2025", "no days"], "mdy") is None
