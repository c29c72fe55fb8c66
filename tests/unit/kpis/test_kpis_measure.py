"""What is never done to figures: guessed, blended, counted twice, drawn as zero."""

from datetime import date, timedelta
from typing import Any

import pytest

from milepost.amount import Amount, Figure, Unknown, Why
from milepost.errors import InvalidValue
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import kpi
from milepost.kpis.measure import measure
from milepost.kpis.measured import Row
from milepost.language import speaking
from milepost.period import Grain, Period, WeekStart

MON = date(2026, 3, 2)
SUN = date(2026, 3, 1)


def day(offset: int, start: date = MON) -> date:
    return start + timedelta(days=offset)


def rows_of(
    files: Any, name: str, grain: Grain, start: date = MON, days: int = 7, **ask: Any
) -> tuple[Row, ...]:
    return measure([kpi(name)], [files], Ask(Period.of_days(start, days), grain, **ask)).rows


def figures(
    files: Any, name: str, grain: Grain, start: date = MON, days: int = 7, **ask: Any
) -> list[float | Why]:
    return [plain(row.figure) for row in rows_of(files, name, grain, start, days, **ask)]


def plain(figure: Figure) -> float | Why:
    return figure.why if isinstance(figure, Unknown) else figure.value


def profile(
    channel: str, values: dict[int, int | None], measure: str = "likes", **more: Any
) -> list[dict[str, Any]]:
    return [{"channel": channel, "day": day(d), measure: v, **more} for d, v in values.items()]


def test_a_week_with_a_day_nobody_reported_is_unknown_and_says_how_many(facts: Any) -> None:
    files = facts({"account_day": profile("x", dict.fromkeys(range(6), 1))})
    (row,) = rows_of(files, "likes", Grain.WEEK)
    assert row.figure == Unknown("likes: 1 of 7 days not reported", Why.NOT_REPORTED)
    assert figures(files, "likes", Grain.DAY) == [1.0] * 6 + [Why.NO_DATA]


def test_a_silent_platform_changes_nothing(facts: Any) -> None:
    mine = profile("x", dict.fromkeys(range(7), 3))
    silent = profile("youtube", dict.fromkeys(range(7), 5), "views")
    assert figures(facts({"account_day": mine}), "likes", Grain.WEEK) == [21.0]
    assert figures(facts({"account_day": mine + silent}), "likes", Grain.WEEK) == [21.0]


def test_a_profile_that_fell_silent_makes_the_whole_unknown_not_smaller(facts: Any) -> None:
    files = facts(
        {
            "account_day": profile("x", dict.fromkeys(range(14), 1))
            + profile("tiktok", dict.fromkeys(range(7), 1))
        }
    )
    assert figures(files, "likes", Grain.WEEK, days=14) == [14.0, Why.NO_DATA]


def test_a_profile_that_ended_long_ago_or_had_not_begun_has_no_say(facts: Any) -> None:
    old = profile("facebook", {-400: 1})
    new = profile("threads", {100: 1})
    files = facts({"account_day": old + new + profile("x", dict.fromkeys(range(7), 1))})
    assert figures(files, "likes", Grain.WEEK) == [7.0]


def test_inside_the_covered_days_no_order_is_zero_and_outside_unknown(facts: Any) -> None:
    order = {"order_id": "1", "day": day(2), "counts": True, "gross": 5, "refunded": 0, "currency": "EUR"}
    covered = {"of_table": "order", "measure": "gross", "day": day(0), "days": 6}
    files = facts({"order": [order], "coverage": [covered]})
    expected: list[float | Why] = [0.0, 0.0, 1.0, 0.0, 0.0, 0.0, Why.NO_DATA]
    assert figures(files, "orders", Grain.DAY) == expected
    assert figures(files, "orders", Grain.WEEK) == [Why.NO_DATA]


def test_an_export_without_any_order_says_zero(facts: Any) -> None:
    files = facts({"coverage": [{"of_table": "order", "measure": "gross", "day": day(0), "days": 7}]})
    assert figures(files, "orders", Grain.WEEK) == [0.0]


def test_a_gap_between_two_exports_is_not_zero(facts: Any) -> None:
    orders = [{"order_id": str(d), "day": day(d), "counts": True, "gross": 5, "refunded": 0} for d in (0, 20)]
    covered = [{"of_table": "order", "measure": "", "day": day(d), "days": 7} for d in (0, 14)]
    files = facts({"order": orders, "coverage": covered})
    assert figures(files, "orders", Grain.WEEK, days=21) == [1.0, Why.NO_DATA, 1.0]


def test_the_whole_and_its_parts_are_never_added(facts: Any) -> None:
    whole = [{"day": day(d), "sessions": 10} for d in range(7)]
    parts = [
        {"day": day(d), "breakdown": "channel", "channel": c, "sessions": 4}
        for d in range(7)
        for c in ("email", "direct")
    ]
    files = facts({"web_day": whole + parts})
    assert figures(files, "sessions", Grain.WEEK) == [70.0]
    by_channel = {
        r.split["channel"]: plain(r.figure)
        for r in rows_of(files, "sessions", Grain.WEEK, split=("channel",))
    }
    assert by_channel == {"email": 28.0, "direct": 28.0}


def test_only_parts_are_there_and_stand_for_the_whole(facts: Any) -> None:
    parts = [
        {"day": day(d), "breakdown": "channel", "channel": c, "sessions": 4}
        for d in range(7)
        for c in ("email", "direct")
    ]
    finer = [{**p, "breakdown": "channel+campaign", "campaign": "spring", "sessions": 1} for p in parts]
    files = facts({"web_day": parts + finer})
    assert figures(files, "sessions", Grain.WEEK) == [56.0]
    by_campaign = rows_of(files, "sessions", Grain.WEEK, split=("campaign",))
    assert [(r.split["campaign"], plain(r.figure)) for r in by_campaign] == [("spring", 14.0)]


def test_two_tools_that_count_the_same_visits_are_not_added(facts: Any) -> None:
    both = [
        {"day": day(d), "source": s, "sessions": n} for d in range(7) for s, n in (("shopify", 9), ("ga4", 5))
    ]
    files = facts({"web_day": both})
    assert figures(files, "sessions", Grain.WEEK) == [35.0]
    assert figures(files, "sessions", Grain.WEEK, where={"source": ("shopify",)}) == [63.0]


def test_two_advertising_platforms_are_added(facts: Any) -> None:
    ads = [
        {"day": day(d), "source": s, "spend": 1, "currency": "EUR"}
        for d in range(7)
        for s in ("meta_ads", "google_ads")
    ]
    assert figures(facts({"ad_day": ads}), "ad_spend", Grain.WEEK) == [14.0]


WEEKS = [{"day": SUN, "days": 7, "breakdown": "channel", "channel": "email", "sessions": 70}]
WEEKS += [{"day": day(7, SUN), "days": 7, "breakdown": "channel", "channel": "email", "sessions": 7}]


def test_weeks_of_the_source_keep_their_own_days(facts: Any) -> None:
    files = facts({"web_day": WEEKS})
    rows = rows_of(files, "sessions", Grain.WEEK, days=14)
    assert [(r.start, r.end, plain(r.figure)) for r in rows] == [
        (SUN, day(7, SUN), 70.0),
        (day(7, SUN), day(14, SUN), 7.0),
    ]


def test_weeks_do_not_serve_days_or_months(facts: Any) -> None:
    files = facts({"web_day": WEEKS})
    assert set(figures(files, "sessions", Grain.DAY)) == {Why.WRONG_GRAIN}
    assert set(figures(files, "sessions", Grain.MONTH)) == {Why.WRONG_GRAIN}


def test_a_total_covers_the_whole_weeks_inside_and_says_so(facts: Any) -> None:
    files = facts({"web_day": WEEKS})
    (row,) = rows_of(files, "sessions", Grain.TOTAL, start=SUN, days=10)
    assert (row.start, row.end, plain(row.figure)) == (SUN, day(7, SUN), 70.0)


def test_a_hole_between_weeks_makes_their_total_unknown(facts: Any) -> None:
    files = facts({"web_day": [WEEKS[0], {**WEEKS[0], "day": day(14, SUN)}]})
    assert figures(files, "sessions", Grain.TOTAL, start=SUN, days=21) == [Why.NO_DATA]


def test_months_of_a_sheet_serve_months_and_totals(facts: Any) -> None:
    months = [
        {"metric": "leads", "day": date(2026, m, 1), "days": n, "value": m}
        for m, n in ((1, 31), (2, 28), (3, 31))
    ]
    files = facts({"custom_day": months})
    start = date(2026, 1, 1)
    assert figures(files, "leads", Grain.MONTH, start=start, days=90) == [1.0, 2.0, 3.0]
    assert figures(files, "leads", Grain.TOTAL, start=start, days=90) == [6.0]
    assert set(figures(files, "leads", Grain.WEEK, start=start, days=28)) == {Why.WRONG_GRAIN}


def test_days_and_weeks_of_one_account_are_not_added(facts: Any) -> None:
    daily = [{"day": day(d, SUN), "sessions": 10} for d in range(21)]
    weekly = [{"day": SUN, "days": 7, "sessions": 999}]
    files = facts({"web_day": daily + weekly})
    assert figures(files, "sessions", Grain.WEEK, days=14) == [70.0, 70.0]


def test_reach_is_told_by_the_day_and_by_the_profile_only(facts: Any) -> None:
    files = facts(
        {"account_day": profile("x", {0: 5, 1: 6}, "reach") + profile("tiktok", {0: 7, 1: 8}, "reach")}
    )
    assert figures(files, "reach", Grain.DAY, days=2, where={"channel": ("x",)}) == [5.0, 6.0]
    assert figures(files, "reach", Grain.DAY, days=2) == [Why.DOES_NOT_ADD] * 2
    assert figures(files, "reach", Grain.TOTAL, days=2, where={"channel": ("x",)}) == [Why.DOES_NOT_ADD]


def test_reach_of_a_week_that_the_source_reported_is_told(facts: Any) -> None:
    files = facts({"account_day": [{"channel": "x", "day": MON, "days": 7, "reach": 40}]})
    assert figures(files, "reach", Grain.WEEK) == [40.0]
    assert figures(files, "reach", Grain.TOTAL) == [40.0]


def test_followers_have_no_meaning_by_campaign(facts: Any) -> None:
    files = facts({"account_day": profile("x", {0: 5}, "followers")})
    assert figures(files, "followers", Grain.TOTAL, days=1, split=("campaign",)) == [Why.WRONG_GRAIN]


def test_followers_add_over_profiles_and_not_over_days(facts: Any) -> None:
    files = facts(
        {"account_day": profile("x", {0: 5, 6: 7}, "followers") + profile("tiktok", {3: 100}, "followers")}
    )
    assert figures(files, "followers", Grain.WEEK) == [107.0]


def test_money_of_two_currencies_is_never_added(facts: Any) -> None:
    orders = [
        {"order_id": c, "day": MON, "counts": True, "gross": 5, "refunded": 0, "currency": c}
        for c in ("EUR", "USD")
    ]
    files = facts({"order": orders})
    assert figures(files, "revenue", Grain.DAY, days=1) == [Why.MIXED_CURRENCY]
    (row,) = rows_of(files, "revenue", Grain.DAY, days=1, currency="USD")
    assert row.figure == Amount(5.0, kpi("revenue").unit, "USD")
    assert figures(files, "orders", Grain.DAY, days=1) == [2.0]


def test_activity_and_lifetime_never_meet_in_one_series(facts: Any) -> None:
    activity = profile("x", dict.fromkeys(range(7), 1))
    posts = [{"channel": "linkedin", "post_id": "1", "day": MON, "as_of": day(9), "likes": 50}]
    files = facts({"account_day": activity, "post_value": posts})
    (row,) = rows_of(files, "likes", Grain.WEEK)
    assert (plain(row.figure), row.basis) == (7.0, "account_day")
    split = {r.split["channel"]: r.basis for r in rows_of(files, "likes", Grain.WEEK, split=("channel",))}
    assert split == {"x": "account_day", "linkedin": "post_value"}
    definition = kpi("likes").definition("post_value")
    assert "published in the period" in definition
    (way,) = kpi("likes").ways([definition])
    with speaking("de"):
        assert str(way) != way
        assert str(way) in str(definition)


def test_posts_are_seen_as_they_were_on_the_day(facts: Any) -> None:
    seen = [
        {"channel": "x", "post_id": "1", "day": MON, "as_of": day(d), "likes": n}
        for d, n in ((3, 10), (9, 30))
    ]
    files = facts({"post_value": seen})
    assert figures(files, "likes", Grain.DAY, days=1) == [30.0]
    assert figures(files, "likes", Grain.DAY, days=1, as_of=day(5)) == [10.0]


def test_posts_of_others_are_not_counted(facts: Any) -> None:
    values = [{"channel": "x", "post_id": i, "day": MON, "as_of": day(3), "likes": 10} for i in ("1", "2")]
    posts = [{"channel": "x", "post_id": i, "day": MON, "own": i == "1"} for i in ("1", "2")]
    assert figures(facts({"post": posts, "post_value": values}), "likes", Grain.DAY, days=1) == [10.0]


def test_a_period_that_is_not_over_is_not_final(facts: Any) -> None:
    files = facts({"account_day": profile("x", dict.fromkeys(range(14), 1))})
    assert figures(files, "likes", Grain.WEEK, days=14, as_of=day(10)) == [7.0, Why.NOT_FINAL]
    assert figures(files, "likes", Grain.WEEK, days=14, as_of=day(14)) == [7.0, 7.0]


def test_a_set_of_channels_stands_for_its_members(facts: Any) -> None:
    files = facts(
        {"account_day": profile("x", {0: 1}) + profile("linkedin", {0: 2}) + profile("email", {0: 4})}
    )
    assert figures(files, "likes", Grain.DAY, days=1, where={"channel": ("social",)}) == [3.0]


def test_weeks_begin_on_the_day_that_is_asked(facts: Any) -> None:
    files = facts({"account_day": profile("x", dict.fromkeys(range(-1, 13), 1))})
    rows = rows_of(files, "likes", Grain.WEEK, days=6, week_starts=WeekStart.SUNDAY)
    assert [(r.start, plain(r.figure)) for r in rows] == [(SUN, 7.0)]


def test_nothing_can_be_split_by_what_no_fact_has() -> None:
    with pytest.raises(InvalidValue, match="colour"):
        Ask(Period.of_days(MON, 7), Grain.WEEK, split=("colour",))


def test_several_brands_are_measured_at_once_and_apart(facts: Any) -> None:
    one = facts({"account_day": profile("x", {0: 1})}, brand="One")
    two = facts({"account_day": profile("x", {0: 5})}, brand="Two")
    none = facts({"audience": []}, brand="None")
    rows = measure([kpi("likes")], [one, two, none], Ask(Period.of_days(MON, 1), Grain.DAY)).rows
    assert {r.brand: plain(r.figure) for r in rows} == {"One": 1.0, "Two": 5.0, "None": Why.NO_DATA}


def test_a_new_file_is_seen_at_once(facts: Any) -> None:
    before = facts({"account_day": profile("x", {0: 1})})
    assert figures(before, "likes", Grain.DAY, days=1) == [1.0]
    after = facts({"account_day": profile("x", {0: 9})})
    before.tables["account_day"].rows.write_bytes(after.tables["account_day"].rows.read_bytes())
    assert figures(before, "likes", Grain.DAY, days=1) == [9.0]


def test_a_part_that_only_some_posts_report_is_unknown(facts: Any) -> None:
    posts = [
        {"channel": "x", "post_id": "1", "day": MON, "saves": 4},
        {"channel": "x", "post_id": "2", "day": MON},
    ]
    more = [{"channel": "x", "post_id": "1", "day": day(1), "saves": 5}]
    files = facts({"post_day": posts + more})
    assert figures(files, "saves", Grain.DAY, days=2) == [Why.NOT_REPORTED, 5.0]


def test_days_covered_by_an_export_that_was_not_made_yet_are_unknown_not_zero(facts: Any) -> None:
    value = {"channel": "x", "post_id": "1", "day": MON, "as_of": day(40), "comments": 10}
    covered = {"channel": "x", "of_table": "post_value", "measure": "", "day": MON, "days": 41}
    files = facts({"post_value": [value], "coverage": [covered]})
    assert figures(files, "comments", Grain.WEEK, days=14) == [10.0, 0.0]
    assert figures(files, "comments", Grain.WEEK, days=14, as_of=day(14)) == [Why.NO_DATA] * 2


def test_an_earlier_export_covers_its_own_days_before_the_later_one_is_seen(facts: Any) -> None:
    seen = [
        {"channel": "x", "post_id": "1", "day": MON, "as_of": day(d), "comments": n}
        for d, n in ((13, 4), (40, 9))
    ]
    covered = [
        {"channel": "x", "of_table": "post_value", "measure": "", "day": MON, "days": n} for n in (14, 41)
    ]
    files = facts({"post_value": seen, "coverage": covered})
    expected: list[float | Why] = [4.0, 0.0, Why.NO_DATA]
    assert figures(files, "comments", Grain.WEEK, days=21, as_of=day(30)) == expected
    assert figures(files, "comments", Grain.WEEK, days=21, as_of=day(41)) == [9.0, 0.0, 0.0]


MARCH = {"source": "meta_ads", "channel": "paid_social", "currency": "EUR", "day": date(2026, 3, 1)}


def test_an_export_that_names_no_account_is_one_of_the_only_account_there_is(facts: Any) -> None:
    """Adverts over their whole life, without a name, beside months of the named account: told twice."""
    life = MARCH | {"account": "", "breakdown": "ad", "ad": "a", "days": 300, "spend": 900}
    months = [MARCH | {"account": "Tin", "days": 31, "spend": 40}]
    files = facts({"ad_day": [life | {"day": date(2025, 9, 1)}, *months]})
    assert figures(files, "ad_spend", Grain.MONTH, start=date(2026, 3, 1), days=31) == [40.0]


def test_of_two_named_accounts_one_that_cannot_say_leaves_the_whole_unknown(facts: Any) -> None:
    life = MARCH | {"account": "Twine", "breakdown": "ad", "ad": "a", "days": 300, "spend": 900}
    months = [MARCH | {"account": "Tin", "days": 31, "spend": 40}]
    files = facts({"ad_day": [life | {"day": date(2025, 9, 1)}, *months]})
    found = figures(files, "ad_spend", Grain.MONTH, start=date(2026, 3, 1), days=31)
    assert found == [Why.WRONG_GRAIN]


def test_the_same_days_with_and_without_a_name_are_not_added(facts: Any) -> None:
    days = [MARCH | {"day": day(d), "account": a, "spend": 5} for d in range(7) for a in ("", "Tin")]
    assert figures(facts({"ad_day": days}), "ad_spend", Grain.WEEK) == [35.0]
