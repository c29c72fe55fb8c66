"""What is said of a plan that was written as a file: faults with their lines, changes, the outcome."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from milepost.amount import Unknown
from milepost.goals.findings import QUESTION, REFUSE, Finding
from milepost.language import Lazy, gettext, gettext_lazy
from milepost.plan.difference import Action, Change
from milepost.plan.document import GuardText
from milepost.plan.remark import Remark, templates
from milepost.reports import numbers
from milepost.reports.words.finding import FindingText, texts_of
from milepost.reports.words.verdict import lower_first
from milepost.workspace.plan_files.applying import Applied, WorkedGoal
from milepost.workspace.plan_files.linting import Linted

MARKS = {"refuse": "refused", "question": "question", "advice": "advice"}
_SIGNS = {Action.ADD: "+", Action.CHANGE: "~", Action.MISSING: "-", Action.BEHIND: "="}
_THINGS = {
    "goals": gettext_lazy("goal"),
    "objectives": gettext_lazy("objective"),
    "audiences": gettext_lazy("audience"),
    "competitors": gettext_lazy("competitor"),
}


def remark_text(remark: Remark, currency: str | None = None) -> FindingText:
    """A remark in words."""
    finding = remark.finding
    if finding.code not in templates():
        return texts_of((finding,), remark.unit, currency)[0]
    said = templates()[finding.code]
    return FindingText(finding.severity, _filled(said["says"], finding), _filled(said["remedy"], finding))


def remark_line(remark: Remark, currency: str | None = None) -> str:
    """“line 12, goals[2].kpi: refused: There is no KPI “convesion_rate”. Did you mean conversion_rate?”"""
    text = remark_text(remark, currency)
    where = ", ".join(part for part in (f"line {remark.line}" if remark.line else "", remark.path) if part)
    return f"{where}: {MARKS[text.severity]}: {text.says} {text.remedy}".removeprefix(": ").rstrip()


def _filled(template: str, finding: Finding) -> str:
    said = template.format_map({name: _said(value) for name, value in finding.values.items()})
    return said[:-1] if said.endswith("..") else said


def linted_lines(linted: Linted) -> list[str]:
    """Everything that is to be said of a plan, and the sum of it."""
    lines = [remark_line(remark, linted.currency) for remark in linted.remarks]
    counted = _counted(linted.remarks)
    held = "" if linted.held_against_data else "; not held against data: there is no workspace here"
    goals = "1 goal" if linted.goals == 1 else f"{numbers.count_word(linted.goals)} goals"
    kpis = "1 KPI" if linted.kpis == 1 else f"{linted.kpis} KPIs"
    name = linted.name[:1].upper() + linted.name[1:] if " " in linted.name else linted.name
    return [*lines, f"{name}: {goals}, {kpis}: {counted or 'nothing to say'}{held}."]


def linted_document(linted: Linted) -> dict[str, Any]:
    """The `--json` of `plan lint`."""
    return {
        "name": linted.name,
        "goals": linted.goals,
        "kpis": linted.kpis,
        "held_against_data": linted.held_against_data,
        "remarks": [remark_document(remark, linted.currency) for remark in linted.remarks],
    }


def remark_document(remark: Remark, currency: str | None) -> dict[str, Any]:
    """A remark as data."""
    text, finding = remark_text(remark, currency), remark.finding
    return {
        "line": remark.line,
        "path": remark.path,
        "code": finding.code,
        "severity": finding.severity,
        "says": text.says,
        "remedy": text.remedy,
        "values": {name: _json(value) for name, value in finding.values.items()},
    }


def diff_lines(changes: Sequence[Change], brand: str) -> list[str]:
    """+ what comes, ~ what changes with old and new, - what is missing in the file."""
    if not changes:
        return [f"The file says what the plan of {brand} says; nothing would change."]
    lines: list[str] = []
    for change in changes:
        lines += _change_lines(change)
    counts = {action: sum(c.action is action for c in changes) for action in Action}
    named = (
        (Action.ADD, "to add"),
        (Action.CHANGE, "to change"),
        (Action.MISSING, "missing in the file (they stay, unless --drop-missing)"),
        (Action.BEHIND, "changed by others meanwhile (theirs stay)"),
    )
    return [*lines, "; ".join(f"{counts[a]} {text}" for a, text in named if counts[a]) + "."]


def _change_lines(change: Change) -> list[str]:
    thing = _THINGS.get(change.section, change.section)
    key = "" if change.key in {"", "brand"} else f" {change.key}"
    title = "" if change.title == change.section else f" “{change.title}”"
    version = f" (version {change.version})" if change.version and change.action is Action.CHANGE else ""
    lines = [f"{_SIGNS[change.action]} {thing}{key}{title}{version}"]
    for one in change.fields:
        if change.action is Action.ADD:
            if one.name not in {"sentence", "title"}:
                lines.append(f"    {one.name}: {_said(one.new)}")
        elif change.action is Action.CHANGE:
            lines.append(f"    {one.name}: {_said(one.old)} -> {_said(one.new)}")
    return lines


def change_text(change: Change) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """What a change is about, and its fields (name, old, new) as they are read; old is "" for what is new."""
    thing = str(_THINGS.get(change.section, Lazy(change.section)))
    thing = thing[:1].upper() + thing[1:]
    title = thing
    if change.title != change.section:
        title = gettext("{thing} “{title}”", thing=thing, title=change.title)
    shown = change.fields if change.action in (Action.ADD, Action.CHANGE) else ()
    return title, tuple(
        (
            str(Lazy(one.name.replace("_", " "))),
            _said(one.old) if change.action is Action.CHANGE else "",
            _said(one.new),
        )
        for one in shown
    )


def diff_document(changes: Sequence[Change]) -> dict[str, Any]:
    """The `--json` of `plan diff`."""
    return {"changes": [_change_document(change) for change in changes]}


def _change_document(change: Change) -> dict[str, Any]:
    return {
        "section": change.section,
        "action": change.action.value,
        "id": change.key or None,
        "title": change.title,
        "upon": change.upon,
        "version": change.version,
        "fields": {one.name: {"old": _json(one.old), "new": _json(one.new)} for one in change.fields},
    }


def applied_lines(applied: Applied, currency: str, name: str) -> list[str]:
    """What was written into the journal, goal by goal, and what was not."""
    worked = applied.worked
    stopped = applied.dry_run and bool(applied.skipped) and not worked.file.reading.sound
    refused = bool(worked.refused)
    lines: list[str] = []
    for change in worked.wanted:
        lines += _change_lines(change)
        lines += [f"    {text}" for text in _goal_lines(worked.goals, change, currency)]
    lines += [f"- given up: {change.key} “{change.title}”" for change in worked.dropped]
    lines += [remark_line(remark, currency) for remark in worked.told]
    if not worked.entries and not refused and not stopped:
        return [*lines, f"Nothing to do: the plan already says what {name} says."]
    if stopped or (refused and len(applied.skipped) == len(worked.wanted) and applied.dry_run):
        return [
            *lines,
            f"Nothing was stored: {name} holds what is refused. Mend it, or say --skip-refused."
            if worked.file.reading.sound
            else f"Nothing was stored: {name} holds what cannot be read. Mend it, then apply it again.",
        ]
    if not worked.entries:
        return [*lines, f"Nothing was stored: all that {name} changes is refused."]
    done = f"{len(worked.entries)} {'change' if len(worked.entries) == 1 else 'changes'}"
    said = (
        f"{done} would be written; nothing was stored."
        if applied.dry_run
        else f"{done} written to the journal."
    )
    left = f" Left out: {len(applied.skipped)}." if applied.skipped else ""
    after = "" if applied.dry_run else " Export the plan again before you change it further."
    return [*lines, *applied.notes, f"{said}{left}{after}"]


def applied_document(applied: Applied, currency: str) -> dict[str, Any]:
    """The `--json` of `plan apply`."""
    worked = applied.worked
    return {
        "stored": bool(worked.entries) and not applied.dry_run,
        "dry_run": applied.dry_run,
        "entries": [{"kind": e.kind, "key": e.key, "version": e.seq} for e in worked.entries],
        "changes": [_change_document(change) for change in worked.wanted],
        "dropped": [change.key for change in worked.dropped],
        "skipped": [change.title for change in applied.skipped],
        "goals": [
            {
                "goal": one.goal,
                "probability": getattr(one.odds, "probability", None),
                "even_odds_target": getattr(one.odds, "even_odds_target", None),
            }
            for one in worked.goals
        ],
        "remarks": [remark_document(remark, currency) for remark in worked.told],
        "notes": list(applied.notes),
    }


def _goal_lines(goals: Sequence[WorkedGoal], change: Change, currency: str) -> list[str]:
    one = next((goal for goal in goals if goal.change is change), None)
    if one is None or one.goal is None:
        return []
    goal = one.goal
    until = numbers.day(goal.deadline) if goal.deadline else "further notice"
    every = f" a {goal.per}" if goal.per else ""
    base = goal.baseline
    usual = f", baseline {numbers.written(base.value, goal.unit, currency)}" if base else ""
    target = numbers.exact(goal.target, goal.unit, currency)
    lines = [f"= {goal.id}, {goal.kpi.replace('_', ' ')}: target {target}{every} until {until}{usual}"]
    if isinstance(one.odds, Unknown):
        lines.append(f"odds: cannot tell, because {lower_first(one.odds.because)}")
    elif one.odds is not None:
        even = numbers.written(one.odds.even_odds_target, goal.unit, currency)
        lines.append(f"odds {numbers.probability(one.odds.probability)}; even odds would be {even}")
    return lines


def _counted(remarks: Sequence[Remark]) -> str:
    found: list[Finding] = [remark.finding for remark in remarks]
    refused = sum(finding.severity == REFUSE for finding in found)
    asked = sum(finding.severity == QUESTION for finding in found)
    advised = len(found) - refused - asked
    said = (
        f"{refused} refused" if refused else "",
        f"{asked} {'question' if asked == 1 else 'questions'}" if asked else "",
        f"{advised} {'advice' if advised == 1 else 'pieces of advice'}" if advised else "",
    )
    return ", ".join(part for part in said if part)


def _said(value: object) -> str:
    if value in (None, (), ""):
        return gettext("(none)")
    if isinstance(value, tuple):
        return ", ".join(_said(one) for one in value)
    if isinstance(value, GuardText):
        low = f" >= {value.at_least}" if value.at_least is not None else ""
        high = f" <= {value.at_most}" if value.at_most is not None else ""
        return f"{value.kpi}{low}{high}"
    if isinstance(value, float):
        return f"{value:.12g}"
    return str(value)


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_json(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _json(getattr(value, field.name)) for field in fields(value)}
    return value
