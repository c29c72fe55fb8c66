"""Subscribers and followers of a spreadsheet: the size of a list, or who joined it."""

import random
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.sources import Answers, Reading, read_export, source_formats
from milepost.sources.sheet_levels import ENOUGH, amount, looks_of

FORMATS = source_formats()

SIZES = [2403, 2404, 2404, 2409, 2407, 2411, 2413, 2413, 2418, 2420]
JOINED = [3, 0, 5, 4, 1, 0, 2, 6, 3, 1]


def read(folder: Path, text: str, name: str = "sheet.csv") -> Reading:
    path = folder / name
    path.write_text(text, "utf-8")
    return read_export(
        path, Answers(named=name), brand="b", zone=None, secret=b"k", staging=folder / "s", formats=FORMATS
    )


def metrics(reading: Reading) -> dict[tuple[str, str], int]:
    (part,) = [part for part in reading.parts if part.table == "custom_day"]
    rows = duckdb.sql(f"SELECT metric, channel, count(*) FROM '{part.path}' GROUP BY ALL").fetchall()
    return {(metric, channel): count for metric, channel, count in rows}


def notes(reading: Reading) -> list[str]:
    return [note for report in reading.reports for note in report.notes if "is taken as" in note]


def by_day(header: str, values: list[int]) -> str:
    return f"Date,{header}\n" + "".join(f"2026-03-{day:02},{v}\n" for day, v in enumerate(values, start=1))


@pytest.mark.parametrize(
    ("header", "values", "metric", "channel"),
    [
        ("Subscribers", SIZES, "email_list_size", ""),
        ("Subscribers", JOINED, "email_subscribers", ""),
        ("email_subscribers", SIZES, "email_list_size", ""),
        ("Email subscribers", JOINED, "email_subscribers", "email"),
        ("Newsletter-Abonnenten", SIZES, "email_list_size", ""),
        ("New subscribers", SIZES, "email_subscribers", ""),
        ("Neue Abonnenten", SIZES, "email_subscribers", ""),
        ("Newsletter sign-ups", SIZES, "email_subscribers", ""),
        ("List size", JOINED, "email_list_size", ""),
        ("Total subscribers", JOINED, "email_list_size", ""),
        ("Subscribers (total)", JOINED, "email_list_size", ""),
        ("Abonnenten gesamt", JOINED, "email_list_size", ""),
        ("Followers", SIZES, "followers", ""),
        ("Instagram followers", JOINED, "follows", "instagram"),
        ("LinkedIn new followers", SIZES, "follows", "linkedin"),
        ("YouTube subscribers", SIZES, "followers", "youtube"),
        ("Seguidores", SIZES, "followers", ""),
        ("Podcast subscribers", SIZES, "podcast_subscribers", ""),
        ("Sign-ups", JOINED, "signups", ""),
    ],
)
def test_a_column_is_a_stock_or_a_flow(
    header: str, values: list[int], metric: str, channel: str, tmp_path: Path
) -> None:
    assert {(metric, channel): len(values)} == metrics(read(tmp_path, by_day(header, values)))


def test_sign_ups_are_subscribers_where_the_file_speaks_of_a_newsletter(tmp_path: Path) -> None:
    reading = read(tmp_path, by_day("Sign-ups", JOINED), "newsletter.csv")
    assert {("email_subscribers", ""): len(JOINED)} == metrics(reading)


def test_the_note_says_which_and_why(tmp_path: Path) -> None:
    (size,) = notes(read(tmp_path, by_day("Subscribers", SIZES)))
    assert "“Subscribers” is taken as the size of the list, because" in size
    assert "0.1 %" in size
    (flow,) = notes(read(tmp_path, by_day("Subscribers", JOINED)))
    assert "is taken as new subscribers, because its figures are often zero" in flow
    assert notes(read(tmp_path, by_day("List size", SIZES))) == []


def test_all_three_layouts_decide_alike(tmp_path: Path) -> None:
    months = [f"2025-{month:02}" for month in range(1, 11)]
    long = "Month,Metric,Value\n" + "".join(
        f"{month},Subscribers,{v}\n" for month, v in zip(months, SIZES, strict=True)
    )
    wide = f"KPI,{','.join(months)}\nSubscribers,{','.join(map(str, SIZES))}\n"
    for text in (by_day("Subscribers", SIZES), long, wide):
        assert {("email_list_size", ""): len(SIZES)} == metrics(read(tmp_path, text))


def test_a_few_months_that_creep_upwards_are_a_list(tmp_path: Path) -> None:
    reading = read(tmp_path, "KPI,2026-01,2026-02,2026-03\nEmail list subscribers,2400,2450,2530\n")
    assert metrics(reading) == {("email_list_size", "email"): 3}


def test_too_few_figures_are_new_subscribers_but_standing_followers(tmp_path: Path) -> None:
    reading = read(tmp_path, "KPI,2026-01,2026-02\nNewsletter subscribers,40,31\nFollowers,400,310\n")
    assert metrics(reading) == {("email_subscribers", ""): 2, ("followers", ""): 2}
    assert ["too few to tell" in note for note in notes(reading)] == [True, True]


def test_beside_the_new_ones_a_bare_word_is_the_size(tmp_path: Path) -> None:
    text = "Date,Subscribers,New subscribers\n2026-03-01,40,2\n2026-03-02,90,50\n2026-03-03,91,1\n"
    assert metrics(read(tmp_path, text)) == {("email_list_size", ""): 3, ("email_subscribers", ""): 3}


def test_the_report_names_the_headers_of_the_file(tmp_path: Path) -> None:
    (report,) = read(tmp_path, by_day("Subscribers", SIZES)).reports
    assert report.because == "A table of your own: by the headers “Date”, “Subscribers”"


def test_the_order_of_the_rows_does_not_matter(tmp_path: Path) -> None:
    head, *rows = by_day("Subscribers", SIZES).splitlines()
    random.Random(3).shuffle(rows)
    assert {("email_list_size", ""): len(SIZES)} == metrics(read(tmp_path, "\n".join([head, *rows]) + "\n"))


@given(st.lists(st.lists(st.integers(0, 100_000), max_size=40), max_size=3), st.sampled_from([2, 10, 1000]))
def test_the_unit_of_the_figures_does_not_matter(series: list[list[int]], factor: int) -> None:
    larger = [[value * factor for value in values] for values in series]
    assert looks_of(series) == looks_of(larger)


@given(st.integers(ENOUGH, 60), st.integers(0, 10_000))
def test_sums_of_what_came_are_a_stock(count: int, seed: int) -> None:
    rng = random.Random(seed)
    came = [rng.randint(0, 9) for _ in range(count)]
    sizes = [3000 + sum(came[: day + 1]) for day in range(count)]
    assert looks_of([sizes]).stock is True


@given(st.integers(ENOUGH, 60), st.integers(0, 10_000))
def test_steady_months_of_a_flow_are_no_stock(count: int, seed: int) -> None:
    rng = random.Random(seed)
    months = [300 + 30 * (-1) ** month + rng.randint(-9, 9) for month in range(count)]
    assert looks_of([months]).stock is False


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2.403", 2403),
        ("1,250", 1250),
        ("980", 980),
        ("12,5", 12.5),
        ("1 204", 1204),
        ("", None),
        ("a", None),
    ],
)
def test_amounts(cell: str, value: float | None) -> None:
    assert value == amount(cell)
