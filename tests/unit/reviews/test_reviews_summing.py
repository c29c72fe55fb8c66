"""What is said of one brand beside others, by hand: every reason, and the silence where there is none."""

from datetime import date, timedelta
from typing import Any

import goal_parts
import pytest
from goal_parts import odds

from milepost.amount import Unknown
from milepost.goals.goal import Goal, Guard
from milepost.goals.guarding import GuardState
from milepost.goals.state import GoalState, Verdict
from milepost.judgement.verdict import Verdict as Told_
from milepost.period import Period
from milepost.reviews.attention import attention_order
from milepost.reviews.cadence import Kind, period_of
from milepost.reviews.decision import Decision, Expected, Status
from milepost.reviews.held import Held, HeldGoal
from milepost.reviews.summary import Reason, Summary
from milepost.reviews.summing import BrandCase, Told, summary_of

TODAY = date(2026, 5, 18)  # a Monday
ORDER = attention_order()


def told(last: date, name: str = "meta_business", gaps: tuple[Period, ...] = ()) -> Told:
    days = Period(date(2025, 1, 1), last + timedelta(days=1))
    return Told(name, "", "instagram", days, gaps)


def held(kind: Kind, day: date, *goals: HeldGoal, signals: int = 0) -> Held:
    period = period_of(kind, day)
    counts = (("signal", signals),) if signals else ()
    return Held(kind, period.start, period.end, day, counts, not counts, 3, 0, goals=goals)


def decision(**more: Any) -> Decision:
    values: dict[str, Any]
    values = {"id": "d1", "what": "Two reels", "why": "w", "owner": "o", "kpi": "leads", "channel": ()}
    values |= {"expected": Expected(0.1, relative=True), "made": date(2026, 4, 1), "check": TODAY}
    return Decision(**(values | more))


def goal(**more: Any) -> Goal:
    """A goal that speaks of money."""
    return goal_parts.goal(**({"kpi": "orders"} | more))


def state(verdict: Verdict = Verdict.LIKELY, **more: Any) -> GoalState:
    return goal_parts.state(verdict, **({"goal": goal()} | more))


FRESH = (told(date(2026, 5, 17)),)
WEEKLY = held(Kind.WEEKLY, TODAY)


def summed(*goals: GoalState, told: tuple[Told, ...] = FRESH, **more: Any) -> Summary:
    values: dict[str, Any] = {"told": told, "held": (WEEKLY,)} | more
    return summary_of(BrandCase("Northlight", TODAY, goals, **values), ORDER)


def codes(found: Summary) -> list[str]:
    return [one.code for one in found.reasons]


def broken(kpi: str = "leads") -> GuardState:
    return GuardState(Guard(kpi), kpi.title(), held=False, told=Told_("guard.broken"))


def test_a_brand_on_its_way_with_fresh_figures_and_a_held_review_is_silent() -> None:
    found = summed(state())
    assert found.reasons == ()
    assert (found.verdicts, found.goals, found.last_day, found.days_since) == (
        {"likely": 1},
        1,
        date(2026, 5, 17),
        0,
    )
    assert found.worst is not None
    assert found.gaps == ()


def test_a_goal_is_newly_unlikely_until_a_review_has_told_it_of_this_version() -> None:
    unlikely = state(Verdict.UNLIKELY, odds=odds(0.12, 1, 2, 3))
    shown = HeldGoal("g1", 1, 300.0, "unlikely", 0.1)
    other_version = HeldGoal("g1", 2, 300.0, "unlikely", 0.1)
    before = HeldGoal("g1", 1, 300.0, "open", 0.5)
    assert summed(unlikely).reasons[0] == Reason("goal_unlikely", 1, "g1", "E-mail subscribers", "", 0.12)
    for one, code in ((shown, "unlikely_known"), (before, "goal_unlikely"), (other_version, "goal_unlikely")):
        assert codes(summed(unlikely, held=(held(Kind.WEEKLY, TODAY, one),))) == [code]
    again = (held(Kind.WEEKLY, TODAY - timedelta(days=7), shown), held(Kind.WEEKLY, TODAY, before))
    assert codes(summed(unlikely, held=again)) == ["goal_unlikely"]


def test_the_least_likely_of_several_goals_is_told() -> None:
    some = [
        state(Verdict.UNLIKELY, goal=goal(id=f"g{n}"), odds=odds(chance, 1, 2, 3))
        for n, chance in enumerate((0.2, 0.02, 0.3))
    ]
    found = summed(*some)
    assert (found.reasons[0].n, found.reasons[0].goal, found.reasons[0].chance) == (3, "g1", 0.02)
    assert found.worst is some[1]


def test_what_can_still_be_turned_is_worse_off_than_what_is_over() -> None:
    missed = state(Verdict.MISSED, goal=goal(id="g1"), odds=odds(0.0, 1, 2, 3))
    unlikely = state(Verdict.UNLIKELY, goal=goal(id="g2"), odds=odds(0.2, 1, 2, 3))
    assert summed(missed, state(goal=goal(id="g3"))).worst is missed
    assert summed(missed, unlikely).worst is unlikely


def test_a_broken_guard_stands_first_and_moves_back_once_a_review_has_told_it() -> None:
    guarded = state(guards=(broken(),))
    assert summed(guarded).reasons == (Reason("guard_broken", 1, "g1", "E-mail subscribers", "Leads"),)
    shown = HeldGoal("g1", 1, 300.0, "likely", 0.7, broken=("leads",))
    assert codes(summed(guarded, held=(held(Kind.WEEKLY, TODAY, shown),))) == ["guard_known"]
    both = state(guards=(broken(), broken("orders")))
    found = summed(both, held=(held(Kind.WEEKLY, TODAY, shown),))
    assert [(one.code, one.what) for one in found.reasons] == [
        ("guard_broken", "Orders"),
        ("guard_known", "Leads"),
    ]


def test_a_guard_that_cannot_be_told_is_not_broken() -> None:
    unknown = GuardState(Guard("leads"), "Leads", held=None, told=Told_("any.cannot_tell"))
    assert summed(state(guards=(unknown,))).reasons == ()


@pytest.mark.parametrize(
    ("verdict", "deadline", "what"),
    [
        (Verdict.MET, date(2026, 6, 30), "met"),
        (Verdict.MISSED, date(2026, 5, 1), "missed"),
        (Verdict.UNKNOWN, date(2026, 5, 1), "passed"),
    ],
)
def test_a_goal_that_is_over_is_to_be_closed_and_its_guards_are_not_asked_for(
    verdict: Verdict, deadline: date, what: str
) -> None:
    over = state(verdict, goal=goal(deadline=deadline), guards=(broken(),))
    (reason,) = summed(over).reasons
    assert (reason.code, reason.what) == ("goal_ended", what)


def test_an_unknown_is_never_nothing_to_do() -> None:
    unknown = state(Verdict.UNKNOWN, odds=Unknown("too little is known"))
    found = summed(unknown)
    assert codes(found) == ["goal_unknown"]
    assert ORDER.calls(found)
    assert codes(summed(state(), told=())) == ["no_data"]
    assert codes(summed(told=(), held=())) == ["never_set_up"]
    assert codes(summed(held=())) == ["no_goal"]


def test_decisions_wait_for_their_verdict_from_their_check_on() -> None:
    early, late = decision(id="d2", check=date(2026, 5, 1)), decision()
    closed = decision(id="d3", status=Status.CLOSED)
    coming = decision(id="d4", check=TODAY + timedelta(days=1))
    found = summed(state(), decisions=(late, early, closed, coming))
    assert found.decisions_due == 2
    assert found.reasons == (Reason("decision_due", 2, "d2", what="Two reels", day=date(2026, 5, 1)),)


@pytest.mark.parametrize(("missing", "expected"), [(13, []), (14, ["data_stopped"]), (400, ["data_stopped"])])
def test_figures_have_stopped_after_two_weeks(missing: int, expected: list[str]) -> None:
    found = summed(state(), told=(told(TODAY - timedelta(days=missing + 1)),))
    assert codes(found) == expected
    assert found.days_since == missing


def test_one_account_stops_beside_others_and_one_that_ended_long_ago_was_closed() -> None:
    stopped = told(date(2026, 4, 20), "youtube_studio")
    assert [one.what for one in summed(state(), told=(*FRESH, stopped)).reasons] == [
        "youtube_studio|instagram|"
    ]
    closed = told(date(2025, 12, 1), "youtube_studio")
    assert summed(state(), told=(*FRESH, closed)).reasons == ()


def test_days_from_today_on_and_days_in_a_gap_are_not_known() -> None:
    beyond = told(date(2026, 9, 1), gaps=(Period(date(2026, 5, 11), date(2026, 5, 20)),))
    (account,) = summed(state(), told=(beyond,)).accounts
    assert (account.last, account.days) == (date(2026, 5, 10), 7)
    later = Told("ga4", "", "", Period(TODAY, date(2026, 9, 1)))
    assert codes(summed(state(), told=(later,))) == ["no_data"]


def test_a_review_is_overdue_a_week_after_it_could_be_held_and_only_where_it_was_ever_held() -> None:
    before = held(Kind.WEEKLY, TODAY - timedelta(days=7))
    assert summed(state(), held=(before,)).reasons == ()
    two_ago = held(Kind.WEEKLY, TODAY - timedelta(days=14))
    assert summed(state(), held=(two_ago,)).reasons == (
        Reason("review_overdue", 1, what="weekly", day=date(2026, 5, 11)),
    )
    five_ago = held(Kind.WEEKLY, TODAY - timedelta(days=35))
    (reason,) = summed(state(), held=(five_ago,)).reasons
    assert (reason.n, reason.day) == (4, date(2026, 4, 20))
    monthly = held(Kind.MONTHLY, date(2026, 4, 2))
    found = summed(state(), held=(WEEKLY, monthly))
    assert [(one.kind, one.since, one.n) for one in found.overdue] == [(Kind.MONTHLY, date(2026, 5, 1), 1)]


def test_goals_without_any_review_ask_for_the_first_one_after_two_weeks() -> None:
    assert codes(summed(state(), held=())) == ["never_reviewed"]
    young = state(goal=goal(created=TODAY - timedelta(days=13)))
    assert summed(young, held=()).reasons == ()


def test_signals_are_those_of_the_held_review_and_unknown_until_it_is_held() -> None:
    assert summed(state()).signals == 0
    assert summed(state(), held=(held(Kind.WEEKLY, TODAY, signals=2),)).signals == 2
    assert summed(state(), held=(held(Kind.WEEKLY, TODAY - timedelta(days=7), signals=2),)).signals is None


def test_what_comes_next_is_the_earliest_check_last_day_or_review() -> None:
    found = summed(state())
    assert found.due is not None
    assert (found.due.what, found.due.on) == ("weekly", date(2026, 5, 25))
    soon = decision(check=date(2026, 5, 20))
    found = summed(state(), decisions=(soon,))
    assert found.due is not None
    assert (found.due.what, found.due.id) == ("check", "d1")
    found = summed(state(), held=())
    assert found.due is not None
    assert (found.due.what, found.due.on) == ("deadline", date(2026, 6, 30))
    found = summed(state(), held=(held(Kind.MONTHLY, TODAY),))
    assert found.due is not None
    assert (found.due.what, found.due.on) == ("monthly", date(2026, 6, 1))


def test_goals_that_never_speak_of_money_are_told_and_call_nobody() -> None:
    found = summed(state(goal=goal(kpi="followers", stage="awareness")))
    assert codes(found) == ["no_money"]
    assert not ORDER.calls(found)
    assert found.gaps == ("no_money",)


def test_tables_that_wait_for_an_answer_are_counted() -> None:
    found = summed(state(), questions=("Audience.csv", "Posts.csv"))
    assert (found.questions, found.reasons[0].what) == (2, "Audience.csv")
