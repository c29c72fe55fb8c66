"""Who carries the plan: owners, hours, money, audience, and whether anybody looks at it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from milepost.goals.findings import ADVICE, QUESTION, Finding
from milepost.goals.goal import Goal
from milepost.period import spoken
from milepost.plan.critique.case import Case

REVIEW_DAYS = 35
"""A month and some days: a plan that nobody has looked at for longer runs by itself."""
QUARTER_DAYS = 100
"""Once a quarter, with some days of grace, goals are held against the business objectives again."""
MONTH = 365.25 / 12


def of_the_people(case: Case) -> Iterator[Finding]:
    """No owner, nobody to review it, more promised than there is to give, nobody it is for."""
    goals = case.plan.goals
    ownerless = [goal for goal in goals if not goal.owner]
    if ownerless:
        values = {"goals": _ids(ownerless), "count": len(ownerless), "goal": _ids(ownerless)[0]}
        yield Finding("no_owner", QUESTION, values)
    yield from _reviews(case)
    yield from _carried(case)
    nobody = [goal for goal in goals if goal.audience is None]
    if case.profiles and nobody:
        values = {"goals": _ids(nobody), "profiles": case.profiles, "goal": _ids(nobody)[0]}
        yield Finding("no_audience", ADVICE, values)


def _reviews(case: Case) -> Iterator[Finding]:
    began = min((goal.created for goal in case.plan.goals), default=case.today)
    if _silent(began, case.reviews, case.today, REVIEW_DAYS):
        since = max(case.reviews, default=None)
        if since is None:
            yield Finding("no_review_yet", QUESTION, {"days": REVIEW_DAYS})
        else:
            yield Finding("no_review_held", QUESTION, {"since": spoken(since), "days": REVIEW_DAYS})
    if case.plan.objectives and _silent(began, case.held, case.today, QUARTER_DAYS):
        yield Finding("not_held_against_objectives", QUESTION, {"days": QUARTER_DAYS})


def _silent(began: date, held: Sequence[date], today: date, days: int) -> bool:
    return today - max((began, *held)) > timedelta(days=days)


def _carried(case: Case) -> Iterator[Finding]:
    """Hours a week and money a month of all goals that run today, against what there is."""
    there = case.plan.capacity
    running = [
        g
        for g in case.plan.goals
        if g.start <= case.today and (g.deadline is None or g.deadline >= case.today)
    ]
    hours = sum(goal.hours or 0.0 for goal in running)
    if there.hours_a_week is not None and hours > there.hours_a_week:
        values: dict[str, object] = {"hours": hours, "there": there.hours_a_week, "goals": _ids(running)}
        yield Finding("more_hours_than_there_are", QUESTION, values)
    money = sum(_a_month(goal) for goal in running)
    if there.budget_a_month is not None and money > there.budget_a_month * 1.005:
        values = {"money": money, "there": there.budget_a_month, "currency": case.plan.currency}
        yield Finding("more_money_than_there_is", QUESTION, values | {"goals": _ids(running)})
    bare = [goal for goal in running if goal.budget is None and goal.hours is None]
    if bare and (there.hours_a_week is not None or there.budget_a_month is not None):
        yield Finding("nothing_given_to_it", ADVICE, {"goals": _ids(bare), "count": len(bare)})


def _a_month(goal: Goal) -> float:
    """A budget is for the whole span of a goal; one without an end is counted as a month's."""
    if goal.budget is None:
        return 0.0
    days = (goal.deadline - goal.start).days + 1 if goal.deadline else MONTH
    return goal.budget * min(1.0, MONTH / days)


def _ids(goals: Sequence[Goal]) -> tuple[str, ...]:
    return tuple(goal.id or goal.sentence for goal in goals)
