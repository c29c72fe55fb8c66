"""The KPIs around a goal and why each of them is there, for a person and as a document."""

from typing import Any

from milepost.goals.framework import Because, Framework, Reason
from milepost.knowledge.reader import table
from milepost.plan.objective import kinds
from milepost.reports.words.kpi import title_of
from milepost.reports.words.verdict import lower_first


def frame_lines(frame: Framework) -> list[str]:
    """The goal's own KPI, what moves first, the result, the guards, each with its reason."""
    lines = [f"measured by {title_of(frame.primary)}"]
    for name, kpis in (
        ("moves first", frame.leading),
        ("result", (frame.lagging,) if frame.lagging and frame.lagging != frame.primary else ()),
        ("must not get worse", frame.guards),
    ):
        lines += [f"{name}: {title_of(kpi)}. {why(frame, kpi)}" for kpi in kpis]
    passed = [kpi for kpi in frame.needs_data if kpi not in frame.kpis]
    if passed:
        names = ", ".join(title_of(kpi) for kpi in passed)
        lines.append(f"would be watched too, if an export held it: {names}")
    return lines


def why(frame: Framework, kpi: str) -> str:
    """Why a KPI has its place."""
    words, reason = table("framework"), frame.because[kpi]
    said = str(words[reason.because.value]).format(of=_of(reason), says=lower_first(reason.says or ""))
    if reason.instead_of:
        said += " " + str(words["instead"]).format(instead_of=title_of(reason.instead_of))
    return f"{said} {words['no_data']}" if kpi in frame.needs_data else said


def frame_document(frame: Framework) -> dict[str, Any]:
    """The `--json` of a framework."""
    return {
        "primary": frame.primary,
        "leading": list(frame.leading),
        "lagging": frame.lagging,
        "guards": list(frame.guards),
        "needs_data": list(frame.needs_data),
        "because": {kpi: why(frame, kpi) for kpi in frame.kpis},
    }


def _of(reason: Reason) -> str:
    kind = kinds().get(reason.of)
    if reason.because in {Because.RESULT, Because.SECONDARY, Because.MOVES_FOR} and kind is not None:
        return kind.title.lower()
    return title_of(reason.of)
