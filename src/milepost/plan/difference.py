"""What a plan file would change: field by field, against what stands and against what it is based on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from milepost.plan.document import (
    DETAILS,
    KEPT_WHEN_MISSING,
    PARTS,
    GoalText,
    Item,
    Part,
    PlanDocument,
    item_fields,
)
from milepost.plan.plain_goal import plain_goal
from milepost.plan.remark import Place


class Action(StrEnum):
    """What becomes of one thing of the plan."""

    ADD = "add"
    CHANGE = "change"
    MISSING = "missing"  # stands, and is not in the file
    BEHIND = "behind"  # was changed meanwhile, and the file leaves it as it was


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: what stands, and what the file says; None and () are nothing."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would change. `upon` is the version the file is based on, `version` the one that stands.

    `place` is where it lies in the file; None for what is missing there. `key` is empty for a new goal.
    """

    section: str
    action: Action
    key: str
    title: str
    fields: tuple[FieldChange, ...] = ()
    place: Place | None = None
    upon: int | None = None
    version: int | None = None
    new: Any = None
    old: Any = None

    @property
    def unbased(self) -> bool:
        """Whether it changes something that somebody wrote without having looked at that version."""
        return self.action is Action.CHANGE and (self.upon or 0) != (self.version or 0)


Bases = Mapping[tuple[str, str, int], Any]
"""What earlier versions said: (section, key, version) -> GoalText or the value of a part."""


def difference(
    file: PlanDocument,
    standing: PlanDocument,
    bases: Bases,
    places: Mapping[tuple[str, str | int], Place],
    units: Mapping[str, str],
) -> tuple[Change, ...]:
    """Every change, in the order of the plan; what the file leaves as it is does not appear."""
    found: list[Change] = []
    for part in PARTS:
        items = file.parts.get(part.section)
        if items is not None:
            found += _of_part(part, items, standing.parts.get(part.section, ()), bases, places)
    if file.goals is not None:
        found += _of_goals(file, standing, bases, places, units)
    return tuple(found)


def _of_part(
    part: Part, items: Sequence[Item], standing: Sequence[Item], bases: Bases, places: Mapping[Any, Place]
) -> Iterator[Change]:
    by_key = {item.key: item for item in standing}
    met: set[str] = set()
    for item in items:
        place = places.get((part.section, item.key))
        there = by_key.get(item.key) if "id" in item.given or part.sole else _titled(part, item, standing)
        title = part.section if part.sole else str(getattr(item.value, part.titled))
        if there is None:
            new = tuple(FieldChange(n, None, getattr(item.value, n)) for n in item_fields(part) if n != "id")
            said = tuple(f for f in new if f.new not in (None, (), ""))
            yield Change(
                part.section, Action.ADD, item.key, title, said, place, item.version, None, item.value
            )
            continue
        met.add(there.key)
        base = bases.get((part.section, there.key, item.version or 0))
        if item.version != there.version and base is not None and base == item.value:
            if base != there.value:
                yield Change(
                    part.section, Action.BEHIND, there.key, title, (), place, item.version, there.version
                )
            continue
        names = [n for n in item_fields(part) if n != "id" and (item.version is not None or n in item.given)]
        changed = tuple(_changes(item.value, there.value, names))
        if changed:
            yield Change(
                part.section, Action.CHANGE, there.key, title, changed, place, item.version, there.version,
                item.value, there.value,
            )  # fmt: skip
    if not part.sole:
        for item in standing:
            if item.key not in met:
                title = str(getattr(item.value, part.titled))
                yield Change(
                    part.section,
                    Action.MISSING,
                    item.key,
                    title,
                    (),
                    None,
                    None,
                    item.version,
                    None,
                    item.value,
                )


def _titled(part: Part, item: Item, standing: Sequence[Item]) -> Item | None:
    """The thing of the same title: what was written without an id is the same one when it is read again."""
    title = str(getattr(item.value, part.titled)).casefold().strip()
    return next((s for s in standing if str(getattr(s.value, part.titled)).casefold().strip() == title), None)


def _changes(new: Any, old: Any, names: Sequence[str]) -> Iterator[FieldChange]:
    for name in names:
        before, after = getattr(old, name), getattr(new, name)
        if before != after and not (before in (None, (), "") and after in (None, (), "")):
            yield FieldChange(name, before, after)


def _of_goals(
    file: PlanDocument,
    standing: PlanDocument,
    bases: Bases,
    places: Mapping[tuple[str, str | int], Place],
    units: Mapping[str, str],
) -> Iterator[Change]:
    def plain(goal: GoalText) -> GoalText:
        return plain_goal(goal, units, standing.currency, lambda _name, _error: None)

    there = {goal.id: plain(goal) for goal in standing.goals or ()}
    numbers = [place for (section, _), place in places.items() if section == "goals"]
    met: set[str | None] = set()
    named = {goal.id for goal in file.goals or ()}
    for place, goal in zip(numbers, (plain(g) for g in file.goals or ()), strict=True):
        old = (
            there.get(goal.id)
            if goal.id
            else _same(goal, [g for g in there.values() if g.id not in met | named])
        )
        title = goal.sentence or (old.sentence if old else None) or f"{goal.kpi} {goal.target}"
        if old is None:
            base = bases.get(("goals", goal.id or "", goal.version or 0))
            if goal.id and base is not None and not tuple(_goal_changes(goal, plain(base))):
                yield Change("goals", Action.BEHIND, goal.id, title, (), place, goal.version, None)
                continue
            said = tuple(
                FieldChange(n, None, v) for n in _WRITABLE if (v := getattr(goal, n)) not in (None, (), "")
            )
            yield Change("goals", Action.ADD, goal.id or "", title, said, place, goal.version, None, goal)
            continue
        met.add(old.id)
        base = bases.get(("goals", old.id or "", goal.version or 0))
        if goal.version != old.version and base is not None and not tuple(_goal_changes(goal, plain(base))):
            if tuple(_goal_changes(goal, old)):
                yield Change(
                    "goals", Action.BEHIND, old.id or "", title, (), place, goal.version, old.version
                )
            continue
        changed = tuple(_goal_changes(goal, old))
        if changed:
            yield Change(
                "goals",
                Action.CHANGE,
                old.id or "",
                title,
                changed,
                place,
                goal.version,
                old.version,
                goal,
                old,
            )
    for id_, old in there.items():
        if id_ not in met:
            yield Change(
                "goals", Action.MISSING, id_ or "", old.sentence or "", (), None, None, old.version, None, old
            )


_WRITABLE = tuple(f.name for f in fields(GoalText) if f.name in {*KEPT_WHEN_MISSING, *DETAILS})


def _goal_changes(new: GoalText, old: GoalText) -> Iterator[FieldChange]:
    names = [n for n in DETAILS if new.version is not None or n in new.given]
    names += [n for n in KEPT_WHEN_MISSING if getattr(new, n) not in (None, (), "")]
    order = {name: n for n, name in enumerate(_WRITABLE)}
    yield from _changes(new, old, sorted(names, key=order.__getitem__))


def _same(goal: GoalText, standing: Sequence[GoalText]) -> GoalText | None:
    """A goal without an id is the one that was made of the same words, or of the same figures."""
    for other in standing:
        if goal.sentence and other.sentence:
            if goal.sentence.casefold() == other.sentence.casefold():
                return other
        elif not goal.sentence:
            aims = (goal.kpi, set(goal.channel), goal.target, goal.per)
            if aims == (other.kpi, set(other.channel), other.target, other.per) and (
                goal.per or goal.deadline == other.deadline
            ):
                return other
    return None
