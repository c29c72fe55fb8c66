"""The JSON Schema of a plan file: what editors check and complete by, made from the same dataclasses."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from milepost.knowledge.reader import table
from milepost.plan.document import GOAL_NAMES, PARTS, READ_ONLY, UNWRITTEN, GoalText, Part
from milepost.plan.names import Names

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
VERSION: Final = {
    "type": "integer",
    "minimum": 0,
    "description": "The version this is based on; leave it as it was exported. New things have none.",
}


def plan_schema(names: Names) -> dict[str, Any]:
    """The schema of a whole plan with the vocabularies in it."""
    says = table("plan_fields")
    defs: dict[str, Any] = {}
    sections: dict[str, Any] = {}
    for part in PARTS:
        body = _described(_named(part_schema(part), part.names, names), says.get(part.section, {}))
        defs.update(body.pop("$defs", {}))
        sections[part.section] = body if part.sole else _list(body, says.get(part.section, {}))
    goal = _described(_named(goal_schema(), GOAL_NAMES, names), says["goals"])
    defs.update(goal.pop("$defs", {}))
    top = {name: {"description": says["plan"][name], **kind} for name, kind in _TOP.items()}
    body = {**top, **sections, "goals": _list(goal, says["goals"])}
    return {
        "$schema": DRAFT,
        "title": "A Milepost plan",
        "type": "object",
        "properties": body,
        "required": ["milepost"],
        "additionalProperties": False,
        "$defs": defs,
    }


_TOP: Final[Mapping[str, Any]] = {
    "milepost": {"const": 1},
    "brand": {"type": ["string", "null"]},
    "currency": {"type": ["string", "null"]},
    "base": {"type": ["integer", "null"]},
}


@lru_cache(maxsize=16)
def _bare(of: type) -> dict[str, Any]:
    from pydantic import TypeAdapter

    schema: dict[str, Any] = TypeAdapter(of).json_schema(ref_template="#/$defs/{model}")
    return schema


def part_schema(part: Part) -> dict[str, Any]:
    """The schema of one thing of a section, as people write it: its id and what is usual may be missing."""
    body: dict[str, Any] = _closed(_bare(part.of))
    body["required"] = [n for n in body.get("required", ()) if n != "id" and n not in part.usual]
    if not body["required"]:
        del body["required"]
    body["properties"] = {"version": VERSION, **body["properties"]}
    return body


def goal_schema() -> dict[str, Any]:
    """The schema of one goal."""
    body: dict[str, Any] = _closed(_bare(GoalText))
    for name in UNWRITTEN:
        body["properties"].pop(name)
    body["properties"]["version"] = VERSION
    for name in READ_ONLY:
        body["properties"][name] = {**body["properties"][name], "readOnly": True}
    body["anyOf"] = [
        {"required": ["sentence"]},
        {"required": ["id"]},
        {"required": ["kpi", "target", "deadline"]},
        {"required": ["kpi", "target", "per"]},
    ]
    return body


def _closed(schema: Any) -> Any:
    """A copy in which nothing unnamed may stand, and a list of words may be one word."""
    if isinstance(schema, list):
        return [_closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    body = {
        name: _closed(value)
        for name, value in schema.items()
        if name not in {"title"} or isinstance(value, dict)
    }
    if "properties" in body and body.get("type") == "object":
        body["additionalProperties"] = False
        body.pop("description", None)
    if body.get("type") == "array" and body.get("items") == {"type": "string"}:
        rest = {name: body.pop(name) for name in ("default", "description") if name in body}
        return {"anyOf": [body, {"type": "string"}], **rest}
    return body


def _list(body: dict[str, Any], says: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": body, "description": says.get("section", "")}


def _named(body: dict[str, Any], places: Mapping[str, str], names: Names) -> dict[str, Any]:
    """The schema with each vocabulary where a name out of it is expected."""
    for place, vocabulary in places.items():
        known = names.known.get(vocabulary)
        if known is not None:
            _restrict(body, body, place.split("."), list(known))
    return body


def _restrict(root: dict[str, Any], body: dict[str, Any], steps: list[str], known: list[str]) -> None:
    for one in _choices(root, body):
        if not steps:
            if one.get("type") == "string":
                one["enum"] = known
            continue
        name, several = steps[0].removesuffix("[]"), steps[0].endswith("[]")
        field = one.get("properties", {}).get(name)
        if field is None:
            continue
        for choice in _choices(root, field):
            if several and "items" in choice:
                _restrict(root, choice["items"], steps[1:], known)
            elif (not several or len(steps) == 1) and choice.get("type") == "string":
                choice["enum"] = known


def _choices(root: dict[str, Any], body: dict[str, Any]) -> list[dict[str, Any]]:
    """A schema itself, or all that it may be."""
    if "$ref" in body:
        return _choices(root, root["$defs"][body["$ref"].removeprefix("#/$defs/")])
    if "anyOf" in body and "properties" not in body:
        return [found for one in body["anyOf"] for found in _choices(root, one)]
    return [body]


def _described(body: dict[str, Any], says: Mapping[str, Any]) -> dict[str, Any]:
    for name, text in says.items():
        if name in body["properties"] and isinstance(text, str):
            body["properties"][name]["description"] = text
    return body
