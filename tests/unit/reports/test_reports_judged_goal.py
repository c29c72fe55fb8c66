"""A goal on a bare series, as a document: each kind of target, and why one cannot be told."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from milepost.errors import InvalidValue
from milepost.period import Grain
from milepost.reports.judged_goal import goal_document, lines
from milepost.series import Series

BEGIN = date(2024, 1, 1)
DAYS = 200


def series(days: int = DAYS) -> Series:
    values = np.random.default_rng(2).poisson(40, days).astype(np.float64)
    starts = tuple(BEGIN + timedelta(days=i) for i in range(days))
    return Series("signups", starts, np.ones(days, dtype=np.int64), values, grain=Grain.DAY)


def judged(target: str, one: Series | None = None, **more: Any) -> dict[str, Any]:
    asked = {"kind": "total", "better": "higher", "days": 91, "start": None, "per": "month"} | more
    return goal_document(series() if one is None else one, target=target, **asked)


def test_a_percentage_is_taken_of_what_was_usual() -> None:
    found = judged("+30%")
    assert found["target"] == pytest.approx(1.3 * 40 * 91, rel=0.05)
    assert found["start"] == BEGIN + timedelta(days=DAYS)
    assert found["reference"]["move"] == pytest.approx(0.3, abs=0.05)
    assert found["probability"] < 0.3
    assert all("+3" in text or "chance" in text for text in lines(found))


@pytest.mark.parametrize(
    ("target", "more"),
    [
        ("3700", {}),
        ("-10%", {"better": "lower"}),
        ("42", {"kind": "level"}),
        ("-20%", {"kind": "keep"}),
        ("250", {"kind": "keep", "per": "week"}),
        ("1500", {"kind": "keep", "better": "lower"}),
        ("3700", {"start": BEGIN + timedelta(days=DAYS - 28)}),
    ],
)
def test_each_kind_of_target_has_odds_and_a_sentence(target: str, more: dict[str, Any]) -> None:
    found = judged(target, **more)
    assert 0 < found["probability"] < 1
    assert found["low"] <= found["even_odds_target"] <= found["high"]
    assert found["says"].startswith("Signups has a chance")


def test_day_28_is_sharper_than_day_0() -> None:
    begun = judged("3700", start=BEGIN + timedelta(days=DAYS - 28))
    fresh = judged("3700")
    assert begun["high"] - begun["low"] < fresh["high"] - fresh["low"]
    assert begun["reached"] > 0


def test_what_cannot_be_told_says_why() -> None:
    found = judged("+30%", one=series(10))
    assert found["probability"] is None
    assert found["unknown"]
    assert lines(found) == [found["says"]]
    assert judged("+30%", one=series(0))["unknown"] == "the series is empty"


@pytest.mark.parametrize(
    ("target", "more"),
    [("threefold", {}), ("1", {"kind": "hope"}), ("1", {"better": "up"}), ("1", {"days": 0})],
)
def test_words_that_are_no_choice_are_refused(target: str, more: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        judged(target, **more)
