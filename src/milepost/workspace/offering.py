"""SMART versions of a sentence from the brand's own data: the same wish at even odds, or a better KPI."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from milepost.amount import Unit, Unknown, Why
from milepost.errors import NotFound
from milepost.facts.batches import FactFiles
from milepost.goals.goal import LEVEL, PER_PERIOD, TOTAL, Goal
from milepost.goals.metrics import metrics
from milepost.goals.odds import odds_for
from milepost.goals.progress import meets
from milepost.goals.reading import GoalReading
from milepost.goals.rewriting import NEVER_OFFERED, Wanted, sentence_of
from milepost.goals.schedule import PER_DAYS, resolve_deadline
from milepost.judgement.attainability import Odds
from milepost.judgement.baseline import baseline
from milepost.judgement.verdict import rounded
from milepost.kpis.kpi import Form
from milepost.language import gettext_lazy
from milepost.plan.objective import kinds
from milepost.workspace.measurable import Measurable, measurable
from milepost.workspace.place import Brand, Workspace
from milepost.workspace.reading import with_facts

QUARTER, SHORTEST = 91, 28
"""Days that a wish without a deadline is given; a result is not asked for in fewer than four weeks."""
RESULTS = (
    "qualified_leads",
    "leads",
    "booked_calls",
    "orders",
    "revenue",
    "email_subscribers",
    "key_events",
    "sessions",
)
"""What may be offered instead of a metric that is no result, the nearest to the business first."""
WEAK = frozenset(
    {"no_amount", "no_deadline", "metric_as_goal", "unlikely", "unlikely_by_itself", "unlikely_and_falling"}
)
"""Findings after which the same KPI is offered with another amount or day."""
BESIDE = frozenset(
    {
        "metric_as_goal",
        "no_metric",
        "not_measurable",
        "no_data",
        "not_measured",
        "activity_not_outcome",
        "conversion_on_impressions",
    }
)
"""Findings after which a KPI that is a result is offered instead."""
_FALLS = gettext_lazy(
    "by what the past allows it is heading the wrong way: a target at even odds would be worse than what is"
    " usual. Find out first what changed"
)
_STAYS = gettext_lazy(
    "as things go it stays about where it is, so whatever is better than usual has less than even odds."
    " Say what will be different, and set a target of your own"
)
"""Why a level has no target to be offered: the one at even odds would be no better than what is."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A sentence that could stand: its target has even odds, `likely` would be 80 % likely. `instead` tells
    that it is by another KPI than the one asked for.
    """

    sentence: str
    kpi: str
    target: float
    likely: float
    unit: str
    currency: str | None
    usual: float
    deadline: date | None
    instead: bool = False


@dataclass(frozen=True, slots=True)
class _Ground:
    """What an offer is made from: the brand's facts, and the days that it is for."""

    workspace: Workspace
    brand: Brand
    files: FactFiles
    today: date
    start: date
    days: int

    @property
    def deadline(self) -> date:
        return self.start + timedelta(days=self.days - 1)


def offers_for(
    workspace: Workspace, brand: Brand, reading: GoalReading, found: frozenset[str], today: date
) -> tuple[Offer, ...]:
    """SMART versions of a sentence in which `found` was found; none where nothing has to be said better."""
    if not found & (WEAK | BESIDE):
        return ()
    span = resolve_deadline(reading, today=today)
    start, days = (span.start, span.days) if span else (today, QUARTER)

    def work(files: FactFiles) -> tuple[Offer, ...]:
        return tuple(_offers(_Ground(workspace, brand, files, today, start, days), reading, found))

    return with_facts(workspace, brand.name, work)


def next_offer(workspace: Workspace, brand: Brand, goal: Goal, today: date) -> Offer | Unknown:
    """The goal for the period that follows: as long as the last one, from its end or from today on."""
    start = today if goal.deadline is None else max(today, goal.deadline + timedelta(days=1))
    days = QUARTER if goal.deadline is None else (goal.deadline - goal.start).days + 1

    def work(files: FactFiles) -> Offer | Unknown:
        ground = _Ground(workspace, brand, files, today, start, days)
        found = measurable(workspace, brand, files, goal.kpi, goal.channel, today)
        if isinstance(found, Unknown):
            return found
        per = goal.per if goal.kind == PER_PERIOD else None
        return _offer(ground, found, per=per, better=goal.better)

    return with_facts(workspace, brand.name, work)


def _offers(ground: _Ground, reading: GoalReading, found: frozenset[str]) -> Iterator[Offer]:
    metric = reading.metric or ""
    if metric in metrics() and metrics()[metric].form != "none" and found & WEAK:
        same = _by(ground, metric, reading.channel, "lower" if reading.direction == "decrease" else None)
        if same is not None:
            yield same
    if found & BESIDE:
        longer = replace(ground, days=max(ground.days, SHORTEST))
        results = (_by(longer, kpi, ()) for kpi in _results(reading) if kpi != metric)
        better = next((offer for offer in results if offer is not None), None)
        if better is not None:
            yield replace(better, instead=True)


def _results(reading: GoalReading) -> tuple[str, ...]:
    """What could show success: the KPIs of the objective it serves, then those nearest to the business."""
    kind = kinds().get(reading.objective or "")
    own = kind.kpis if kind else ()
    return tuple(dict.fromkeys((*(kpi for kpi in RESULTS if kpi in own), *RESULTS)))


def _by(ground: _Ground, metric: str, channel: tuple[str, ...], better: str | None = None) -> Offer | None:
    if metric in NEVER_OFFERED:
        return None
    try:
        found = measurable(ground.workspace, ground.brand, ground.files, metric, channel, ground.today)
    except NotFound:
        return None
    if isinstance(found, Unknown) or found.kpi.id in NEVER_OFFERED:
        return None
    offer = _offer(ground, found, better=better)
    return None if isinstance(offer, Unknown) else offer


def _offer(
    ground: _Ground, found: Measurable, *, per: str | None = None, better: str | None = None
) -> Offer | Unknown:
    kind = TOTAL if found.kpi.form is Form.TOTAL else LEVEL
    kind = PER_PERIOD if per and kind == TOTAL else kind
    days = None if kind == LEVEL else round(PER_DAYS[per]) if per else ground.days
    usual = baseline(found.series, start=ground.today, days=days)
    if isinstance(usual, Unknown):
        return usual
    goal = _trial(ground, found, kind, per, usual.value, better or found.kpi.better)
    odds = odds_for(goal, found.series, as_of=ground.today)
    if isinstance(odds, Unknown):
        return odds
    if kind == LEVEL and not meets(odds.even_odds_target, usual.value, goal.better):
        within = usual.low <= odds.even_odds_target <= usual.high
        return Unknown(_STAYS if within else _FALLS, Why.TOO_LITTLE)
    return _said(goal, odds, found, usual.value, ground.today)


def _said(goal: Goal, odds: Odds, found: Measurable, usual: float, today: date) -> Offer:
    even, likely = rounded(odds.even_odds_target), rounded(odds.likely_target)
    currency = found.series.currency if found.kpi.unit is Unit.MONEY else None
    begins = goal.start if goal.kind == TOTAL and goal.start > today else None
    wanted = Wanted(
        goal.kpi, goal.kind, goal.unit, even, usual, goal.deadline, goal.channel, goal.per, currency, begins
    )
    return Offer(sentence_of(wanted), goal.kpi, even, likely, goal.unit, currency, usual, goal.deadline)


def _trial(ground: _Ground, found: Measurable, kind: str, per: str | None, usual: float, better: str) -> Goal:
    """A goal to ask the odds with; whatever its target is, they tell which one would be even."""
    return Goal(
        id="",
        brand=ground.brand.name,
        sentence="",
        kpi=found.kpi.id,
        channel=found.where.get("channel", ()),
        kind=kind,
        target=usual,
        first_target=usual,
        unit=found.kpi.unit.value,
        better=better,
        baseline=None,
        start=ground.start,
        deadline=ground.deadline,
        per=per,
        owner=None,
        objective=None,
        stage=found.kpi.stage,
        created=ground.today,
        version=1,
    )
