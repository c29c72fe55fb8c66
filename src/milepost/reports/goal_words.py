"""What is said of a goal that was written, and of its log."""

from collections.abc import Sequence
from typing import Any

from milepost.amount import Unit, Unknown
from milepost.goals.reading import as_json
from milepost.kpis.catalogue import catalogue
from milepost.reports import numbers
from milepost.reports.words.finding import FindingText, texts_of
from milepost.reports.words.record import beside
from milepost.reports.words.reference import reference_line
from milepost.reports.words.verdict import lower_first
from milepost.workspace.goals import LogLine, WrittenGoal

MARKS = {"refuse": "refused", "question": "question", "advice": "advice"}


def added_lines(written: WrittenGoal) -> list[str]:
    """What became of a goal: its baseline, target and odds, or why it was not taken."""
    goal = written.goal
    money = written.currency
    texts = texts_of(written.findings, goal.unit if goal else Unit.COUNT, money)
    if goal is None:
        lines = [f"Not taken: “{written.reading.text.strip()}”"]
        return [*lines, *(_finding(text) for text in texts)]
    unit = goal.unit
    lines = [f"Goal {goal.id}: “{goal.sentence}”"]
    until = numbers.day(goal.deadline) if goal.deadline else "further notice"
    lines.append(f"  {goal.kpi.replace('_', ' ')}, from {numbers.day(goal.start)} until {until}")
    base = goal.baseline
    if base is not None:
        around = numbers.interval(base.low, base.high, unit, money)
        lines.append(f"  baseline {numbers.written(base.value, unit, money)} (80 % interval {around})")
    lines.append(f"  target {numbers.exact(goal.target, unit, money)}{f' a {goal.per}' if goal.per else ''}")
    odds = written.odds
    if isinstance(odds, Unknown):
        lines.append(f"  odds: cannot tell, because {lower_first(odds.because)}")
    elif odds is not None:
        lines.append(
            f"  odds {numbers.probability(odds.probability)}; "
            f"even odds would be {numbers.written(odds.even_odds_target, unit, money)}"
        )
    more = (_reference(written), beside(written.record, odds), *written.notes)
    lines += [f"  {text}" for text in more if text]
    return [*lines, *(_finding(text) for text in texts)]


def _reference(written: WrittenGoal) -> str:
    goal = written.goal
    return "" if goal is None else reference_line(written.odds, _title(goal.kpi), goal.better)


def _title(kpi: str) -> str:
    """The KPI by its name; one of the user's own by its id."""
    known = catalogue().get(kpi)
    return known.title if known else kpi.replace("_", " ").capitalize()


def _finding(text: FindingText) -> str:
    remedy = f" {text.remedy}" if text.remedy and text.severity != "advice" else ""
    return f"  {MARKS.get(text.severity, text.severity)}: {text.says}{remedy}"


def added_document(written: WrittenGoal) -> dict[str, Any]:
    """The `--json` of `goal add`."""
    odds = written.odds
    known = None if odds is None or isinstance(odds, Unknown) else odds
    unit = written.goal.unit if written.goal else Unit.COUNT
    texts = texts_of(written.findings, unit, written.currency)
    return {
        "added": written.goal is not None,
        "goal": written.goal,
        "reading": as_json(written.reading),
        "findings": [
            {"code": f.code, "severity": f.severity, "values": dict(f.values), "says": t.says}
            for f, t in zip(written.findings, texts, strict=True)
        ],
        "probability": known.probability if known else None,
        "even_odds_target": known.even_odds_target if known else None,
        "landing": {"low": known.low, "median": known.median, "high": known.high} if known else None,
        "unknown": odds.because if isinstance(odds, Unknown) else None,
        "reference": _reference(written) or None,
        "track_record": beside(written.record, odds) or None,
    }


def log_lines(log: Sequence[LogLine]) -> list[str]:
    """Every version of a goal: the day, who, the target and the last day then, and why."""
    first = next(line.goal for line in log if line.goal is not None)
    lines = [f"“{first.sentence}”"]
    for entry in log:
        why = f" ({entry.why})" if entry.why else ""
        who = entry.who or "somebody"
        if entry.goal is None:
            lines.append(f"  {numbers.day(entry.day)}, {who}: given up{why}")
            continue
        until = numbers.day(entry.goal.deadline) if entry.goal.deadline else "further notice"
        target = numbers.exact(entry.goal.target, entry.goal.unit)
        lines.append(f"  {numbers.day(entry.day)}, {who}: target {target} until {until}{why}")
    return lines
