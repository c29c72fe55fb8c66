"""The page of a brand as its template reads it: text in order, nothing left to work out."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from milepost.amount import Unknown
from milepost.errors import Problem
from milepost.language import colon, gettext, gettext_lazy
from milepost.reports import numbers
from milepost.reports.charts.sparkline import sparkline
from milepost.reports.goal_view import GoalView, goal_view
from milepost.reports.judged_brand import Section, sections
from milepost.reports.plan_view import PlanSection, plan_section
from milepost.reports.scorecard import Claim, ImportLine, KpiLine, Page
from milepost.reports.words import files, kpi, verdict
from milepost.reports.words.change import change_cell, change_sentence, is_quiet, is_signal
from milepost.workspace.judging.known import channel_title

ELSEWHERE = frozenset({"change", "lead"})
"""Judgements that stand beside each KPI, and beside each goal."""

MOST_CLEAN = 6
"""More files than this of which every row was kept are folded away."""


TIMINGS = {"leading": gettext_lazy("leading"), "lagging": gettext_lazy("lagging")}


@dataclass(frozen=True, slots=True)
class KpiRow:
    """One KPI in the framework's table; `unknown` holds the reason instead of a figure."""

    id: str
    anchor: str
    title: str
    says: str
    kind: str
    figure: str
    unknown: str
    period: str
    usual: str
    signal: bool
    quiet: bool
    change: str
    change_says: str
    spark: Markup
    vanity: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the funnel with its KPIs, those that need attention first."""

    title: str
    rows: tuple[KpiRow, ...]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """What one tool claims."""

    source: str
    figure: str
    unknown: str
    period: str
    says: str


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """The claims of one measure, side by side."""

    measure: str
    rows: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One imported table of a file."""

    path: str
    status: str
    asks: bool
    recognised: str
    days: str
    read: str
    kept: str
    left: str
    left_out: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """The whole page."""

    brand: str
    as_of: str
    headline: str
    goals: tuple[GoalView, ...]
    plan: PlanSection
    learned: tuple[Section, ...]
    framework: str
    stages: tuple[Stage, ...]
    vanity: tuple[KpiRow, ...]
    claims_say: str
    claims: tuple[ClaimGroup, ...]
    imports_say: str
    imports: tuple[ImportRow, ...]
    clean: tuple[ImportRow, ...]
    notes: tuple[str, ...]


def page_view(page: Page) -> PageView:
    """Everything that the template prints."""
    rows = [(line, _kpi_row(line)) for line in page.kpis]
    folded = sum(_clean(line) for line in page.imports) > MOST_CLEAN
    return PageView(
        brand=page.brand,
        as_of=numbers.day(page.as_of),
        headline=_headline(page),
        goals=tuple(
            goal_view(state, place, page.record, page.judged, page.decided)
            for place, state in enumerate(page.goals, 1)
        ),
        plan=plan_section(page.plan, page.lacking, page.goals),
        learned=tuple(section for section in sections(page.judged) if section.part not in ELSEWHERE),
        framework=" ".join((kpi.framework_sentence(page.kpis), kpi.false_alarms(page.kpis))).strip(),
        stages=tuple(_stages((line, row) for line, row in rows if not line.vanity)),
        vanity=tuple(row for line, row in rows if line.vanity),
        claims_say=files.claims_sentence(page.claims),
        claims=tuple(_claim_groups(page.claims)),
        imports_say=files.imports_sentence(page.imports),
        imports=tuple(_import_row(line) for line in page.imports if not folded or not _clean(line)),
        clean=tuple(_import_row(line) for line in page.imports if folded and _clean(line)),
        notes=page.notes,
    )


def _clean(line: ImportLine) -> bool:
    """Every row was kept, and there is nothing to ask."""
    return line.status not in ("question", "refused") and not line.left_out and not line.problems


def _headline(page: Page) -> str:
    if not page.goals and not page.imports and not page.kpis:
        return gettext("Nothing is measured and nothing is promised yet.")
    return verdict.overall(page.goals)


def _stages(rows: Iterable[tuple[KpiLine, KpiRow]]) -> Iterable[Stage]:
    def place(pair: tuple[KpiLine, KpiRow]) -> tuple[tuple[int, str], bool, bool, bool]:
        line, row = pair
        return kpi.stage_order(line.stage), not row.signal, bool(row.unknown), line.timing != "leading"

    for stage, of_stage in groupby(sorted(rows, key=place), key=lambda pair: pair[0].stage):
        yield Stage(kpi.stage_title(stage), tuple(row for _, row in of_stage))


def _kpi_row(line: KpiLine) -> KpiRow:
    known = not isinstance(line.figure, Unknown)
    signal = known and is_signal(line.change)
    currency = getattr(line.figure, "currency", None)
    usual = kpi.usual_range(line, currency)
    spark = (
        Markup("")
        if line.spark is None
        else sparkline(line.spark, line.usual, str(colon(line.title, usual)), signal)
    )
    return KpiRow(
        id=line.id,
        anchor=f"kpi-{line.id}",
        title=str(line.title),
        says=str(line.says),
        kind=str(TIMINGS.get(line.timing, line.timing)),
        figure=numbers.figure(line.figure),
        unknown="" if known else verdict.sentence(getattr(line.figure, "because", "")),
        period=numbers.days(line.period) if line.period else "",
        usual=usual,
        signal=signal,
        quiet=known and is_quiet(line.change),
        change=change_cell(line.change) if known else "",
        change_says=change_sentence(line.change) if known else "",
        spark=spark,
        vanity=verdict.sentence(line.vanity),
    )


def _claim_groups(claims: tuple[Claim, ...]) -> Iterable[ClaimGroup]:
    measures = dict.fromkeys(claim.measure for claim in claims)
    for measure in measures:
        yield ClaimGroup(measure, tuple(_claim_row(claim) for claim in claims if claim.measure == measure))


def _claim_row(claim: Claim) -> ClaimRow:
    unknown = verdict.sentence(claim.figure.because) if isinstance(claim.figure, Unknown) else ""
    says = verdict.sentence(str(claim.says).lstrip(" ;,"))
    source = files.source_title(claim.source)
    return ClaimRow(source, numbers.figure(claim.figure), unknown, numbers.days(claim.period), says)


def _import_row(line: ImportLine) -> ImportRow:
    recognised = " · ".join(
        part for part in (files.format_title(line.format), channel_title(line.channel), line.account) if part
    )
    return ImportRow(
        path=line.path,
        status=files.status_word(line.status),
        asks=line.status in ("question", "refused"),
        recognised=recognised or verdict.sentence(line.because),
        days=files.span_of(line),
        read=numbers.plain(line.rows_read),
        kept=numbers.plain(line.rows_kept),
        left=numbers.plain(sum(rows for _, rows in line.left_out)),
        left_out=tuple((because, numbers.plain(rows)) for because, rows in line.left_out),
        notes=(line.because, *line.notes) if line.because and recognised else line.notes,
        problems=line.problems,
    )
