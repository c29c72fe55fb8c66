"""Brands stand in the order of named reasons: no score, and no brand moves another."""

from dataclasses import replace
from datetime import date
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.errors import InvalidValue
from milepost.reviews.attention import CODES, attention_order, in_order, rank
from milepost.reviews.summary import Reason, Summary

ORDER = attention_order()
DAY = date(2026, 3, 9)


def brand(name: str, *reasons: Reason) -> Summary:
    return Summary(name, DAY, reasons=ORDER.sorted(reasons))


some_reasons = st.lists(
    st.builds(Reason, st.sampled_from(sorted(CODES)), st.integers(1, 4)),
    max_size=5,
    unique_by=lambda one: one.code,
)
names = st.text(st.characters(categories=("L", "N"), codec="utf-8"), min_size=1, max_size=6)
portfolios = st.dictionaries(names, some_reasons, max_size=8).map(
    lambda found: [brand(name, *reasons) for name, reasons in found.items()]
)


@given(portfolios, st.randoms(use_true_random=False))
def test_the_order_does_not_hang_on_the_order_of_reading(found: list[Summary], chance: object) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert [one.brand for one in in_order(shuffled, ORDER)] == [one.brand for one in in_order(found, ORDER)]


@given(portfolios)
def test_the_order_is_total(found: list[Summary]) -> None:
    assert all(rank(a, ORDER) < rank(b, ORDER) for a, b in pairwise(in_order(found, ORDER)))


@given(portfolios, names, some_reasons)
def test_another_brand_moves_none_of_the_others(
    found: list[Summary], name: str, reasons: list[Reason]
) -> None:
    others = [one for one in found if one.brand != name]
    after = in_order([*others, brand(name, *reasons)], ORDER)
    assert [one.brand for one in after if one.brand != name] == [one.brand for one in in_order(others, ORDER)]


@given(portfolios, names)
def test_a_quiet_brand_stands_behind_all_that_call(found: list[Summary], name: str) -> None:
    others = [one for one in found if one.brand != name]
    place = [one.brand for one in in_order([*others, brand(name)], ORDER)].index(name)
    assert place >= sum(map(ORDER.calls, others))


@given(some_reasons, st.sampled_from(sorted(CODES)))
def test_one_thing_more_never_moves_a_brand_back(reasons: list[Reason], code: str) -> None:
    more = [replace(one, n=one.n + 1) if one.code == code else one for one in reasons]
    more = more if any(one.code == code for one in reasons) else [*reasons, Reason(code)]
    assert rank(brand("a", *more), ORDER) < rank(brand("a", *reasons), ORDER)


def test_the_first_reason_decides_and_no_number_of_later_ones_makes_up_for_it() -> None:
    found = [
        brand("Calm"),
        brand("Loud", Reason("decision_due", 9), Reason("review_overdue", 9), Reason("question", 9)),
        brand("Guard", Reason("guard_broken", 1)),
        brand("Two guards", Reason("guard_broken", 2)),
        brand("New", Reason("never_set_up")),
    ]
    expected = ["Two guards", "Guard", "Loud", "New", "Calm"]
    assert [one.brand for one in in_order(found, ORDER)] == expected


def test_brands_with_the_same_reasons_stand_by_name() -> None:
    found = in_order([brand("beta"), brand("Alpha"), brand("alpha")], ORDER)
    assert [one.brand for one in found] == ["Alpha", "alpha", "beta"]


def test_a_reason_that_calls_nobody_is_told_and_leaves_the_brand_quiet() -> None:
    assert not ORDER.calls(brand("a", Reason("no_money")))
    assert ORDER.calls(brand("a", Reason("no_money"), Reason("question")))
    assert sorted(set(CODES) - ORDER.calling) == ["no_money"]


def own(folder: Path, old: str, new: str) -> Path:
    ours = files("milepost.knowledge").joinpath("portfolio.toml").read_text("utf-8")
    assert old in ours
    (folder / "portfolio.toml").write_text(ours.replace(old, new), "utf-8")
    return folder


def test_an_agency_may_put_the_reasons_into_an_order_of_its_own(tmp_path: Path) -> None:
    found = attention_order(own(tmp_path, "[limits]\n", "[limits]\n# ours\n"))
    assert found == ORDER


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "guard_broken"', 'code = "guard_brokn"', "guard_broken, guard_brokn"),
        ('code = "question"', 'code = "goal_ended"', "question"),
        ("stopped_days = 14", "stopped_days = 0", "stopped_days"),
        ("review_days = 7", "", "review_days"),
        ("review_days = 7", 'review_days = "a week"', "review_days"),
    ],
)
def test_an_order_that_lacks_a_reason_or_a_limit_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(InvalidValue, match=said):
        attention_order(own(tmp_path, old, new))


def test_an_order_without_any_reason_is_refused(tmp_path: Path) -> None:
    (tmp_path / "portfolio.toml").write_text("reason = 3", "utf-8")
    with pytest.raises(InvalidValue, match="portfolio"):
        attention_order(tmp_path)
