"""One report of a brand, of the kind and in the format that was asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from milepost.errors import InvalidValue, NotFound
from milepost.goals.state import GoalState
from milepost.reports import numbers
from milepost.reports.brand import brand_page
from milepost.reports.document import Document, Label
from milepost.reports.documents.board import board_document, page_document
from milepost.reports.documents.client import client_document
from milepost.reports.documents.done import done_of
from milepost.reports.documents.goal import goal_document
from milepost.reports.formats import Format
from milepost.reports.labels import report_label
from milepost.reports.scorecard import Page
from milepost.reports.words import verdict
from milepost.workspace.place import Workspace, choose_brand

KINDS: Final = ("page", "goal", "board", "client")

_OF_PAGE: Final[Mapping[str, Callable[[Page, Label], Document]]] = MappingProxyType(
    {"page": page_document, "board": board_document}
)


@dataclass(frozen=True, slots=True)
class Made:
    """A report as bytes; `notes` say what of the label could not be used, `headline` is its verdict."""

    data: bytes
    goals: int
    kpis: int
    notes: tuple[str, ...]
    headline: str = ""


def make_report(
    workspace: Workspace,
    *,
    brand: str | None,
    today: date,
    kind: str,
    format_: Format,
    goal: str | None = None,
) -> Made:
    """The report of that kind. The brand's page as HTML is the page itself.

    Raises InvalidValue for a kind there is not or a goal that is not said, NotFound for brand or goal.
    """
    if kind not in KINDS:
        raise InvalidValue(f"There is no kind of report “{kind}”.", f"There are: {', '.join(KINDS)}.")
    owner = choose_brand(workspace, brand)
    label, notes = report_label(workspace, owner.name)
    with numbers.written_in(label.language):
        page = brand_page(workspace, brand=owner.name, today=today)
        data = _rendered(workspace, page, kind, format_, goal, label, notes)
    return Made(data, len(page.goals), len(page.kpis), notes, verdict.overall(page.goals))


def _rendered(
    workspace: Workspace,
    page: Page,
    kind: str,
    format_: Format,
    goal: str | None,
    label: Label,
    notes: tuple[str, ...],
) -> bytes:
    if kind == "page" and format_.name == "html":
        from milepost.reports.page import html

        return html(page, label).encode()
    document = _said(workspace, page, kind, goal, label)
    return format_.render(replace(document, notes=(*document.notes, *notes)))


def report_document(workspace: Workspace, *, brand: str | None, today: date, kind: str) -> Document:
    """The report of that kind as a document, for a page of a site. Raises as `make_report` does."""
    if kind not in KINDS:
        raise InvalidValue(f"There is no kind of report “{kind}”.", f"There are: {', '.join(KINDS)}.")
    owner = choose_brand(workspace, brand)
    label, notes = report_label(workspace, owner.name)
    with numbers.written_in(label.language):
        page = brand_page(workspace, brand=owner.name, today=today)
        document = _said(workspace, page, kind, None, label)
    return replace(document, notes=(*document.notes, *notes))


def _said(workspace: Workspace, page: Page, kind: str, goal: str | None, label: Label) -> Document:
    if kind == "client":
        return client_document(page, done_of(workspace, page), label)
    if kind == "goal":
        return goal_document(page, _goal(page, goal), label)
    return _OF_PAGE[kind](page, label)


def _goal(page: Page, goal: str | None) -> GoalState:
    """The goal of that id; without one, the only goal."""
    known = {state.goal.id: state for state in page.goals}
    if goal is None and len(known) == 1:
        return page.goals[0]
    if goal is None:
        raise InvalidValue(
            "A report of one goal needs its id.",
            f"Say which with --goal: {', '.join(known)}." if known else "Write one: milepost goal add “…”.",
        )
    if goal not in known:
        raise NotFound("goal", goal, known, f"Known: {', '.join(known) or 'none yet'}.")
    return known[goal]
