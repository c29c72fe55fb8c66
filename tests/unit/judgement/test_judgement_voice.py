"""Share of voice: the set is part of the figure, and a set that changed is a break."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.amount import Unknown
from milepost.judgement.competitors.voice import Heard, Moved, Part, Voice, moved, share_of_totals, voice
from milepost.period import Period

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
APRIL = Period(date(2026, 4, 1), date(2026, 5, 1))


def heard(period: Period, **a_day: int) -> list[Heard]:
    return [
        Heard(name, own=name == "Acme", day=period.start + timedelta(days=at), count=count)
        for at in range(period.days)
        for name, count in a_day.items()
    ]


def told(period: Period, **a_day: int) -> Voice:
    found = voice(heard(period, **a_day), period)
    assert isinstance(found, Voice), found
    return found


def test_the_share_names_its_set_and_its_total() -> None:
    found = told(MARCH, Acme=3, Bolt=6, Crisp=1)

    assert found.share == pytest.approx(0.3)
    assert found.total == 310
    assert found.brands == ("Acme", "Bolt", "Crisp")
    assert found.low < 0.3 < found.high


def test_mentions_of_other_days_are_not_counted() -> None:
    assert voice([*heard(MARCH, Acme=3, Bolt=6), *heard(APRIL, Acme=90, Bolt=1)], MARCH) == told(
        MARCH, Acme=3, Bolt=6
    )


@pytest.mark.parametrize(
    ("a_day", "because"),
    [({"Bolt": 3, "Crisp": 2}, "own brand"), ({"Acme": 9}, "no other brand"), ({}, "own brand")],
)
def test_a_share_needs_the_own_brand_and_a_rival(a_day: dict[str, int], because: str) -> None:
    found = voice(heard(MARCH, **a_day), MARCH)

    assert isinstance(found, Unknown)
    assert because in found.because


def test_a_handful_of_mentions_is_no_share() -> None:
    few = [
        Heard("Acme", own=True, day=MARCH.start, count=2),
        Heard("Bolt", own=False, day=MARCH.start, count=5),
    ]

    assert isinstance(voice(few, MARCH), Unknown)


def test_bursts_make_the_share_less_sure() -> None:
    steady = told(MARCH, Acme=3, Bolt=6)
    lumps = [
        Heard("Acme", own=True, day=MARCH.start, count=93),
        *(Heard("Bolt", own=False, day=MARCH.start + timedelta(days=at), count=6) for at in range(31)),
    ]
    burst = voice(lumps, MARCH)

    assert isinstance(burst, Voice)
    assert burst.share == pytest.approx(steady.share)
    assert burst.high - burst.low > 1.5 * (steady.high - steady.low)


def test_the_same_set_is_compared_and_a_large_move_is_clear() -> None:
    same = moved(told(MARCH, Acme=3, Bolt=6), told(APRIL, Acme=3, Bolt=6))
    more = moved(told(MARCH, Acme=3, Bolt=6), told(APRIL, Acme=9, Bolt=6))

    assert isinstance(same, Moved)
    assert isinstance(more, Moved)
    assert (same.clear, more.clear) == (False, True)
    assert more.change == pytest.approx(0.6 - 1 / 3)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ({"Acme": 3, "Bolt": 6}, {"Acme": 3, "Bolt": 6, "Crisp": 4}, "Crisp joined"),
        ({"Acme": 3, "Bolt": 6, "Crisp": 4}, {"Acme": 3, "Bolt": 6}, "Crisp left"),
    ],
)
def test_a_changed_set_is_a_break(before: dict[str, int], now: dict[str, int], said: str) -> None:
    found = moved(told(MARCH, **before), told(APRIL, **now))

    assert isinstance(found, Unknown)
    assert said in found.because


def test_a_rival_that_is_seldom_named_has_not_left_the_set() -> None:
    rare = [*heard(MARCH, Acme=3, Bolt=6), Heard("Crisp", own=False, day=MARCH.start, count=2)]
    before = voice(rare, MARCH)

    assert isinstance(before, Voice)
    assert isinstance(moved(before, told(APRIL, Acme=3, Bolt=6)), Moved)


@given(
    own=st.integers(0, 400),
    others=st.lists(st.integers(1, 400), min_size=1, max_size=5),
)
def test_the_share_lies_in_its_interval_and_between_nothing_and_all(own: int, others: list[int]) -> None:
    told = [Heard("Acme", own=True, day=MARCH.start, count=own)]
    told += [
        Heard(f"Rival {at}", own=False, day=MARCH.start + timedelta(days=at), count=count)
        for at, count in enumerate(others)
    ]

    found = voice(told, MARCH)

    if isinstance(found, Unknown):
        assert own + sum(others) < 20
    else:
        assert 0 <= found.low <= found.share <= found.high <= 1
        assert sum(found.counts.values()) == found.total == own + sum(others)


def test_a_share_of_interactions_is_as_unsure_as_its_parts() -> None:
    sure = [Part("Acme", own=True, total=300, error=0.1), Part("Bolt", own=False, total=700, error=0.1)]
    unsure = [Part("Acme", own=True, total=300, error=0.5), Part("Bolt", own=False, total=700, error=0.5)]
    narrow, wide = share_of_totals(sure, MARCH), share_of_totals(unsure, MARCH)

    assert isinstance(narrow, Voice)
    assert isinstance(wide, Voice)
    assert narrow.share == wide.share == pytest.approx(0.3)
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)
    assert isinstance(share_of_totals(sure[:1], MARCH), Unknown)
