"""The plan as a document that people write by hand, keep in version control, and hold against the journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from typing import Any, Final

from milepost.goals.goal import BaselineFigures, Goal
from milepost.plan.audience import AudienceProfile
from milepost.plan.capacity import Capacity
from milepost.plan.competitor import Competitor
from milepost.plan.figures import write_figure
from milepost.plan.objective import OWN, Identity, Objective
from milepost.plan.plan import Plan

Figure = float | str
"""A number, or one with its unit: 5%, 1200 EUR, 90 min."""


@dataclass(frozen=True, slots=True)
class GuardText:
    """What must not get worse while a goal is pursued; without a limit, it must stay as usual."""

    kpi: str
    at_least: Figure | None = None
    at_most: Figure | None = None
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalText:
    """A goal as it stands in the file: a `sentence` from which the rest is read, or kpi, target and deadline.

    Fields that stand beside the sentence win over it. `first_target` and `baseline` are only told: what is
    written there changes nothing. Shares may be written as 5%, money as 1200 EUR.
    """

    id: str | None = None
    version: int | None = None
    sentence: str | None = None
    lang: str | None = None
    kpi: str | None = None
    channel: tuple[str, ...] = ()
    target: Figure | None = None
    per: str | None = None
    deadline: date | None = None
    objective: str | None = None
    role: str | None = None
    owner: str | None = None
    segment: str | None = None
    worked_on: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    guards: tuple[GuardText | str, ...] = ()
    budget: Figure | None = None
    hours: float | None = None
    audience: str | None = None
    after: str | None = None
    first_target: Figure | None = None
    baseline: str | None = None
    given: frozenset[str] = field(default=frozenset(), compare=False)
    """The names of what the file says of it; of nobody's interest once it has a version."""


READ_ONLY: Final = frozenset({"first_target", "baseline"})
UNWRITTEN: Final = frozenset({"given"})
KEPT_WHEN_MISSING: Final = ("sentence", "kpi", "channel", "target", "per", "deadline", "role")
"""Without these a goal is none: a line that is taken out leaves them as they are."""
DETAILS: Final = (
    *("objective", "owner", "segment", "worked_on", "leads"),
    *("guards", "budget", "hours", "audience", "after"),
)
"""A line of these that is taken out is unset."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a section, and the version of it that the file is based on (None: it does not say)."""

    key: str
    value: Any
    version: int | None = None
    given: frozenset[str] = field(default=frozenset(), compare=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of things that a plan holds besides goals, kept in the journal under `kind` and its id.

    `titled` is the field that names it; an id is made of it where none is written. `names` says which fields
    (a list as `roles[]`, a field of a list as `pages[].kpi`) take a name out of a vocabulary of `Names`.
    `usual` fills in what a person may leave out.
    """

    section: str
    kind: str
    of: type
    titled: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    usual: Mapping[str, object] = field(default_factory=dict)

    @property
    def sole(self) -> bool:
        """Whether a brand has one of it."""
        return not self.titled


SOLE: Final = "brand"
"""The key of what a brand has one of."""

_OBJECTIVE_NAMES: Final = {"kind": "kind", "roles[]": "role", "stage": "stage"}

PARTS: Final = (
    Part("identity", "identity", Identity),
    Part("capacity", "capacity", Capacity),
    Part("objectives", "objective", Objective, "title", _OBJECTIVE_NAMES, {"kind": OWN}),
    Part("audiences", "audience", AudienceProfile, "name"),
    Part("competitors", "competitor", Competitor, "name"),
)
"""The sections of a plan beside its goals: a new kind of part is a line here."""

GOAL_NAMES: Final = {
    "kpi": "kpi",
    "leads[]": "kpi",
    "guards[].kpi": "kpi",
    "role": "role",
    "segment": "segment",
    "per": "per",
    "lang": "lang",
    "channel[]": "channel",
}

PLAN_KINDS: Final = ("identity", "capacity", "objective", "goal", "audience", "competitor")
"""The kinds of journal entries that are the plan: `base` counts them."""


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A plan as it stands in a file. A section that is None is not in it, and is left alone.

    `base` is how many entries of the journal the plan had when it was written out; who applies it with
    `--drop-missing` is told of what came after.
    """

    brand: str | None = None
    currency: str | None = None
    base: int | None = None
    parts: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    goals: tuple[GoalText, ...] | None = None
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    """Comments that are written above a section or an item (“goals”, “goals[2]”), and never read."""


def document_of(
    plan: Plan, parts: Mapping[str, tuple[Item, ...]], base: int, units: Mapping[str, str]
) -> PlanDocument:
    """The document that says what stands. `parts` are its sections with the version of each thing.

    `units` gives the unit of each KPI.
    """
    goals = tuple(goal_text(goal, plan.currency, units) for goal in plan.goals)
    return PlanDocument(plan.brand, plan.currency, base, parts, goals)


def goal_text(goal: Goal, currency: str | None, units: Mapping[str, str]) -> GoalText:
    """A goal as it stands in a file; `units` gives the unit of each KPI."""

    def figure(value: float | None, unit: str = goal.unit) -> Figure | None:
        return None if value is None else write_figure(value, unit, currency)

    def limit(value: float | None, kpi: str) -> Figure | None:
        return figure(value, units.get(kpi, "count"))

    return GoalText(
        id=goal.id,
        version=goal.version,
        sentence=goal.sentence,
        kpi=goal.kpi,
        channel=goal.channel,
        target=figure(goal.target),
        per=goal.per,
        deadline=goal.deadline,
        objective=goal.objective,
        role=goal.role,
        owner=goal.owner,
        segment=goal.segment,
        worked_on=goal.worked_on,
        leads=goal.leads,
        guards=tuple(
            GuardText(g.kpi, limit(g.at_least, g.kpi), limit(g.at_most, g.kpi), g.says) for g in goal.guards
        ),
        budget=figure(goal.budget, "money"),
        hours=goal.hours,
        audience=goal.audience,
        after=goal.after,
        first_target=figure(goal.first_target) if goal.first_target != goal.target else None,
        baseline=_told(goal.baseline, goal.unit, currency),
    )


def _told(baseline: BaselineFigures | None, unit: str, currency: str | None) -> str | None:
    if baseline is None:
        return None
    whole = baseline.value >= 20 and unit in {"count", "seconds"}
    digits = 0 if whole else {"share": 4, "money": 2, "seconds": 0}.get(unit, 2)
    value = write_figure(round(baseline.value, digits), unit, currency)
    return f"{value}, usual from {baseline.first} until {baseline.end - timedelta(days=1)}"


def item_fields(part: Part) -> tuple[str, ...]:
    """The fields of a part, in the order in which they are written."""
    return tuple(f.name for f in fields(part.of))
