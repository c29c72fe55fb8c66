"""A goal that is kept: its figures in the KPI's own unit, its first target, its way through the journal."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from milepost.goals.metrics import metrics
from milepost.goals.reading import GoalReading
from milepost.goals.schedule import PER_DAYS, resolve_deadline
from milepost.period import Period

__all__ = [
    "BaselineFigures",
    "Goal",
    "Guard",
    "goal_from_body",
    "goal_to_body",
    "resolve_deadline",
    "resolve_target",
]

TOTAL, LEVEL, PER_PERIOD = "total", "level", "per_period"


@dataclass(frozen=True, slots=True)
class BaselineFigures:
    """Where one stood when the goal was written: `low` .. `high`, read from `first` to `end` (exclusive).

    `weeks` is how many whole weeks it rests on. For totals the figure is what `per_days` days usually bring;
    None for levels and rates.
    """

    low: float
    value: float
    high: float
    first: date
    end: date
    note: str = ""
    weeks: int = 0
    per_days: float | None = None


@dataclass(frozen=True, slots=True)
class Guard:
    """What must not get worse while a goal is pursued, in the KPI's unit.

    Without a limit it must not fall clearly below (or rise above) what was usual before.
    """

    kpi: str
    at_least: float | None = None
    at_most: float | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal of one brand, as it stands in one of its versions.

    `kind` is `total` (a sum from `start` to `deadline`), `level` (a stock, ratio or price at the deadline) or
    `per_period` (the sum of each `per`). `target` is in the KPI's unit: shares are fractions, money whole
    units of its currency. `first_target` never changes. `deadline` is the last day (inclusive), None for a
    standing target. `change` is True when the target is a change on what is usual, so that progress is
    measured from the usual pace and not from nought.

    `objective` is the id of a business objective (or its kind, where the brand has written none), `role` what
    social media does for it. `leads` are the KPIs that should move first, `guards` what must not get worse.
    `segment` is the part of the work it belongs to, `worked_on` the channels on which that is done, `budget`
    money for its whole span in the brand's currency, `hours` those of a week, `audience` the profile it is
    for, `after` the goal of an earlier period that it refines, `written` the day of this version.
    """

    id: str
    brand: str
    sentence: str
    kpi: str
    channel: tuple[str, ...]
    kind: str
    target: float
    first_target: float
    unit: str
    better: str
    baseline: BaselineFigures | None
    start: date
    deadline: date | None
    per: str | None
    owner: str | None
    objective: str | None
    stage: str | None
    created: date
    version: int
    change: bool = False
    role: str | None = None
    leads: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    segment: str | None = None
    worked_on: tuple[str, ...] = ()
    budget: float | None = None
    hours: float | None = None
    audience: str | None = None
    after: str | None = None
    written: date | None = None

    @property
    def written_on(self) -> date:
        """The day of this version; that of the first one is the day it was created."""
        return self.written or self.created


def goal_to_body(goal: Goal) -> dict[str, Any]:
    """The goal as JSON, for the journal; days are ISO days."""
    return {name: _plain(value) for name, value in asdict(goal).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return value


def goal_from_body(body: Mapping[str, Any]) -> Goal:
    """The goal back from JSON; keys that a later version wrote are passed over."""
    known = {field.name for field in fields(Goal)}
    values = {name: value for name, value in body.items() if name in known}
    for name in _LISTS:
        values[name] = tuple(values.get(name, ()))
    values["guards"] = tuple(Guard(**guard) for guard in values.get("guards", ()))
    for name in ("start", "deadline", "created", "written"):
        values[name] = _day(values.get(name))
    found = values["baseline"]
    if found is not None:
        values["baseline"] = BaselineFigures(
            **{**found, "first": _day(found["first"]), "end": _day(found["end"])}
        )
    return Goal(**values)


_LISTS = ("channel", "leads", "worked_on")


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value is not None else None


def resolve_target(
    reading: GoalReading, *, baseline: float | None, kind: str | None = None, span: Period | None = None
) -> float | None:
    """The target in absolute terms, in the KPI's unit (5 % is 0.05); None when it cannot be worked out.

    `baseline` is, for a total, the amount that as many days usually bring; for a level, the level now; for a
    standing target, the usual amount of one period. A change of it, in percent or in number, needs it.
    `span` is asked for only where an amount per day, week, month or quarter is summed or compounds over it.
    """
    if reading.amount is None or reading.metric is None:
        return None
    kind = kind or kind_of(reading)
    sign = -1.0 if reading.direction == "decrease" else 1.0
    if reading.amount_kind == "relative":
        if baseline is None:
            return None
        return baseline * float((1 + sign * reading.amount / 100) ** _times(reading, kind, span))
    amount = (
        reading.amount / 100
        if reading.amount_kind == "rate" and reading.unit == "percent"
        else reading.amount
    )
    if kind == TOTAL and _is_stock(reading):
        return amount * _times(
            reading, kind, span
        )  # a stock measured by what comes in: the gain is the total
    if reading.amount_role == "change" or (reading.counts_new and kind == LEVEL and _is_stock(reading)):
        return None if baseline is None else baseline + sign * amount * _times(reading, kind, span)
    return amount * _times(reading, kind, span) if kind == TOTAL else amount


def kind_of(reading: GoalReading) -> str:
    """What kind of figure a reading speaks of, as far as the sentence tells; the KPI's form decides."""
    metric = metrics().get(reading.metric or "")
    if metric is not None and (metric.form in {"ratio", "number", "price", "time"} or metric.is_stock):
        return LEVEL
    return PER_PERIOD if reading.per in PER_DAYS and reading.amount_role == "level" else TOTAL


def in_points(reading: GoalReading, baseline: float) -> float | None:
    """What “by 5 %” of a rate would be in percentage points; None where only percent makes sense."""
    metric = metrics().get(reading.metric or "")
    if (
        metric is None
        or metric.form != "ratio"
        or reading.amount_kind != "relative"
        or reading.amount is None
    ):
        return None
    return baseline + (-1 if reading.direction == "decrease" else 1) * reading.amount / 100


def _is_stock(reading: GoalReading) -> bool:
    metric = metrics().get(reading.metric or "")
    return metric is not None and metric.is_stock


def _times(reading: GoalReading, kind: str, span: Period | None) -> float:
    """How many of the sentence's periods fit into the span; one where the goal is about each of them."""
    if kind == PER_PERIOD or span is None or reading.per not in PER_DAYS:
        return 1.0
    return max(1.0, span.days / PER_DAYS[reading.per])
