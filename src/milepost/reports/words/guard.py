"""What stands around a goal's own KPI: what should move first, and what must not get worse."""

from milepost.amount import Unit
from milepost.goals.goal import Goal, Guard
from milepost.goals.state import GoalState
from milepost.kpis.catalogue import catalogue
from milepost.language import gettext
from milepost.reports import numbers
from milepost.reports.words.judged import says
from milepost.reports.words.kpi import title_of


def guard_lines(state: GoalState) -> tuple[str, ...]:
    """One sentence for each guard of the goal, in their order."""
    return tuple(says(one.told, one.title) for one in state.guards)


def around_lines(goal: Goal, currency: str | None) -> list[str]:
    """What leads the goal and what guards it, in a line each; none where nothing does."""
    leads = ", ".join(title_of(kpi) for kpi in goal.leads)
    guards = ", ".join(guard_words(guard, currency) for guard in goal.guards)
    said = []
    if leads:
        said.append(gettext("should move first: {kpis}", kpis=leads))
    if guards:
        said.append(gettext("must not get worse: {kpis}", kpis=guards))
    return said


def guard_words(guard: Guard, currency: str | None) -> str:
    """“Bounce rate at most 55 %”, or the KPI alone, which must not get clearly worse."""
    known = catalogue().get(guard.kpi)
    unit = known.unit.value if known else Unit.COUNT
    money = currency if unit == Unit.MONEY else None
    if guard.at_most is not None:
        limit = numbers.exact(guard.at_most, unit, money)
        return gettext("{kpi} at most {limit}", kpi=title_of(guard.kpi), limit=limit)
    if guard.at_least is not None:
        limit = numbers.exact(guard.at_least, unit, money)
        return gettext("{kpi} at least {limit}", kpi=title_of(guard.kpi), limit=limit)
    return title_of(guard.kpi)
