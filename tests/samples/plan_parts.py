"""Plans of an invented brand for the tests of the critique: one that is sound, and parts to break it."""

from dataclasses import replace
from datetime import date

from milepost.goals.goal import BaselineFigures, Goal, Guard
from milepost.plan.capacity import Capacity
from milepost.plan.critique import Case, Look, Measure
from milepost.plan.objective import Identity, Objective
from milepost.plan.plan import Plan

TODAY = date(2027, 5, 1)
BASELINE = BaselineFigures(90, 100, 110, date(2027, 1, 1), date(2027, 4, 1), weeks=13, per_days=91)

MEASURES = {
    m.id: m
    for m in (
        Measure("orders", "Orders", "conversion", leading=False, vanity=None, volume=True, guards=("aov",)),
        Measure("revenue", "Revenue", "conversion", leading=False, vanity=None, volume=True, guards=("aov",)),
        Measure("aov", "Average order value", "conversion", leading=False, vanity=None, volume=False),
        Measure(
            "sessions", "Sessions", "traffic", leading=True, vanity=None, volume=True, guards=("bounce_rate",)
        ),
        Measure("bounce_rate", "Bounce rate", "traffic", leading=True, vanity=None, volume=False),
        Measure("ctr", "Click-through rate", "traffic", leading=True, vanity=None, volume=False),
        Measure("likes", "Likes", "engagement", leading=True, vanity="Likes pay no rent.", volume=True),
        *(
            Measure(f"kpi_{n}", f"KPI {n}", "traffic", leading=True, vanity=None, volume=False)
            for n in range(20)
        ),
    )
}

SELL = Objective("sell", "Sell more online", "revenue_growth", ("direct_sales",))


def goal(goal_id: str = "g1", kpi: str = "orders", **changes: object) -> Goal:
    """A goal that nothing is to be said against."""
    sound = Goal(
        id=goal_id,
        brand="Birch & Bean",
        sentence=f"More {kpi}.",
        kpi=kpi,
        channel=(),
        kind="total",
        target=120,
        first_target=120,
        unit="count",
        better="higher",
        baseline=BASELINE,
        start=date(2027, 4, 1),
        deadline=date(2027, 6, 30),
        per=None,
        owner="Ana",
        objective="sell",
        stage=MEASURES[kpi].stage,
        created=date(2027, 4, 15),
        version=1,
        leads=("sessions",) if kpi != "sessions" else ("ctr",),
        guards=tuple(Guard(name) for name in MEASURES[kpi].guards),
    )
    return replace(sound, **changes)  # type: ignore[arg-type]


def case(*goals: Goal, capacity: Capacity | None = None, **changes: object) -> Case:
    """A plan with these goals (one sound goal without any), looked at on the first of May."""
    objectives = changes.pop("objectives", (SELL,))
    plan = Plan(
        "Birch & Bean", "EUR", Identity("Tea."), capacity or Capacity(), objectives, goals or (goal(),)
    )  # type: ignore[arg-type]
    sound = Case(plan=plan, today=TODAY, measures=MEASURES, fed=frozenset(MEASURES), held=(date(2027, 4, 2),))
    return replace(sound, **changes)  # type: ignore[arg-type]


__all__ = ["BASELINE", "MEASURES", "SELL", "TODAY", "Look", "case", "goal"]
