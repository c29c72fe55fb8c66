"""Decisions for a person: as they were taken, and with their verdicts."""

from collections.abc import Iterator, Sequence

from milepost.reports import numbers
from milepost.reports.words.decision import size_words, taken_sentences, verdict_sentences
from milepost.reports.words.kpi import title_of
from milepost.reviews.case import Checked
from milepost.reviews.decision import Decision, Finding, Status

MARKS = {
    Finding.BETTER: "✓",
    Finding.WITHIN: "=",
    Finding.WORSE: "▼",
    Finding.UNKNOWN: "?",
    Finding.NOT_DUE: "○",
}


def taken_lines(decision: Decision) -> list[str]:
    """What was written down, what is foreseen without it, and whether the effect could show."""
    return [_head(decision), *(f"  {text}" for text in taken_sentences(decision))]


def decision_lines(found: Sequence[Checked], *, due: bool = False) -> list[str]:
    """Each decision with its verdict; those that are open and due first."""
    if not found:
        none = "No decision is due." if due else "No decision is written down yet: milepost decide “…”"
        return [none]
    order = sorted(found, key=lambda one: (one.decision.status is not Status.OPEN, one.decision.check))
    return [line for one in order for line in _checked(one)]


def _checked(one: Checked) -> Iterator[str]:
    decision = one.decision
    mark = "–" if decision.status is Status.DROPPED else MARKS[one.outcome.finding]
    yield f"{mark} {_head(decision)}"
    if decision.status is Status.DROPPED:
        yield f"    Never carried out: {decision.learned}"
        return
    yield from (f"    {text}" for text in verdict_sentences(decision, one.outcome))
    if decision.learned:
        yield f"    Learned: {decision.learned}"
    elif one.outcome.finding is not Finding.NOT_DUE:
        yield f"    Close it: milepost decision close {decision.id} --learned “…”"


def _head(decision: Decision) -> str:
    expected = f"{size_words(decision)} {title_of(decision.kpi).lower()} expected"
    check = f"check {numbers.day(decision.check, beside=decision.made)}"
    made = f"{decision.owner}, {numbers.day(decision.made)}"
    return f"{decision.id}  “{decision.what}” ({made}): {expected}, {check}"
