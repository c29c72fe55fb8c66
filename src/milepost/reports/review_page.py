"""A review as a page holds it: its document, what may be decided in it, and when it was held, by whom."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from milepost.goals.state import Verdict
from milepost.period import Period
from milepost.reports import numbers
from milepost.reports.decision_view import DecisionView, decision_view
from milepost.reports.document import Document
from milepost.reports.labels import report_label
from milepost.reports.review import review_document
from milepost.reports.words.commands import document_without_commands
from milepost.reports.words.verdict import verdict_line
from milepost.reviews.cadence import Kind
from milepost.reviews.held import Held
from milepost.reviews.review import Review
from milepost.workspace.kept import standing
from milepost.workspace.known import REVIEW
from milepost.workspace.place import Workspace, choose_brand
from milepost.workspace.reviewing.holding import review_of


@dataclass(frozen=True, slots=True)
class ToDecide:
    """Something in a review that a decision may answer: an advice (`source`), or a goal that goes badly."""

    title: str
    says: str
    source: str
    goal: str


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A review that was held: about which days, on which day, by whom, with which conclusion."""

    kind: str
    start: str
    period: str
    day: date
    who: str
    concluded: str
    as_of: date


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The review of the last whole week or month, and what can be done in it.

    `open` asks for a decision, `due` are decisions with their verdicts, `ended` goals that are over: the last
    two are to be closed with what was learned.
    """

    kind: str
    title: str
    start: str
    document: Document
    notes: tuple[str, ...]
    open: tuple[ToDecide, ...]
    due: tuple[DecisionView, ...]
    ended: tuple[ToDecide, ...]


def review_page(workspace: Workspace, kind: Kind, *, brand: str | None, today: date) -> ReviewPage:
    """Work the review out; nothing is written. Raises NotFound for the brand."""
    owner = choose_brand(workspace, brand)
    review = review_of(workspace, kind, brand=owner.name, today=today)
    label, notes = report_label(workspace, owner.name)
    with numbers.written_in(label.language):
        document = document_without_commands(review_document(review, currency=owner.currency, label=label))
        due = tuple(decision_view(one, today) for one in (*review.due, *review.unclosed))
        return ReviewPage(
            kind=kind.value,
            title=document.title,
            start=review.period.start.isoformat(),
            document=replace(document, label=replace(label, logo=None)),
            notes=(*document.notes, *notes),
            open=tuple(_open(review)),
            due=due,
            ended=tuple(_ended(review)),
        )


def held_lines(workspace: Workspace, brand: str, today: date) -> tuple[HeldLine, ...]:
    """The reviews that were held up to `today`, the newest first."""
    label, _ = report_label(workspace, brand)
    with numbers.written_in(label.language):
        found = [
            HeldLine(
                kind=kept.value.kind.value,
                start=kept.value.start.isoformat(),
                period=_period(kept.value),
                day=kept.day,
                who=kept.who,
                concluded=kept.value.concluded,
                as_of=kept.value.as_of,
            )
            for kept in standing(brand, REVIEW, Held, today).values()
        ]
    return tuple(sorted(found, key=lambda one: (one.as_of, one.start), reverse=True))


def _period(held: Held) -> str:
    return numbers.days(Period(held.start, held.end))


def _open(review: Review) -> Iterator[ToDecide]:
    for advice in (*review.advice, *review.standing_advice):
        yield ToDecide(advice.title, advice.action, advice.key, "")
    for line in review.goals:
        if line.state.verdict is Verdict.UNLIKELY:
            yield ToDecide(line.state.goal.sentence, verdict_line(line.state), "", line.state.goal.id)


def _ended(review: Review) -> Iterator[ToDecide]:
    """Goals that are over, or met before their time, and wait for what was learned."""
    states = (*(line.state for line in review.goals if line.news == "ended"), *review.over)
    for state in states:
        yield ToDecide(state.goal.sentence, verdict_line(state), "", state.goal.id)


def day_ahead(today: date, weeks: int) -> date:
    """The day on which a decision for so many weeks is checked."""
    return today + timedelta(days=7 * weeks)
