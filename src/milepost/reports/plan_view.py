"""The plan as its section of the page shows it: objectives with their goals, and what is left open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from milepost.goals.findings import Finding
from milepost.goals.state import GoalState
from milepost.language import gettext
from milepost.plan.objective import Objective, kinds, roles, stage_of
from milepost.plan.plan import Plan
from milepost.reports.goal_view import SHAPES
from milepost.reports.words.finding import FindingText, texts_of
from milepost.reports.words.kpi import stage_title
from milepost.reports.words.midway import midway
from milepost.reports.words.verdict import NAMES

BESIDE_GOALS = frozenset({"unrealistic_target", "target_lowered"})
"""What stands in the section of each goal already."""


@dataclass(frozen=True, slots=True)
class GoalLink:
    """A goal as a line of the plan, leading to its own section."""

    id: str
    anchor: str
    shape: str
    word: str
    sentence: str
    owner: str


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """One business objective with the goals that hang on it; the last row may gather those on none."""

    title: str
    kind: str
    roles: str
    goals: tuple[GoalLink, ...]


@dataclass(frozen=True, slots=True)
class PlanSection:
    """The plan's part of the page."""

    mission: str
    objectives: tuple[ObjectiveRow, ...]
    findings: tuple[FindingText, ...]


def plan_section(plan: Plan | None, lacking: Sequence[Finding], goals: Sequence[GoalState]) -> PlanSection:
    """The section as its template prints it; empty where nothing is planned yet."""
    if plan is None or not (plan.goals or plan.objectives):
        return PlanSection("", (), ())
    links = {state.goal.id: _link(state, place) for place, state in enumerate(goals, 1)}
    rows = [_row(objective, plan, links) for objective in plan.objectives]
    known = {objective.id for objective in plan.objectives}
    loose = tuple(links[g.id] for g in plan.goals if g.objective not in known and g.id in links)
    if rows and loose:
        rows.append(ObjectiveRow(gettext("On no objective"), "", "", loose))
    found = [finding for finding in lacking if finding.code not in BESIDE_GOALS]
    return PlanSection(plan.identity.mission, tuple(rows), texts_of(found, currency=plan.currency))


def _row(objective: Objective, plan: Plan, links: Mapping[str, GoalLink]) -> ObjectiveRow:
    stage = stage_of(objective)
    kind = kinds()[objective.kind].title if objective.kind in kinds() else gettext("Of one's own")
    if stage:
        kind = gettext("{kind}, decided at {stage}", kind=kind, stage=midway(stage_title(stage)))
    return ObjectiveRow(
        title=objective.title,
        kind=kind,
        roles=", ".join(midway(roles()[role].title) for role in objective.roles),
        goals=tuple(links[g.id] for g in plan.goals if g.objective == objective.id and g.id in links),
    )


def _link(state: GoalState, place: int) -> GoalLink:
    return GoalLink(
        id=state.goal.id,
        anchor=f"goal-{place}",
        shape=SHAPES[state.verdict],
        word=str(NAMES[state.verdict]),
        sentence=state.goal.sentence,
        owner=state.goal.owner or "",
    )
