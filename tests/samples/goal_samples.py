"""Invented goals, one in every state a page must show."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from goal_parts import AS_OF, daily, fan, goal, odds, running, state, weekly

from milepost.amount import Unit, Unknown, Why
from milepost.goals.findings import Finding
from milepost.goals.goal import BaselineFigures
from milepost.goals.state import Break, GoalState, Verdict
from milepost.judgement.attainability import Odds
from milepost.judgement.change import Change, Effect
from milepost.judgement.verdict import Movement
from milepost.series import Series


def unlikely_rate() -> GoalState:
    """A share that is far from its target, with a moved target and a break of meaning."""
    until = date(2026, 5, 17)
    history = weekly(
        "Engagement rate (by impressions)", 0.034, unit=Unit.SHARE, adds=False, noise=0.07, weeks=46
    )
    since = tuple(
        (day + timedelta(days=3), value)
        for day, value in zip(history.starts, history.values, strict=True)
        if day >= date(2026, 2, 2)
    )
    wish = goal(
        id="g2",
        sentence="Raise the engagement rate (by impressions) on Instagram from 3.4 % to 4.25 % by the end "
        "of July so that more people who see us also talk to us",
        kpi="engagement_rate",
        kind="level",
        target=0.0425,
        first_target=0.045,
        unit=Unit.SHARE,
        baseline=BaselineFigures(0.0322, 0.0341, 0.0362, date(2025, 11, 3), date(2026, 2, 1)),
        start=date(2026, 2, 1),
        deadline=date(2026, 7, 31),
        stage="engagement",
        created=date(2026, 1, 29),
        version=2,
    )
    return state(
        Verdict.UNLIKELY,
        goal=wish,
        title="Engagement rate (by impressions)",
        known_until=until,
        actual=since[-1][1],
        progress=0.0,
        odds=odds(0.08, 0.0318, 0.0352, 0.0391, 0.033),
        usual_by_now=None,
        history=history,
        so_far=since,
        fan=fan(until, date(2026, 7, 31), since[-1][1], (0.0318, 0.0352, 0.0391), steady=True),
        change=Change(Movement.NO_CHANGE, None, (date(2026, 3, 17),), 0.14, None),
        findings=(
            Finding(
                "unlikely",
                "question",
                {"baseline": 0.034, "target": 0.0425, "probability": "8 %", "even_odds": 0.0352},
            ),
            Finding("target_lowered", "advice", {"first_target": "4.5 %", "target": "4.25 %"}),
        ),
        breaks=(Break(date(2025, 12, 3), "Instagram counts views instead of impressions"),),
        measured_as="Likes, comments, shares and saves over impressions, as Instagram's export gives them",
    )


def open_money() -> GoalState:
    """Revenue that may go either way, with three days of which nothing is known."""
    until = date(2026, 5, 18)
    wish = goal(
        id="g3",
        sentence="Sell for €48,000 to visitors from social media in the second quarter",
        kpi="revenue",
        target=48_000.0,
        first_target=55_000.0,
        unit=Unit.MONEY,
        baseline=BaselineFigures(39_500.0, 44_100.0, 49_200.0, date(2026, 1, 5), date(2026, 4, 1)),
        version=3,
    )
    return state(
        Verdict.OPEN,
        goal=wish,
        title="Revenue from social",
        known_until=until,
        actual=23_310.0,
        usual_by_now=22_900.0,
        odds=odds(0.48, 40_100.0, 47_600.0, 56_300.0, 43_000.0),
        history=weekly("Revenue from social", 3400.0, unit=Unit.MONEY, currency="EUR", noise=0.2),
        so_far=running(date(2026, 4, 1), until, 23_310.0, (20, 21, 22)),
        fan=fan(until, date(2026, 6, 30), 23_310.0, (40_100.0, 47_600.0, 56_300.0)),
        change=Change(Movement.RISE, Effect(0.06, 0.19, 0.31), (), 0.22, date(2026, 4, 6)),
        measured_as="Orders placed, less refunds, of visits from social media; from the shop's orders",
        currency="EUR",
    )


def met_posts() -> GoalState:
    """A total that is reached before its deadline."""
    return state(
        Verdict.MET,
        goal=goal(
            id="g4", sentence="Collect 120 leads by 30 June", kpi="leads", target=120.0, first_target=100.0
        ),
        title="Leads",
        progress=1.18,
        actual=141.0,
        odds=odds(1.0, 141.0, 240.0, 320.0),
    )


def missed_level() -> GoalState:
    """A cost that stayed above its target when the deadline passed."""
    wish = goal(
        id="g5",
        sentence="Bring the cost per lead below €4 by the end of April",
        kpi="cost_per_lead",
        kind="level",
        target=4.0,
        first_target=4.0,
        unit=Unit.MONEY,
        better="lower",
        baseline=BaselineFigures(4.9, 5.4, 6.0, date(2025, 11, 3), date(2026, 1, 31)),
        start=date(2026, 2, 1),
        deadline=date(2026, 4, 30),
    )
    history = weekly(
        "Cost per lead",
        4.8,
        unit=Unit.MONEY,
        currency="EUR",
        adds=False,
        better="lower",
        end=date(2026, 4, 30),
    )
    since = tuple((d, v) for d, v in zip(history.starts, history.values, strict=True) if d >= wish.start)
    return state(
        Verdict.MISSED,
        goal=wish,
        title="Cost per lead",
        known_until=date(2026, 5, 1),
        actual=since[-1][1],
        progress=0.56,
        odds=Odds(0.0, *[since[-1][1]] * 6, 0, settled=True, reference=None),
        usual_by_now=None,
        history=history,
        so_far=since,
        fan=(),
        currency="EUR",
        measured_as="Spend of all adverts over the leads of the CRM",
    )


def unknown_calls() -> GoalState:
    """A standing target of which too little is known."""
    wish = goal(
        id="g6",
        sentence="20 booked calls a month from LinkedIn",
        kpi="booked_calls",
        kind="per_period",
        per="month",
        target=20.0,
        first_target=20.0,
        baseline=None,
        start=date(2026, 5, 1),
        deadline=date(2026, 12, 31),
        owner="",
    )
    return state(
        Verdict.UNKNOWN,
        goal=wish,
        title="Booked calls",
        known_until=date(2026, 5, 11),
        actual=None,
        progress=None,
        odds=Unknown(
            "only 2 whole months are known; a forecast needs 4. Import older exports of the calendar, "
            "or wait until 22 June",
            Why.TOO_LITTLE,
        ),
        usual_by_now=None,
        history=weekly("Booked calls", 4.0, weeks=14, end=date(2026, 5, 11)),
        so_far=(),
        fan=(),
        change=Unknown("it needs 14 known weeks, and 3 are known", Why.TOO_LITTLE),
        measured_as="Calls in the calendar's export, by the day they were booked",
    )


def standing_calls() -> GoalState:
    """So many calls a month, which went well in some months."""
    wish = goal(
        id="g9",
        sentence="30 booked calls every month",
        kpi="booked_calls",
        kind="per_period",
        per="month",
        target=30.0,
        first_target=24.0,
        baseline=BaselineFigures(25.0, 29.0, 33.0, date(2025, 10, 1), date(2026, 1, 1)),
        start=date(2026, 1, 1),
        deadline=None,
        version=2,
    )
    return state(
        Verdict.OPEN,
        goal=wish,
        title="Booked calls",
        actual=17.0,
        progress=None,
        odds=replace(odds(0.44, 23.0, 29.0, 36.0, 25.0), met=(5, 12)),
        usual_by_now=None,
        history=daily("Booked calls", 0.95, 500),
        so_far=(),
        fan=(),
        measured_as="Calls in the calendar's export, by the day they were booked",
    )


def response_time() -> GoalState:
    """A duration that should fall."""
    wish = goal(
        id="g10",
        sentence="Answer within two hours by the end of June",
        kpi="response_time",
        kind="level",
        target=7_200.0,
        first_target=7_200.0,
        unit=Unit.SECONDS,
        better="lower",
        baseline=BaselineFigures(10_900.0, 12_300.0, 13_800.0, date(2026, 1, 5), date(2026, 4, 1)),
        stage="retention",
    )
    history = weekly("Response time", 9_400.0, unit=Unit.SECONDS, adds=False, better="lower")
    until = AS_OF
    return state(
        Verdict.LIKELY,
        goal=wish,
        title="Response time",
        known_until=until,
        actual=8_100.0,
        progress=0.82,
        odds=odds(0.78, 5_900.0, 6_700.0, 7_700.0, 7_300.0),
        usual_by_now=None,
        history=history,
        so_far=(),
        fan=fan(until, date(2026, 6, 30), 8_100.0, (5_900.0, 6_700.0, 7_700.0), steady=True),
        change=Change(Movement.FALL, Effect(-0.3, -0.2, -0.1), (), 0.16, date(2026, 4, 6)),
        measured_as="Median time from a question to the first answer",
    )


def not_started() -> GoalState:
    """A goal of the coming quarter."""
    wish = goal(
        id="g7",
        sentence="Grow to 12,000 Instagram followers by 30 September",
        kpi="followers",
        kind="level",
        target=12_000.0,
        first_target=12_000.0,
        baseline=BaselineFigures(11_020.0, 11_060.0, 11_100.0, date(2026, 2, 16), AS_OF),
        start=date(2026, 7, 1),
        deadline=date(2026, 9, 30),
        stage="awareness",
    )
    history = weekly("Followers", 11_060.0, adds=False, noise=0.004)
    return state(
        Verdict.NOT_STARTED,
        goal=wish,
        title="Followers",
        actual=None,
        progress=None,
        odds=odds(0.35, 11_300.0, 11_800.0, 12_400.0, 11_500.0),
        usual_by_now=None,
        history=history,
        so_far=(),
        fan=fan(AS_OF, date(2026, 9, 30), 11_060.0, (11_300.0, 11_800.0, 12_400.0), steady=True),
        measured_as="Followers at the end of each day, as Instagram reports them",
    )


def without_data() -> GoalState:
    """A goal of which nothing at all is known."""
    return state(
        Verdict.UNKNOWN,
        goal=goal(
            id="g8",
            sentence="Get 40 mentions by 30 June",
            kpi="mentions",
            target=40.0,
            first_target=40.0,
            baseline=None,
        ),
        title="Mentions",
        known_until=None,
        actual=None,
        progress=None,
        odds=Unknown("no imported file holds mentions", Why.NOT_SUPPORTED),
        usual_by_now=None,
        history=Series("Mentions", (), np.array([], dtype=np.int64), np.array([])),
        so_far=(),
        fan=(),
        change=Unknown("nothing is known of it"),
        measured_as="Mentions a day; no source yet",
    )
