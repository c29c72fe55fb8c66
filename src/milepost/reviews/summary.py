"""One brand on one day, small enough to keep: how its goals stand, what is due, and what calls for action."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from milepost.goals.state import GoalState
from milepost.reviews.cadence import Kind


@dataclass(frozen=True, slots=True)
class AccountEnd:
    """One account and the last day that any figure of it is known of; `days` lie between it and today."""

    source: str
    account: str
    channel: str
    last: date
    days: int


@dataclass(frozen=True, slots=True)
class Overdue:
    """Reviews of one kind that were not held: the first of them was due on `since`, `n` so far."""

    kind: Kind
    since: date
    n: int


@dataclass(frozen=True, slots=True)
class Due:
    """What comes next: a decision's `check`, a goal's `deadline` (its last day), a `weekly` or `monthly`.

    Of a review `on` is the day from which it can be held; it has passed where that was not done yet.
    """

    on: date
    what: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Stake:
    """Money of the days `start` to `end` (exclusive), in the brand's own currency; never added up."""

    kpi: str
    value: float
    currency: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to look at a brand: its code in `portfolio.toml`, how many things give it, and the first.

    `goal` is the id and `title` the KPI of that thing, `what` what else is to be said of it.
    """

    code: str
    n: int = 1
    goal: str = ""
    title: str = ""
    what: str = ""
    chance: float | None = None
    day: date | None = None
    days: int = 0


@dataclass(frozen=True, eq=False)
class Summary:
    """A brand on the day `as_of`. An empty `reasons` says: everything is known, and there is nothing to do.

    `verdicts` counts the goals by verdict. `worst` is the goal that is worst off, without its series.
    `signals` are those that the review of the last whole week told; None while that is not held. `stakes` are
    what is known of revenue, else of ad spend. `gaps` are what the plan lacks, in codes of reasons.
    """

    brand: str
    as_of: date
    verdicts: Mapping[str, int] = field(default_factory=dict)
    worst: GoalState | None = None
    reasons: tuple[Reason, ...] = ()
    decisions_due: int = 0
    overdue: tuple[Overdue, ...] = ()
    accounts: tuple[AccountEnd, ...] = ()
    questions: int = 0
    signals: int | None = None
    due: Due | None = None
    stakes: tuple[Stake, ...] = ()

    @property
    def goals(self) -> int:
        """How many goals stand."""
        return sum(self.verdicts.values())

    @property
    def last_day(self) -> date | None:
        """The last day of which anything is known."""
        return max((one.last for one in self.accounts), default=None)

    @property
    def days_since(self) -> int | None:
        """How many whole days lie between that day and `as_of`."""
        return min((one.days for one in self.accounts), default=None)

    @property
    def gaps(self) -> tuple[str, ...]:
        """What its plan lacks."""
        return tuple(one.code for one in self.reasons if one.code in {"no_goal", "never_set_up", "no_money"})
