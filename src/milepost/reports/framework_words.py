"""The KPIs around a goal and why each of them is there, for a person and as a document."""

from typing import Any

from milepost.goals.framework import Framework
from milepost.kpis.catalogue import catalogue
from milepost.language import colon, gettext
from milepost.reports.words.framework import why_chosen
from milepost.reports.words.kpi import title_of


def frame_lines(frame: Framework) -> list[str]:
    """The goal's own KPI, what moves first, the result, the guards, each with its reason."""
    lines = [gettext("measured by {kpi}", kpi=title_of(frame.primary))]
    for name, kpis in (
        (gettext("moves first"), frame.leading),
        (gettext("result"), (frame.lagging,) if frame.lagging and frame.lagging != frame.primary else ()),
        (gettext("must not get worse"), frame.guards),
    ):
        lines += [str(colon(name, f"{title_of(kpi)}. {why_chosen(frame, kpi, catalogue())}")) for kpi in kpis]
    passed = [kpi for kpi in frame.needs_data if kpi not in frame.kpis]
    if passed:
        names = ", ".join(title_of(kpi) for kpi in passed)
        lines.append(gettext("would be watched too, if an export held it: {names}", names=names))
    return lines


def frame_document(frame: Framework) -> dict[str, Any]:
    """The `--json` of a framework."""
    return {
        "primary": frame.primary,
        "leading": list(frame.leading),
        "lagging": frame.lagging,
        "guards": list(frame.guards),
        "needs_data": list(frame.needs_data),
        "because": {kpi: why_chosen(frame, kpi, catalogue()) for kpi in frame.kpis},
    }
