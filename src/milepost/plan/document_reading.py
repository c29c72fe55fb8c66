"""From the tree of a file to a plan document: every fault is told with its line, none stops the others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from milepost.errors import MilepostError, nearest
from milepost.goals.findings import ADVICE
from milepost.plan.document import (
    GOAL_NAMES,
    PARTS,
    SOLE,
    UNWRITTEN,
    GoalText,
    Item,
    Part,
    PlanDocument,
    item_fields,
)
from milepost.plan.key import key_for
from milepost.plan.names import TITLES, Names
from milepost.plan.remark import Notebook, Place, Remark
from milepost.plan.schema import goal_schema, part_schema
from milepost.plan.yaml_text import Tree, as_json

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FORMAT: Final = 1
_TOP: Final = ("milepost", "brand", "currency", "base", "goals")
_SHOWN: Final = 60
MOST_ITEMS: Final = 200
"""Goals, or objectives, of one plan: a plan of more is none, and each is read word by word."""
_MOST_HINTS: Final = 50
"""Names for which the nearest known one is looked for; that takes a while for each."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says, what is wrong with it, and the line of each of its places.

    Things with a fault that forbids reading them are not in the document; `sound` is False then.
    `places` tells where each item came from: (section, key or number of the goal) -> its place in the file.
    """

    document: PlanDocument
    remarks: tuple[Remark, ...]
    lines: Mapping[Place, int]
    places: Mapping[tuple[str, str | int], Place]

    @property
    def sound(self) -> bool:
        """Whether all of the file could be read."""
        return not any(remark.refuses for remark in self.remarks)


def read_document(tree: Tree, names: Names) -> Reading:
    """The document in a tree, and every fault in it."""
    notebook = Notebook(tree.lines)
    for encoding in tree.notes:
        notebook.note("read_in_encoding", (), ADVICE, encoding=encoding.upper())
    reader = _Reader(notebook, names, {})
    document = reader.document(tree.value)
    return Reading(document, tuple(notebook.remarks), tree.lines, reader.places)


@dataclass(slots=True)
class _Reader:
    notebook: Notebook
    names: Names
    places: dict[tuple[str, str | int], Place]
    hints: int = 0

    def _hint(self, name: str, known: tuple[str, ...]) -> str:
        self.hints += 1
        return _hint(name[:_SHOWN], known) if self.hints <= _MOST_HINTS else "See: milepost plan schema"

    def document(self, body: Any) -> PlanDocument:
        if not isinstance(body, dict):
            self.notebook.note("no_plan", (), found=_shown(body))
            return PlanDocument()
        if body.get("milepost") != FORMAT or body.get("milepost") is True:
            self.notebook.note(
                "other_format", ("milepost",), found=_shown(body.get("milepost")), known=FORMAT
            )
        self._unknown(body, (*_TOP, *(part.section for part in PARTS)), ())
        parts = {
            part.section: tuple(self._part(part, body[part.section]))
            for part in PARTS
            if body.get(part.section) is not None
        }
        goals = tuple(self._goals(body["goals"])) if body.get("goals") is not None else None
        brand, currency = self._top(body, "brand", str), self._top(body, "currency", str)
        return PlanDocument(brand, currency, self._top(body, "base", int), parts, goals)

    def _top(self, body: dict[str, Any], name: str, of: type) -> Any:
        value = body.get(name)
        if value is None or (isinstance(value, of) and not isinstance(value, bool)):
            return value
        code = "not_text" if of is str else "not_whole"
        self.notebook.note(code, (name,), field=name, found=_shown(value))
        return None

    def _part(self, part: Part, body: Any) -> Iterator[Item]:
        taken: set[str] = set()
        for place, raw in self._items(part, body):
            version, raw_given = self._version(raw, place), frozenset(raw) - {"version"}
            filled = {**part.usual, **{k: v for k, v in raw.items() if k != "version"}}
            if not part.sole and filled.get("id") is None:
                filled["id"] = key_for(str(filled.get(part.titled, "")), taken)
            value = self._valid(filled, place, part.of, part_schema(part), part.names)
            key = SOLE if part.sole else str(filled.get("id"))
            if value is None:
                continue
            if key in taken:
                self.notebook.note("twice", (*place, "id"), key=key, section=part.section)
                continue
            taken.add(key)
            self.places[part.section, key] = place
            yield Item(key, value, version, raw_given)

    def _items(self, part: Part, body: Any) -> Iterator[tuple[Place, dict[str, Any]]]:
        if part.sole:
            if isinstance(body, dict):
                yield (part.section,), body
            else:
                self.notebook.note("not_a_section", (part.section,), field=part.section, found=_shown(body))
            return
        yield from self._listed(part.section, body)

    def _listed(self, section: str, body: Any) -> Iterator[tuple[Place, dict[str, Any]]]:
        if not isinstance(body, list):
            self.notebook.note("not_a_list", (section,), field=section, found=_shown(body))
            return
        if len(body) > MOST_ITEMS:
            self.notebook.note(
                "too_many_items", (section,), section=section, count=len(body), most=MOST_ITEMS
            )
        for number, raw in enumerate(body[:MOST_ITEMS]):
            if isinstance(raw, dict):
                yield (section, number), raw
            elif section == "goals" and isinstance(raw, str):
                yield (section, number), {"sentence": raw}
            else:
                self.notebook.note("not_a_section", (section, number), field=section, found=_shown(raw))

    def _goals(self, body: Any) -> Iterator[GoalText]:
        taken: set[str] = set()
        for place, raw in self._listed("goals", body):
            version = self._version(raw, place)
            values = {k: v for k, v in raw.items() if k != "version" and v is not None}
            goal = self._valid(values, place, GoalText, goal_schema(), GOAL_NAMES)
            if goal is None:
                continue
            if goal.id is not None and goal.id in taken:
                self.notebook.note("twice", (*place, "id"), key=goal.id, section="goals")
                continue
            if goal.id is None and not goal.sentence and not (goal.kpi and goal.target is not None):
                self.notebook.note("goal_of_nothing", place)
                continue
            taken.add(goal.id or "")
            taken.discard("")
            self.places["goals", place[1]] = place
            yield replace(goal, version=version, given=frozenset(values))

    def _version(self, raw: dict[str, Any], place: Place) -> int | None:
        version = raw.get("version")
        if version is None or (isinstance(version, int) and not isinstance(version, bool) and version >= 0):
            return version
        self.notebook.note("not_whole", (*place, "version"), field="version", found=_shown(version))
        return None

    def _valid(
        self, values: dict[str, Any], place: Place, of: type, schema: dict[str, Any], names: Mapping[str, str]
    ) -> Any:
        """The thing itself, or None where a fault was written down."""
        from pydantic import ValidationError

        before = len(self.notebook.remarks)
        self._fields(values, schema, schema, place)
        values = _listing(values, schema)
        for path, vocabulary in names.items():
            self._named(values, place, path.split("."), vocabulary)
        known = {name: value for name, value in values.items() if name in schema["properties"]}
        try:
            value = _adapter(of).validate_json(as_json(known), strict=True)
        except ValidationError as error:
            self._faults(error, place, values)
            return None
        if any(remark.refuses for remark in self.notebook.remarks[before:]):
            return None
        return value if self._checked(value, place) else None

    def _checked(self, value: Any, place: Place) -> bool:
        """Whether the thing's own rules let it pass."""
        from milepost.plan.objective import Objective, checked

        try:
            if isinstance(value, Objective):
                checked(value)
            elif hasattr(value, "check"):
                value.check()
        except MilepostError as error:
            self.notebook.note("refused_as", place, what=error.what, do=error.remedy or "Mend it.")
            return False
        return True

    def _fields(self, body: Any, schema: dict[str, Any], root: dict[str, Any], place: Place) -> None:
        """Tell names that nothing reads, at any depth."""
        if "$ref" in schema:
            schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
        if isinstance(body, list) and "items" in schema:
            for number, one in enumerate(body):
                self._fields(one, schema["items"], root, (*place, number))
        elif isinstance(body, dict) and "properties" in schema:
            self._unknown(body, tuple(schema["properties"]), place)
            for name, one in body.items():
                if name in schema["properties"]:
                    self._fields(one, schema["properties"][name], root, (*place, name))
        elif isinstance(body, dict | list):
            for choice in schema.get("anyOf", ()):
                kind = "array" if isinstance(body, list) else "object"
                if "$ref" in choice or choice.get("type") == kind:
                    self._fields(body, choice, root, place)

    def _unknown(self, body: dict[str, Any], known: tuple[str, ...], place: Place) -> None:
        for name in body:
            if name not in known:
                self.notebook.note(
                    "unknown_field", (*place, name), field=name[:_SHOWN], hint=self._hint(name, known)
                )

    def _named(self, body: Any, place: Place, steps: list[str], vocabulary: str) -> None:
        """Tell names that are not in their vocabulary, with what may have been meant."""
        known = self.names.known.get(vocabulary)
        if known is None or not isinstance(body, dict):
            return
        name, several = steps[0].removesuffix("[]"), steps[0].endswith("[]")
        found = body.get(name)
        if found is None:
            return
        for where, one in _each(found, (*place, name)) if several else [((*place, name), found)]:
            if len(steps) > 1:
                self._named(one, where, steps[1:], vocabulary)
            elif isinstance(one, str) and one not in known:
                values = {
                    "what": TITLES[vocabulary],
                    "name": one[:_SHOWN],
                    "hint": self._hint(one, tuple(known)),
                }
                self.notebook.note("unknown_name", where, **values)

    def _faults(self, error: Any, place: Place, values: dict[str, Any]) -> None:
        told: set[Place] = set()
        for fault in error.errors(include_url=False, include_context=False):
            where = self._known(place, fault["loc"], values)
            if where not in told:
                told.add(where)
                field = str(where[-1]) if isinstance(where[-1], str) else str(where[-2])
                code = (
                    "missing_field"
                    if fault["type"] == "missing"
                    else _CODES.get(_stem(fault["type"]), "not_valid")
                )
                if fault["type"] == "missing":
                    field = str(fault["loc"][-1])
                self.notebook.note(
                    code, where, field=field, found=_shown(fault.get("input")), because=fault["msg"]
                )

    def _known(self, place: Place, steps: tuple[str | int, ...], values: Any) -> Place:
        """The place that a fault is about, without the names of types that pydantic puts into its path."""
        for step in steps:
            if isinstance(values, list):
                inside = isinstance(step, int) and step < len(values)
            else:
                inside = isinstance(values, dict) and step in values
            if inside:
                values, place = values[step], (*place, step)
        return place


_CODES: Final = {
    "string": "not_text",
    "float": "not_a_number",
    "finite": "not_a_number",
    "int": "not_whole",
    "date": "not_a_day",
    "tuple": "not_a_list",
    "dataclass": "not_a_section",
    "bool": "not_yes_or_no",
    "literal": "not_valid",
}


def _stem(kind: str) -> str:
    return kind.split("_", maxsplit=1)[0]


def _listing(values: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """One word where a list of words may stand is a list of one."""
    out = dict(values)
    for name, value in values.items():
        choices = schema["properties"].get(name, {}).get("anyOf", ())
        lists = any(choice.get("type") == "array" for choice in choices)
        if isinstance(value, str) and lists:
            out[name] = [value]
    return out


def _each(found: Any, place: Place) -> list[tuple[Place, Any]]:
    return (
        [((*place, n), one) for n, one in enumerate(found)] if isinstance(found, list) else [(place, found)]
    )


def _hint(name: str, known: tuple[str, ...]) -> str:
    near = nearest(name, known) or nearest(name.casefold().replace(" ", "_").replace("-", "_"), known)
    if near:
        return f"Did you mean {', '.join(near)}?"
    return f"There are {', '.join(known)}." if len(known) <= 30 else "See: milepost kpis"


def _shown(value: object) -> str:
    text = "nothing" if value is None else as_json(value).strip('"')
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


@lru_cache(maxsize=16)
def _adapter(of: type) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    return TypeAdapter(of)


__all__ = ["FORMAT", "UNWRITTEN", "Reading", "item_fields", "read_document"]
