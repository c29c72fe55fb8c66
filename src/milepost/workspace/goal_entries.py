"""Goals in the journal: every version of each, and what stands as of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from milepost.errors import Conflict, NotFound
from milepost.goals.closing import Closing, closing_from_body, closing_to_body
from milepost.goals.goal import Goal, goal_from_body, goal_to_body
from milepost.journal import Entry, history
from milepost.language import gettext_lazy
from milepost.workspace.place import Workspace, choose_brand

KIND = "goal"


@dataclass(frozen=True, slots=True)
class LogLine:
    """One version of a goal: on which day it was written or changed, by whom, why, and what it was then.

    `goal` is None where it was given up, `closing` tells how it was closed.
    """

    day: date
    who: str
    why: str
    goal: Goal | None
    closing: Closing | None = None


def goals_of(workspace: Workspace, *, brand: str | None, today: date) -> tuple[Goal, ...]:
    """The goals that stand on `today`: as they were last written or changed on or before it."""
    entries = goal_entries(choose_brand(workspace, brand).name)
    return tuple(goal_from_body(e.body["goal"]) for e in last_entries(entries, today) if not e.undone)


def closed_goals(workspace: Workspace, *, brand: str | None, today: date) -> tuple[LogLine, ...]:
    """The goals that were closed with what was learned, up to `today`, first to last; not those given up."""
    entries = goal_entries(choose_brand(workspace, brand).name)
    return tuple(line_of(e) for e in last_entries(entries, today) if e.body.get("closing") is not None)


def one_goal(workspace: Workspace, goal_id: str, *, brand: str | None, today: date) -> Goal:
    """The goal of that id. Raises NotFound with the ids there are."""
    goals = goals_of(workspace, brand=brand, today=today)
    for goal in goals:
        if goal.id == goal_id:
            return goal
    raise NotFound("goal", goal_id, [g.id for g in goals], gettext_lazy("See: milepost goal list"))


def goal_log(workspace: Workspace, goal_id: str, *, brand: str | None, today: date) -> tuple[LogLine, ...]:
    """Every version of one goal up to `today`, first to last. Raises NotFound."""
    known = goal_entries(choose_brand(workspace, brand).name)
    entries = [e for e in history(known, KIND, goal_id) if day_of(e) <= today]
    if not entries:
        raise NotFound("goal", goal_id, {e.key for e in known}, gettext_lazy("See: milepost goal list"))
    return tuple(line_of(e) for e in entries)


def versions_of(entries: Sequence[Entry], goal_id: str, today: date) -> tuple[Goal, ...]:
    """The versions of one goal that were written up to `today`, first to last."""
    return tuple(
        goal_from_body(e.body["goal"]) for e in history(entries, KIND, goal_id) if day_of(e) <= today
    )


def line_of(entry: Entry) -> LogLine:
    """The line of the log that an entry is."""
    closing = entry.body.get("closing")
    closed = closing_from_body(closing) if closing is not None else None
    goal = None if entry.undone and closed is None else goal_from_body(entry.body["goal"])
    return LogLine(day_of(entry), entry.who, entry.why, goal, closed)


def last_entries(entries: Sequence[Entry], today: date) -> tuple[Entry, ...]:
    """The last entry of each goal up to `today`, in the order in which the goals were first written."""
    last: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda e: e.seq):
        if day_of(entry) <= today:
            last[entry.key] = entry
    return tuple(last.values())


def goal_entries(brand: str) -> tuple[Entry, ...]:
    """All entries about goals of a brand."""
    from milepost.store.entries import load_entries

    return load_entries(brand, KIND)


def day_of(entry: Entry) -> date:
    """The day the user wrote it as of: with `--as-of`, not the day of the clock."""
    return date.fromisoformat(entry.body["day"])


def new_id(entries: Sequence[Entry], more: int = 0) -> str:
    """The next free id: g1, g2 ...; `more` have been given out and are not written yet."""
    numbers = [int(e.key[1:]) for e in entries if e.key[1:].isdigit()]
    return f"g{max(numbers, default=0) + 1 + more}"


def goal_entry(
    entries: Sequence[Entry],
    goal: Goal,
    *,
    who: str,
    why: str,
    today: date,
    undone: bool = False,
    closing: Closing | None = None,
) -> Entry:
    """The entry that writes a version of a goal. Raises Conflict when its version was written meanwhile."""
    known = history(entries, KIND, goal.id)
    if len(known) >= goal.version:
        theirs = known[-1]
        raise Conflict(
            gettext_lazy(
                "Goal {id} was changed by {who} on {theirs} while you worked on its version "
                "{version}; theirs, version {n}, stands.",
                id=goal.id,
                who=theirs.who or gettext_lazy("somebody"),
                theirs=day_of(theirs),
                version=goal.version - 1,
                n=len(known),
            ),
            gettext_lazy(
                "Look at it with: milepost goal show {id}. Then repeat what you wanted.", id=goal.id
            ),
        )
    body: dict[str, Any] = {"goal": goal_to_body(goal), "day": today.isoformat()}
    if undone or closing is not None:
        body["undone"] = True
    if closing is not None:
        body["closing"] = closing_to_body(closing)
    return Entry(goal.brand, KIND, goal.id, goal.version, datetime.now(UTC), who, why, body)
