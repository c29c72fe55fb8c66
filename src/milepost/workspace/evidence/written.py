"""Everything that was written down of a brand, as lines: what, when, by whom and why."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from milepost.journal import Entry
from milepost.workspace.place import Workspace, choose_brand


@dataclass(frozen=True, slots=True)
class Written:
    """One entry. `act` is write, change, drop, close or check; `note` is what was said of `title`."""

    kind: str
    key: str
    act: str
    day: date
    who: str
    why: str
    title: str
    note: str = ""


def written(
    workspace: Workspace, kinds: Collection[str], *, brand: str | None, today: date
) -> tuple[Written, ...]:
    """Every entry of these kinds up to `today`, the newest first. Raises NotFound for the brand."""
    from milepost.store.entries import load_entries

    owner = choose_brand(workspace, brand)
    entries = [entry for entry in load_entries(owner.name) if entry.kind in kinds]
    seen: set[tuple[str, str]] = set()
    found = []
    for entry in entries:
        line = _line(entry, first=(entry.kind, entry.key) not in seen)
        seen.add((entry.kind, entry.key))
        if line.day <= today:
            found.append(line)
    return tuple(sorted(found, key=lambda line: line.day))[::-1]


def _line(entry: Entry, *, first: bool) -> Written:
    body = entry.body
    day = date.fromisoformat(body["day"]) if "day" in body else entry.at.date()
    read = _READERS.get(entry.kind, _named)
    title, note = read(body)
    return Written(entry.kind, entry.key, _act(entry, first=first), day, entry.who, entry.why, title, note)


def _act(entry: Entry, *, first: bool) -> str:
    value = entry.body.get("value") or {}
    if entry.body.get("closing") is not None or value.get("status") == "closed":
        return "close"
    if entry.undone or value.get("status") == "dropped":
        return "drop"
    if entry.kind == "decision" and not first:
        return "check" if value.get("outcome") else "change"
    return "write" if first else "change"


def _import(body: Mapping[str, Any]) -> tuple[str, str]:
    rows = sum(int(report["rows_kept"]) for report in body.get("reports", ()))
    return PurePath(str(body.get("answers", {}).get("named", ""))).name, str(rows)


def _goal(body: Mapping[str, Any]) -> tuple[str, str]:
    closing = body.get("closing") or {}
    return str(body.get("goal", {}).get("sentence", "")), str(closing.get("learned") or "")


def _decision(body: Mapping[str, Any]) -> tuple[str, str]:
    value = body["value"]
    return str(value["what"]), str(value.get("learned") or "")


def _review(body: Mapping[str, Any]) -> tuple[str, str]:
    value = body["value"]
    return f"{value['kind']} {value['start']}", str(value.get("concluded") or "")


def _quarter(body: Mapping[str, Any]) -> tuple[str, str]:
    return "", str(body["value"].get("concluded") or "")


def _named(body: Mapping[str, Any]) -> tuple[str, str]:
    value = body.get("value") or {}
    return str(value.get("title") or value.get("name") or ""), ""


_READERS = {
    "import": _import,
    "goal": _goal,
    "decision": _decision,
    "review": _review,
    "quarter": _quarter,
}
