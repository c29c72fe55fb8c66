"""What the forecast, the odds, the baseline and the pace say: each sentence read once, in full."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from milepost.amount import Unit
from milepost.judgement.attainability import Odds
from milepost.judgement.baseline import Baseline, baseline
from milepost.judgement.forecast import Draws, forecast_sum
from milepost.judgement.pace import Pace
from milepost.judgement.reference import Reference
from milepost.judgement.verdict import Verdict, Volatility
from milepost.period import Grain
from milepost.reports.words.judged import says
from milepost.series import Series

Make = Callable[..., Series]
FIRST, END = date(2026, 7, 1), date(2026, 9, 30)
MOST_WORDS = 34
"""Thirty words of our own; dates and amounts bring their own."""


def text(verdict: Verdict | None, name: str = "Leads") -> str:
    assert verdict is not None
    said = says(verdict, name).replace("\N{NO-BREAK SPACE}", " ")
    assert len(said.split()) <= MOST_WORDS, said
    return said


def draws(low: float, high: float, **more: object) -> Draws:
    totals = np.linspace(low, high, 1001)
    return replace(Draws(totals, None, 364, FIRST, END), **more)  # type: ignore[arg-type]


def odds(probability: float, **more: object) -> Odds:
    plain = Odds(probability, 812.0, 934.4, 1103.0, 934.4, 851.2, 310.0, 0, settled=False, reference=None)
    return replace(plain, **({"target": 1000.0} | more))  # type: ignore[arg-type]


def test_a_forecast_says_where_it_lands_and_how_sure_that_is() -> None:
    assert text(draws(900, 1300).verdict) == (
        "Leads will bring about 1,100 from 1 July 2026 to 29 September 2026; "
        "four times in five it lands within 940–1,260, going by 52 weeks."
    )


def test_a_wide_forecast_promises_nothing() -> None:
    assert text(draws(0, 1000).verdict) == (
        "Leads may bring anything within 100–900 from 1 July 2026 to 29 September 2026: "
        "plan for both ends, and promise no single figure."
    )


def test_a_level_stands_somewhere_by_a_day() -> None:
    share = draws(0.03, 0.05, adds=False, unit=Unit.SHARE)
    assert text(share.verdict, "Engagement rate") == (
        "Engagement rate will stand at about 4 % by 29 September 2026; "
        "four times in five it lands within 3.2–4.8 %, going by 52 weeks."
    )


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (
            0.82,
            (
                "Leads has a chance of 82 % to meet its target of 1,000; "
                "it should land within 810–1,100, and 934 would be even odds."
            ),
        ),
        (
            0.41,
            (
                "Leads has a chance of 41 % to meet its target of 1,000, so it is open: "
                "934 would be even odds, 851 is 80 % likely."
            ),
        ),
        (
            0.12,
            (
                "Leads has a chance of only 12 % to meet its target of 1,000 unless something new is done; "
                "934 is even odds, 851 is 80 % likely."
            ),
        ),
    ],
)
def test_odds_say_what_would_be_likely(probability: float, said: str) -> None:
    assert text(odds(probability).verdict) == said


def test_settled_odds_say_what_came() -> None:
    over = {"settled": True, "reached": 1040.0}
    assert text(odds(1.0, **over).verdict) == "Leads met its target of 1,000, with 1,040."
    assert text(odds(0.0, **over).verdict) == "Leads missed its target of 1,000, with 1,040."


def test_keeping_says_where_the_worst_month_lies() -> None:
    assert text(odds(0.64, target=None).verdict) == (
        "Leads has a chance of 64 % to stay in its bounds to the end; "
        "its worst month should lie within 810–1,100."
    )
    assert "left its bounds" in text(odds(0.0, target=None, settled=True).verdict)


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        (
            Reference(Volatility.CALM, 0.06, 0.3, 3, 14, 0.17, 91),
            (
                "Leads: moves of +30 % in a quarter happened in 3 of its 14 quarter-long windows "
                "and in 17 % of calm KPIs, with nobody's goal attached."
            ),
        ),
        (
            Reference(Volatility.WILD, 0.4, -0.1, 1, 6, 0.37, 60),
            (
                "Leads: moves of −10 % in 60 days happened in 1 of its 6 such spans "
                "and in 37 % of wild KPIs, with nobody's goal attached."
            ),
        ),
        (
            Reference(Volatility.MID, 0.2, 0.3, 1, 2, 0.21, 91),
            (
                "Leads: moves of +30 % in a quarter happen in 21 % of lively KPIs by themselves; "
                "its own history is too short to count."
            ),
        ),
        (
            Reference(Volatility.MID, 0.2, 4.0, 0, 9, None, 91),
            (
                "Leads: moves of +400 % in a quarter happened in none of its 9 quarter-long windows; "
                "how often elsewhere, nobody has counted."
            ),
        ),
    ],
)
def test_the_class_of_reference_is_told_beside_the_target(reference: Reference, said: str) -> None:
    assert text(reference.verdict) == said


def test_no_reference_without_a_move() -> None:
    assert Reference(Volatility.CALM, 0.06, None, 0, 0, None).verdict is None


def test_a_baseline_says_its_windows_and_what_comes_by_itself() -> None:
    usual = Baseline(3900.0, 4210.0, 4540.0, 13, date(2026, 4, 1), FIRST, 91.0, coming=(3300.0, 5400.0))
    assert text(usual.verdict) == (
        "Leads usually brings 4,210 in 91 days (13 weeks from 1 April 2026 to 30 June 2026); "
        "the next 91 may bring 3,300–5,400 by themselves."
    )
    assert text(replace(usual, weeks=5).verdict) == (
        "Leads brings about 4,210 in 91 days (3,900–4,550), but only 5 weeks are known: "
        "set the target again once there are eight."
    )
    level = replace(usual, per_days=None, value=0.041, low=0.038, high=0.044, coming=None, unit=Unit.SHARE)
    assert text(level.verdict, "Click rate") == (
        "Click rate is usually 4.1 % (3.8–4.4 %), by the 13 weeks from 1 April 2026 to 30 June 2026."
    )


def test_pace_says_how_far_ahead_or_behind() -> None:
    behind = Pace(date(2026, 8, 15), 500.0, 430.0, -70.0, target=1000.0)
    assert text(behind.verdict) == (
        "Leads is 70 behind its own ramp to 1,000: 430 by 14 August 2026 instead of 500; "
        "ask what would close the gap."
    )
    assert "70 ahead of" in text(replace(behind, actual=570.0, ahead=70.0).verdict)
    assert "is on pace for 1,000" in text(replace(behind, actual=490.0, ahead=-10.0).verdict)


def test_a_judged_series_carries_its_unit(make: Make) -> None:
    found = forecast_sum(make([100.0] * 100, unit=Unit.MONEY, currency="EUR"), days=28)
    assert isinstance(found, Draws)
    assert "€2," in text(found.verdict, "Revenue")
    assert found.end - found.start == timedelta(days=28)


def test_a_total_that_never_changes_is_no_stock() -> None:
    starts = tuple(date(2026, 1, 5) + timedelta(weeks=at) for at in range(20))
    even = Series("Leads", starts, np.full(20, 7, dtype=np.int64), np.full(20, 35.0), grain=Grain.WEEK)
    found = baseline(even, start=date(2026, 5, 25), days=91)
    assert isinstance(found, Baseline)
    assert text(found.verdict).startswith("Leads usually brings 455 in 91 days")
