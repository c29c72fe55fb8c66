"""The report that goes to the client: where the goals stand, what was done, what comes, what is needed.

It names no command of ours: what is asked of the client is asked in the client's words.
"""

from dataclasses import dataclass
from datetime import timedelta

from milepost.amount import Unknown
from milepost.goals.state import GoalState, Verdict
from milepost.language import colon, gettext
from milepost.reports import numbers
from milepost.reports.document import Block, Bullets, Document, Heading, Label, Paragraph, Table, Tone
from milepost.reports.documents.charts import chart_of
from milepost.reports.documents.parts import (
    TONES,
    board_table,
    by_need,
    by_stage,
    claims_table,
    compared,
    figures_table,
    files_table,
    named,
    signals,
    verdict_paragraph,
)
from milepost.reports.documents.words import columns, head, say, title
from milepost.reports.scorecard import Page
from milepost.reports.words import goal as goal_words
from milepost.reports.words import verdict

STALE = timedelta(days=14)
"""Figures that end longer ago than this are asked for."""

REPORTED = timedelta(days=35)
"""Goals that ended longer ago stand in a table of their own."""

MOST_ASKED = 12


@dataclass(frozen=True, slots=True)
class Done:
    """What was decided, and what is proposed next, each as one sentence; reviews and the playbook fill it."""

    decisions: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()


def client_document(page: Page, done: Done | None = None, label: Label | None = None) -> Document:
    """The client's report of a brand."""
    told = done or Done()
    return Document(
        kind="client",
        title=title("client"),
        brand=page.brand,
        as_of=page.as_of,
        headline=verdict.overall(_present(page)),
        blocks=(
            *_summary(page),
            *_performance(page),
            Heading(head("changed")),
            *_bullets(_changed(page, told), "no_decisions"),
            Heading(head("next")),
            *_bullets(_next(page, told), "no_next"),
            Heading(head("needs")),
            *_bullets(_needs(page), "no_needs"),
            *_appendix(page),
        ),
        notes=(say("odds"), say("landing"), say("unknown"), *page.notes),
        label=label or Label(),
    )


def _present(page: Page) -> tuple[GoalState, ...]:
    """The goals that run, and those that ended since about the last report; all, where that leaves none."""
    since = page.as_of - REPORTED
    found = tuple(s for s in page.goals if s.goal.deadline is None or s.goal.deadline >= since)
    return found or page.goals


def _summary(page: Page) -> tuple[Block, ...]:
    if not page.goals:
        return Heading(head("summary")), Paragraph(say("no_goals"), Tone.UNKNOWN)
    goals = tuple(
        Paragraph(str(colon(named(state, page.goals), _lowered(state))), TONES[state.verdict])
        for state in by_need(_present(page))
    )
    moved = signals(page)
    return (
        Heading(head("summary")),
        *goals,
        Heading(head("signals"), 2),
        Bullets(moved) if moved else Paragraph(say("no_signals"), Tone.SOFT),
    )


def _lowered(state: GoalState) -> str:
    line = verdict.verdict_line(state)
    return verdict.lower_first(line)


def _performance(page: Page) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading(head("performance"))]
    present = by_stage(_present(page))
    if present:
        blocks.append(board_table(present, head("performance")))
    for state in present:
        chart = chart_of(state, f"goal-{page.goals.index(state) + 1}")
        blocks += [Heading(named(state, page.goals), 2), verdict_paragraph(state)]
        blocks.append(chart or Paragraph(say("no_chart"), Tone.UNKNOWN))
    earlier = [state for state in by_stage(page.goals) if state not in present]
    if earlier:
        blocks += [Heading(head("earlier"), 2), board_table(earlier, head("earlier"))]
    told = compared(page.claims)
    blocks.append(Heading(head("claims"), 2))
    if told:
        blocks += [Paragraph(say("claims_overlap"), Tone.SOFT), claims_table(told)]
    else:
        blocks.append(Paragraph(say("no_claims"), Tone.SOFT))
    return tuple(blocks)


def _changed(page: Page, done: Done) -> tuple[str, ...]:
    moved = [
        say("goal_moved", goal=named(state, page.goals), log=goal_words.log(state)[-1])
        for state in page.goals
        if state.goal.version > 1
    ]
    return (*done.decisions, *moved)


def _next(page: Page, done: Done) -> tuple[str, ...]:
    odds = [
        say("off_course", goal=named(s, page.goals), even=verdict.even_odds(s)).strip()
        for s in page.goals
        if s.verdict is Verdict.UNLIKELY
    ]
    ahead = sorted(
        ((s.goal.deadline, s) for s in page.goals if s.goal.deadline and s.goal.deadline >= page.as_of),
        key=lambda pair: pair[0],
    )
    ends = [say("deadline", goal=named(s, page.goals), day=numbers.day(day)) for day, s in ahead]
    return (*done.proposals, *odds, *ends)


def _needs(page: Page) -> tuple[str, ...]:
    asks = [
        say("file_asks", file=line.path, because=verdict.sentence(line.because))
        for line in page.imports
        if line.status in ("question", "refused")
    ]
    for state in page.goals:
        if state.verdict in (Verdict.MET, Verdict.MISSED):
            continue
        if state.known_until is None:
            reason = (
                state.odds.because if isinstance(state.odds, Unknown) else gettext("no figures are known")
            )
            asks.append(
                say(
                    "no_data",
                    kpi=state.title,
                    goal=named(state, page.goals),
                    because=verdict.lower_first(verdict.sentence(reason)),
                )
            )
        elif page.as_of - state.known_until > STALE and state.goal.start <= page.as_of:
            last = state.known_until - timedelta(days=1)
            gone = numbers.plain((page.as_of - last).days)
            asks.append(say("silent", goal=named(state, page.goals), day=numbers.day(last), days=gone))
        if not state.goal.owner:
            asks.append(say("no_owner", goal=named(state, page.goals)))
    return tuple(dict.fromkeys(asks))[:MOST_ASKED]


def _appendix(page: Page) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading(head("appendix"))]
    if page.goals:
        blocks.append(figures_table(page, by_stage(page.goals)))
    used = [line for line in page.kpis if any(line.id == s.goal.kpi for s in page.goals)]
    if used:
        rows = tuple((line.title, line.says) for line in used)
        blocks.append(Table(columns("definitions")[1], columns("definitions"), rows))
    blocks.append(files_table(page) if page.imports else Paragraph(say("no_files"), Tone.UNKNOWN))
    return tuple(blocks)


def _bullets(items: tuple[str, ...], empty: str) -> tuple[Block, ...]:
    return (Bullets(items),) if items else (Paragraph(say(empty), Tone.SOFT),)
