"""Why a KPI stands in the framework of a goal, in words."""

from collections.abc import Mapping

from milepost.goals.framework import Framework
from milepost.knowledge.reader import table
from milepost.kpis.kpi import Kpi
from milepost.reports.words.midway import small_first


def why_chosen(framework: Framework, kpi: str, known: Mapping[str, Kpi]) -> str:
    """The reason for one KPI of the framework, and what is to be known of its data. Raises KeyError."""
    words, reason = table("framework"), framework.because[kpi]
    objectives = table("objectives")
    of = objectives[reason.of]["title"] if reason.of in objectives else _titled(reason.of, known)
    said = [words[reason.because].format(of=small_first(of), says=small_first(reason.says or ""))]
    if reason.instead_of is not None:
        said.append(words["instead"].format(instead_of=small_first(_titled(reason.instead_of, known))))
    if kpi in framework.needs_data:
        said.append(words["no_data"])
    return " ".join(str(one) for one in said)


def _titled(kpi: str, known: Mapping[str, Kpi]) -> str:
    return known[kpi].title if kpi in known else kpi.replace("_", " ")
