"""What is found in a plan that was written as a file: where it stands, and in words what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from milepost.goals.findings import REFUSE, Finding
from milepost.knowledge.reader import table

Place = tuple[str | int, ...]
"""A place in a document: ("goals", 2, "kpi")."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding at a place of the file: `path` as people write it (goals[2].kpi), `line` counted from 1.

    The finding is one of the file (`knowledge/plan_findings.toml`) or of the critique of a goal, whose
    figures are then in `unit`.
    """

    finding: Finding
    path: str = ""
    line: int | None = None
    unit: str = "count"

    @property
    def refuses(self) -> bool:
        """Whether the plan, or this goal of it, is not taken as it is."""
        return self.finding.severity == REFUSE


def written(place: Place) -> str:
    """A place as people write it: goals[2].kpi. Items are counted from 0, as editors and JSON do."""
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


@dataclass(slots=True)
class Notebook:
    """Collects remarks while a file is read, each with the line of its place or of the nearest one above."""

    lines: Mapping[Place, int]
    remarks: list[Remark] = field(default_factory=list)

    def note(self, code: str, place: Place, /, severity: str = REFUSE, **values: object) -> None:
        """Write down what was found at a place."""
        self.remarks.append(Remark(Finding(code, severity, values), written(place), self.line(place)))

    def line(self, place: Place) -> int | None:
        """The line of a place; of what it stands in, where the place itself is not in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place)


@lru_cache(maxsize=1)
def templates() -> Mapping[str, Any]:
    """The sentences about plans as files, by code."""
    return table("plan_findings")
