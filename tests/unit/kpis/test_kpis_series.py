"""A KPI as a series, and what every source says of it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.kpis.as_series import series, series_of, sources_of
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import catalogue, kpi
from milepost.kpis.engine import engine
from milepost.period import Grain, Period
from milepost.series import Series

MON = date(2026, 3, 2)
LONG = Period(date(2025, 1, 1), date(2027, 1, 1))


def test_a_series_runs_from_the_first_known_figure_to_the_last_with_holes_unknown(facts: Any) -> None:
    days = [{"channel": "x", "day": MON + timedelta(days=d), "likes": d + 1} for d in (0, 1, 3)]
    found = series(kpi("likes"), facts({"account_day": days}), Ask(LONG, Grain.DAY))
    np.testing.assert_array_equal([1.0, 2.0, np.nan, 4.0], found.over)
    assert (found.starts[0], found.grain, found.adds) == (MON, Grain.DAY, True)
    assert found.notes == ("likes [account_day]",)


def test_a_rate_keeps_both_sums(facts: Any) -> None:
    days = [
        {"channel": "x", "day": MON + timedelta(days=d), "shares": 2, "impressions": 40 + d} for d in range(2)
    ]
    found = series(kpi("share_rate"), facts({"account_day": days}), Ask(LONG, Grain.DAY))
    assert found.under is not None
    np.testing.assert_array_equal([2.0, 2.0], found.over)
    np.testing.assert_array_equal([40.0, 41.0], found.under)
    assert not found.adds


def test_weekly_data_give_a_weekly_series_with_missing_weeks_as_holes(facts: Any) -> None:
    sunday = date(2026, 3, 1)
    weeks = [{"day": sunday + timedelta(weeks=w), "days": 7, "sessions": w + 1} for w in (0, 1, 3)]
    covered = [
        {"of_table": "web_day", "measure": "", "day": sunday + timedelta(weeks=w), "days": 7}
        for w in (0, 1, 3)
    ]
    found = series(kpi("sessions"), facts({"web_day": weeks, "coverage": covered}), Ask(LONG, Grain.DAY))
    np.testing.assert_array_equal([1.0, 2.0, np.nan, 4.0], found.over)
    assert (found.grain, found.starts[0], list(found.days)) == (Grain.WEEK, sunday, [7, 7, 7, 7])


def test_the_open_week_is_left_out(facts: Any) -> None:
    days = [{"channel": "x", "day": MON + timedelta(days=d), "likes": 1} for d in range(14)]
    ask = Ask(LONG, Grain.WEEK, as_of=MON + timedelta(days=10))
    found = series(kpi("likes"), facts({"account_day": days}), ask)
    assert (found.starts, list(found.over)) == ((MON,), [7.0])


def test_nothing_known_is_an_empty_series(facts: Any) -> None:
    assert len(series(kpi("leads"), facts({"account_day": []}), Ask(LONG, Grain.WEEK))) == 0


def test_what_others_claim_of_revenue_stands_beside_it(facts: Any) -> None:
    order = {
        "source": "shopify",
        "order_id": "1",
        "day": MON,
        "counts": True,
        "gross": 90,
        "refunded": 20,
        "currency": "EUR",
    }
    web = {"source": "ga4", "day": MON, "claimed_revenue": 80, "currency": "EUR"}
    ad = {"source": "meta_ads", "day": MON, "claimed_revenue": 75, "currency": "EUR"}
    files = facts({"order": [order], "web_day": [web], "ad_day": [ad]})
    said = sources_of(kpi("revenue"), files, Ask(Period.of_days(MON, 1), Grain.TOTAL))
    found = [(s.source, s.holds, s.rows[0].figure.value) for s in said]  # type: ignore[union-attr]
    assert found == [("shopify", True, 70.0), ("ga4", False, 80.0), ("meta_ads", False, 75.0)]


def test_of_two_tools_the_preferred_one_holds_and_both_are_shown(facts: Any) -> None:
    both = [{"day": MON, "source": s, "sessions": n} for s, n in (("shopify", 9), ("ga4", 5))]
    said = sources_of(kpi("sessions"), facts({"web_day": both}), Ask(Period.of_days(MON, 1), Grain.TOTAL))
    assert [(s.source, s.holds, s.rows[0].figure.value) for s in said] == [  # type: ignore[union-attr]
        ("ga4", True, 5.0),
        ("shopify", False, 9.0),
    ]


FACTS = st.fixed_dictionaries(
    {
        "account_day": st.lists(
            st.tuples(st.sampled_from("ab"), st.integers(0, 20), st.none() | st.integers(0, 9)),
            max_size=12,
            unique_by=lambda row: row[:2],
        ),
        "web_day": st.lists(
            st.tuples(st.sampled_from("ab"), st.integers(0, 3), st.none() | st.integers(0, 9)),
            max_size=6,
            unique_by=lambda row: row[:2],
        ),
        "order": st.lists(st.tuples(st.just("a"), st.integers(0, 20), st.integers(0, 9)), max_size=6),
    }
)


def tables_of(drawn: dict[str, list[tuple[str, int, int | None]]]) -> dict[str, list[dict[str, Any]]]:
    """Profiles by day, visits by week from Sunday, and orders."""
    sunday = MON - timedelta(days=1)
    return {
        "account_day": [
            {"channel": c, "day": MON + timedelta(days=d), "likes": n, "impressions": 50, "followers": n}
            for c, d, n in drawn["account_day"]
        ],
        "web_day": [
            {"account": c, "day": sunday + timedelta(weeks=w), "days": 7, "sessions": n, "key_events": 1}
            for c, w, n in drawn["web_day"]
        ],
        "order": [
            {"order_id": str(i), "day": MON + timedelta(days=d), "counts": True, "gross": n, "refunded": 0}
            for i, (_, d, n) in enumerate(drawn["order"])
        ],
    }


def columns(line: Series) -> tuple[object, ...]:
    under = None if line.under is None else line.under.tolist()
    told = (line.name, line.starts, line.days.tolist(), repr(line.over.tolist()), repr(under))
    return (*told, line.grain, line.unit, line.currency, line.notes)


SOME = st.lists(st.sampled_from(sorted(catalogue())), min_size=10, max_size=10, unique=True)


@given(drawn=FACTS, grain=st.sampled_from([Grain.DAY, Grain.WEEK]), looked_at=SOME)
@settings(max_examples=6, deadline=None)
def test_series_measured_together_are_those_measured_alone(
    drawn: Any, grain: Grain, looked_at: list[str], facts: Any
) -> None:
    files = facts(tables_of(drawn))
    ask = Ask(Period.of_days(MON, 28), grain, where={}, as_of=MON + timedelta(days=25))
    kpis = list(catalogue().values())
    together = series_of(kpis, files, ask)
    with engine() as running:
        running.forget()
    alone = {name: columns(series(kpi(name), files, ask)) for name in looked_at}
    assert {name: columns(together[name]) for name in looked_at} == alone
    assert together.keys() == catalogue().keys()


def test_asking_twice_reads_once_until_a_file_changes(facts: Any) -> None:
    days = [{"channel": "x", "day": MON, "likes": 3}]
    files, ask = facts({"account_day": days}), Ask(LONG, Grain.DAY)
    first = series(kpi("likes"), files, ask)
    assert series(kpi("likes"), files, ask) is first
    assert series(replace(kpi("likes"), per=2), files, ask) is not first
    with pytest.raises(ValueError, match="read-only"):
        first.over[0] = 9.0
    other = facts({"account_day": [{"channel": "x", "day": MON, "likes": 8}]})
    files.tables["account_day"].rows.write_bytes(other.tables["account_day"].rows.read_bytes())
    assert list(series(kpi("likes"), files, ask).over) == [8.0]
