"""An invented brand with a goal in every state, for the tests of the page and for looking at it."""

from dataclasses import replace
from datetime import date
from typing import Any

from goal_parts import AS_OF, QUIET, state, weekly
from goal_samples import (
    met_posts,
    missed_level,
    not_started,
    open_money,
    response_time,
    standing_calls,
    unknown_calls,
    unlikely_rate,
    without_data,
)

from milepost.amount import Amount, Ratio, Unit, Unknown, Why
from milepost.errors import Problem
from milepost.goals.findings import Finding
from milepost.goals.goal import Goal
from milepost.judgement.change import Change, Effect
from milepost.judgement.verdict import Movement
from milepost.period import Period
from milepost.plan.capacity import Capacity
from milepost.plan.objective import Identity, Objective
from milepost.plan.plan import Plan
from milepost.reports.scorecard import Claim, ImportLine, KpiLine, Page


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
    named = tuple(
        replace(one, goal=replace(one.goal, id=f"g{n}", objective="sell" if n < 4 else None))
        for n, one in enumerate(states, 1)
    )
    return Page(
        "Northlight Coffee",
        AS_OF,
        "EUR",
        named,
        kpis(),
        claims(),
        imports(),
        plan=plan(tuple(one.goal for one in named)),
        lacking=lacking(),
    )


def plan(goals: tuple[Goal, ...]) -> Plan:
    """Two objectives, one of which waits for its goal."""
    objectives = (
        Objective("sell", "Sell more beans online", "revenue_growth", ("direct_sales",), owner="Ana"),
        Objective("stay", "Guests come back", "customer_retention", ("loyalty", "service")),
    )
    return Plan(
        "Northlight Coffee", "EUR", Identity("Coffee for late people."), Capacity(), objectives, goals
    )


def lacking() -> tuple[Finding, ...]:
    """What the critique says of that plan: of the whole, and of some goals."""
    return (
        Finding("objective_without_goal", "question", {"objective": "Guests come back"}),
        Finding("no_owner", "question", {"goals": ("g1", "g2"), "goal": "g1"}),
    )


def empty_page() -> Page:
    """A brand of which nothing is known yet."""
    return Page("Northlight Coffee", AS_OF, "EUR")
