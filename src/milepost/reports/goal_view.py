"""One goal as its section of the page shows it: text and drawings, nothing left to work out."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from milepost.amount import Unknown
from milepost.goals.state import GoalState, Verdict
from milepost.judgement.track_record import TrackRecord
from milepost.language import gettext, gettext_lazy
from milepost.period import Grain
from milepost.reports.charts import goal_chart, history, plan
from milepost.reports.charts.marks import DECIDED, Flag
from milepost.reports.charts.table import Table, goal_table, history_table
from milepost.reports.judged_brand import leads_of
from milepost.reports.recent import recent
from milepost.reports.usual import usual_in_a_period
from milepost.reports.words import chart as chart_words
from milepost.reports.words import goal as goal_words
from milepost.reports.words import record as record_words
from milepost.reports.words import verdict as verdict_words
from milepost.reports.words.change import change_cell, change_sentence, is_signal
from milepost.reports.words.finding import FindingText, finding_texts
from milepost.reports.words.guard import guard_lines
from milepost.reports.words.kpi import stage_title
from milepost.reports.words.reference import reference_line
from milepost.reviews.decision import Decision, Status
from milepost.series import Series
from milepost.workspace.judging.known import Judged

SHAPES = {
    Verdict.MET: "met",
    Verdict.LIKELY: "likely",
    Verdict.OPEN: "open",
    Verdict.UNLIKELY: "unlikely",
    Verdict.MISSED: "missed",
    Verdict.NOT_STARTED: "waiting",
    Verdict.UNKNOWN: "unknown",
}
"""Each verdict's shape and colour, by the name that the style sheet knows."""


FIGURES = {
    Grain.DAY: gettext_lazy("{kpi}, figures of each day"),
    Grain.WEEK: gettext_lazy("{kpi}, figures of each week"),
    Grain.MONTH: gettext_lazy("{kpi}, figures of each month"),
    Grain.TOTAL: gettext_lazy("{kpi}, figures of each total"),
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in two sizes, the sentence under it, a note if there is one, and its table."""

    wide: Markup
    narrow: Markup
    caption: str
    note: str
    table: Table


@dataclass(frozen=True, slots=True)
class Fact:
    """A term, its figure, and what the figure is."""

    term: str
    figure: str
    note: str


@dataclass(frozen=True, slots=True)
class GoalView:
    """The section of one goal."""

    id: str
    anchor: str
    stage: str
    eyebrow: str
    moved: str
    sentence: str
    shape: str
    word: str
    line: str
    because: str
    even_odds: str
    reference: str
    record: str
    leads: tuple[str, ...]
    charts: tuple[Chart, ...]
    facts: tuple[Fact, ...]
    change: str
    guards: tuple[tuple[str, str], ...]
    findings: tuple[FindingText, ...]
    measured_as: str
    notes: tuple[str, ...]
    log: tuple[str, ...]
    landing: str
    due: str


def goal_view(
    state: GoalState,
    place: int,
    record: TrackRecord | Unknown | None = None,
    judged: Sequence[Judged] = (),
    decided: Sequence[Decision] = (),
) -> GoalView:
    """The section of the goal that stands at `place` (from 1) on the page.

    `record` is how earlier forecasts came out, `judged` what the brand's own data say,
    `decided` the brand's decisions: those on its own KPI stand as flags on its charts.
    """
    anchor = f"goal-{place}"
    because = verdict_words.because(state)
    line = verdict_words.verdict_line(state)
    return GoalView(
        id=state.goal.id,
        anchor=anchor,
        stage=state.goal.stage or "",
        eyebrow=_eyebrow(state),
        moved=change_cell(state.change) if is_signal(state.change) else "",
        sentence=state.goal.sentence,
        shape=SHAPES[state.verdict],
        word=str(verdict_words.NAMES[state.verdict]),
        line=line,
        because="" if because and because.rstrip(".").lower() in line.lower() else because,
        even_odds=verdict_words.even_odds(state),
        reference=reference_line(state.odds, state.title, state.goal.better),
        record=record_words.beside(record, state.odds),
        leads=leads_of(judged, state.goal.id),
        charts=tuple(_charts(state, anchor, _flags_of(state, decided))),
        facts=tuple(_facts(state)),
        change=change_sentence(state.change),
        guards=tuple(
            ("broken" if one.held is False else "", line)
            for one, line in zip(state.guards, guard_lines(state), strict=True)
        ),
        findings=finding_texts(state),
        measured_as=verdict_words.sentence(state.measured_as),
        notes=tuple(goal_words.notes(state)),
        log=tuple(goal_words.log(state)),
        landing=verdict_words.landing(state),
        due=verdict_words.due(state),
    )


def _eyebrow(state: GoalState) -> str:
    goal = state.goal
    parts = [stage_title(goal.stage) if goal.stage else "", str(state.title), goal.owner or ""]
    return " · ".join(part for part in parts if part)


def _facts(state: GoalState) -> list[Fact]:
    figure, note = goal_words.so_far(state)
    now = gettext("So far") if state.goal.kind == "total" else gettext("Now")
    facts = [Fact(now, figure, note)]
    for term, said in (
        (gettext("Pace by now"), goal_words.pace(state)),
        (gettext("Target"), goal_words.target(state)),
        (gettext("Baseline"), goal_words.baseline(state)),
    ):
        if said is not None:
            facts.append(Fact(term, *said))
    return facts


def _flags_of(state: GoalState, decided: Sequence[Decision]) -> tuple[Flag, ...]:
    """A small flag on the day of each decision on the goal's own KPI; its words stand in the list of them."""
    goal = state.goal
    mine = (
        one for one in decided if one.concerns({goal.kpi}, goal.channel) and one.status is not Status.DROPPED
    )
    return tuple(Flag(one.made, one.id, class_=DECIDED) for one in mine)


def _charts(state: GoalState, anchor: str, flags: tuple[Flag, ...]) -> list[Chart]:
    found = []
    what = plan.plan(state)
    if what is not None:
        found.append(_goal_chart(state, what, f"{anchor}-chart", flags))
    weeks = recent(state)
    if len(weeks) > 1 and (state.goal.kind == "total" or what is None):
        found.append(_history_chart(state, weeks, f"{anchor}-history", flags))
    return found


def _goal_chart(state: GoalState, what: plan.Plan, name: str, decided: tuple[Flag, ...]) -> Chart:
    title, described = (
        gettext("{kpi}: course and forecast", kpi=state.title),
        chart_words.goal_description(state),
    )
    wide, narrow = (
        goal_chart.goal_chart(state, what, size, f"{name}-{size.name}", title, described, decided)
        for size in (goal_chart.WIDE, goal_chart.NARROW)
    )
    note = chart_words.breaks_note(state, *what.days)
    return Chart(wide, narrow, chart_words.goal_caption(state), note, goal_table(what, title))


def _history_chart(state: GoalState, weeks: Series, name: str, decided: tuple[Flag, ...]) -> Chart:
    goal = state.goal
    title = FIGURES[weeks.grain].format(kpi=state.title)
    caption = chart_words.history_caption(state, weeks)
    flags = [Flag(goal.start, gettext("start"), class_="start")]
    flags += [Flag(b.day, b.title, hatched=True, class_="break") for b in state.breaks]
    flags += decided
    spikes = () if isinstance(state.change, Unknown) else state.change.spikes
    band = usual_in_a_period(state, weeks)
    marks = history.Marks(goal.start, band, tuple(flags), spikes)
    wide, narrow = (
        history.history_chart(weeks, marks, size, f"{name}-{size.name}", title, caption)
        for size in (history.WIDE, history.NARROW)
    )
    return Chart(wide, narrow, caption, "", history_table(weeks, title, state.title))
