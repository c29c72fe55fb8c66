"""All findings of a plan, what stops it first; each names the goals that it is about."""

from collections.abc import Callable, Iterable

from milepost.goals.findings import ADVICE, QUESTION, REFUSE, Finding
from milepost.plan.critique.case import Case
from milepost.plan.critique.measures import of_the_measures
from milepost.plan.critique.people import of_the_people
from milepost.plan.critique.structure import of_the_structure
from milepost.plan.critique.targets import of_the_targets

PARTS: tuple[Callable[[Case], Iterable[Finding]], ...] = (
    of_the_structure,
    of_the_targets,
    of_the_measures,
    of_the_people,
)


def review_plan(case: Case) -> tuple[Finding, ...]:
    """Everything to be said of a plan; an empty plan has one finding, that it is empty.

    Each finding's values hold `goals`, the ids that it is about, where it is about goals.
    """
    if not case.plan.goals and not case.plan.objectives:
        return (Finding("empty_plan", QUESTION, {"brand": case.plan.brand}),)
    found = [finding for part in PARTS for finding in part(case)]
    rank = {REFUSE: 0, QUESTION: 1, ADVICE: 2}
    return tuple(sorted(found, key=lambda finding: rank[finding.severity]))
