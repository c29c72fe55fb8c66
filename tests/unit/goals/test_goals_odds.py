from datetime import date, timedelta

import numpy as np
import pytest

from milepost.amount import Unknown
from milepost.goals.goal import Goal
from milepost.goals.odds import odds_for, verdict
from milepost.goals.state import Verdict
from milepost.judgement.attainability import Odds
from milepost.period import Grain
from milepost.series import Series

START = date(2026, 6, 1)
TODAY = date(2026, 6, 29)


def goal(**changes: object) -> Goal:
    said: dict[str, object] = {
        "id": "g1",
        "brand": "Quillfen",
        "sentence": "Generate 300 leads in 60 days.",
        "kpi": "leads",
        "channel": (),
        "kind": "total",
        "target": 300.0,
        "first_target": 300.0,
        "unit": "count",
        "better": "higher",
        "baseline": None,
        "start": START,
        "deadline": START + timedelta(days=59),
        "per": None,
        "owner": None,
        "objective": None,
        "stage": "conversion",
        "created": START,
        "version": 1,
    }
    return Goal(**(said | changes))  # type: ignore[arg-type]


def daily(level: float, *, days: int = 200, end: date = TODAY) -> Series:
    starts = tuple(end - timedelta(days=days - i) for i in range(days))
    wave = level * (1 + 0.1 * np.sin(np.arange(days)))
    return Series("leads", starts, np.ones(days, dtype=np.int64), wave, grain=Grain.DAY)


def odds(probability: float, *, reached: float = 10.0, settled: bool = False) -> Odds:
    return Odds(probability, 200, 250, 300, 250, 220, reached, 0, settled, None)


@pytest.mark.parametrize(
    ("level", "expected"), [(8.0, Verdict.LIKELY), (1.0, Verdict.UNLIKELY)], ids=["ample", "scarce"]
)
def test_the_verdict_of_a_total_follows_its_figures(level: float, expected: Verdict) -> None:
    found = odds_for(goal(), daily(level), as_of=TODAY)

    assert isinstance(found, Odds)
    assert verdict(goal(), found, TODAY) is expected


def test_a_total_that_is_reached_is_met_before_its_deadline() -> None:
    assert verdict(goal(), odds(1.0, reached=301), TODAY) is Verdict.MET


def test_what_has_to_stay_low_is_not_met_before_its_deadline() -> None:
    assert verdict(goal(better="lower"), odds(0.9, reached=10), TODAY) is Verdict.LIKELY


@pytest.mark.parametrize(("probability", "expected"), [(1.0, Verdict.MET), (0.0, Verdict.MISSED)])
def test_after_the_deadline_a_goal_is_met_or_missed(probability: float, expected: Verdict) -> None:
    assert verdict(goal(), odds(probability, settled=True), TODAY) is expected


def test_a_goal_that_begins_later_has_not_started() -> None:
    assert verdict(goal(start=TODAY + timedelta(days=3)), odds(0.5), TODAY) is Verdict.NOT_STARTED


def test_without_odds_nothing_is_told() -> None:
    assert verdict(goal(), Unknown("too few weeks"), TODAY) is Verdict.UNKNOWN


def test_a_total_without_a_deadline_has_no_odds() -> None:
    assert isinstance(odds_for(goal(deadline=None), daily(5), as_of=TODAY), Unknown)


def test_a_standing_target_is_judged_by_the_coming_month() -> None:
    found = odds_for(goal(kind="per_period", per="month", target=100.0, deadline=None), daily(5), as_of=TODAY)

    assert isinstance(found, Odds)
    assert found.probability > 0.9
    assert found.met is not None
    assert found.met[0] == found.met[1]
