"""Matching: what is unknown or merely high is no ground; the special speaks in place of the general."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.playbook.match import match
from milepost.playbook.rule import Condition, Rule
from milepost.playbook.rules import rules
from milepost.playbook.standings import PLACES, SIGNALS, Stand, State

BOOK = rules()
KPIS = sorted({kpi for rule in BOOK.values() for kpi in rule.kpis})


def stand(kpi: str, *states: State, channel: str | None = None) -> Stand:
    return Stand(kpi, channel, frozenset(states))


def rule(name: str, *when: Condition, **more: object) -> Rule:
    return replace(BOOK["ctr_falls"], id=name, when=when, unless=(), instead_of=(), evidence=(), **more)


def waits(kpi: str, *states: State, **more: object) -> Condition:
    return Condition((kpi,), frozenset(states), **more)  # type: ignore[arg-type]


@st.composite
def stands(draw: st.DrawFn) -> list[Stand]:
    keys = draw(
        st.lists(
            st.tuples(st.sampled_from(KPIS), st.sampled_from([None, "instagram", "email"])),
            unique=True,
            max_size=40,
        )
    )
    extra = [State.SPIKE, State.AS_LAST_YEAR, State.CARRIES]
    return [
        Stand(
            kpi,
            channel,
            frozenset(
                {draw(st.sampled_from(sorted(PLACES))), State.PRESENT, *draw(st.sets(st.sampled_from(extra)))}
            ),
        )
        for kpi, channel in keys
    ]


@given(found=stands(), order=st.randoms(use_true_random=False))
def test_the_order_of_standings_and_rules_does_not_matter(found: list[Stand], order: object) -> None:
    mixed, book = list(found), list(BOOK.values())
    order.shuffle(mixed)  # type: ignore[attr-defined]
    order.shuffle(book)  # type: ignore[attr-defined]
    assert match(mixed, book) == match(found, BOOK.values())


@given(found=stands())
def test_every_advice_stands_on_a_signal_that_is_there(found: list[Stand]) -> None:
    known = {(one.kpi, one.channel): one.states for one in found}
    for advice in match(found, BOOK.values()):
        assert all(State(piece.standing) in known[piece.kpi, piece.channel] for piece in advice.evidence)
        if not BOOK[advice.rule].quiet:
            assert {State(piece.standing) for piece in advice.evidence} & SIGNALS


@given(found=stands(), gone=st.sampled_from(KPIS))
def test_what_becomes_unknown_never_makes_a_condition_true(found: list[Stand], gone: str) -> None:
    left = [one for one in found if one.kpi != gone]
    for advice in match(left, BOOK.values()):
        assert gone not in {piece.kpi for piece in advice.evidence}


def test_nothing_known_and_nothing_but_present_say_nothing() -> None:
    assert match((), BOOK.values()) == ()
    assert match([stand(kpi, State.PRESENT) for kpi in KPIS], BOOK.values()) == ()


@given(found=stands())
def test_no_advice_is_given_twice(found: list[Stand]) -> None:
    keys = [advice.key for advice in match(found, BOOK.values())]
    assert len(keys) == len(set(keys))


def test_a_high_month_alone_is_no_ground() -> None:
    one = rule("one", waits("ctr", State.HIGH, State.RISING), waits("cpc", State.LOW, State.FALLING))
    assert match([stand("ctr", State.HIGH), stand("cpc", State.LOW)], [one]) == ()
    assert len(match([stand("ctr", State.RISING), stand("cpc", State.LOW)], [one])) == 1


def test_one_channel_is_named_and_several_are_said_once() -> None:
    one = rule("one", waits("ctr", State.FALLING))
    whole, insta, mail = (stand("ctr", State.FALLING, channel=name) for name in (None, "instagram", "email"))
    assert [advice.key for advice in match([whole, insta], [one])] == ["one@instagram"]
    assert [advice.key for advice in match([whole, insta, mail], [one])] == ["one"]
    assert [advice.key for advice in match([insta, mail], [one])] == ["one@email", "one@instagram"]


def test_figures_of_two_channels_never_meet_in_one_advice() -> None:
    one = rule("one", waits("ctr", State.FALLING), waits("cpc", State.RISING))
    apart = [stand("ctr", State.FALLING, channel="email"), stand("cpc", State.RISING, channel="instagram")]
    assert match(apart, [one]) == ()


def test_a_condition_on_the_whole_brand_looks_at_the_whole() -> None:
    one = rule("one", waits("ctr", State.FALLING), waits("orders", State.USUAL, whole=True))
    found = [stand("ctr", State.FALLING, channel="email"), stand("orders", State.USUAL)]
    assert [advice.channel for advice in match(found, [one])] == ["email"]


def test_the_first_member_that_is_measured_answers_for_its_family() -> None:
    one = rule("one", Condition(("orders", "leads"), frozenset({State.FALLING})))
    assert match([stand("orders", State.PRESENT), stand("leads", State.FALLING)], [one]) == ()
    assert len(match([stand("leads", State.FALLING)], [one])) == 1


def test_unless_keeps_a_rule_still_but_an_unknown_does_not() -> None:
    one = replace(rule("one", waits("ctr", State.FALLING)), unless=(waits("impressions", State.RISING),))
    assert match([stand("ctr", State.FALLING), stand("impressions", State.RISING)], [one]) == ()
    assert len(match([stand("ctr", State.FALLING), stand("impressions", State.PRESENT)], [one])) == 1


@pytest.mark.parametrize(
    ("special", "general", "left"),
    [
        (None, None, ["special"]),
        ("email", None, ["special@email"]),
        (None, "email", ["special"]),
        ("email", "email", ["special@email"]),
        ("email", "instagram", ["general@instagram", "special@email"]),
    ],
)
def test_the_special_speaks_in_place_of_the_general(
    special: str | None, general: str | None, left: list[str]
) -> None:
    book = [
        rule("general", waits("ctr", State.FALLING)),
        replace(rule("special", waits("cpc", State.RISING)), instead_of=("general",)),
    ]
    found = [stand("ctr", State.FALLING, channel=general), stand("cpc", State.RISING, channel=special)]
    assert sorted(advice.key for advice in match(found, book)) == left


def test_what_is_on_trial_is_marked_and_comes_last() -> None:
    found = [stand("key_events", State.ENDED), stand("sessions", State.PRESENT), stand("csat", State.FALLING)]
    first = [advice.key for advice in match(found, BOOK.values())]
    assert first == ["tracking_broke", "satisfaction_falls"]
    again = match(found, BOOK.values(), tried=["tracking_broke"])
    assert [(advice.key, advice.on_trial) for advice in again] == [
        ("satisfaction_falls", False),
        ("tracking_broke", True),
    ]


def test_a_quiet_rule_speaks_only_where_no_other_does() -> None:
    usual = [stand(kpi, State.USUAL) for kpi in ("sessions", "leads", "orders", "revenue")]
    assert [advice.rule for advice in match(usual, BOOK.values())] == ["nothing_changed"]
    loud = [*usual, stand("csat", State.FALLING)]
    assert [advice.rule for advice in match(loud, BOOK.values())] == ["satisfaction_falls"]
