"""What a review is held over: everything that is known of a brand on a day, handed over as frozen values."""

from dataclasses import dataclass
from datetime import date

from milepost.amount import Figure, Unknown
from milepost.goals.findings import Finding
from milepost.goals.state import GoalState
from milepost.judgement.change import Change
from milepost.judgement.verdict import Verdict
from milepost.kpis.kpi import Kpi
from milepost.period import Period
from milepost.playbook.advice import Advice
from milepost.reviews.cadence import Cadence
from milepost.reviews.decision import Decision, Outcome
from milepost.reviews.held import Held
from milepost.series import Series
from milepost.subject import Subject


@dataclass(frozen=True, eq=False)
class Measure:
    """One KPI: its weekly series before the day, whether it has lastingly moved, and why where it has: its
    last `weeks` against as many before.

    `told` is the day after its last known figure. `daily` are its days of late, where days are reported.
    `below` is the day up to which the lower sum of a ratio is told, where the ratio itself ends earlier;
    `waits` in how many days only it is known (who buys again).
    `this` and `before` are its figures of the review's period and of the one before that (months only).
    """

    kpi: Kpi
    weekly: Series
    moved: Change | Unknown
    told: date | None
    why: Verdict | None = None
    weeks: int = 0
    below: date | None = None
    waits: int | None = None
    daily: Series | None = None
    this: Figure | None = None
    before: Figure | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A decision with its verdict as of the day."""

    decision: Decision
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Allocated:
    """One thing told of where the next unit goes: `about` is the name in its sentence.

    `part` is proposal, unit, channel, claim or test; `acts` marks what asks for something to be done; `of`
    are the things that its sentence speaks of.
    """

    part: str
    about: str
    verdict: Verdict
    acts: bool = False
    of: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class Claimed:
    """What one source says of a measure over a period; `holds` marks the one that is taken. Never added."""

    kpi: str
    measure: str
    source: str
    figure: Figure
    period: Period
    holds: bool


@dataclass(frozen=True, eq=False)
class Case:
    """A brand on the day `as_of`, for the review of `period`.

    `held` are the earlier reviews, first to last; `outcome` is the KPI that the business lives by.
    """

    brand: str
    cadence: Cadence
    period: Period
    as_of: date
    measures: tuple[Measure, ...] = ()
    goals: tuple[GoalState, ...] = ()
    decisions: tuple[Checked, ...] = ()
    advice: tuple[Advice, ...] = ()
    allocation: tuple[Allocated, ...] = ()
    claims: tuple[Claimed, ...] = ()
    findings: tuple[Finding, ...] = ()
    held: tuple[Held, ...] = ()
    outcome: str | None = None
