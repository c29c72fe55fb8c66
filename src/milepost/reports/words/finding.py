"""The findings of the critique in words: what was found, and what to do about it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from milepost import subject
from milepost.amount import Unit
from milepost.goals import findings
from milepost.goals.findings import Finding
from milepost.goals.state import GoalState
from milepost.kpis.catalogue import catalogue
from milepost.language import ENGLISH, spoken
from milepost.reports import numbers
from milepost.reports.words.verdict import sentence
from milepost.subject import Subject


@dataclass(frozen=True, slots=True)
class FindingText:
    """A finding in words; `severity` is refuse, question or advice; `of` are the goals that it names."""

    severity: str
    says: str
    remedy: str
    of: tuple[Subject, ...] = ()


GOAL_ID = re.compile(r"g\d+")

FIGURES = {
    "target": numbers.exact,
    "first_target": numbers.exact,
    "target_in_points": numbers.exact,
    "baseline": numbers.written,
    "even_odds": numbers.written,
}
"""The values of findings in the goal's own unit: what was set exactly, what was measured rounded."""


def finding_texts(state: GoalState) -> tuple[FindingText, ...]:
    """The findings of a goal in words, in their own order."""
    return texts_of(state.findings, state.goal.unit, state.currency)


def texts_of(
    found: Iterable[Finding], unit: str = Unit.COUNT, currency: str | None = None
) -> tuple[FindingText, ...]:
    """Findings in words; their figures are of the goal's `unit` and `currency`."""
    return tuple(_text(_spoken(_in_its_unit(finding, unit, currency))) for finding in found)


def _in_its_unit(finding: Finding, unit: str, currency: str | None) -> Finding:
    """The same finding with its figures written out: 0.0425 of a share is 4.25 %."""
    unit = str(finding.values.get("unit", unit))
    values = {
        name: FIGURES[name](value, unit, currency)
        if name in FIGURES and isinstance(value, int | float)
        else value
        for name, value in finding.values.items()
    }
    return Finding(finding.code, finding.severity, values)


def _spoken(finding: Finding) -> Finding:
    """The same with names and figures as another language writes them; findings write English themselves."""
    if spoken() == ENGLISH:
        return finding
    share = finding.values.get("unit") == Unit.SHARE
    values = {
        name: _said(value, Unit.SHARE if share and name != "amount" else Unit.COUNT)
        for name, value in finding.values.items()
    }
    return Finding(finding.code, finding.severity, values)


def _said(value: object, unit: str) -> object:
    match value:
        case float():
            return numbers.written(value, unit)
        case str() if (kpi := catalogue().get(value.replace(" ", "_"))) is not None:
            return str(kpi.title)
        case tuple() | list():
            return tuple(_said(one, unit) for one in value)
        case _:
            return value


def _text(finding: Finding) -> FindingText:
    if finding.code not in findings.templates():
        return FindingText(finding.severity, sentence(finding.code.replace("_", " ")), "")
    says = findings.says(finding)
    return FindingText(finding.severity, says, findings.remedy(finding), tuple(_of(finding, says)))


def _of(finding: Finding, says: str) -> Iterator[Subject]:
    """The goals that a finding of a plan names: by their ids, or its one goal by what it measures."""
    named = finding.values.get("goals")
    ids = (*(named if isinstance(named, tuple | list) else ()), *map(finding.values.get, ("goal", "other")))
    told = dict.fromkeys(str(one) for one in ids if GOAL_ID.fullmatch(str(one)))
    by_id = [one for one in told if re.search(rf"\b{one}\b", says)]
    yield from map(subject.goal, by_id)
    metric = str(finding.values.get("metric", ""))
    if not by_id and len(told) == 1 and metric and metric in says:
        yield subject.goal(next(iter(told)), metric)
