"""Audience exports: groups in plain words, distributions by hand, moves against noise, active hours."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.amount import Unknown
from milepost.judgement.audience.groups import ages, country_code, gender, plain_group
from milepost.judgement.audience.hours import active_hours
from milepost.judgement.audience.moved import shifts
from milepost.judgement.audience.told import Row, Told, told

DAY, EARLIER = date(2026, 3, 3), date(2025, 3, 3)


def row(dimension: str, bucket: str, share: float | None = None, **more: object) -> Row:
    given = {"source": "meta_business", "account": "", "channel": "instagram", "day": DAY, "people": None}
    return Row(dimension=dimension, bucket=bucket, share=share, **{**given, **more})  # type: ignore[arg-type]


def one(rows: list[Row], dimension: str) -> Told:
    (found,) = [each for each in told(rows) if each.dimension == dimension]
    return found


@pytest.mark.parametrize(
    ("dimension", "bucket", "plain"),
    [
        ("age", "13–17 years", "13-17"),
        ("age", "25 a 34 anos", "25-34"),
        ("age", "65+ years", "65+"),
        ("gender", "Weiblich", "women"),
        ("gender", "User-specified", "other"),
        ("country", "Brasil", "Brazil"),
        ("country", "Österreich", "Austria"),
        ("country", "AT", "Austria"),
        ("country", "Atlantis", "Atlantis"),
        ("city", "Graz,  Austria", "Graz, Austria"),
    ],
)
def test_a_group_has_one_name_in_whatever_language_it_comes(dimension: str, bucket: str, plain: str) -> None:
    assert plain_group(dimension, bucket) == plain


def test_what_is_no_age_gender_or_country_is_none() -> None:
    assert ages("34-25") is ages("grown-ups") is gender("person") is country_code("Mars") is None


def test_of_ages_and_genders_together_each_is_the_sum_of_its_parts() -> None:
    rows = [
        row("age_gender", "18-24 women", 0.10),
        row("age_gender", "18-24 men", 0.05),
        row("age_gender", "25-34 women", 0.45),
        row("age_gender", "25-34 men", 0.40),
    ]
    found = {group.name: round(group.share, 9) for group in one(rows, "age").groups}
    assert found == {"25-34": 0.85, "18-24": 0.15}
    assert round(one(rows, "gender").share("women") or 0, 9) == 0.55


def test_counts_are_shares_of_those_who_are_told_and_lists_leave_a_rest() -> None:
    counted = one(
        [row("seniority", "Senior", people=30.0), row("seniority", "Entry", people=10.0)], "seniority"
    )
    assert (counted.people, counted.share("Senior"), counted.whole) == (40.0, 0.75, True)
    listed = one([row("city", "Graz, Austria", 0.3), row("city", "Wels, Austria", 0.1)], "city")
    assert (round(listed.named, 9), listed.whole, listed.people) == (0.4, False, None)


def test_the_latest_export_holds_and_the_one_before_stands_beside_it() -> None:
    rows = [row("gender", "women", 0.6), row("gender", "women", 0.4, day=EARLIER)]
    found = one(rows, "gender")
    assert (found.day, found.share("women"), found.before and found.before.day) == (DAY, 0.6, EARLIER)


def test_platforms_accounts_and_kinds_of_people_are_never_added() -> None:
    rows = [
        row("age", "18-24", 0.5),
        row("age", "18-24", 0.2, channel="facebook"),
        row("age", "18-24", 0.1, account="second"),
        row("viewer_age", "18-24", 0.3, source="youtube_studio", channel="youtube"),
        row("traffic_source", "Search", 0.9, source="youtube_studio", channel="youtube"),
    ]
    assert sorted((t.channel, t.account, t.who, t.groups[0].share) for t in told(rows)) == [
        ("facebook", "", "followers", 0.2),
        ("instagram", "", "followers", 0.5),
        ("instagram", "second", "followers", 0.1),
        ("youtube", "", "viewers", 0.3),
    ]


@given(st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=12))
def test_shares_of_counts_add_up_to_the_whole_or_nothing_is_told(counts: list[int]) -> None:
    rows = [row("industry", f"industry {n}", people=float(count)) for n, count in enumerate(counts)]
    found = told(rows)
    assert bool(found) == (sum(counts) > 0)
    for each in found:
        assert sum(group.share for group in each.groups) == pytest.approx(1.0)
        assert [g.share for g in each.groups] == sorted((g.share for g in each.groups), reverse=True)


def two(share: float, before: float) -> Told:
    rows = [row("gender", "women", share), row("gender", "men", 1 - share)]
    earlier = [row("gender", "women", before, day=EARLIER), row("gender", "men", 1 - before, day=EARLIER)]
    return one(rows + earlier, "gender")


def test_a_move_is_said_only_when_it_is_larger_than_counts_of_that_size_differ() -> None:
    grown = shifts(two(0.60, 0.50), people=5_000)
    assert not isinstance(grown, Unknown)
    assert {(s.name, s.before, s.now) for s in grown} == {("women", 0.5, 0.6), ("men", 0.5, 0.4)}
    assert shifts(two(0.60, 0.50), people=60) == ()
    assert shifts(two(0.505, 0.50), people=10**7) == ()  # half a point, however sure


def test_without_a_count_or_an_earlier_export_no_move_can_be_told() -> None:
    assert isinstance(shifts(two(0.6, 0.5)), Unknown)
    assert isinstance(shifts(one([row("gender", "women", 0.6)], "gender"), people=900), Unknown)


def active(days: int, **more: object) -> list[Row]:
    busy = {19: 80.0, 20: 100.0, 3: 5.0}
    return [
        row("active_hour", str(hour), people=people, day=DAY + timedelta(days=day), channel="tiktok", **more)
        for day in range(days)
        for hour, people in busy.items()
    ]


def test_active_hours_are_an_average_of_days_and_no_group_of_people() -> None:
    (found,) = active_hours(active(10))
    assert (found.days, found.peak, dict(found.people)) == (10, (20,), {3: 5.0, 19: 80.0, 20: 100.0})
    assert told(active(10)) == ()


def test_a_few_days_or_hours_that_are_none_tell_nothing() -> None:
    assert active_hours(active(6)) == ()
    assert active_hours([row("active_hour", "25", people=9.0), row("active_hour", "noon", people=9.0)]) == ()
