"""Weeks of several tools: each output stands on the weeks of the source that answers it, and on no others."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.amount import Figure, Unknown, Why
from milepost.kpis.as_series import series
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import catalogue, kpi
from milepost.kpis.measure import measure
from milepost.kpis.measured import Row
from milepost.period import Grain, Period

SUN, MON = date(2026, 3, 1), date(2026, 3, 2)
MARCH = Period(SUN, date(2026, 3, 30))
COVERED = [
    {"of_table": "web_day", "measure": "", "source": s, "breakdown": b, "day": SUN, "days": 40}
    for s, b in (("ga4", "channel"), ("shopify", ""))
]


def weeks(source: str, start: date, figures: dict[int, int], **more: Any) -> list[dict[str, Any]]:
    at = {"source": source, "channel": "organic_social", "days": 7}
    return [at | {"day": start + timedelta(weeks=w), "sessions": n} | more for w, n in figures.items()]


def both() -> list[dict[str, Any]]:
    """One tool counts from Sunday, by channel; the other from Monday, undivided."""
    sundays = weeks("ga4", SUN, {0: 10, 1: 20, 2: 30, 3: 40}, breakdown="channel")
    rare = weeks("ga4", SUN, {2: 5}, breakdown="channel", channel="paid_social")
    return sundays + rare + weeks("shopify", MON, {0: 7, 1: 8, 2: 9})


def plain(figure: Figure) -> float | Why:
    return figure.why if isinstance(figure, Unknown) else figure.value


def told(files: Any, name: str = "sessions", grain: Grain = Grain.WEEK, **ask: Any) -> tuple[Row, ...]:
    return measure([kpi(name)], [files], Ask(MARCH, grain, **ask)).rows


def found(rows: tuple[Row, ...]) -> list[tuple[date, float | Why]]:
    return [(row.start, plain(row.figure)) for row in rows]


def test_the_weeks_of_another_tool_do_not_stand_between(facts: Any) -> None:
    files = facts({"web_day": both(), "coverage": COVERED})
    social = {"channel": ("social",)}
    expected: list[tuple[date, float | Why]] = [
        (SUN + timedelta(weeks=w), n) for w, n in enumerate((10.0, 20.0, 35.0, 40.0))
    ]
    assert expected == found(told(files, where=social))
    line = series(kpi("sessions"), files, Ask(MARCH, Grain.WEEK, where=social))
    assert ([s for s, _ in expected], [7, 7, 7, 7]) == (list(line.starts), list(line.days))
    other = told(files, where={"source": ("shopify",)})
    assert [(MON + timedelta(weeks=w), n) for w, n in enumerate((7.0, 8.0, 9.0))] == found(other)


def test_a_channel_is_filled_with_zero_in_the_weeks_of_its_own_source_only(facts: Any) -> None:
    rows = told(facts({"web_day": both(), "coverage": COVERED}), split=("channel",))
    rare = tuple(r for r in rows if r.split["channel"] == "paid_social")
    assert [(SUN + timedelta(weeks=w), n) for w, n in enumerate((0.0, 0.0, 5.0, 0.0))] == found(rare)


def test_distinct_people_have_no_foreign_weeks_either(facts: Any) -> None:
    rows = weeks("ga4", SUN, {0: 1, 1: 1}, users=4) + weeks("shopify", MON, {0: 1, 1: 1})
    assert [(SUN, 4.0), (SUN + timedelta(weeks=1), 4.0)] == found(told(facts({"web_day": rows}), "users"))


def test_a_total_is_made_of_the_weeks_of_one_tool(facts: Any) -> None:
    (row,) = told(facts({"web_day": both(), "coverage": COVERED}), grain=Grain.TOTAL)
    assert (SUN, SUN + timedelta(weeks=4), 105.0) == (row.start, row.end, plain(row.figure))


def test_a_week_cut_by_the_edge_of_an_older_export_gives_way_to_the_whole_one(facts: Any) -> None:
    whole = weeks("ga4", SUN, {0: 10, 1: 20})
    short = [whole[1] | {"days": 3, "sessions": 6}]
    files = facts({"web_day": whole + short})
    assert [(SUN, 10.0), (SUN + timedelta(weeks=1), 20.0)] == found(told(files))


def test_one_account_exported_by_two_kinds_of_week_is_told_by_one(facts: Any) -> None:
    rows = weeks("ga4", SUN, {0: 10, 1: 20, 2: 30}) + weeks("ga4", MON, {0: 11, 1: 21})
    files = facts({"web_day": rows})
    expected = [(SUN + timedelta(weeks=w), n) for w, n in enumerate((10.0, 20.0, 30.0))]
    assert expected == found(told(files))


def test_two_accounts_with_the_same_weeks_are_added_and_with_others_not(facts: Any) -> None:
    def ads(account: str, start: date, spent: int) -> list[dict[str, Any]]:
        at = {"account": account, "breakdown": "campaign", "campaign": "spring", "days": 7, "currency": "EUR"}
        return [at | {"day": start + timedelta(weeks=w), "spend": spent} for w in (0, 1)]

    same = told(facts({"ad_day": ads("a", MON, 5) + ads("b", MON, 7)}), "ad_spend")
    assert [(MON, 12.0), (MON + timedelta(weeks=1), 12.0)] == found(same)
    other = told(facts({"ad_day": ads("a", MON, 5) + ads("b", SUN, 7)}), "ad_spend")
    assert {Why.WRONG_GRAIN} == {why for _, why in found(other)}


LINES = st.lists(
    st.tuples(st.sampled_from(["ga4", "shopify"]), st.integers(0, 6), st.integers(0, 5), st.integers(1, 7)),
    min_size=1,
    max_size=12,
    unique_by=lambda row: (row[0], row[1], row[2]),
)


@given(lines=LINES)
@settings(max_examples=15, deadline=None)
def test_periods_of_an_output_never_overlap(lines: list[tuple[str, int, int, int]], facts: Any) -> None:
    rows = [
        {"source": s, "day": SUN + timedelta(days=phase + 7 * week), "days": days, "sessions": 3}
        for s, phase, week, days in lines
    ]
    rows = list({(r["source"], r["day"], r["days"]): r for r in rows}.values())
    files = facts({"web_day": rows})
    told_by = measure([kpi("sessions")], [files], Ask(Period.of_days(SUN, 60), Grain.WEEK)).rows
    assert all(a.end <= b.start for a, b in pairwise(told_by))


def spending(days: int) -> list[dict[str, Any]]:
    at = {"breakdown": "campaign", "campaign": "spring", "currency": "EUR", "spend": 10}
    return [at | {"day": SUN + timedelta(days=d)} for d in range(days)]


def test_days_over_weeks_of_another_table_are_added_up_on_those_weeks(facts: Any) -> None:
    """Spend by day over customers by week from Sunday: 7 days x 10 by 5 customers."""
    customers = [
        {"metric": "new_customers", "day": SUN + timedelta(weeks=w), "days": 7, "value": 5 + 2 * w}
        for w in (0, 1)
    ]
    files = facts({"ad_day": spending(14), "custom_day": customers})
    assert [(SUN, 14.0), (SUN + timedelta(weeks=1), 10.0)] == found(told(files, "cac"))
    (row,) = told(files, "cac", Grain.TOTAL)
    assert (SUN, SUN + timedelta(weeks=2), 140 / 12) == (row.start, row.end, plain(row.figure))


def test_weeks_over_days_of_another_table_stay_weeks(facts: Any) -> None:
    by_week = [spending(1)[0] | {"days": 7, "spend": 70}]
    customers = [{"metric": "new_customers", "day": SUN + timedelta(days=d), "value": 2} for d in range(7)]
    rows = told(facts({"ad_day": by_week, "custom_day": customers}), "cac")
    assert found(rows) == [(SUN, 5.0)]


def test_a_total_of_days_over_months_covers_the_months_inside(facts: Any) -> None:
    month = {"metric": "new_customers", "day": SUN, "days": 31, "value": 31}
    files = facts({"ad_day": spending(40), "custom_day": [month]})
    (row,) = measure([kpi("cac")], [files], Ask(Period.of_days(SUN, 40), Grain.TOTAL)).rows
    assert (SUN, date(2026, 4, 1), 10.0) == (row.start, row.end, plain(row.figure))
    assert {Why.WRONG_GRAIN} == {why for _, why in found(told(files, "cac"))}


SPLITS = ((), ("source",), ("channel",), ("account",), ("campaign",), ("source", "channel"))


@pytest.mark.parametrize("split", SPLITS, ids="+".join)
def test_every_kpi_answers_every_split_on_periods_that_do_not_overlap(
    split: tuple[str, ...], facts: Any
) -> None:
    """Sources of days, of two kinds of week, of a month and of a whole life, side by side."""
    life = spending(1)[0] | {"source": "other_ads", "days": 400, "day": SUN - timedelta(days=300)}
    sheet = [
        {"metric": m, "day": SUN, "days": 31, "value": 5} for m in ("leads", "customers", "new_customers")
    ]
    profile = [{"channel": "x", "day": MON + timedelta(days=d), "likes": 1, "reach": 9} for d in range(20)]
    files = facts(
        {
            "web_day": both(),
            "coverage": COVERED,
            "ad_day": [*spending(20), life],
            "custom_day": sheet,
            "account_day": profile,
        }
    )
    for grain in Grain:
        rows = measure(list(catalogue().values()), [files], Ask(MARCH, grain, split)).rows
        lines: dict[tuple[str, ...], list[Row]] = {}
        for row in rows:
            lines.setdefault((row.kpi, *row.split.values()), []).append(row)
        assert {key[0] for key in lines} == set(catalogue())
        for line in lines.values():
            assert all(a.end <= b.start for a, b in pairwise(line))
