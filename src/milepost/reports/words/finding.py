"""The findings of the critique in words: what was found, and what to do about it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from milepost import subject
from milepost.amount import Unit
from milepost.goals import findings
from milepost.goals.findings import Finding
from milepost.goals.metrics import metrics
from milepost.goals.state import GoalState
from milepost.kpis.catalogue import catalogue
from milepost.language import ENGLISH, spoken
from milepost.reports import numbers
from milepost.reports.words.kpi import stage_title, title_of
from milepost.reports.words.midway import NOUNS_LARGE
from milepost.reports.words.verdict import sentence
from milepost.subject import Subject
from milepost.workspace.judging.known import channel_title


@dataclass(frozen=True, slots=True)
class FindingText:
    """A finding in words; `severity` is refuse, question or advice; `of` are the goals that it names."""

    severity: str
    says: str
    remedy: str
    of: tuple[Subject, ...] = ()


GOAL_ID = re.compile(r"g\d+")


def _stage(value: object) -> str:
    """A stage within a sentence: “conversion”, “Conversion” in German."""
    title = stage_title(str(value))
    return title if spoken() in NOUNS_LARGE else title.lower()


_NAMED_ELSEWHERE: Mapping[str, Callable[[Any], str]] = {
    "stage": _stage,
    "stages": lambda stages: ", ".join(map(_stage, stages)),
    "channel": lambda channels: ", ".join(channel_title(one) for one in str(channels).split(", ")),
}
"""The values of findings that are the ids of something, and how it is called."""

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
        name: _NAMED_ELSEWHERE[name](value)
        if name in _NAMED_ELSEWHERE
        else _said(value, Unit.SHARE if share and name != "amount" else Unit.COUNT)
        for name, value in finding.values.items()
    }
    return Finding(finding.code, finding.severity, values)


def _said(value: object, unit: str) -> object:
    match value:
        case float():
            return numbers.written(value, unit)
        case str() if (id_ := value.replace(" ", "_")) in catalogue() or id_ in metrics():
            return title_of(id_)
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
