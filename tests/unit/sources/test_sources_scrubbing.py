"""Addresses of people inside other words: in no fact, in no copy, and the copy reads the same."""

from pathlib import Path

import duckdb
import pytest

from milepost.sources import Answers, Reading, read_export, source_formats
from milepost.sources.scrubbing import holds_addresses, scrubbed
from milepost.sources.straight import BIG

FORMATS = source_formats()
POSTS = """Post id,Date,Post text,Post Link,Impressions,Likes
1886557780177846272,"Mon, Feb 3, 2025","Write to ann.able@example.org or ring +49 30 1234567, @tinandtwine",https://x.com/tinandtwine/status/1886557780177846272,100,5
"""


def read(path: Path, *, redacted: bool = False) -> Reading:
    return read_export(
        path,
        Answers(),
        brand="b",
        zone="Europe/Berlin",
        secret=b"k",
        staging=path.parent / ("again" if redacted else "first"),
        formats=FORMATS,
        already_redacted=redacted,
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ask ann@example.org!", "ask [e-mail]!"),
        ("ring +49 (0)30 123-4567 now", "ring [phone] now"),
        ("@tinandtwine is a handle", "@tinandtwine is a handle"),
        ("+1,234", "+1,234"),
        ("2022-02-28 17:39 +0000", "2022-02-28 17:39 +0000"),
        ("1+1=2, or 3+4", "1+1=2, or 3+4"),
        ("a" * 50_000 + "@", "a" * 50_000 + "@"),
    ],
)
def test_addresses_are_masked_and_nothing_else(text: str, said: str) -> None:
    assert scrubbed(text) == said
    assert scrubbed(said) == said


def test_a_caption_with_an_address_is_stored_without_it(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text(POSTS)
    first = read(path)
    assert first.redacted is not None
    kept = first.redacted.read_text("utf-8")
    assert "ann.able" not in kept
    assert "1234567," not in kept
    (part,) = [part for part in first.parts if part.table == "post"]
    rows = duckdb.execute("SELECT text FROM read_parquet(?)", [str(part.path)]).fetchall()
    assert rows == [("Write to [e-mail] or ring [phone], @tinandtwine",)]
    again = read(first.redacted, redacted=True)
    (other,) = [part for part in again.parts if part.table == "post"]
    assert duckdb.execute("SELECT text FROM read_parquet(?)", [str(other.path)]).fetchall() == rows


def test_an_id_that_is_an_address_stays_one_id(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    rows = "ann@example.org,2026-03-02,5\nann@example.org,2026-03-09,7\nid-3,2026-03-02,1\n"
    path.write_text("Video link,Post time,Video views\n" + rows)
    first = read(path)
    assert first.redacted is not None
    again = read(first.redacted, redacted=True)
    found = []
    for reading in (first, again):
        (part,) = [part for part in reading.parts if part.table == "post_value"]
        query = "SELECT post_id, views FROM read_parquet(?) ORDER BY ALL"
        found.append(duckdb.execute(query, [str(part.path)]).fetchall())
    assert found[0] == found[1]
    assert [views for _, views in found[0]] == [7, 1]
    assert all("@" not in key for key, _ in found[0])


def test_a_large_file_with_an_address_is_not_taken_as_it_is(tmp_path: Path) -> None:
    head = "Date,Platform,Post id,Campaign,Impressions,Likes\n"
    rows = "".join(f"2026-03-01,Instagram,p{n},spring,10,1\n" for n in range(BIG // 36))
    path = tmp_path / "posts.csv"
    path.write_text(head + rows + "2026-03-01,Instagram,p1x,by ann@example.org,10,1\n")
    assert holds_addresses(path)
    reading = read(path)
    assert reading.redacted is not None
    assert b"ann@" not in reading.redacted.read_bytes()
