"""The series of each value of a split: known, frozen, and adding up to the whole."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest

from milepost.facts.batches import FactFiles
from milepost.kpis.as_series import series, series_by
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import catalogue
from milepost.period import Grain, Period

FIRST = date(2026, 3, 2)
ASK = Ask(Period.of_days(FIRST, 28), Grain.WEEK, as_of=FIRST + timedelta(days=28))
Write = Callable[..., FactFiles]


@pytest.fixture
def visits(facts: Write) -> FactFiles:
    """Four weeks of visits by two channels, and by one that came in the third week."""
    rows = [
        {"day": FIRST + timedelta(days=at), "channel": channel, "breakdown": "channel", "sessions": size}
        for at in range(28)
        for channel, size, since in (("organic_social", 10, 0), ("email", 5 + at % 3, 0), ("referral", 2, 14))
        if at >= since
    ]
    return facts({"web_day": rows})


def test_the_parts_add_up_to_the_whole_week_by_week(visits: FactFiles) -> None:
    kpi = catalogue()["sessions"]
    parts, whole = series_by(kpi, visits, ASK, "channel"), series(kpi, visits, ASK)
    assert set(parts) == {"organic_social", "email", "referral"}
    total = np.zeros(len(whole))
    for part in parts.values():
        total[-len(part) :] += np.nan_to_num(part.over)
    assert total.tolist() == whole.over.tolist()
    assert parts["organic_social"].over.tolist() == [70.0] * 4


def test_what_is_remembered_cannot_be_written_to(visits: FactFiles) -> None:
    found = series_by(catalogue()["sessions"], visits, ASK, "channel")
    with pytest.raises(ValueError, match="read-only"):
        found["email"].over[0] = 1.0
    assert series_by(catalogue()["sessions"], visits, ASK, "channel") is found


def test_a_figure_that_is_not_divided_that_way_has_no_parts(visits: FactFiles) -> None:
    assert series_by(catalogue()["sessions"], visits, ASK, "format") == {}
