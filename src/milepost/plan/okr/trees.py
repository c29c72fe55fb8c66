"""OKRs as YAML or JSON: any list of objectives that hold key results, however the tool calls them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from milepost.plan.okr.result import MOST, KeyResult, Objective, Okrs, ends_of, field_of
from milepost.plan.remark import Place

Lines = Mapping[Place, int]


def read_tree_of_okrs(value: Any, lines: Lines) -> Okrs:
    """The objectives and key results anywhere in a tree. `lines` gives the line of each place."""
    objectives: dict[str, Objective] = {}
    results: list[KeyResult] = []
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        value = {"key_results": value}  # sentences, one after another
    for title, owner, ends, listed, place in _found(value, (), None):
        if title:
            objectives.setdefault(title, Objective(title, owner))
        for number, one in enumerate(listed):
            result = _result(one, (*place, number), lines)
            if result is not None and len(results) <= MOST:
                results.append(_under(result, title, ends))
    return Okrs(tuple(objectives.values()), tuple(results))


def _found(
    value: Any, place: Place, ends: date | None
) -> Iterator[tuple[str, str, date | None, list[Any], Place]]:
    """Every mapping that holds key results: its title, owner, period, the list, and where the list lies."""
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from _found(one, (*place, number), ends)
        return
    if not isinstance(value, dict):
        return
    names = {field_of(str(key)): key for key in reversed(list(value))}
    said = {
        name: str(value[key])
        for name, key in names.items()
        if name and not isinstance(value[key], dict | list)
    }
    ends = ends_of(said.get("period", "")) or ends_of(said.get("due", "")) or ends
    for key, inner in value.items():
        if _holds_results(str(key), inner, said):
            title = said.get("objective") or said.get("title") or said.get("goal") or ""
            yield title, said.get("owner", ""), ends, inner, (*place, key)
        elif isinstance(inner, dict | list):
            yield from _found(inner, (*place, key), ends)


def _holds_results(key: str, inner: Any, said: Mapping[str, str]) -> bool:
    """Whether a list holds key results: by its name, or as what lies below something with a title."""
    if not isinstance(inner, list):
        return False
    if field_of(key) == "key_result":
        return True
    titled = bool({"objective", "title", "goal"} & set(said))
    below = key.casefold() in {"results", "children", "items"}
    return titled and below and not any(isinstance(one, dict) and _has_lists(one) for one in inner)


def _has_lists(one: Mapping[str, Any]) -> bool:
    return any(isinstance(value, list) and value for value in one.values())


def _result(one: Any, place: Place, lines: Lines) -> KeyResult | None:
    line = lines.get(place)
    where = f"line {line}" if line else "somewhere"
    if isinstance(one, str):
        return KeyResult(one.strip(), where) if one.strip() else None
    if not isinstance(one, dict):
        return None
    said: dict[str, str] = {}
    for key, value in one.items():
        name = field_of(str(key))
        if name is not None and not isinstance(value, dict | list) and value is not None:
            said.setdefault(name, str(value))
    text = next((said[n] for n in ("key_result", "title", "goal", "objective", "metric") if said.get(n)), "")
    said.pop("objective", None)
    return KeyResult(" ".join(text.split()), where).with_fields(said) if text.strip() else None


def _under(result: KeyResult, title: str, ends: date | None) -> KeyResult:
    from dataclasses import replace

    return replace(result, objective=title, ends=result.ends or (None if result.due else ends))
