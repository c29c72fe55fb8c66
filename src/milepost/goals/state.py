"""Where one goal stands on a day: everything a page or a line of text needs, and nothing it must work out."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from milepost.amount import Unknown
from milepost.goals.findings import Finding
from milepost.goals.goal import Goal
from milepost.goals.guarding import GuardState
from milepost.judgement.attainability import Odds
from milepost.judgement.change import Change
from milepost.series import Series


class Verdict(StrEnum):
    """The one word for a goal; the odds stand behind it, never a ratio of two dates."""

    MET = "met"
    LIKELY = "likely"  # 70 % or more
    OPEN = "open"  # between 30 % and 70 %
    UNLIKELY = "unlikely"  # 30 % or less
    MISSED = "missed"
    NOT_STARTED = "not_started"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FanPoint:
    """The forecast for one day: five quantiles of what the total or level will be."""

    day: date
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float


@dataclass(frozen=True, slots=True)
class Break:
    """A day on which a platform changed what the metric means; `moves_level`: figures jump on it."""

    day: date
    title: str
    moves_level: bool = True


@dataclass(frozen=True, eq=False)
class GoalState:
    """A goal on the day `as_of`.

    `known_until` is the first day after the last known figure. `actual` is the total since the start, or the
    present level. `so_far` are the points (day, figure) since the start: running totals, or levels.
    `usual_by_now` is what should be there by `known_until` on the brand's ramp to the target (totals only).
    `history` are the weekly or monthly figures before and since the start. `measured_as` says in a
    sentence which figures these are and from which source.
    """

    goal: Goal
    title: str
    as_of: date
    known_until: date | None
    actual: float | None
    progress: float | None
    odds: Odds | Unknown
    usual_by_now: float | None
    verdict: Verdict
    history: Series
    so_far: tuple[tuple[date, float], ...]
    fan: tuple[FanPoint, ...]
    change: Change | Unknown
    breaks: tuple[Break, ...]
    findings: tuple[Finding, ...]
    measured_as: str
    currency: str | None = None
    guards: tuple[GuardState, ...] = ()
