"""Brands are compared by what is public of all, by one formula, over the same days, and never by noise."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rival_samples import DAYS, FIRST, SPAN, listed, posts, total

from milepost.amount import Unknown
from milepost.judgement.competitors.compare import Comparison, compare
from milepost.judgement.competitors.names import plain_name
from milepost.judgement.competitors.noise import Estimate, ratio_of
from milepost.judgement.competitors.public import Measure, Seen, Told
from milepost.judgement.competitors.suggest import Kind, from_figures
from milepost.period import Period


def compared(*told: Told, asked: Period | None = None) -> Comparison:
    found = compare("instagram", told, asked)
    assert isinstance(found, Comparison), found
    return found


def value(found: Comparison, name: str, measure: Measure) -> float:
    figure = next(one for one in found.standings if one.name == name).figures[measure]
    assert isinstance(figure, Estimate), figure
    return figure.value


def test_one_total_a_brand_gives_the_figures_of_the_export() -> None:
    found = compared(
        total("Acme", 20, 300, own=True, followers=1100, net=100), total("Bolt", 40, 900, followers=2000)
    )

    assert found.formula.parts == ("engagements",)
    assert value(found, "Acme", Measure.POSTS) == pytest.approx(20 / 70 * 7)
    assert value(found, "Acme", Measure.PER_POST) == pytest.approx(15)
    assert value(found, "Acme", Measure.RATE) == pytest.approx(15 / 1.1)
    assert value(found, "Acme", Measure.GROWTH) == pytest.approx(0.1)
    assert value(found, "Bolt", Measure.PER_POST) == pytest.approx(22.5)


def test_likes_and_comments_are_added_and_shares_that_nobody_tells_are_left_out_for_all() -> None:
    found = compared(listed("Acme", [10] * 20, own=True), listed("Bolt", [30] * 20))

    assert found.formula.parts == ("likes", "comments")
    assert value(found, "Acme", Measure.PER_POST) == 11
    assert value(found, "Bolt", Measure.PER_POST) == 31


def test_what_the_own_export_alone_counts_is_not_counted() -> None:
    own = listed("Acme", [10] * 20, own=True)
    saved = tuple(replace(post, shares=5, engagements=99) for post in own.posts)

    found = compared(replace(own, posts=saved, counts_more=("saves",)), listed("Bolt", [30] * 20))

    assert value(found, "Acme", Measure.PER_POST) == 11
    assert found.counts_more == ("saves",)


def test_a_rival_with_one_total_of_another_source_is_not_held_against_parts() -> None:
    rival = Told("Bolt", own=False, source="tool", rows=(Seen(FIRST, DAYS, posts=20, engagements=900),))

    found = compared(listed("Acme", [10] * 20, own=True), rival)

    assert [one.measure for one in found.differences] == [Measure.POSTS]
    assert "one total, which may count more than likes and comments" in found.left_out[0].because


def test_brands_are_compared_over_the_days_that_both_know() -> None:
    own = listed("Acme", [10] * 35, own=True)
    half = Period(SPAN.start + timedelta(days=35), SPAN.end)

    found = compared(own, replace(listed("Bolt", [30] * 70), listed=half))

    assert found.span == half
    assert {one.name: one.posts for one in found.standings} == {"Acme": 17, "Bolt": 35}


def test_brands_of_other_days_are_refused_with_both_spans() -> None:
    later = Period.of_days(SPAN.end, 30)

    found = compare(
        "instagram", (listed("Acme", [10] * 20, own=True), replace(listed("Bolt", [9]), listed=later))
    )

    assert isinstance(found, Unknown)
    assert "Bolt" in found.because
    assert str(later.start) in found.because


def test_a_rival_of_few_days_does_not_cut_the_days_of_the_others() -> None:
    short = replace(listed("Crisp", [9] * 70), listed=Period.of_days(SPAN.start, 20))

    found = compared(listed("Acme", [10] * 20, own=True), listed("Bolt", [30] * 20), short)

    assert found.span == SPAN
    assert [one.name for one in found.left_out] == ["Crisp"]


def test_months_that_are_cut_by_the_others_days_are_left_out_whole() -> None:
    months = (Seen(date(2026, 3, 1), 31, posts=9, likes=90), Seen(date(2026, 4, 1), 30, posts=8, likes=80))
    rival = Told("Bolt", own=False, source="tool", rows=months)

    found = compared(listed("Acme", [10] * 70, own=True), rival)

    assert found.span == Period(date(2026, 4, 1), date(2026, 5, 1))
    assert value(found, "Bolt", Measure.PER_POST) == 10


def test_rows_of_days_and_of_months_of_one_brand_are_never_added() -> None:
    days = tuple(Seen(FIRST + timedelta(days=at), 1, posts=1, likes=5) for at in range(DAYS))
    month = Seen(date(2026, 4, 1), 30, posts=30, likes=150)
    rival = Told("Bolt", own=False, source="tool", rows=(*days, month))

    assert (
        next(
            one for one in compared(listed("Acme", [5] * 70, own=True), rival).standings if not one.own
        ).posts
        == 70
    )


def test_of_two_exports_of_a_rolling_year_the_later_holds() -> None:
    def year(begin: date, posts: int) -> Seen:
        return Seen(begin, 365, posts=posts, engagements=10 * posts, net_follows=5)

    rows = (year(date(2025, 1, 1), 50), year(date(2025, 2, 1), 60))
    told = [Told(name, own=name == "Acme", source="page", rows=rows) for name in ("Acme", "Bolt")]

    found = compared(*told)

    assert found.span == Period.of_days(date(2025, 2, 1), 365)
    assert [one.posts for one in found.standings] == [60, 60]


def test_a_brand_that_began_with_nobody_has_no_growth() -> None:
    found = compared(total("Acme", 20, 300, own=True, followers=153, net=153), total("Bolt", 40, 900))

    own = found.own
    assert own is not None
    assert isinstance(own.figures[Measure.GROWTH], Unknown)
    assert not any(one.measure is Measure.GROWTH for one in found.differences)


def test_without_the_own_brand_figures_are_told_and_nothing_is_held_against_anybody() -> None:
    found = compared(total("Bolt", 20, 300), total("Crisp", 40, 900))

    assert found.own is None
    assert found.differences == ()
    assert len(found.standings) == 2


def test_a_large_lasting_difference_is_clear_and_suggests_a_strength() -> None:
    rng = np.random.default_rng(1)
    own = [int(x) for x in rng.lognormal(3, 0.6, 60)]
    theirs = [int(x) for x in rng.lognormal(4.4, 0.6, 60)]

    found = compared(listed("Acme", own, own=True), listed("Bolt", theirs))

    clear = {one.measure for one in found.differences if one.clear}
    assert clear == {Measure.PER_POST, Measure.RATE}
    assert [(one.kind, one.rival) for one in from_figures(found)] == [(Kind.STRENGTH, "Bolt")]


def test_pages_of_other_sizes_suggest_nothing_by_interactions() -> None:
    found = compared(
        listed("Acme", [10] * 60, own=True, followers=1000), listed("Bolt", [100] * 60, followers=90_000)
    )

    assert any(one.clear for one in found.differences)
    assert list(from_figures(found)) == []


def test_one_post_that_went_round_the_world_is_no_difference() -> None:
    found = compared(listed("Acme", [10] * 20, own=True), listed("Bolt", [*[10] * 19, 4000]))

    assert [one.measure for one in found.differences if one.clear] == []


@pytest.mark.parametrize("count", [15, 60])
def test_brands_that_are_alike_are_seldom_told_apart(count: int) -> None:
    """95 % intervals and few false ones among all looks: at most 1 in 20 of 120 pairs."""
    rng = np.random.default_rng(count)
    false = 0
    for _ in range(120):
        own, theirs = ([int(x) + 1 for x in rng.lognormal(3, 1.2, count)] for _ in range(2))
        found = compared(listed("Acme", own, own=True), listed("Bolt", theirs))
        false += any(one.clear for one in found.differences)
    assert false <= 6


@given(
    likes=st.lists(st.integers(1, 500), min_size=8, max_size=40),
    times=st.integers(2, 9),
)
def test_a_ratio_grows_with_its_figures_and_its_interval_holds_it(likes: list[int], times: int) -> None:
    one = ratio_of(likes, [1.0] * len(likes), 0.1)
    more = ratio_of([times * x for x in likes], [1.0] * len(likes), 0.1)

    assert one is not None
    assert more is not None
    assert more.value == pytest.approx(times * one.value)
    assert more.error == pytest.approx(one.error)
    low, high = one.ends or (0.0, 0.0)
    assert low < one.value < high


@given(st.permutations(["Acme", "Bolt", "Crisp", "Dune"]))
def test_the_order_of_the_brands_changes_nothing(order: list[str]) -> None:
    likes = {"Acme": [10] * 20, "Bolt": [30] * 30, "Crisp": [9] * 25, "Dune": [200] * 12}

    found = compared(*(listed(name, likes[name], own=name == "Acme") for name in order))

    said = {(one.rival, one.measure): (round(one.value, 9), one.clear) for one in found.differences}
    first = compared(*(listed(name, likes[name], own=name == "Acme") for name in likes))
    assert said == {(one.rival, one.measure): (round(one.value, 9), one.clear) for one in first.differences}


def test_a_tool_writes_a_name_in_many_ways() -> None:
    assert plain_name("@Acme_Bikes ") == plain_name("ACME bikes") == "acmebikes"
    assert plain_name("Ácme") == "acme"
    assert plain_name("Акме") == "акме"
    assert plain_name(" @_ ") == ""
    assert plain_name("राम") != plain_name("रमा")
    assert plain_name("שָׁלוֹם") == plain_name("שלום")
    assert plain_name("❤️") == ""


def test_no_posts_at_all_is_unknown_and_not_zero() -> None:
    quiet = Told("Bolt", own=False, source="list", posts=(), listed=SPAN)

    found = compared(listed("Acme", [10] * 20, own=True), quiet)

    bolt = next(one for one in found.standings if one.name == "Bolt")
    assert bolt.posts == 0
    assert all(isinstance(figure, Unknown) for figure in bolt.figures.values())
    assert posts([1])[0].shares is None
