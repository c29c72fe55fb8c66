"""What is said of a file of OKRs that was read into a plan."""

from pathlib import Path
from typing import Any

from milepost.workspace.plan_files.okr_files import ImportedGoals

SHOWN = 12
"""Problems that are told on the terminal; all of them stand in the plan and in `--json`."""


def imported_lines(imported: ImportedGoals, out: Path | None) -> list[str]:
    """How many key results became goals, what is to be looked at, and the next step."""
    told = [f"{one.where}: {one.what}" for one in imported.problems[:SHOWN]]
    if len(imported.problems) > SHOWN:
        told.append(f"... and {len(imported.problems) - SHOWN} more; each stands in the plan as a comment.")
    goals = "1 goal" if imported.taken == 1 else f"{imported.taken} goals"
    objectives = "1 objective" if imported.objectives == 1 else f"{imported.objectives} objectives"
    total = f"{imported.name}: {imported.read} key results read; {objectives}, {goals}"
    left = (
        f", {imported.left_out} left out with the reason (they stand in the plan as comments)"
        if imported.left_out
        else ""
    )
    plan = out or "plan.yaml"
    step = "Look it through" if out else f"Keep it with --out {plan}, look it through"
    return [*told, f"{total}{left}.", f"Nothing is stored yet. {step}, then: milepost plan lint {plan}"]


def imported_document(imported: ImportedGoals) -> dict[str, Any]:
    """The `--json` of `plan import`."""
    return {
        "name": imported.name,
        "read": imported.read,
        "taken": imported.taken,
        "left_out": imported.left_out,
        "objectives": imported.objectives,
        "problems": [
            {"where": one.where, "what": one.what, "remedy": one.remedy} for one in imported.problems
        ],
        "yaml": imported.yaml,
    }
