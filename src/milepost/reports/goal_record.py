"""What stands behind a goal, for its page: its log, the KPIs around it, decisions, the files it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from milepost.amount import Unknown
from milepost.errors import NotFound
from milepost.goals.closing import Closing
from milepost.goals.goal import Goal
from milepost.language import quoted
from milepost.period import Period
from milepost.reports import numbers
from milepost.reports.decision_view import DecisionView, decision_view
from milepost.reports.framework_words import frame_lines
from milepost.reports.goal_words import came_out, log_lines, offer_words
from milepost.reports.words.files import format_title
from milepost.reports.words.kpi import title_of
from milepost.reports.words.verdict import sentence
from milepost.workspace.framing import framework_of
from milepost.workspace.goal_entries import LogLine, goal_log
from milepost.workspace.imports import ImportRecord, list_imports
from milepost.workspace.place import Workspace, choose_brand
from milepost.workspace.planning.quarter import propose
from milepost.workspace.reviewing.deciding import check_decisions
from milepost.workspace.tracing import records_of


@dataclass(frozen=True, slots=True)
class FileLine:
    """One imported file that a goal's figures were read from."""

    import_id: str
    name: str
    formats: str
    days: str
    rows: str
    day: str


@dataclass(frozen=True, slots=True)
class GoalRecord:
    """What its section does not say of a goal; `closed` is how it came out, '' while it stands."""

    id: str
    sentence: str
    kpi: str
    kpi_title: str
    version: int
    closed: str
    learned: str
    given_up: bool
    log: tuple[str, ...]
    around: tuple[str, ...]
    decisions: tuple[DecisionView, ...]
    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class NextGoal:
    """What the data propose after a goal: a sentence with its odds, or why there is none."""

    sentence: str
    says: str


def goal_record(workspace: Workspace, goal_id: str, *, brand: str | None, today: date) -> GoalRecord:
    """Gather it. Raises NotFound."""
    owner = choose_brand(workspace, brand)
    log = goal_log(workspace, goal_id, brand=owner.name, today=today)
    goal = last_version(log, goal_id)
    last = log[-1]
    around = frame_lines(framework_of(workspace, owner, goal, today))
    decided = check_decisions(workspace, brand=owner.name, today=today)
    records = records_of(workspace, owner, goal, list_imports(workspace, owner.name, today), today)
    return GoalRecord(
        id=goal.id,
        sentence=goal.sentence,
        kpi=goal.kpi,
        kpi_title=title_of(goal.kpi),
        version=len(log),
        closed=sentence(came_out(goal, last.closing)) if last.closing else "",
        learned=last.closing.learned if last.closing else last.why if last.goal is None else "",
        given_up=last.goal is None,
        log=tuple(line.strip() for line in log_lines(log, owner.currency)[1:]),
        around=tuple(sentence(line) for line in around),
        decisions=tuple(
            decision_view(one, today)
            for one in decided
            if one.decision.concerns({goal.kpi, *goal.leads}, goal.channel)
        ),
        files=tuple(_file(record, today) for record in records),
    )


def last_version(log: Sequence[LogLine], goal_id: str) -> Goal:
    """The goal as it was last written. Raises NotFound for a log without any."""
    found = next((line.goal for line in reversed(log) if line.goal is not None), None)
    if found is None:
        raise NotFound("goal", goal_id)
    return found


def next_goal(workspace: Workspace, goal_id: str, *, brand: str | None, today: date) -> NextGoal:
    """The goal of the period that follows, at even odds. Raises NotFound."""
    offer = propose(workspace, goal_id, brand=brand, today=today).offer
    if isinstance(offer, Unknown):
        return NextGoal("", sentence(offer.because))
    return NextGoal(offer.sentence, offer_words(offer).removeprefix(f"{quoted(offer.sentence)} "))


def closed_line(goal: Goal, closing: Closing) -> str:
    """How a closed goal came out, as a sentence."""
    return sentence(came_out(goal, closing))


def _file(record: ImportRecord, today: date) -> FileLine:
    days = ""
    if record.first_day and record.last_day:
        days = numbers.days(Period(record.first_day, record.last_day + timedelta(days=1)))
    return FileLine(
        import_id=record.import_id,
        name=record.name,
        formats=", ".join(format_title(one) for one in record.formats),
        days=days,
        rows=numbers.plain(record.rows),
        day=numbers.day(record.at.date(), beside=today),
    )
