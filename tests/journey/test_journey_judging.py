"""`judge content | customers | comments` on bare files, as a user calls them."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
TODAY = "2026-10-05"


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """120 customers, every second of whom comes back after some weeks, some of them again."""
    path = tmp_path / "orders.csv"
    rows = ["customer,date,value"]
    for at in range(120):
        for visit in range(1 + (at % 2) + (at % 4 == 1) + 2 * (at % 8 == 1)):
            day = date(2025, 1, 1) + timedelta(days=2 * at + (15 + at % 31) * visit)
            rows.append(f"c{at},{day},{20 + at % 7}")
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def test_customers_are_judged_from_a_bare_file(milepost: Call, orders: Path) -> None:
    found = milepost(
        "judge", "customers", orders, "--days", "90", "--margin", "0.5", "--cac", "12", "--json"
    ).json

    assert found["customers"] == 120
    assert 0.3 < found["repeat"]["share"] < 0.7
    assert found["lifetime"]["purchases"]["low"] < found["lifetime"]["purchases"]["high"]
    assert found["earned_back"]["unknown"] is None
    assert found["cohorts"][0]["active"][0] == 1.0
    said = milepost("judge", "customers", orders, "--days", "90").out
    assert "the 120 customers so far will buy about" in said


def test_a_cost_without_a_margin_is_answered_with_why(milepost: Call, orders: Path) -> None:
    said = milepost("judge", "customers", orders, "--days", "90", "--cac", "12")
    assert said.code == 0
    assert "the gross margin is not given" in said.out
    assert milepost("judge", "customers", orders, "--margin", "40").code == 2


def test_content_is_judged_from_a_bare_file(milepost: Call, tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    rows = ["Posted;Format;Text;Tags;Exposure;Interactions"]
    for at in range(80):
        day = date(2026, 1, 1) + timedelta(days=at)
        reel = at % 3 == 0
        rows.append(
            f"{day} {8 + at % 12:02}:15;{'Reel' if reel else 'Photo'};Tea no. {at};#tea #no{at % 2};1000;"
            f"{(60 if reel else 30) + at * 7 % 11}"
        )
    path.write_text("\n".join(rows) + "\n", "utf-8")

    found = milepost("judge", "content", path, "--json").json

    first = found["claims"][0]
    assert (first["attribute"], first["level"], found["per"]) == ("format", "Reel", "reach")
    assert first["says"].startswith("Posts: ")
    assert (
        "more engagement per person reached with the format “Reel”" in milepost("judge", "content", path).out
    )
    assert milepost("judge", "content", path, "--per", "likes").code == 2
    few = milepost("judge", "content", path, "--until", "2026-01-20", "--json").json
    assert "30 are needed" in few["unknown"]


def test_comments_are_judged_from_a_column_or_from_lines(milepost: Call, tmp_path: Path) -> None:
    table, lines = tmp_path / "film.csv", tmp_path / "film.txt"
    comments = ["How long do you let it brew?", "Check out my channel!", "see https://tea.example/x", "wow"]
    table.write_text("id,text\n" + "".join(f'{at},"{each}"\n' for at, each in enumerate(comments)), "utf-8")
    lines.write_text("\n".join(comments), "utf-8")

    found = milepost("judge", "comments", table, "--json").json
    assert [each["kind"] for each in found["judged"]] == ["meaningful", "spam", "spam", "light"]
    assert milepost("judge", "comments", lines, "--json").json["judged"] == found["judged"]
    ours = milepost("judge", "comments", lines, "--own", "tea.example", "--json").json
    assert ours["kinds"]["spam"] == 1
    assert "say or ask something" in milepost("judge", "comments", lines).out


@pytest.mark.parametrize("verb", ["content", "customers", "comments"])
def test_an_empty_file_is_an_answer(milepost: Call, tmp_path: Path, verb: str) -> None:
    path = tmp_path / "none.csv"
    path.write_text("", "utf-8")

    said = milepost("judge", verb, path)

    assert said.code == 0
    assert "cannot tell" in said.out


@pytest.mark.parametrize(
    ("verb", "text", "says"),
    [
        ("content", "day,likes\n2026-01-01,3\n", "no column “posted”"),
        ("customers", "customer,date\na,yesterday\n", "line 2: “yesterday” is not a day"),
        ("customers", "customer,date,value\na,2026-01-01,twelve\n", "line 2: “twelve” is not a number"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(
    milepost: Call, tmp_path: Path, verb: str, text: str, says: str
) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text(text, "utf-8")

    said = milepost("judge", verb, path)

    assert said.code == 1
    assert says in said.err


def test_a_bare_file_is_decoded_as_exports_are(milepost: Call, tmp_path: Path) -> None:
    path = tmp_path / "besuche.csv"
    path.write_bytes("tag,größe\n2026-01-01,5\n".encode("cp1252"))
    assert "not one whole week is known" in milepost("judge", "baseline", path).out
    (tmp_path / "none.csv").write_bytes(bytes(range(256)) * 9)
    refused = milepost("judge", "baseline", tmp_path / "none.csv")
    assert (refused.code, "is no text" in refused.err) == (1, True)


def test_everything_that_a_brand_has_is_judged_in_sentences(milepost: Call, brand_home: Path) -> None:
    call = ("judge", "brand", "--home", brand_home, "--as-of", TODAY)
    rows = milepost(*call, "--json").json["judgements"]
    parts = {row["part"] for row in rows}
    assert {"change", "lead", "worth", "why", "payback", "content", "customers"} <= parts
    assert all(row["says"].endswith(".") and "{" not in row["says"] for row in rows)
    said = milepost(*call).out
    assert "What has lastingly moved" in said
    assert "Customers" in said
    untold = next(row for row in rows if not row["known"])
    assert "cannot tell" in untold["says"] or "nothing can be told" in untold["says"]


def test_of_figures_that_ended_long_ago_nothing_recent_is_said(milepost: Call, brand_home: Path) -> None:
    call = ("judge", "brand", "--home", brand_home, "--as-of", "2027-01-15", "--json")
    rows = milepost(*call).json["judgements"]
    recent = [row for row in rows if row["part"] in {"change", "why", "lead", "worth", "payback"}]
    assert recent
    assert not any(row["known"] for row in recent)
    assert any("nothing is known since" in row["says"] for row in recent)


def test_a_forecast_of_a_bare_file_says_its_range_and_the_odds(milepost: Call, tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    days = (date(2026, 1, 1) + timedelta(days=at) for at in range(200))
    path.write_text("date,value\n" + "".join(f"{day},{90 + day.day % 7}\n" for day in days), "utf-8")
    said, odds = milepost("judge", "forecast", path, "--target", "9000").out.splitlines()
    assert said.startswith("Visits will bring about 8,")
    assert "9,000 is reached with" in odds
    assert "would be even odds" in odds


def test_the_day_may_stand_before_the_command_or_after_it(milepost: Call, tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    days = [date(2026, 1, 1) + timedelta(days=at) for at in range(120)]
    path.write_text("date,value\n" + "".join(f"{day},{50 + day.day}\n" for day in days), "utf-8")

    whole = milepost("judge", "baseline", path, "--json").json
    after = milepost("judge", "baseline", path, "--as-of", "2026-03-01", "--json").json
    before = milepost("--as-of", "2026-03-01", "--json", "judge", "baseline", path).json

    assert before == after
    assert before != whole
    assert milepost("judge", "baseline", path, "--as-of", "then").code == 2
