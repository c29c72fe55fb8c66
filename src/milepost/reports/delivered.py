"""What is sent out and put into the calendar: the document of a kind, and the days of the plan."""

from datetime import date, timedelta

from milepost.errors import InvalidValue
from milepost.goals.state import GoalState, Verdict
from milepost.language import gettext
from milepost.reports import numbers
from milepost.reports.calendar import Rhythm
from milepost.reports.dated import Dated
from milepost.reports.document import Block, Document, Label, Paragraph, Tone
from milepost.reports.labels import report_label
from milepost.reports.review import review_document
from milepost.reports.words.verdict import overall, verdict_line
from milepost.reviews.cadence import Kind as Review
from milepost.reviews.decision import Status
from milepost.workspace.board import board
from milepost.workspace.goal_entries import goals_of
from milepost.workspace.place import Brand, Workspace, choose_brand
from milepost.workspace.resting import rest_of
from milepost.workspace.reviewing.deciding import decisions_of
from milepost.workspace.reviewing.holding import review_of

KINDS = ("weekly", "monthly", "board")
NEWS = timedelta(days=7)

TONES = {
    Verdict.MET: Tone.GOOD,
    Verdict.LIKELY: Tone.PLAIN,
    Verdict.OPEN: Tone.PLAIN,
    Verdict.UNLIKELY: Tone.WATCH,
    Verdict.MISSED: Tone.BAD,
    Verdict.NOT_STARTED: Tone.SOFT,
    Verdict.UNKNOWN: Tone.UNKNOWN,
}


def document_for(workspace: Workspace, *, brand: str | None, kind: str, today: date) -> Document:
    """The document of a kind, as of `today`. Raises InvalidValue for another kind, NotFound for the brand.

    This is the one door from a kind to what is sent.
    """
    if kind not in KINDS:
        raise InvalidValue(f"There is no report “{kind}” to send.", f"Say one of {', '.join(KINDS)}.")
    owner = choose_brand(workspace, brand)
    label, _ = report_label(workspace, owner.name)
    with numbers.written_in(label.language):
        return _document(workspace, owner, kind, today, label)


def _document(workspace: Workspace, owner: Brand, kind: str, today: date, label: Label) -> Document:
    if kind != "board":
        found_review = review_of(workspace, Review(kind), brand=owner.name, today=today)
        return review_document(found_review, currency=owner.currency, label=label)
    found = board(workspace, brand=owner.name, today=today)
    blocks: tuple[Block, ...] = tuple(_told(state) for state in found.goals)
    headline = overall(found.goals)
    return Document(kind, gettext("Goals"), owner.name, today, headline, blocks, found.notes, label)


def checks_of(workspace: Workspace, *, brand: str | None, today: date) -> tuple[Dated, ...]:
    """The decisions of a brand whose check is still to come or is due."""
    known = decisions_of(choose_brand(workspace, brand).name, today)
    return tuple(Dated(one.id, one.what, one.check) for one in known if one.status is Status.OPEN)


def rhythm_of(workspace: Workspace, *, brand: str | None, today: date) -> Rhythm:
    """What a brand's calendar is made of. Raises NotFound for the brand."""
    owner = choose_brand(workspace, brand)
    goals = goals_of(workspace, brand=owner.name, today=today)
    ends = tuple(Dated(goal.id, goal.sentence, goal.deadline) for goal in goals if goal.deadline)
    checks = checks_of(workspace, brand=owner.name, today=today)
    resting = rest_of(owner.name, today) is not None
    return Rhythm(owner.name, owner.zone, workspace.week_start, today, ends, checks, resting)


def _told(state: GoalState) -> Paragraph:
    """A goal that ended more than a week ago is no news any more: it stands there without a signal."""
    ended = state.goal.deadline is not None and state.goal.deadline + NEWS < state.as_of
    tone = Tone.SOFT if ended else TONES[state.verdict]
    return Paragraph(f"{state.goal.sentence} {verdict_line(state)}", tone, state.measured_as)
