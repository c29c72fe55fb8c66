"""OKRs and goals in tables: a key result, or a goal, a row, or several key results beside their objective."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from milepost.plan.okr.result import MOST, KeyResult, Objective, Okrs, ends_of, field_of

Rows = Sequence[tuple[int, Sequence[str]]]
_SEARCHED = 15
_NUMBERED = re.compile(r"^(?:key\s*result|kr)\s*#?(\d{1,2})\b[\s:.-]*(.*)$", re.IGNORECASE)
_OWN = frozenset({"key_result", "goal", "metric", "title"})


def results_of_rows(
    rows: Rows, where: Callable[[int], str], *, objective: str = "", ends: date | None = None
) -> Okrs:
    """What a grid states. Its head is the first row of which a heading names a key result or a goal."""
    at = next((n for n, (_, cells) in enumerate(rows[:_SEARCHED]) if _is_head(cells)), None)
    if at is None:
        return Okrs((), ())
    names = _named([field_of(cell) for cell in rows[at][1]])
    numbered = [_NUMBERED.match(cell.strip()) for cell in rows[at][1]]
    objectives: dict[str, Objective] = {}
    results: list[KeyResult] = []
    last = objective
    for number, cells in rows[at + 1 :]:
        said = _row(names, cells)
        if not any(cell.strip() for cell in cells) or len(results) > MOST:
            continue
        kind = said.pop("type", "").casefold()
        if kind.startswith(("objective", "ziel", "objetivo", "objectif")) and "key" not in kind:
            last = said.get("objective") or said.get("title") or said.get("goal", "") or last
            objectives.setdefault(last, Objective(last, said.get("owner", "")))
            continue
        last = said.pop("objective", "") or last
        if last and last not in objectives:
            objectives[last] = Objective(last)
        several = _several(numbered, cells)
        for text, beside in several or [(_text(said), said)]:
            if text:
                result = KeyResult(text, where(number), last, ends=None)
                found = result.with_fields({**said, **beside})
                results.append(_ending(found, ends))
    return Okrs(tuple(objectives.values()), tuple(results))


def _named(names: Sequence[str | None]) -> list[str | None]:
    """The fields of a head. Beside a key result or a metric, a column “Meta” or “Goal” is what to reach."""
    told = set(names)
    if "target" in told or not told & {"key_result", "metric"}:
        return list(names)
    return ["target" if name == "goal" else name for name in names]


def _ending(result: KeyResult, ends: date | None) -> KeyResult:
    from dataclasses import replace

    return result if result.ends or result.due else replace(result, ends=ends or ends_of(result.objective))


def _is_head(cells: Sequence[str]) -> bool:
    if any(_NUMBERED.match(cell.strip()) for cell in cells):
        return True
    names = {name for name in (field_of(cell) for cell in cells) if name}
    beside = names & {
        "target",
        "due",
        "owner",
        "current",
        "start",
        "objective",
        "type",
        "period",
        "passed_over",
    }
    return bool(names & _OWN) and bool(beside)


def _row(names: Sequence[str | None], cells: Sequence[str]) -> dict[str, str]:
    said: dict[str, str] = {}
    for name, cell in zip(names, cells, strict=False):
        if name is not None and name != "passed_over" and cell.strip():
            said.setdefault(name, " ".join(cell.split()))
    return said


def _text(said: dict[str, str]) -> str:
    """The words of a row: what is to be reached, else what is measured."""
    return next((said[name] for name in ("key_result", "goal", "title", "metric") if said.get(name)), "")


def _several(heads: Sequence[re.Match[str] | None], cells: Sequence[str]) -> list[tuple[str, dict[str, str]]]:
    """“Key Result 1, KR1 Target, Key Result 2 ...” in one row."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for match, cell in zip(heads, cells, strict=False):
        if match is None or not cell.strip():
            continue
        text, beside = found.get(match[1], ("", {}))
        name = field_of(match[2]) if match[2].strip() else None
        if name is None:
            text = text or " ".join(cell.split())
        else:
            beside[name] = cell
        found[match[1]] = (text, beside)
    return [pair for pair in found.values() if pair[0]]
