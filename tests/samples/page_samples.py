"""An invented brand with a goal in every state, for the tests of the page and for looking at it."""

import math
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from milepost.amount import Amount, Ratio, Unit, Unknown, Why
from milepost.errors import Problem
from milepost.goals.findings import Finding
from milepost.goals.goal import BaselineFigures, Goal
from milepost.goals.state import Break, FanPoint, GoalState, Verdict
from milepost.judgement.attainability import Odds
from milepost.judgement.change import Change, Effect
from milepost.judgement.verdict import Movement
from milepost.period import Grain, Period
from milepost.reports.scorecard import Claim, ImportLine, KpiLine, Page
from milepost.series import Series

AS_OF = date(2026, 5, 18)
QUIET = Change(Movement.NO_CHANGE, None, (), 0.18, None)


def weekly(
    name: str, level: float, weeks: int = 40, end: date = AS_OF, noise: float = 0.12, **more: Any
) -> Series:
    """Weeks before `end` around `level`, wavy without chance."""
    monday = end - timedelta(days=end.weekday())
    starts = tuple(monday - timedelta(weeks=weeks - n) for n in range(weeks))
    wave = np.array([1 + noise * math.sin(n * 1.9) + noise / 2 * math.cos(n * 0.7) for n in range(weeks)])
    over = wave * level
    settings: dict[str, Any] = {"grain": Grain.WEEK} | more
    if settings.get("unit", Unit.COUNT) == Unit.COUNT:
        over = np.round(over)
    return Series(name, starts, np.full(weeks, 7), over, **settings)


def daily(name: str, level: float, days: int = 400, end: date = AS_OF) -> Series:
    """Days before `end` that swing with the week; whole numbers that add up."""
    starts = tuple(end - timedelta(days=days - n) for n in range(days))
    week = [1.3 if day.weekday() < 5 else 0.4 for day in starts]
    over = [level * share * (1 + 0.3 * math.sin(n * 0.21)) for n, share in enumerate(week)]
    return Series(name, starts, np.ones(days, dtype=np.int64), np.round(np.array(over)))


def goal(**fields: Any) -> Goal:
    """A goal with 300 subscribers by 30 June; anything can be given otherwise."""
    base = BaselineFigures(230.0, 262.0, 301.0, date(2026, 1, 5), date(2026, 4, 1))
    return Goal(
        **{
            **GOAL_FIELDS,
            "id": "g1",
            "brand": "Northlight Coffee",
            "sentence": "Win 300 newsletter subscribers from Instagram by 30 June",
            "kpi": "email_subscribers",
            "kind": "total",
            "target": 300.0,
            "first_target": 300.0,
            "unit": Unit.COUNT,
            "better": "higher",
            "baseline": base,
            "start": date(2026, 4, 1),
            "deadline": date(2026, 6, 30),
            "per": None,
            "owner": "Ada",
            "objective": "lead_generation",
            "stage": "conversion",
            "created": date(2026, 3, 28),
            "version": 1,
            **fields,
        }
    )


GOAL_FIELDS: dict[str, Any] = {"channel": ("instagram",)}


def odds(chance: float, low: float, median: float, high: float, sure: float | None = None) -> Odds:
    """Odds with a landing range."""
    return Odds(
        chance,
        low,
        median,
        high,
        median,
        low * 1.05 if sure is None else sure,
        None,
        0,
        settled=False,
        reference=None,
    )


def running(
    start: date, end: date, total: float, missing: tuple[int, ...] = ()
) -> tuple[tuple[date, float], ...]:
    """A daily running total that swings with the weekdays; `missing` days are left out."""
    days = (end - start).days
    shares = [1.3 if (start + timedelta(days=n)).weekday() < 5 else 0.4 for n in range(days)]
    shares = [s * (0.7 + 0.6 * n / days) for n, s in enumerate(shares)]
    sums = np.cumsum(shares) / sum(shares) * total
    return tuple((start + timedelta(days=n), float(sums[n])) for n in range(days) if n not in missing)


def fan(
    start: date, end: date, now: float, landing: tuple[float, float, float], steady: bool = False
) -> tuple[FanPoint, ...]:
    """A fan that opens from `now` to the landing range; a steady one (levels) opens like a root."""
    days = (end - start).days
    low, median, high = landing
    found = []
    for n in range(days + 1):
        part = n / max(days, 1)
        wide = math.sqrt(part) if steady else part
        middle = now + (median - now) * part
        down, up = (median - low) * wide, (high - median) * wide
        found.append(
            FanPoint(
                start + timedelta(days=n),
                middle - down,
                middle - down / 2,
                middle,
                middle + up / 2,
                middle + up,
            )
        )
    return tuple(found)


def state(verdict: Verdict = Verdict.LIKELY, **fields: Any) -> GoalState:
    """A goal state in mid-flight: 141 so far where 150 would be usual."""
    until = date(2026, 5, 16)
    values: dict[str, Any] = {
        "goal": goal(),
        "title": "E-mail subscribers",
        "as_of": AS_OF,
        "known_until": until,
        "actual": 141.0,
        "progress": 0.47,
        "odds": odds(0.71, 243.2, 312.0, 391.4, 281.0),
        "usual_by_now": 150.0,
        "verdict": verdict,
        "history": daily("E-mail subscribers", 2.9),
        "so_far": running(date(2026, 4, 1), until, 141.0),
        "fan": fan(until, date(2026, 6, 30), 141.0, (243.2, 312.0, 391.4)),
        "change": QUIET,
        "breaks": (),
        "findings": (),
        "measured_as": "New subscribers of the newsletter a day, from Mailgrove's export of the list",
        "currency": None,
    }
    return GoalState(**(values | fields))


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


def kpis() -> tuple[KpiLine, ...]:
    """A framework with signals, quiet lines, an unknown and two vanity metrics."""
    month = Period(date(2026, 4, 20), date(2026, 5, 18))
    rise = Change(Movement.RISE, Effect(0.08, 0.21, 0.35), (), 0.2, date(2026, 4, 6))
    fall = Change(Movement.FALL, Effect(-0.32, -0.22, -0.11), (), 0.15, date(2026, 4, 13))

    def line(id_: str, title: str, stage: str, timing: str = "leading", **fields: Any) -> KpiLine:
        values: dict[str, Any] = {
            "unit": Unit.COUNT,
            "figure": Amount(4120.0),
            "period": month,
            "usual": (880.0, 1190.0),
            "change": QUIET,
            "spark": weekly(title, 1030.0, weeks=26),
            "vanity": "",
            "says": f"What {title.lower()} means, in one sentence.",
        }
        return KpiLine(id_, title, stage, timing, **(values | fields))

    wavy = {"unit": Unit.SHARE, "adds": False}
    return (
        line(
            "reach",
            "Reach",
            "awareness",
            figure=Unknown("reach of several weeks does not add up"),
            period=None,
            usual=None,
            spark=None,
        ),
        line(
            "engagement_rate",
            "Engagement rate (by impressions)",
            "engagement",
            unit=Unit.SHARE,
            figure=Ratio(1420, 41_200),
            usual=(0.0322, 0.0362),
            spark=weekly("r", 0.034, 26, noise=0.05, **wavy),
        ),
        line(
            "shares",
            "Shares",
            "engagement",
            figure=Amount(311.0),
            change=rise,
            usual=(52.0, 81.0),
            spark=weekly("s", 70.0, 26, noise=0.25),
        ),
        line("sessions", "Sessions from social", "traffic"),
        line(
            "conversion_rate",
            "Conversion rate",
            "conversion",
            timing="lagging",
            figure=Ratio(88, 4120),
            unit=Unit.SHARE,
            usual=(0.019, 0.024),
            spark=weekly("c", 0.0213, 26, noise=0.08, **wavy),
        ),
        line(
            "cost_per_lead",
            "Cost per lead",
            "conversion",
            timing="lagging",
            unit=Unit.MONEY,
            figure=Ratio(1890.0, 409.0, Unit.MONEY, "EUR"),
            usual=(4.9, 6.0),
            change=fall,
            spark=weekly("p", 5.2, 26, unit=Unit.MONEY, currency="EUR", adds=False),
        ),
        line(
            "repeat_purchase_rate",
            "Repeat purchase rate",
            "retention",
            timing="lagging",
            figure=Ratio(31, 188),
            unit=Unit.SHARE,
            usual=(0.14, 0.2),
            change=Unknown("it needs 14 known weeks"),
            spark=None,
        ),
        line(
            "likes",
            "Likes",
            "engagement",
            figure=Amount(9811.0),
            vanity="Nobody decides anything by it; shares and comments say more",
        ),
        line(
            "impressions",
            "Impressions",
            "awareness",
            figure=Amount(412_000.0),
            vanity="It grows with posting and spending, whatever comes of it",
        ),
    )


def claims() -> tuple[Claim, ...]:
    """Three tools that speak of the same sales."""
    month = Period(date(2026, 4, 1), date(2026, 5, 1))
    eur = Unit.MONEY, "EUR"
    return (
        Claim("Orders", "Shop", Amount(412.0), month, "Orders placed, whatever brought them"),
        Claim("Orders", "Meta adverts", Amount(188.0), month, "Within 7 days of a click or a day of a view"),
        Claim(
            "Orders", "Web analytics", Unknown("the export holds no purchases", Why.NOT_REPORTED), month, ""
        ),
        Claim("Revenue", "Shop", Amount(31_250.0, *eur), month, "Less refunds"),
        Claim("Revenue", "Meta adverts", Amount(14_900.0, *eur), month, "The platform's own attribution"),
    )


def imports() -> tuple[ImportLine, ...]:
    """Files of every status."""
    first, last = date(2025, 5, 1), date(2026, 5, 16)
    return (
        ImportLine(
            path="downloads/Northlight_instagram_account_2025-05-01_2026-05-16.csv",
            status="imported",
            format="Instagram account",
            because="its columns are those of Instagram's account export",
            account="northlight",
            channel="instagram",
            first_day=first,
            last_day=last,
            rows_read=381,
            rows_kept=381,
        ),
        ImportLine(
            path="downloads/orders_export.csv",
            status="imported",
            format="Shop orders",
            because="",
            account="",
            channel="",
            first_day=first,
            last_day=last,
            rows_read=5204,
            rows_kept=5171,
            left_out=(
                ("the order was cancelled or a test", 29),
                ("no readable day in column “Paid at”", 4),
            ),
            notes=("The day is the day the order was placed, in Europe/Berlin.",),
            problems=(Problem("row 1,204", "“31.02.2026” is no day of the calendar.", "Mend the cell."),),
        ),
        ImportLine(
            path="downloads/report (3).xlsx",
            status="question",
            format="",
            because="The days could be 3 April or 4 March.",
            account="",
            channel="",
            first_day=None,
            last_day=None,
            rows_read=90,
            rows_kept=0,
            left_out=(("waiting for the order of day and month", 90),),
        ),
        ImportLine(
            path="downloads/notes.txt",
            status="refused",
            format="",
            because="No known format has these columns.",
            account="",
            channel="",
            first_day=None,
            last_day=None,
            rows_read=0,
            rows_kept=0,
        ),
    )


def full_page() -> Page:
    """All states on one page."""
    states = (
        state(),
        open_money(),
        unlikely_rate(),
        met_posts(),
        missed_level(),
        unknown_calls(),
        standing_calls(),
        response_time(),
        not_started(),
        without_data(),
    )
    return Page("Northlight Coffee", AS_OF, "EUR", states, kpis(), claims(), imports())


def empty_page() -> Page:
    """A brand of which nothing is known yet."""
    return Page("Northlight Coffee", AS_OF, "EUR")
