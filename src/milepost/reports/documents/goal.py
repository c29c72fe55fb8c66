"""The report of one goal: verdict, course, figures, what leads and guards it, its log and its sources."""

from milepost.goals.state import GoalState
from milepost.reports.document import Block, Bullets, Document, Heading, Label, Paragraph, Table, Tone
from milepost.reports.documents.charts import chart_of
from milepost.reports.documents.parts import figures_table, named, verdict_paragraph
from milepost.reports.documents.words import columns, head, say, title
from milepost.reports.goal_view import goal_view
from milepost.reports.scorecard import Page
from milepost.reports.words import verdict


def goal_document(page: Page, state: GoalState, label: Label | None = None) -> Document:
    """Everything that is known of one goal of the page."""
    return Document(
        kind="goal",
        title=title("goal"),
        brand=page.brand,
        as_of=page.as_of,
        headline=verdict.verdict_line(state),
        blocks=(
            Heading(named(state, page.goals)),
            *_ground(state),
            *goal_blocks(page, state)[1:],
            *_source(page, state),
        ),
        notes=(say("unknown"), say("odds"), *page.notes),
        label=label or Label(),
    )


def _ground(state: GoalState) -> tuple[Block, ...]:
    """What the verdict rests on; the verdict itself is the headline."""
    stated = verdict_paragraph(state)
    return (Paragraph(stated.small, stated.tone),) if stated.small else ()


def goal_blocks(page: Page, state: GoalState) -> tuple[Block, ...]:
    """The verdict with its ground, the chart, the figures, and what stands around the goal."""
    place = page.goals.index(state) + 1
    view = goal_view(state, place, page.record, page.judged, page.decided)
    chart = chart_of(state, f"goal-{place}")
    facts = tuple((fact.term, fact.figure, fact.note) for fact in view.facts)
    asides = [text for text in (view.reference, view.record, view.change) if text]
    found = [" ".join(str(part) for part in (f.says, f.remedy) if part) for f in view.findings]
    guards = [line for _, line in view.guards]
    return (
        verdict_paragraph(state),
        chart or Paragraph(say("no_chart"), Tone.UNKNOWN),
        Table(head("facts"), columns("facts"), facts, numeric=frozenset({1})),
        *(Paragraph(text, Tone.SOFT) for text in asides),
        Heading(head("leads"), 2),
        Bullets(view.leads or (say("no_leads"),)),
        Heading(head("guards"), 2),
        Bullets(tuple(guards) or (say("no_guards"),)),
        *((Heading(head("findings"), 2), Bullets(tuple(found))) if found else ()),
    )


def _source(page: Page, state: GoalState) -> tuple[Block, ...]:
    view = goal_view(state, 1)
    return (
        Heading(head("log"), 2),
        Bullets(view.log),
        Heading(head("source")),
        figures_table(page, (state,)),
        *(Paragraph(note, Tone.SOFT) for note in view.notes),
    )
