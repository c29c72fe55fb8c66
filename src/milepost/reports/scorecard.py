"""What the one page of a brand says, as data: goals, KPIs, claims side by side, imports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from milepost.amount import Figure, Unknown
from milepost.errors import Problem
from milepost.goals.findings import Finding
from milepost.goals.state import GoalState
from milepost.judgement.change import Change
from milepost.judgement.track_record import TrackRecord
from milepost.period import Period
from milepost.plan.plan import Plan
from milepost.reviews.decision import Decision
from milepost.series import Series
from milepost.workspace.judging.known import Judged


@dataclass(frozen=True, eq=False)
class KpiLine:
    """One KPI of the framework.

    `figure` speaks of `period` (the last whole four weeks, or as the data gives it). `usual` is the range of
    the figures of `spark` that its own noise explains, `usual_figure` that of a figure of such a period.
    `vanity` is "", or the reason why the KPI decides nothing. `says` is its definition in a sentence.
    """

    id: str
    title: str
    stage: str
    timing: str
    unit: str
    figure: Figure
    period: Period | None
    usual: tuple[float, float] | None
    change: Change | Unknown
    spark: Series | None
    vanity: str
    says: str
    usual_figure: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one tool claims of a measure for a period; claims of several tools are never added."""

    measure: str
    source: str
    figure: Figure
    period: Period
    says: str


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One file that was imported: `rows_read` = `rows_kept` + the rows of `left_out` (reason, rows)."""

    path: str
    status: str
    format: str
    because: str
    account: str
    channel: str
    first_day: date | None
    last_day: date | None
    rows_read: int
    rows_kept: int
    left_out: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, eq=False)
class Page:
    """Everything on the page of one brand as of one day; `record` is how earlier forecasts came out.

    `lacking` is what the critique of the whole `plan` found; `files` names, by the id of a goal, the
    files that its figures were read from. `decided` are the brand's decisions, closed ones too.
    """

    brand: str
    as_of: date
    currency: str | None
    goals: tuple[GoalState, ...] = ()
    kpis: tuple[KpiLine, ...] = ()
    claims: tuple[Claim, ...] = ()
    imports: tuple[ImportLine, ...] = ()
    notes: tuple[str, ...] = ()
    record: TrackRecord | Unknown | None = None
    judged: tuple[Judged, ...] = ()
    plan: Plan | None = None
    lacking: tuple[Finding, ...] = ()
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decided: tuple[Decision, ...] = ()
