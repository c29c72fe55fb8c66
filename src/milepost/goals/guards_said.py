"""The guards that a sentence names, as a goal keeps them: “at $50 CPL”, “without raising ad spend”."""

from collections.abc import Mapping

from milepost.amount import Unit
from milepost.goals.goal import Guard
from milepost.goals.reading import GoalReading
from milepost.goals.reading import Guard as Said
from milepost.kpis.kpi import Kpi


def guards_said(reading: GoalReading, known: Mapping[str, Kpi]) -> tuple[Guard, ...]:
    """The guards of a reading in their KPIs' units; those that no KPI measures are left to the critique."""
    return tuple(_guard(said, known[said.metric]) for said in reading.guards if said.metric in known)


def unmeasured_guards(reading: GoalReading, known: Mapping[str, Kpi]) -> tuple[str, ...]:
    """What was said of guards that no KPI measures, in the sentence's own words."""
    return tuple(said.text for said in reading.guards if said.metric not in known)


def _guard(said: Said, kpi: Kpi) -> Guard:
    if said.amount is None:
        return Guard(kpi.id, says=said.text)
    limit = said.amount / 100 if kpi.unit is Unit.SHARE and said.unit == "percent" else said.amount
    least = said.relation == "at_least" or (said.relation == "keep" and kpi.better == "higher")
    return Guard(kpi.id, limit, None, said.text) if least else Guard(kpi.id, None, limit, said.text)
