"""A decision as a page shows it: what was done and why, what was foreseen, and what came of it."""

from dataclasses import dataclass
from datetime import date

from milepost.reports.words.decision import size_words, taken_sentences, verdict_sentences
from milepost.reports.words.kpi import title_of
from milepost.reports.words.midway import midway
from milepost.reports.words.review import word
from milepost.reviews.case import Checked
from milepost.reviews.decision import Decision, Finding, Status
from milepost.workspace.judging.known import channel_title

DUE, RUNNING, CLOSED, DROPPED = "due", "running", "closed", "dropped"
SHAPES = {
    Finding.BETTER: "likely",
    Finding.WITHIN: "open",
    Finding.WORSE: "unlikely",
    Finding.UNKNOWN: "unknown",
    Finding.NOT_DUE: "waiting",
}


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One decision in words; `state` is due, running, closed or dropped, `shape` that of its verdict."""

    id: str
    what: str
    why: str
    owner: str
    made: date
    check: date
    on: str
    expected: str
    state: str
    shape: str
    word: str
    says: tuple[str, ...]
    foreseen: tuple[str, ...]
    learned: str
    kpi: str
    channel: tuple[str, ...]


def decision_view(one: Checked, today: date) -> DecisionView:
    """The decision as it stands on `today`."""
    decision = one.decision
    state = _state(decision, today)
    finding = one.outcome.finding
    told = () if state == DROPPED else verdict_sentences(decision, one.outcome)
    on = " · ".join((title_of(decision.kpi), *(channel_title(name) for name in decision.channel)))
    return DecisionView(
        id=decision.id,
        what=decision.what,
        why=decision.why,
        owner=decision.owner,
        made=decision.made,
        check=decision.check,
        on=on,
        expected=f"{size_words(decision)} {midway(title_of(decision.kpi))}",
        state=state,
        shape="missed" if state == DROPPED else SHAPES[finding],
        word=_word(state, finding),
        says=told,
        foreseen=taken_sentences(decision),
        learned=decision.learned,
        kpi=decision.kpi,
        channel=decision.channel,
    )


def in_order(found: tuple[DecisionView, ...]) -> dict[str, tuple[DecisionView, ...]]:
    """Those that are due first, then what runs, then what is over, the newest first."""
    over = tuple(one for one in reversed(found) if one.state in {CLOSED, DROPPED})
    due, running = (tuple(one for one in found if one.state == state) for state in (DUE, RUNNING))
    return {DUE: due, RUNNING: running, "over": over}


def _state(decision: Decision, today: date) -> str:
    if decision.status is Status.OPEN:
        return DUE if decision.is_due(today) else RUNNING
    return CLOSED if decision.status is Status.CLOSED else DROPPED


def _word(state: str, finding: Finding) -> str:
    name = DROPPED if state == DROPPED else RUNNING if finding is Finding.NOT_DUE else finding.value
    said = word("found", name)
    return said[0].upper() + said[1:]
