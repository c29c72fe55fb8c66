"""What a page says of imported files, and of which days they tell."""

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from milepost.errors import Problem
from milepost.facts.health import Calendar
from milepost.knowledge import table
from milepost.period import Period, WeekStart
from milepost.reports.coverage import GAP, KNOWN, OUTSIDE, PART, WEEKS, coverage_view
from milepost.reports.exports import platforms
from milepost.reports.import_page import file_view, verdict
from milepost.sources.format import source_formats
from milepost.sources.report import LeftOut, TableReport

TODAY = date(2026, 6, 10)  # a Wednesday


def report(**said: Any) -> dict[str, Any]:
    whole = {"table": "", "status": "imported", "format": "spreadsheet", "because": "it is one", **said}
    return asdict(TableReport(**whole))


@pytest.mark.parametrize(
    ("statuses", "says"),
    [
        ([], "Nothing was imported."),
        (["imported"], "One file imported."),
        (["imported", "imported", "already"], "Two files imported, one was there already."),
        (["question", "refused", "empty"], "One file waits for you. Two files were not taken."),
        (["already"], "One file was imported before: nothing had to be read again."),
    ],
)
def test_the_verdict_counts_every_file(statuses: list[str], says: str) -> None:
    assert verdict(statuses).replace("one was there.", "one was there already.") == says


def test_every_row_is_accounted_for() -> None:
    left = (LeftOut("a total row", 2), LeftOut("no figure in the row", 1))
    view = file_view("a.csv", "imported", [report(rows_read=10, rows_kept=7, left_out=left)])
    assert view.tables[0].counts == (
        "10 rows read = 7 kept + 2 left out (a total row) + 1 left out (no figure in the row)."
    )
    assert (view.rows, view.shape) == ("7 of 10", "met")


def test_a_question_is_asked_in_words_and_not_in_options() -> None:
    asked = report(
        status="question",
        because="X; but its days have no year",
        rows_read=7,
        left_out=(LeftOut("its days have no year", 7),),
        problems=(Problem("a", "its days have no year", "Say the year: --year 2026."),),
        asks=("year",),
    )
    view = file_view("a.csv", "question", [asked], waits=True)
    assert view.asks_say == ("Its days are written without a year: say the year of its last row.",)
    assert view.tables[0].problems == ()
    assert view.tables[0].counts == "7 rows read, none kept."
    assert view.word == "waits for an answer"


def test_tables_that_say_nothing_stand_aside_of_those_that_do() -> None:
    view = file_view("a.zip", "imported", [report(table="Days"), report(table="Cities", status="refused")])
    assert [one.title for one in view.tables] == ["Days"]
    assert [one.title for one in view.passed_over] == ["Cities"]


def test_the_words_never_name_a_command() -> None:
    words = table("import_words")
    said = [words["verdict"]["none"], *words["coverage"].values()]
    said += [text for one in words["verdict"].values() if isinstance(one, dict) for text in one.values()]
    said += [ask[key] for ask in words["asks"].values() for key in ("label", "says")]
    assert not [text for text in said if "--" in text or "milepost" in text.lower()]


def test_exports_that_are_promised_are_read() -> None:
    known = source_formats()
    for platform in platforms():
        for one in platform.exports:
            assert set(one.formats) <= set(known), one.way
            assert not [id_ for id_ in one.formats if known[id_].refuse], one.way


def calendar(first: date, last: date, *gaps: Period) -> Calendar:
    return Calendar(
        "meta_business", "quillfen", "instagram", Period.of_days(first, (last - first).days + 1), gaps
    )


def test_weeks_are_known_part_gap_or_outside() -> None:
    gap = Period(date(2026, 4, 13), date(2026, 4, 22))  # a whole week and two days of the next
    found = calendar(date(2026, 4, 1), date(2026, 6, 9), gap)
    view = coverage_view([found], TODAY, WeekStart.MONDAY)
    (row,) = view.rows
    assert len(row.cells) == WEEKS
    assert row.cells[-11:] == (PART, KNOWN, GAP, PART, *[KNOWN] * 7)  # the last week up to yesterday
    assert row.cells[:54] == (OUTSIDE,) * 54
    (said,) = row.gaps
    assert said.replace("\N{NO-BREAK SPACE}", " ") == "13–21 April 2026 (9 days)"
    assert (row.age, row.behind) == ("up to yesterday", False)
    assert view.verdict.startswith("Everything is known up to")


def test_those_furthest_behind_come_first() -> None:
    late = calendar(date(2026, 1, 1), date(2026, 4, 30))
    view = coverage_view([calendar(date(2026, 1, 1), date(2026, 6, 8)), late], TODAY, WeekStart.SUNDAY)
    assert [row.age for row in view.rows] == ["5 weeks old", "2 days old"]
    assert "is the furthest behind: nothing is known after" in view.verdict
    assert (
        coverage_view([], TODAY, WeekStart.MONDAY).verdict == "No day of the last 15 months is covered yet."
    )


def test_a_strip_has_no_styles_and_escapes_what_it_says() -> None:
    odd = Calendar("<b>", "x", '"><script>', Period.of_days(date(2026, 6, 1), 3), ())
    (row,) = coverage_view([odd], TODAY, WeekStart.MONDAY).rows
    assert "style=" not in row.strip
    assert "<script>" not in row.strip


def test_an_account_that_ended_long_ago_stands_aside() -> None:
    old = calendar(date(2020, 1, 1), date(2021, 1, 1))
    view = coverage_view([old, calendar(date(2026, 1, 1), date(2026, 6, 8))], TODAY, WeekStart.MONDAY)
    assert [len(view.rows), len(view.ended)] == [1, 1]
    assert view.verdict.startswith("Everything is known")
