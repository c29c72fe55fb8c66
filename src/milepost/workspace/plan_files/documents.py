"""The plan of a brand as a document: written out, read from a file, and the two held against each other."""

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from milepost.errors import InvalidValue, NotFound
from milepost.goals.families import FAMILIES
from milepost.kpis.catalogue import catalogue
from milepost.language import gettext_lazy
from milepost.plan.contradictions import contradictions
from milepost.plan.difference import Bases, Change, difference
from milepost.plan.document import PARTS, PLAN_KINDS, SOLE, Item, PlanDocument, document_of, goal_text
from milepost.plan.document_reading import Reading, read_document
from milepost.plan.names import Names, names
from milepost.plan.remark import Notebook
from milepost.plan.yaml_text import read_tree
from milepost.workspace.goal_entries import goal_entries, versions_of
from milepost.workspace.kept import Kept, Version, standing, versions
from milepost.workspace.place import Brand, Workspace, choose_brand
from milepost.workspace.planning.plan import plan_of


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan file as it was read: its name, what it says, and the vocabularies it was read with."""

    name: str
    reading: Reading
    names: Names

    @property
    def document(self) -> PlanDocument:
        """What it says."""
        return self.reading.document


def plan_names(workspace: Workspace | None) -> Names:
    """What a plan may name here: with a workspace, its own KPIs too."""
    kpis = catalogue(workspace.knowledge if workspace else None)
    return names({name: kpi.unit.value for name, kpi in kpis.items()})


def schema_text(workspace: Workspace | None) -> str:
    """The JSON Schema of a plan file, with a workspace's own KPIs in it."""
    import json

    from milepost.plan.schema import plan_schema

    return json.dumps(plan_schema(plan_names(workspace)), ensure_ascii=False, indent=1) + "\n"


def read_plan(path: Path | None, workspace: Workspace | None, *, today: date) -> PlanFile:
    """Read a plan file (None: standard input), with everything in it that cannot hold by itself.

    Raises NotFound when there is no such file, Refused when it is not the YAML of a plan.
    """
    name = path.name if path else "standard input"
    return plan_from(_bytes(path), name, workspace, today=today)


def plan_from(data: bytes, name: str, workspace: Workspace | None, *, today: date) -> PlanFile:
    """Read the text of a plan file. Raises Refused when it is not the YAML of a plan."""
    known = plan_names(workspace)
    reading = read_document(read_tree(data, name), known)
    notebook = Notebook(reading.lines, list(reading.remarks))
    contradictions(reading.document, reading.places, known, notebook, today=today, family=FAMILIES)
    remarks = sorted(notebook.remarks, key=lambda remark: remark.line or 0)
    return PlanFile(name, Reading(reading.document, tuple(remarks), reading.lines, reading.places), known)


def _bytes(path: Path | None) -> bytes:
    from milepost.plan.yaml_text import MOST_BYTES

    if path is None:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    if not path.is_file():
        raise NotFound(
            "file", str(path), remedy=gettext_lazy("Write one with: milepost plan export --out plan.yaml")
        )
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def standing_document(workspace: Workspace, *, brand: str | None, today: date) -> PlanDocument:
    """The plan that stands on `today`, as a document. Raises NotFound for the brand."""
    from milepost.store.entries import load_entries

    plan = plan_of(workspace, brand=brand, today=today)
    parts = {}
    for part in PARTS:
        kept: dict[str, Kept[Any]] = standing(plan.brand, part.kind, part.of, today)
        found = tuple(Item(key, one.value, one.version) for key, one in kept.items())
        parts[part.section] = found or ((Item(SOLE, part.of(), 0),) if part.sole else ())
    base = sum(entry.kind in PLAN_KINDS for entry in load_entries(plan.brand))
    return document_of(plan, parts, base, plan_names(workspace).units)


def brand_of(workspace: Workspace, file: PlanFile, brand: str | None) -> Brand:
    """The brand that was named, else the one that the file names, else the only one. As `choose_brand`."""
    named = file.document.brand
    known = {one.name for one in workspace.brands}
    return choose_brand(workspace, brand or (named if named in known else None))


def changes(
    workspace: Workspace, file: PlanFile, *, brand: str | None, today: date
) -> tuple[PlanDocument, tuple[Change, ...]]:
    """What stands, and what the file would change. Raises InvalidValue for the plan of another brand."""
    owner = brand_of(workspace, file, brand)
    if file.document.brand is not None and file.document.brand != owner.name:
        raise InvalidValue(
            gettext_lazy(
                "{name} is the plan of {brand}; this is the journal of {name2}.",
                name=file.name,
                brand=file.document.brand,
                name2=owner.name,
            ),
            gettext_lazy("Say --brand, or mend the line “brand:” if it is meant for this one."),
        )
    there = standing_document(workspace, brand=owner.name, today=today)
    bases = _bases(workspace, file.document, owner.name, owner.currency, today)
    return there, difference(file.document, there, bases, file.reading.places, file.names.units)


def _bases(workspace: Workspace, document: PlanDocument, brand: str, currency: str, today: date) -> Bases:
    """What the versions said that the file is based on."""
    units = plan_names(workspace).units
    found: dict[tuple[str, str, int], object] = {}
    for part in PARTS:
        for item in document.parts.get(part.section, ()):
            if item.version is None:
                continue
            if item.version == 0:  # it was exported before anybody had written it
                found[part.section, item.key, 0] = part.of()
            earlier: tuple[Version[Any], ...] = versions(brand, part.kind, item.key, part.of, today)
            for one in earlier:
                if one.version == item.version and one.value is not None:
                    found[part.section, item.key, item.version] = one.value
    entries = goal_entries(brand)
    for goal in document.goals or ():
        if goal.id is not None and goal.version is not None:
            for version in versions_of(entries, goal.id, today):
                if version.version == goal.version:
                    found["goals", goal.id, goal.version] = goal_text(version, currency, units)
    return found
