"""A review tells what is signal, counts the rest, and may end in nothing to do."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from goal_parts import goal, state
from hypothesis import given
from hypothesis import strategies as st
from review_samples import AS_OF, FALL, QUIET, RISE, SINCE, UNTOLD, WEEK, case, days, later, measure, weeks

from milepost.amount import Amount
from milepost.goals.findings import ADVICE, QUESTION, Finding
from milepost.goals.state import GoalState, Verdict
from milepost.judgement.attainability import Odds
from milepost.judgement.change import Change
from milepost.judgement.verdict import Verdict as Told
from milepost.playbook.advice import Advice
from milepost.reviews.cadence import Kind
from milepost.reviews.case import Allocated
from milepost.reviews.hold import held_of, hold


def test_what_moved_is_told_and_the_rest_is_counted() -> None:
    found = hold(case(measure("sessions", RISE), measure("bounce_rate"), measure("shares")))
    assert [one.kpi.id for one in found.signals] == ["sessions"]
    assert found.signals[0].good is True
    assert (found.quiet, found.counts, found.nothing_to_do) == (2, (("signal", 1),), False)


def test_nothing_that_moved_is_nothing_to_do() -> None:
    found = hold(case(measure("sessions"), measure("shares", UNTOLD)))
    assert found.nothing_to_do
    assert (found.quiet, found.signals, found.unknown_kpis) == (1, (), 1)
    assert found.unknown[0].because == "Only 3 weeks are known; 14 are needed."


def test_good_follows_the_kpi_and_an_input_has_no_good() -> None:
    signals = hold(case(measure("bounce_rate", RISE), measure("ctr", FALL))).signals
    assert {one.kpi.id: one.good for one in signals} == {"bounce_rate": False, "ctr": False}
    assert hold(case(measure("bounce_rate", FALL))).signals[0].good is True
    assert hold(case(measure("ad_spend", RISE), kind=Kind.MONTHLY)).signals[0].good is None


def test_vanity_is_counted_unless_a_goal_is_measured_by_it() -> None:
    found = hold(case(measure("likes", RISE), measure("impressions", UNTOLD)))
    assert (found.signals, found.vanity, found.unknown) == ((), 1, ())
    liked = state(goal=goal(kpi="likes"))
    found = hold(case(measure("likes", RISE), goals=(liked,)))
    assert found.signals[0].goals == ("g1",)


def test_a_fall_of_the_other_review_is_told_now_and_a_rise_waits() -> None:
    found = hold(case(measure("orders", FALL), measure("revenue", RISE), measure("leads")))
    assert [(one.kpi.id, one.section) for one in found.signals] == [("orders", None)]
    assert found.quiet == 0


def test_the_same_figures_are_told_once() -> None:
    same = weeks(50.0)
    found = hold(
        case(
            measure("conversions", RISE, weekly=same),
            measure("key_events", RISE, weekly=same),
            kind=Kind.MONTHLY,
        )
    )
    assert [(one.kpi.id, one.twins) for one in found.signals] == [("conversions", ("Key events",))]
    apart = hold(case(measure("conversions", RISE), measure("key_events", RISE), kind=Kind.MONTHLY))
    assert len(apart.signals) == 2


def test_a_change_is_told_once_and_stands_after_that() -> None:
    first = case(measure("sessions", RISE))
    told = held_of(hold(first))
    again = hold(later(first, held=(told,)))
    assert (again.signals, again.nothing_to_do) == ((), True)
    assert [(one.kpi.id, one.told) for one in again.standing] == [("sessions", AS_OF)]
    other = replace(RISE, since=SINCE + timedelta(days=28))
    moved = later(first, held=(told,), measures=(measure("sessions", other, told=AS_OF + timedelta(days=7)),))
    assert [one.kpi.id for one in hold(moved).signals] == ["sessions"]
    turned = later(first, held=(told,), measures=(measure("sessions", FALL, told=AS_OF + timedelta(days=7)),))
    assert [one.kpi.id for one in hold(turned).signals] == ["sessions"]


def test_a_review_that_is_looked_at_again_after_it_was_held_says_the_same() -> None:
    first = case(measure("sessions", RISE))
    assert hold(replace(first, held=(held_of(hold(first)),))) == hold(first)


def test_a_change_that_can_no_longer_be_told_is_said_so_while_it_is_young() -> None:
    first = case(measure("sessions", RISE))
    told = held_of(hold(first))
    quiet = (measure("sessions", QUIET, told=AS_OF + timedelta(days=7)),)
    gone = hold(later(first, held=(told,), measures=quiet)).gone
    assert [(one.kpi.id, one.since, one.told) for one in gone] == [("sessions", SINCE, AS_OF)]
    old = held_of(hold(case(measure("sessions", replace(RISE, since=AS_OF - timedelta(days=56))))))
    assert hold(later(first, held=(old,), measures=quiet)).gone == ()


def test_a_week_without_figures_is_missing_and_counts_nothing_as_quiet() -> None:
    stale = measure("sessions", QUIET, told=AS_OF - timedelta(days=7))
    found = hold(case(stale, measure("shares", RISE, told=AS_OF - timedelta(days=5))))
    assert (found.missing, found.quiet, found.signals) == (True, 0, ())
    assert all(one.late for one in found.unknown)
    assert "import the export that goes on" in found.unknown[0].because
    assert not hold(case(stale, measure("shares"))).missing
    assert hold(case()).missing


def test_why_a_figure_ends_is_told_truly() -> None:
    old = AS_OF - timedelta(days=40)
    empty = hold(case(measure("ctr", told=old, below=AS_OF), measure("shares"))).unknown[0]
    assert (empty.late, empty.because) == (False, "there has been nothing to divide by since 28 January 2026")
    waits = hold(case(measure("retention_rate", told=AS_OF - timedelta(days=91), waits=90))).unknown[0]
    assert (waits.late, waits.because[:31]) == (False, "it is known only 90 days later;")
    stopped = hold(case(measure("retention_rate", told=AS_OF - timedelta(days=200), waits=90))).unknown[0]
    assert stopped.late


def test_a_goal_is_news_when_it_ends_or_slips_and_is_counted_after_that() -> None:
    likely = state(Verdict.LIKELY, goal=goal(kpi="sessions"))
    first = case(measure("sessions"), goals=(likely,))
    assert hold(first).goals[0].news == "new"
    told = held_of(hold(first))
    assert hold(later(first, held=(told,))).goals[0].news in {"", "ended"}
    missed = replace(likely, verdict=Verdict.MISSED)
    ended = hold(later(first, held=(told,), goals=(missed,)))
    assert (ended.goals[0].news, ended.counts) == ("ended", (("goal_ended", 1),))
    after = hold(later(first, 14, held=(told, held_of(ended)), goals=(missed,)))
    assert (after.goals, [one.goal.id for one in after.over], after.nothing_to_do) == ((), ["g1"], True)


def odd(verdict: Verdict, chance: float) -> GoalState:
    likely = state(verdict, goal=goal(kpi="sessions"))
    assert isinstance(likely.odds, Odds)
    return replace(likely, odds=replace(likely.odds, probability=chance))


@pytest.mark.parametrize(
    ("before", "now", "news"),
    [
        ((Verdict.LIKELY, 0.72), (Verdict.OPEN, 0.68), ""),
        ((Verdict.LIKELY, 0.92), (Verdict.OPEN, 0.66), "further"),
        ((Verdict.OPEN, 0.66), (Verdict.OPEN, 0.39), ""),
        ((Verdict.OPEN, 0.35), (Verdict.UNLIKELY, 0.28), "further"),
        ((Verdict.OPEN, 0.31), (Verdict.UNLIKELY, 0.29), ""),
        ((Verdict.UNLIKELY, 0.2), (Verdict.OPEN, 0.5), "closer"),
    ],
)
def test_small_moves_of_odds_are_no_news(
    before: tuple[Verdict, float], now: tuple[Verdict, float], news: str
) -> None:
    first = case(measure("sessions"), goals=(odd(*before),))
    after = later(first, held=(held_of(hold(first)),), goals=(odd(*now),))
    found = hold(after)
    assert found.goals[0].news == news
    assert dict(found.counts) == ({"goal_further": 1} if news == "further" else {})


def test_a_goal_that_begins_unlikely_is_something_to_do_once() -> None:
    first = case(measure("sessions"), goals=(odd(Verdict.UNLIKELY, 0.1),))
    found = hold(first)
    assert found.counts == (("goal_unlikely", 1),)
    assert hold(later(first, held=(held_of(found),))).nothing_to_do


def test_advice_and_gaps_are_to_do_when_they_are_new() -> None:
    advice = Advice("hook", "Opening hook", "Try another opening.", 4, ("sessions",), "…", ())
    gap = Finding("no_owner", QUESTION, {"goals": ("g1",)})
    first = case(
        measure("orders"),
        kind=Kind.MONTHLY,
        as_of=date(2026, 3, 2),
        advice=(advice,),
        findings=(gap, Finding("no_audience", ADVICE, {}), Finding("no_review_held", QUESTION, {})),
        allocation=(Allocated("proposal", "Ad spend", Told("payback.hold", {"weeks": 60})),),
    )
    measured = replace(first, measures=(measure("orders", told=date(2026, 3, 2)),))
    found = hold(measured)
    assert found.counts == (("advice", 1), ("mistake", 1))
    assert [one.code for one in found.mistakes] == ["no_owner"]
    again = hold(later(measured, 31, held=(held_of(found),)))
    assert again.nothing_to_do
    assert (len(again.standing_advice), len(again.standing_mistakes)) == (1, 1)


def test_single_days_are_shown_and_never_counted() -> None:
    values = [100.0 + at % 5 for at in range(60)]
    values[-3] = 900.0
    found = hold(case(measure("sessions", daily=days(values)), outcome="sessions"))
    assert [(one.day, one.value) for one in found.jumps] == [(date(2026, 3, 6), 900.0)]
    assert 95 < found.jumps[0].usual < 110
    assert found.nothing_to_do
    assert found.days[0].values[-3] == 900.0
    assert len(found.days[0].days) == 7


def test_the_figures_of_a_month_are_shown_in_the_order_of_the_sections() -> None:
    paid = measure("ad_spend", this=Amount(5.0), before=Amount(4.0))
    sold = measure("orders", this=Amount(50.0), before=None)
    rows = hold(case(paid, sold, kind=Kind.MONTHLY)).months
    assert [(row.kpi.id, row.section) for row in rows] == [("orders", "Conversion"), ("ad_spend", "Cost")]


NAMES = ("sessions", "shares", "ctr", "orders", "likes", "reach", "leads", "bounce_rate")
MOVES = st.sampled_from((QUIET, RISE, FALL, UNTOLD))


@given(moves=st.tuples(*(MOVES for _ in NAMES)), kind=st.sampled_from(Kind))
def test_every_kpi_of_a_review_is_told_counted_or_untold_once(moves: tuple[Change, ...], kind: Kind) -> None:
    pairs = zip(NAMES, moves, strict=True)
    asked = case(*(measure(name, moved, told=AS_OF) for name, moved in pairs), kind=kind)
    found = hold(asked)
    own = [one.kpi for one in asked.measures if asked.cadence.place_of(one.kpi) is not None]
    idle = sum(
        bool(kpi.vanity)
        for kpi, moved in zip((one.kpi for one in asked.measures), moves, strict=True)
        if moved is UNTOLD and kpi in own
    )
    told = [one.kpi for one in found.signals if one.section is not None]
    assert len(told) + found.quiet + found.vanity + found.unknown_kpis + idle == len(own)
    assert hold(asked) == found


def test_a_period_without_figures_is_never_as_usual_though_later_days_are_known() -> None:
    known = [5.0] * 14 + [float("nan")] * 7 + [5.0, 6.0]
    late = WEEK.end + timedelta(days=2)
    gap = measure("sessions", daily=days(known, end=late), told=late)

    found = hold(case(gap, as_of=late))

    assert (found.quiet, found.missing, found.nothing_to_do) == (0, True, False)
    (untold,) = found.unknown
    assert (untold.kpis, untold.late) == (("Sessions",), False)
    assert "no figure of this period is known" in untold.because
    weekly = weeks(end=AS_OF)
    weekly.over[-1] = float("nan")
    assert hold(case(measure("sessions", weekly=weekly))).missing
    some = measure(
        "link_clicks", daily=days([5.0] * 16 + [float("nan")] * 3 + [5.0] * 4, end=late), told=late
    )
    assert not hold(case(gap, some, as_of=late)).missing


def test_days_without_anything_to_divide_by_are_no_gap() -> None:
    sold = [float("nan")] * 5 + [80.0, 95.0]
    rate = measure("engagement_rate", daily=days(sold * 3, under=np.ones(21)))

    assert (hold(case(rate)).quiet, hold(case(rate)).missing) == (1, False)
