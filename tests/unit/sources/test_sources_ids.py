"""Times in the ids of posts, and periods that only a name or the user says."""

from datetime import UTC, date, datetime

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.period import Period
from milepost.sources.ids import coded_sql, coded_time
from milepost.sources.spans import named_period, period_in_name

MOMENT = datetime(2025, 10, 31, 23, 19, 10, tzinfo=UTC)
SECONDS = int(MOMENT.timestamp())
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def shortcode(number: int) -> str:
    return "".join(LETTERS[number >> (6 * place) & 63] for place in range(10, -1, -1))


def links(ms: int) -> list[str]:
    instagram = (ms - 1314220021721) << 23
    return [
        f"https://www.instagram.com/reel/{shortcode(instagram)}/",
        f"https://www.instagram.com/stories/tin.and.twine/{instagram}",
        f"https://x.com/tinandtwine/status/{(ms - 1288834974657) << 22}",
        f"https://www.linkedin.com/feed/update/urn:li:activity:{ms << 22}",
        f"https://www.tiktok.com/@tinandtwine/video/{ms // 1000 << 32}",
    ]


@given(st.integers(min_value=1_420_000_000, max_value=2_000_000_000))
def test_every_platform_gives_back_the_second(seconds: int) -> None:
    wanted = datetime.fromtimestamp(seconds, UTC)
    assert [coded_time(link) for link in links(seconds * 1000)] == [wanted] * 5


def test_the_database_decodes_the_same() -> None:
    found = [*links(SECONDS * 1000), "https://www.facebook.com/1/posts/2", "", "https://youtu.be/abcdefghijk"]
    rows = [
        duckdb.connect().execute(f"SELECT {coded_sql('link')} FROM (SELECT ? AS link)", [link]).fetchone()
        for link in found
    ]
    assert rows == [(MOMENT.replace(tzinfo=None),)] * 5 + [(None,)] * 3


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        (
            "GMB insights (Performance Report) - 2025-10-1 - 2025-10-31 - 0a1b.csv",
            (2025, 10, 1),
            (2025, 10, 31),
        ),
        ("Time_series(2023.10.01-2026.05.24).csv", (2023, 10, 1), (2026, 5, 24)),
        ("Analytics All Pages 20220701-20220731.xlsx", (2022, 7, 1), (2022, 7, 31)),
        ("Jan-1-2025_Jan-31-2025_553.csv", None, None),
        ("items-2026-06-21-2026-06-30.csv", (2026, 6, 21), (2026, 6, 30)),
        ("report-2026-06-21.csv", None, None),
        ("2026-06-30_2026-06-01.csv", None, None),
        ("1234567890123456 20261301-20261399.csv", None, None),
    ],
)
def test_a_name_tells_a_period_only_with_two_days(
    name: str, first: tuple[int, int, int] | None, last: tuple[int, int, int] | None
) -> None:
    found = period_in_name(name)
    assert (found and (found.start, found.last)) == ((date(*first), date(*last)) if first and last else None)


def test_a_said_period_holds_both_its_days() -> None:
    assert named_period("2026-03-01..2026-03-31") == Period(date(2026, 3, 1), date(2026, 4, 1))
    assert named_period("2026-03-31..2026-03-01") is None
    assert named_period("March") is None
