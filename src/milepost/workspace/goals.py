"""Goals: written with a baseline frozen from the data, changed with a reason, listed as of a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from milepost.amount import Unknown
from milepost.errors import InvalidValue, NotFound
from milepost.goals.findings import QUESTION, Finding
from milepost.goals.goal import Goal, goal_from_body, goal_to_body
from milepost.goals.reading import GoalReading
from milepost.goals.sentence import read_sentence
from milepost.journal import Entry, history, next_seq
from milepost.judgement.attainability import Odds
from milepost.judgement.track_record import TrackRecord
from milepost.period import read_day
from milepost.workspace.drafting import draft_goal
from milepost.workspace.forecasts import keep_forecasts, record_for
from milepost.workspace.place import Workspace, choose_brand

KIND = "goal"


@dataclass(frozen=True, slots=True)
class WrittenGoal:
    """What became of a sentence: the goal that stands now (None: refused), what was found, and its odds.

    `record` is how earlier forecasts came out; `notes` say what could not be kept.
    """

    reading: GoalReading
    goal: Goal | None
    findings: tuple[Finding, ...]
    odds: Odds | Unknown | None
    currency: str | None = None
    record: TrackRecord | Unknown | None = None
    notes: tuple[str, ...] = ()

    @property
    def needs_user(self) -> bool:
        """Whether something is to be decided: it was refused, or leaves a question."""
        return self.goal is None or any(f.severity == QUESTION for f in self.findings)


@dataclass(frozen=True, slots=True)
class LogLine:
    """One version of a goal: on which day it was written or changed, by whom, why, and what it was then."""

    day: date
    who: str
    why: str
    goal: Goal | None


def write_goal(
    workspace: Workspace,
    sentence: str,
    *,
    brand: str | None,
    today: date,
    who: str = "",
    owner: str | None = None,
    objective: str | None = None,
    lang: str | None = None,
    kpi: str | None = None,
    until: str | None = None,
) -> WrittenGoal:
    """Read a sentence, freeze its baseline from the facts known before `today`, and store it as a goal.

    A goal that is weak, or that nothing can measure, is not stored: its findings say why. Raises NotFound for
    a brand or KPI that is not there, InvalidValue for a day or language that cannot be read.
    """
    owner_brand = choose_brand(workspace, brand)
    reading = read_sentence(sentence, lang)
    standing = goals_of(workspace, brand=owner_brand.name, today=today)
    drafted = draft_goal(
        workspace,
        owner_brand,
        reading,
        today=today,
        kpi=kpi,
        until=read_day(until) if until else None,
        standing=standing,
    )
    if drafted.goal is None:
        return WrittenGoal(reading, None, drafted.findings, drafted.odds)
    entries = _entries(owner_brand.name)
    goal = replace(
        drafted.goal,
        id=_new_id(entries),
        owner=owner,
        objective=objective or drafted.goal.objective,
    )
    _add(goal, seq=1, who=who, why="", today=today)
    record = record_for(owner_brand.name, today)
    notes = keep_forecasts([(goal, drafted.odds)], today)
    return WrittenGoal(reading, goal, drafted.findings, drafted.odds, drafted.currency, record, notes)


def amend_goal(
    workspace: Workspace,
    goal_id: str,
    *,
    brand: str | None,
    today: date,
    why: str,
    who: str = "",
    target: float | None = None,
    until: str | None = None,
    owner: str | None = None,
    drop: bool = False,
) -> Goal:
    """Change a goal or give it up; all its versions stay. Raises NotFound, InvalidValue."""
    name = choose_brand(workspace, brand).name
    if not why.strip():
        raise InvalidValue("A goal is not changed without a reason.", "Say it with --why “…”.")
    if target is None and until is None and owner is None and not drop:
        raise InvalidValue("Nothing to change was named.", "Give --target, --until, --owner or --drop.")
    goal = one_goal(workspace, goal_id, brand=name, today=today)
    deadline = read_day(until) if until else goal.deadline
    if deadline is not None and deadline <= goal.start:
        raise InvalidValue(
            f"The goal starts on {goal.start}; it cannot end on {deadline}.", "Give a later day."
        )
    changed = replace(
        goal,
        target=goal.target if target is None else target,
        deadline=deadline,
        owner=owner or goal.owner,
        version=goal.version + 1,
    )
    _add(changed, seq=next_seq(_entries(name), KIND, goal.id), who=who, why=why, today=today, undone=drop)
    return changed


def goals_of(workspace: Workspace, *, brand: str | None, today: date) -> tuple[Goal, ...]:
    """The goals that stand on `today`: as they were last written or changed on or before it."""
    name = choose_brand(workspace, brand).name
    last: dict[str, Entry] = {}
    for entry in sorted(_entries(name), key=lambda e: e.seq):
        if _day(entry) <= today:
            last[entry.key] = entry
    return tuple(goal_from_body(entry.body["goal"]) for entry in last.values() if not entry.undone)


def one_goal(workspace: Workspace, goal_id: str, *, brand: str | None, today: date) -> Goal:
    """The goal of that id. Raises NotFound with the ids there are."""
    goals = goals_of(workspace, brand=brand, today=today)
    for goal in goals:
        if goal.id == goal_id:
            return goal
    raise NotFound("goal", goal_id, [g.id for g in goals], "See: milepost goal list")


def goal_log(workspace: Workspace, goal_id: str, *, brand: str | None, today: date) -> tuple[LogLine, ...]:
    """Every version of one goal up to `today`, first to last. Raises NotFound."""
    name = choose_brand(workspace, brand).name
    entries = [e for e in history(_entries(name), KIND, goal_id) if _day(e) <= today]
    if not entries:
        raise NotFound("goal", goal_id, {e.key for e in _entries(name)}, "See: milepost goal list")
    return tuple(
        LogLine(_day(e), e.who, e.why, None if e.undone else goal_from_body(e.body["goal"])) for e in entries
    )


def _entries(brand: str) -> tuple[Entry, ...]:
    from milepost.store.entries import load_entries

    return load_entries(brand, KIND)


def _day(entry: Entry) -> date:
    """The day the user wrote it as of: with `--as-of`, not the day of the clock."""
    return date.fromisoformat(entry.body["day"])


def _new_id(entries: Sequence[Entry]) -> str:
    numbers = [int(e.key[1:]) for e in entries if e.key[1:].isdigit()]
    return f"g{max(numbers, default=0) + 1}"


def _add(goal: Goal, *, seq: int, who: str, why: str, today: date, undone: bool = False) -> None:
    from milepost.store.entries import add_entries

    body: dict[str, Any] = {"goal": goal_to_body(goal), "day": today.isoformat()}
    if undone:
        body["undone"] = True
    add_entries([Entry(goal.brand, KIND, goal.id, seq, datetime.now(UTC), who, why, body)])
