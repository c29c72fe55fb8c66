"""What formats may decide, and pages of keys and values."""

from pathlib import Path

import duckdb
import pytest

from milepost.sources import Answers, Reading, read_export, source_formats
from milepost.sources.files import text_sheet
from milepost.sources.loading import keyed_hash
from milepost.sources.pages import page_of

FORMATS = source_formats()


def read(text: str, folder: Path) -> Reading:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "export.csv"
    path.write_text(text, "utf-8", newline="")
    return read_export(
        path, Answers(), brand="b", zone="UTC", secret=b"k", staging=folder / "staging", formats=FORMATS
    )


def column(reading: Reading, table: str, what: str) -> list[object]:
    (part,) = [part for part in reading.parts if part.table == table]
    return [row[0] for row in duckdb.connect().execute(f"SELECT {what} FROM '{part.path}'").fetchall()]


@pytest.mark.parametrize(
    ("answer", "satisfied"),
    [
        ("Very satisfied", 1),
        ("Somewhat dissatisfied", 0),
        ("Not satisfied", 0),
        ("Unsatisfied", 0),
        ("Zufrieden", 1),
        ("Neutral", 0),
        ("Good, thanks", 1),
        ("👍", 1),
    ],
)
def test_words_of_a_survey(answer: str, satisfied: int, tmp_path: Path) -> None:
    reading = read(f'Date,CSAT\n2024-03-01,"{answer}"\n', tmp_path)
    assert column(reading, "survey", "satisfied") == [satisfied]


def test_stars_written_with_words_behind_them(tmp_path: Path) -> None:
    reading = read("Date,CSAT\n2024-03-01,5 - great\n2024-03-02,3 - so so\n2024-03-03,4\n", tmp_path)
    assert sorted(map(str, column(reading, "survey", "satisfied"))) == ["0", "1", "1"]
    assert sorted(map(int, column(reading, "survey", "score"))) == [3_000_000, 4_000_000, 5_000_000]  # type: ignore[call-overload]


def test_a_stage_nobody_reached_is_unknown(tmp_path: Path) -> None:
    reading = read("Date,Email,Source,Status\n2024-03-01,a@example.org,x,New\n", tmp_path)
    assert column(reading, "lead", "won") == [None]


@pytest.mark.parametrize("phone", ["(00) 0000-0000", "000", "-", ""])
def test_zeros_name_nobody(phone: str) -> None:
    assert keyed_hash(phone, b"k") == ""
    assert keyed_hash("(11) 0000-0000", b"k").startswith("h:")


def test_the_same_file_twice_gives_the_same_keys(tmp_path: Path) -> None:
    head = "Created date (UTC),Amount,Currency,Captured,Status,Customer ID"
    text = f"{head}\n2024-03-01 10:00:00,5.00,eur,true,Paid,c\n"
    keys = [column(read(text, tmp_path / name), "order", "order_id") for name in ("one", "two")]
    assert keys[0] == keys[1]
    assert keys[0] != [None]


def test_a_table_is_no_page() -> None:
    assert page_of(text_sheet("", b"Campaign report\nAll time\nCampaign,Clicks\nTins,1\n")) is None
    page = page_of(
        text_sheet("", b'Campaign report\n"Subject:","Tins"\n"Sent","2024-03-01"\n"Opened:","5 (1%)"\n')
    )
    assert page is not None
    assert page.rows == ((2, ["Tins", "2024-03-01", "5", ""]),)


def test_a_file_reaches_to_the_day_on_which_the_last_one_left(tmp_path: Path) -> None:
    head = "Email Address,MEMBER_RATING,OPTIN_TIME,UNSUB_TIME,EUID"
    reading = read(f"{head}\na@example.org,2,2024-01-05 10:00:00,2024-03-07 10:00:00,e1\n", tmp_path)
    (report,) = reading.reports
    assert (str(report.first_day), str(report.last_day)) == ("2024-01-05", "2024-03-07")
