"""The names of months are one list, for cells and for lines above a table alike."""

from datetime import date, datetime

import duckdb
import pytest

from milepost.sources.months import MONTHS
from milepost.sources.spans import days_in_words
from milepost.sources.values import worded


@pytest.mark.parametrize(
    ("text", "month"), [("15 gennaio 2026", 1), ("15 mrz 2026", 3), ("15 maart 2026", 3), ("15 août 2026", 8)]
)
def test_a_day_in_words_is_the_same_in_a_cell_and_in_a_line(text: str, month: int) -> None:
    with duckdb.connect() as con:
        found = con.execute(f"SELECT {worded('cell')} FROM (SELECT ? AS cell)", [text]).fetchall()
    assert found == [(datetime(2026, month, 15),)]  # noqa: DTZ001  # as the cell says it
    assert list(days_in_words(text)) == [date(2026, month, 15)]


def test_every_month_is_known() -> None:
    assert set(MONTHS.values()) == set(range(1, 13))
