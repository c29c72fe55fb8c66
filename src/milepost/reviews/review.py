"""One review: what is signal, how the goals stand, what is due, and whether there is anything to do."""

from dataclasses import dataclass
from datetime import date

from milepost.amount import Figure
from milepost.goals.findings import Finding
from milepost.goals.guarding import GuardState
from milepost.goals.state import GoalState
from milepost.judgement.change import Change
from milepost.judgement.verdict import Verdict
from milepost.kpis.kpi import Kpi
from milepost.period import Period
from milepost.playbook.advice import Advice
from milepost.reviews.cadence import Kind
from milepost.reviews.case import Allocated, Checked, Claimed
from milepost.reviews.held import HeldGoal


@dataclass(frozen=True, slots=True)
class Signal:
    """A lasting change of a KPI. `good` is None where the KPI is an input and no direction is good by itself.

    `twins` are KPIs with the very same figures (`twin_ids` their ids), `goals` the ids that are measured by
    it, `section` the part of the review it belongs to (None: it belongs to the other kind of review, and has
    become worse).
    `why` is of its last `weeks` against as many before. `told` is the day of the review that has told it.
    """

    kpi: Kpi
    change: Change
    good: bool | None
    section: str | None
    why: Verdict | None = None
    weeks: int = 0
    twins: tuple[str, ...] = ()
    twin_ids: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    told: date | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """A change of about `since` that the review of the day `told` has told, and that is none any more."""

    kpi: Kpi
    since: date
    told: date


@dataclass(frozen=True, slots=True)
class Untold:
    """KPIs (and their ids) of which nothing can be told, for one reason; `late`: their files are missing."""

    because: str
    kpis: tuple[str, ...]
    late: bool = False
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Jump:
    """A single day far from its neighbours: shown, never judged. `usual` is the median day around it."""

    kpi: Kpi
    day: date
    value: float
    usual: float
    currency: str | None


@dataclass(frozen=True, slots=True)
class DayRow:
    """The days of the period of one KPI; None is unknown. Shown, never judged."""

    kpi: Kpi
    days: tuple[date, ...]
    values: tuple[float | None, ...]
    currency: str | None


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A KPI's figure of the period and of the one before. Shown, never judged."""

    kpi: Kpi
    section: str
    this: Figure
    before: Figure | None


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal now, and as it was shown at the last review of this kind (None: it was not).

    `news` is ended, closer (its odds rose), further (they fell), new, or "" where nothing happened;
    `broken` are the guards that do not hold.
    """

    state: GoalState
    before: HeldGoal | None
    news: str
    broken: tuple[GuardState, ...] = ()


@dataclass(frozen=True, slots=True)
class Freed:
    """A goal that is met or over and still holds hours a week, or money: both are free for others."""

    goal: str
    sentence: str
    hours: float | None
    budget: float | None


@dataclass(frozen=True, slots=True)
class Review:
    """A review of `period` by what was known on `as_of`: signals only, noise is counted.

    `counts` are what there is to do, by kind, in the order of the headline; none of them: nothing to do.
    `standing` are signals that an earlier review has told and that still hold. `vanity` counts figures that
    moved and decide nothing. `missing`: nothing is known of its period.
    `untold_before` are titles of KPIs that could not be told at the last review either.
    `unclosed` are decisions whose verdict an earlier review has told.
    `judged` counts what came of the decisions that are closed.
    """

    kind: Kind
    title: str
    brand: str
    period: Period
    as_of: date
    counts: tuple[tuple[str, int], ...]
    signals: tuple[Signal, ...] = ()
    standing: tuple[Signal, ...] = ()
    gone: tuple[Gone, ...] = ()
    quiet: int = 0
    vanity: int = 0
    unknown: tuple[Untold, ...] = ()
    untold_before: frozenset[str] = frozenset()
    missing: bool = False
    known_until: date | None = None
    jumps: tuple[Jump, ...] = ()
    days: tuple[DayRow, ...] = ()
    months: tuple[MonthRow, ...] = ()
    goals: tuple[GoalLine, ...] = ()
    over: tuple[GoalState, ...] = ()
    due: tuple[Checked, ...] = ()
    unclosed: tuple[Checked, ...] = ()
    running: tuple[Checked, ...] = ()
    judged: tuple[tuple[str, int], ...] = ()
    advice: tuple[Advice, ...] = ()
    standing_advice: tuple[Advice, ...] = ()
    allocation: tuple[Allocated, ...] = ()
    freed: tuple[Freed, ...] = ()
    claims: tuple[Claimed, ...] = ()
    mistakes: tuple[Finding, ...] = ()
    standing_mistakes: tuple[Finding, ...] = ()
    last: date | None = None

    @property
    def nothing_to_do(self) -> bool:
        """Whether the review ends without anything to do; missing figures are to be imported."""
        return not self.counts and not self.missing

    @property
    def unknown_kpis(self) -> int:
        """How many KPIs cannot be told."""
        return sum(len(one.kpis) for one in self.unknown)
