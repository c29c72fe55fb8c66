"""Days brought to whole weeks and months, without making anything up."""

from datetime import date, timedelta

import goal_samples
import numpy as np

from milepost.period import Grain, Period
from milepost.reports.recent import coming, recent, regrouped
from milepost.series import Series

MONDAY = date(2026, 3, 2)


def days(values: list[float], start: date = MONDAY, under: list[float] | None = None, **more: bool) -> Series:
    starts = tuple(start + timedelta(days=n) for n in range(len(values)))
    lower = None if under is None else np.array(under)
    return Series("x", starts, np.ones(len(values), dtype=np.int64), np.array(values), lower, **more)


def test_only_whole_weeks_are_kept() -> None:
    weeks = regrouped(days([1.0] * 17, MONDAY - timedelta(days=2)), Grain.WEEK)
    assert (MONDAY, MONDAY + timedelta(days=7)) == weeks.starts
    assert list(weeks.over) == [7.0, 7.0]


def test_an_unknown_day_makes_its_week_unknown_not_smaller() -> None:
    weeks = regrouped(days([1.0] * 3 + [np.nan] + [1.0] * 10), Grain.WEEK)
    assert list(np.isnan(weeks.over)) == [True, False]


def test_a_ratio_keeps_both_sums_of_its_known_days() -> None:
    weeks = regrouped(days([1.0] * 6 + [np.nan], under=[10.0] * 7, adds=False), Grain.WEEK)
    assert (weeks.over[0], weeks.under[0] if weeks.under is not None else None) == (6.0, 60.0)


def test_a_level_is_the_last_known_one_of_its_week() -> None:
    weeks = regrouped(days([1.0, 2, 3, 4, 5, 6, np.nan], adds=False), Grain.WEEK)
    assert list(weeks.over) == [6.0]


def test_a_monthly_target_is_shown_by_whole_months() -> None:
    shown = recent(goal_samples.standing_calls())
    assert shown.grain == Grain.MONTH
    assert {1} == {start.day for start in shown.starts}


def test_the_coming_month_is_the_first_whole_one() -> None:
    assert Period(date(2026, 6, 1), date(2026, 7, 1)) == coming(goal_samples.standing_calls())
