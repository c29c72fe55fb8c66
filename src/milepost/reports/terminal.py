"""Where the goals stand, for a terminal (rows of text) and for machines (one document), in the same words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from milepost.amount import Unknown
from milepost.goals.state import GoalState
from milepost.judgement.track_record import TrackRecord
from milepost.reports.words import record as record_words
from milepost.reports.words import verdict
from milepost.reports.words.guard import guard_lines
from milepost.reports.words.reference import reference_line

MARKS = {
    "met": "✓",
    "likely": "●",
    "open": "◆",
    "unlikely": "▼",
    "missed": "✗",
    "not_started": "○",
    "unknown": "?",
}
"""One sign a verdict; the word always stands beside it."""


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One goal in a terminal: its id, sign and word, its sentence, what the verdict says, and `more`."""

    id: str
    mark: str
    word: str
    verdict: str
    sentence: str
    says: str
    landing: str
    due: str
    more: tuple[str, ...]


def status_rows(
    goals: Sequence[GoalState], record: TrackRecord | Unknown | None = None
) -> tuple[StatusRow, ...]:
    """A row for each goal, in their order; `record` is how earlier forecasts came out."""
    return tuple(_row(state, record) for state in goals)


def status_document(
    goals: Sequence[GoalState], as_of: date, record: TrackRecord | Unknown | None = None
) -> dict[str, Any]:
    """The document of `milepost status --json`. What is not known is null, never zero."""
    return {
        "as_of": as_of.isoformat(),
        "says": verdict.overall(goals),
        "goals": [goal_document(state) | _beside(state, record) for state in goals],
        "track_record": record_document(record),
    }


def record_document(record: TrackRecord | Unknown | None) -> dict[str, Any] | None:
    """How earlier forecasts came out, by bands of odds; None while none has come due."""
    if record is None or isinstance(record, Unknown):
        return None
    bands = [
        {"low": band.low, "high": band.high, "goals": band.goals, "met": band.met} for band in record.bands
    ]
    return {
        "goals": record.goals,
        "held": record.held,
        "brier": record.brier,
        "bands": bands,
        "says": record_words.overall(record),
    }


def _beside(state: GoalState, record: TrackRecord | Unknown | None) -> dict[str, Any]:
    return {
        "reference": reference_line(state.odds, state.title, state.goal.better) or None,
        "track_record": record_words.beside(record, state.odds) or None,
    }


def goal_document(state: GoalState) -> dict[str, Any]:
    """One goal of that document: figures in the unit of its KPI, shares as fractions, days as ISO dates."""
    goal, base = state.goal, state.goal.baseline
    odds = None if isinstance(state.odds, Unknown) else state.odds
    return {
        "id": goal.id,
        "sentence": goal.sentence,
        "kpi": goal.kpi,
        "unit": str(goal.unit),
        "currency": state.currency,
        "baseline": None if base is None else {"low": base.low, "value": base.value, "high": base.high},
        "first_target": goal.first_target,
        "target": goal.target,
        "start": goal.start.isoformat(),
        "deadline": None if goal.deadline is None else goal.deadline.isoformat(),
        "known_until": None if state.known_until is None else state.known_until.isoformat(),
        "actual": state.actual,
        "usual_by_now": state.usual_by_now,
        "progress": state.progress,
        "probability": None if odds is None else odds.probability,
        "landing": None if odds is None else {"low": odds.low, "median": odds.median, "high": odds.high},
        "even_odds_target": None if odds is None else odds.even_odds_target,
        "likely_target": None if odds is None else odds.likely_target,
        "verdict": state.verdict.value,
        "unknown": None if odds is not None else verdict.because(state),
        "says": verdict.verdict_line(state),
        "objective": goal.objective,
        "owner": goal.owner,
        "leads": list(goal.leads),
        "guards": [
            {"kpi": one.guard.kpi, "held": one.held, "says": says}
            for one, says in zip(state.guards, guard_lines(state), strict=True)
        ],
    }


def _row(state: GoalState, record: TrackRecord | Unknown | None) -> StatusRow:
    return StatusRow(
        id=state.goal.id,
        mark=MARKS[state.verdict.value],
        word=verdict.NAMES[state.verdict],
        verdict=state.verdict.value,
        sentence=state.goal.sentence,
        says=verdict.verdict_line(state),
        landing=verdict.landing(state),
        due=verdict.due(state),
        more=tuple(
            line
            for line in (
                _reason(state),
                verdict.even_odds(state),
                reference_line(state.odds, state.title, state.goal.better),
                record_words.beside(record, state.odds),
                *guard_lines(state),
            )
            if line
        ),
    )


def _reason(state: GoalState) -> str:
    """The whole reason of an unknown, unless the verdict's line has said it already."""
    reason = verdict.because(state)
    return "" if reason.rstrip(".").lower() in verdict.verdict_line(state).lower() else reason
