"""Business objectives for a person and as a document."""

from collections.abc import Mapping, Sequence
from typing import Any

from milepost.goals.goal import Goal
from milepost.plan.objective import OWN, Objective, kinds, roles, stage_of
from milepost.reports.words.kpi import stage_title
from milepost.workspace.kept import Kept


def objective_lines(objective: Objective) -> list[str]:
    """One objective: its title, kind, the stage that decides it, and what social media does for it."""
    kind = "one of your own" if objective.kind == OWN else kinds()[objective.kind].title.lower()
    stage = stage_of(objective)
    decided = f", decided at the stage of {stage_title(stage).lower()}" if stage else ""
    lines = [f"{objective.title} ({objective.id}): {kind}{decided}"]
    if objective.says:
        lines.append(f"  {objective.says}")
    lines += [f"  {roles()[role].title}: {roles()[role].says}" for role in objective.roles]
    return lines if objective.owner is None else [*lines, f"  owner: {objective.owner}"]


def listed_lines(found: Mapping[str, Kept[Objective]], goals: Sequence[Goal]) -> list[str]:
    """All objectives, each with its goals; goals that hang on none come last."""
    if not found:
        kinds_there = ", ".join(kinds())
        return [
            "No business objective is written down yet.",
            "Next: milepost objective add “Sell more online” --kind revenue_growth",
            f"Kinds: {kinds_there}, or one of your own.",
        ]
    lines: list[str] = []
    for kept in found.values():
        lines += objective_lines(kept.value)
        hanging = [goal for goal in goals if goal.objective == kept.value.id]
        lines += [f"  goal {goal.id}: {goal.sentence}" for goal in hanging] or ["  no goal hangs on it"]
    loose = [goal for goal in goals if goal.objective not in found]
    return [*lines, *(f"Without an objective: goal {goal.id}: {goal.sentence}" for goal in loose)]


def listed_document(found: Mapping[str, Kept[Objective]], goals: Sequence[Goal]) -> dict[str, Any]:
    """The `--json` of `objective list`."""
    return {
        "objectives": [
            {
                "objective": kept.value,
                "version": kept.version,
                "day": kept.day,
                "who": kept.who,
                "stage": stage_of(kept.value),
                "goals": [goal.id for goal in goals if goal.objective == kept.value.id],
            }
            for kept in found.values()
        ],
        "goals_without": [goal.id for goal in goals if goal.objective not in found],
    }
