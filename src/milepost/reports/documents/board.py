"""The board: one row a goal, down the funnel; what decides nothing is folded at the foot."""

from milepost.reports.document import Block, Document, Heading, Label, Paragraph, Tone
from milepost.reports.documents.goal import goal_blocks
from milepost.reports.documents.parts import (
    board_table,
    by_stage,
    claims_table,
    files_table,
    kpi_table,
    named,
    vanity_table,
)
from milepost.reports.documents.words import head, say, title
from milepost.reports.scorecard import Page
from milepost.reports.words import kpi, verdict


def board_document(page: Page, label: Label | None = None) -> Document:
    """Every goal of the page in one table a stage."""
    return _document("board", page, (*board_blocks(page), *vanity_blocks(page)), label)


def page_document(page: Page, label: Label | None = None) -> Document:
    """All that the page of a brand says: board, every goal, framework, claims and files."""
    goals: list[Block] = []
    for state in by_stage(page.goals):
        goals += [Heading(named(state, page.goals)), *goal_blocks(page, state)]
    watched = [line for line in page.kpis if not line.vanity]
    blocks: list[Block] = [*board_blocks(page), *goals]
    if watched:
        blocks += [Heading(head("framework")), Paragraph(kpi.framework_sentence(page.kpis))]
        blocks += [kpi_table(watched, head("framework"))]
    blocks += vanity_blocks(page)
    if page.claims:
        blocks += [Heading(head("claims")), Paragraph(say("claims_overlap"), Tone.SOFT)]
        blocks += [claims_table(page.claims)]
    blocks += [Heading(head("files"))]
    blocks += [files_table(page) if page.imports else Paragraph(say("no_files"), Tone.UNKNOWN)]
    return _document("page", page, tuple(blocks), label)


def board_blocks(page: Page) -> tuple[Block, ...]:
    """The table of goals under its heading, a table a stage."""
    if not page.goals:
        return Heading(head("goals")), Paragraph(say("no_goals"), Tone.UNKNOWN)
    stages: dict[str, list[int]] = {}
    ordered = by_stage(page.goals)
    for place, state in enumerate(ordered):
        stages.setdefault(state.goal.stage or "", []).append(place)
    tables = (
        board_table([ordered[at] for at in places], kpi.stage_title(stage) if stage else head("goals"))
        for stage, places in stages.items()
    )
    return Heading(head("goals")), *tables


def vanity_blocks(page: Page) -> tuple[Block, ...]:
    """What is seen but decides nothing."""
    table = vanity_table(page.kpis)
    if table is None:
        return ()
    return Heading(head("vanity")), Paragraph(say("vanity"), Tone.SOFT), table


def _document(kind: str, page: Page, blocks: tuple[Block, ...], label: Label | None) -> Document:
    return Document(
        kind=kind,
        title=title(kind),
        brand=page.brand,
        as_of=page.as_of,
        headline=verdict.overall(page.goals),
        blocks=blocks,
        notes=(say("odds"), say("landing"), say("unknown"), *page.notes),
        label=label or Label(),
    )
