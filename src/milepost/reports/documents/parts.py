"""Parts that several reports share: the board as a table, verdicts, KPIs, claims, files, sources."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from milepost.amount import Unknown
from milepost.goals.state import GoalState, Verdict
from milepost.language import colon, gettext
from milepost.reports import numbers
from milepost.reports.document import Paragraph, Table, Tone
from milepost.reports.documents.words import columns, head, say
from milepost.reports.page_view import page_view
from milepost.reports.scorecard import Claim, KpiLine, Page
from milepost.reports.words import files, kpi, verdict
from milepost.reports.words import goal as goal_words
from milepost.reports.words.change import change_cell, is_signal

TONES = {
    Verdict.MET: Tone.GOOD,
    Verdict.LIKELY: Tone.GOOD,
    Verdict.OPEN: Tone.WATCH,
    Verdict.UNLIKELY: Tone.BAD,
    Verdict.MISSED: Tone.BAD,
    Verdict.NOT_STARTED: Tone.UNKNOWN,
    Verdict.UNKNOWN: Tone.UNKNOWN,
}


def by_stage(goals: Sequence[GoalState]) -> list[GoalState]:
    """The goals down the funnel."""
    return sorted(goals, key=lambda state: kpi.stage_order(state.goal.stage or ""))


def verdict_paragraph(state: GoalState) -> Paragraph:
    """The verdict line of a goal with what it rests on."""
    line, reason = verdict.verdict_line(state), verdict.because(state)
    ground = verdict.even_odds(state) or ("" if reason.rstrip(".").lower() in line.lower() else reason)
    return Paragraph(line, TONES[state.verdict], ground)


def named(state: GoalState, among: Sequence[GoalState]) -> str:
    """The goal's sentence; with its day where another of these goals has the same one."""
    sentence = state.goal.sentence.rstrip(".")
    twice = sum(other.goal.sentence.rstrip(".") == sentence for other in among) > 1
    return say("twice", goal=sentence, due=verdict.due(state)) if twice else sentence


def board_table(goals: Sequence[GoalState], caption: str) -> Table:
    """One row a goal."""
    rows, values = [], []
    for state in goals:
        goal, odds = state.goal, state.odds
        over = state.verdict in (Verdict.MET, Verdict.MISSED)
        chance = None if over or isinstance(odds, Unknown) else odds.probability
        rows.append(
            (
                named(state, goals),
                verdict.NAMES[state.verdict],
                ("" if over else gettext("unknown")) if chance is None else numbers.probability(chance),
                goal_words.so_far(state)[0],
                verdict.target_of(state),
                verdict.target_of(state, goal.first_target) if goal.first_target != goal.target else "",
                landing(state),
                verdict.due(state),
            )
        )
        first = goal.first_target if goal.first_target != goal.target else None
        values.append((None, None, chance, state.actual, goal.target, first, None, None))
    found = Table(caption, columns("board"), tuple(rows), tuple(values), frozenset({2, 3, 4, 5}))
    return found if any(row[FIRST] for row in found.rows) else _without(found, FIRST)


FIRST = 5
"""The column of the first target: it stands where one was moved."""


def _without(table: Table, column: int) -> Table:
    """The table without one column."""
    return replace(
        table,
        heads=table.heads[:column] + table.heads[column + 1 :],
        rows=tuple(row[:column] + row[column + 1 :] for row in table.rows),
        values=tuple(row[:column] + row[column + 1 :] for row in table.values),
        numeric=frozenset(at - (at > column) for at in table.numeric if at != column),
    )


def landing(state: GoalState) -> str:
    """The range alone, where eight in ten of the likely courses end; or why it is not known."""
    odds = state.odds
    if state.verdict in (Verdict.MET, Verdict.MISSED):
        return ""
    if isinstance(odds, Unknown):
        because = verdict.lower_first(str(odds.because)).rstrip(".")
        return gettext("unknown: {because}", because=because)
    return numbers.interval(odds.low, odds.high, state.goal.unit, state.currency)


def kpi_table(kpis: Sequence[KpiLine], caption: str) -> Table:
    """KPIs with their figures; change is printed only where it is signal."""
    rows, values = [], []
    for line in sorted(kpis, key=lambda one: kpi.stage_order(one.stage)):
        known = not isinstance(line.figure, Unknown)
        currency = getattr(line.figure, "currency", None)
        because = getattr(line.figure, "because", "")
        rows.append(
            (
                line.title,
                numbers.figure(line.figure),
                (numbers.days(line.period) if line.period else "") if known else verdict.sentence(because),
                kpi.usual_range(line, currency) if known else "",
                change_cell(line.change) if known else "",
            )
        )
        values.append((None, getattr(line.figure, "value", None), None, None, None))
    return Table(caption, columns("kpis"), tuple(rows), tuple(values), frozenset({1}))


def vanity_table(kpis: Sequence[KpiLine]) -> Table | None:
    """The figures that decide nothing, each with the reason; None without any."""
    found = [line for line in kpis if line.vanity]
    if not found:
        return None
    rows = tuple((k.title, numbers.figure(k.figure), verdict.sentence(k.vanity)) for k in found)
    values = tuple((None, getattr(k.figure, "value", None), None) for k in found)
    return Table(head("vanity"), columns("vanity"), rows, values, frozenset({1}))


def claims_table(claims: Sequence[Claim]) -> Table:
    """What each tool claims, side by side; one measure under another, never a sum."""
    rows, values = [], []
    for claim in claims:
        unknown = isinstance(claim.figure, Unknown)
        note = claim.figure.because if isinstance(claim.figure, Unknown) else str(claim.says).lstrip(" ;,")
        rows.append(
            (
                claim.measure,
                files.source_title(claim.source),
                numbers.figure(claim.figure),
                numbers.days(claim.period),
                verdict.sentence(note),
            )
        )
        values.append((None, None, None if unknown else getattr(claim.figure, "value", None), None, None))
    return Table(head("claims"), columns("claims"), tuple(rows), tuple(values), frozenset({2}))


def compared(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of measures of which more than one source speaks."""
    found = list(claims)
    told = [c for c in found if len({o.source for o in found if o.measure == c.measure}) > 1]
    return tuple(told)


def signals(page: Page) -> tuple[str, ...]:
    """What has lastingly moved, of the KPIs that are watched: how far, and since when."""
    return tuple(_signal(one) for one in page.kpis if not one.vanity and is_signal(one.change))


def _signal(line: KpiLine) -> str:
    moved = line.change
    if isinstance(moved, Unknown) or moved.since is None:
        return f"{colon(line.title, change_cell(moved))}."
    day, size = numbers.day(moved.since), change_cell(moved)
    effect = moved.effect
    if moved.from_nothing:
        return say("signal_began", kpi=line.title, size=size, day=day)
    if effect is None or not effect.relative:
        return say("signal", kpi=line.title, size=size, day=day)
    low, high = numbers.signed_share(effect.low), numbers.signed_share(effect.high)
    return say("signal_range", kpi=line.title, size=size, low=low, high=high, day=day)


def by_need(goals: Sequence[GoalState]) -> list[GoalState]:
    """The goals with those first that need attention."""
    order = (Tone.BAD, Tone.WATCH, Tone.UNKNOWN, Tone.GOOD)
    return sorted(goals, key=lambda state: order.index(TONES[state.verdict]))


def figures_table(page: Page, goals: Sequence[GoalState]) -> Table:
    """Where the figures of each goal come from: definition, files, and the last day known."""
    rows = []
    for state in goals:
        last = state.known_until
        rows.append(
            (
                named(state, page.goals),
                state.title,
                verdict.sentence(state.measured_as),
                gettext("; ").join(page.files.get(state.goal.id, ())) or gettext("unknown"),
                gettext("unknown") if last is None else numbers.day(last - timedelta(days=1)),
            )
        )
    return Table(head("source"), columns("figures"), tuple(rows))


def files_table(page: Page) -> Table:
    """Every file with its days and rows."""
    view = page_view(page)
    shown = (*view.imports, *view.clean)
    rows = tuple((one.path, one.recognised, one.days, one.read, one.kept) for one in shown)
    lines = {(line.path, numbers.plain(line.rows_read)): line for line in page.imports}
    values = tuple(
        (None, None, None, float(line.rows_read), float(line.rows_kept))
        if (line := lines.get((one.path, one.read)))
        else (None,) * 5
        for one in shown
    )
    return Table(head("files"), columns("files"), rows, values, frozenset({3, 4}))
