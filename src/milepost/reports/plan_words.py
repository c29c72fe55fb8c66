"""The plan's own parts for a person: what the brand is for, and what the team can carry."""

from milepost.amount import Unit
from milepost.plan.capacity import Capacity
from milepost.plan.objective import Identity
from milepost.reports import numbers


def identity_lines(identity: Identity) -> list[str]:
    """Mission, vision, values, industry; what nobody wrote is said to be open."""
    values = ", ".join(identity.values)
    said = (("Mission", identity.mission), ("Vision", identity.vision), ("Values", values))
    lines = [f"{name}: {text or 'not written yet'}" for name, text in said]
    return [*lines, f"Industry: {identity.industry}"] if identity.industry else lines


def capacity_lines(capacity: Capacity, currency: str) -> list[str]:
    """The ceiling of KPIs, hours and money."""
    hours, budget = capacity.hours_a_week, capacity.budget_a_month
    money = "not said" if budget is None else numbers.exact(budget, Unit.MONEY, currency)
    return [
        f"KPIs at once: at most {capacity.most_kpis}",
        f"Hours a week: {'not said' if hours is None else numbers.plain(hours, 1)}",
        f"Budget a month: {money}",
    ]
