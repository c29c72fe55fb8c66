"""The plan held against itself and the brand's data: everything there is to say, and nothing stored."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from milepost.goals.findings import QUESTION, REFUSE, Finding
from milepost.kpis.catalogue import catalogue
from milepost.plan.critique import asked_for
from milepost.plan.difference import Action
from milepost.plan.remark import Place, Remark, written
from milepost.plan.watched import watched
from milepost.workspace.framework import fed
from milepost.workspace.goal_states import JudgedGoal, judged_goals
from milepost.workspace.place import Workspace
from milepost.workspace.plan_files.applying import Worked, work_out
from milepost.workspace.plan_files.documents import PlanFile, brand_of, plan_from
from milepost.workspace.planning.critique import findings_of, measures
from milepost.workspace.planning.plan import plan_of


@dataclass(frozen=True, slots=True)
class Linted:
    """What is to be said of a plan. `held_against_data` is False where there was no workspace."""

    name: str
    remarks: tuple[Remark, ...]
    goals: int
    kpis: int
    currency: str | None = None
    held_against_data: bool = False

    @property
    def needs_user(self) -> bool:
        """Whether something is refused, or a question is open."""
        return any(remark.finding.severity in {REFUSE, QUESTION} for remark in self.remarks)


def lint_file(file: PlanFile, workspace: Workspace | None, *, brand: str | None, today: date) -> Linted:
    """Lint a file; with a workspace also against what stands and what its data tell."""
    if workspace is None:
        return _linted(file, file.reading.remarks)
    from milepost.store.entries import supposing  # needs an open workspace

    owner = brand_of(workspace, file, brand)
    worked = work_out(workspace, file, brand=owner.name, today=today, who="", why="lint")
    remarks = [*file.reading.remarks, *_of_each(worked), *_conflicts(worked)]
    with supposing(worked.entries):
        plan = plan_of(workspace, brand=owner.name, today=today)
        judged = judged_goals(workspace, plan.goals, brand=owner.name, today=today)
        asked = asked_for(plan, measures(workspace))
        feeding = frozenset(kpi.id for kpi in fed(workspace, owner, today, asked))
        whole = findings_of(workspace, plan, today=today, states=judged, feeding=feeding)
    remarks += _of_standing(file, worked, judged)
    remarks += _unmeasured(workspace, file, asked, feeding)
    remarks += _of_the_whole(whole, remarks, _lines(worked))
    linted = _linted(file, remarks, owner.currency, held=True)
    return replace(linted, kpis=len(watched(plan.goals)))


def lint_standing(workspace: Workspace, *, brand: str | None, today: date) -> Linted:
    """Lint the plan that stands."""
    from milepost.plan.yaml_writing import yaml_of
    from milepost.workspace.plan_files.documents import standing_document

    document = standing_document(workspace, brand=brand, today=today)
    text = yaml_of(document)
    file = plan_from(text.encode(), "the plan that stands", workspace, today=today)
    linted = lint_file(file, workspace, brand=brand, today=today)
    # The text was made here and nobody sees its lines.
    remarks = tuple(Remark(r.finding, r.path, None, r.unit) for r in linted.remarks)
    return Linted(linted.name, remarks, linted.goals, linted.kpis, linted.currency, held_against_data=True)


SAID_OF_THE_PLAN = frozenset({"no_financial_indicator", "too_many_kpis", "same_kpi", "vanity_metric"})
"""What the critique of the whole says once, and that of each goal would say again."""
SAID_OF_EACH = frozenset({"unrealistic_target", "watched_without_data"})
"""What is said of each goal on its own line."""


def _of_each(worked: Worked) -> list[Remark]:
    return [remark for remark in worked.remarks if remark.finding.code not in SAID_OF_THE_PLAN]


def _of_the_whole(
    found: Sequence[Finding], said: Sequence[Remark], lines: Mapping[str, str]
) -> Iterator[Remark]:
    """The critique of the plan as it would stand with the file applied; goals without an id by their line."""
    already = {remark.finding.code for remark in said}
    left_out = SAID_OF_EACH | ({"target_behind_baseline"} if "already_met" in already else set())
    for finding in found:
        if finding.code in left_out:
            continue
        values = dict(finding.values)
        ids = values.get("goals")
        if isinstance(ids, tuple):
            values["goals"] = tuple(lines.get(str(one), one) for one in ids)
        if values.get("goal") in lines:
            values["goal"] = "ID"
        unit = str(values.get("unit", "count"))
        yield Remark(Finding(finding.code, finding.severity, values), "plan", None, unit)


def _lines(worked: Worked) -> dict[str, str]:
    """Where the goals stand that the journal has not given an id yet."""
    lines = worked.file.reading.lines
    new = (one for one in worked.goals if one.goal is not None and one.change.action is Action.ADD)
    return {one.goal.id: f"on line {lines.get(one.change.place or ())}" for one in new if one.goal}


def _conflicts(worked: Worked) -> list[Remark]:
    return [
        Remark(Finding("refused_as", REFUSE, {"what": one.what, "do": one.remedy}))
        for one in worked.conflicts
    ]


def _of_standing(file: PlanFile, worked: Worked, judged: Sequence[JudgedGoal]) -> list[Remark]:
    """The critique of the goals that the file leaves as they stand."""
    changed = {change.key for change in worked.changes if change.action is not Action.BEHIND}
    goals = [
        (n, goal) for n, goal in enumerate(file.document.goals or ()) if goal.id and goal.id not in changed
    ]
    found = {one.goal.id: one.findings for one in judged}
    units = {goal.id: goal.kpi for goal in worked.standing.goals or ()}
    places = [place for (section, _), place in file.reading.places.items() if section == "goals"]
    remarks = []
    for number, goal in goals:
        unit = file.names.units.get(units.get(goal.id) or "", "count")
        place = places[number]
        remarks += [
            Remark(finding, written(place), file.reading.lines.get(place), unit)
            for finding in found.get(goal.id or "", ())
        ]
    return remarks


def _unmeasured(
    workspace: Workspace, file: PlanFile, asked: Collection[str], feeding: Collection[str]
) -> list[Remark]:
    """Leading KPIs and guards that the data cannot show, each where the file names it first."""
    named: dict[str, Place] = {}
    places = [place for (section, _), place in file.reading.places.items() if section == "goals"]
    for place, goal in zip(places, file.document.goals or (), strict=True):
        for number, kpi in enumerate(goal.leads):
            named.setdefault(kpi, (*place, "leads", number))
        for number, guard in enumerate(goal.guards):
            kpi = guard.split("<")[0].split(">")[0].strip() if isinstance(guard, str) else guard.kpi
            named.setdefault(kpi, (*place, "guards", number))
    known = catalogue(workspace.knowledge)
    remarks = []
    for kpi, place in named.items():
        if kpi in asked and kpi not in feeding:
            values = {"kpi": known[kpi].title, "place": written(place)}
            line = file.reading.lines.get(place)
            remarks.append(Remark(Finding("unmeasured", QUESTION, values), written(place), line))
    return remarks


def _linted(
    file: PlanFile,
    remarks: list[Remark] | tuple[Remark, ...],
    currency: str | None = None,
    *,
    held: bool = False,
) -> Linted:
    unique: dict[tuple[str, str, str], Remark] = {}
    for remark in remarks:
        if remark.finding.code in _OF_THE_PLAN:  # the last one has counted all goals
            unique.pop(_key(remark), None)
        unique.setdefault(_key(remark), remark)
    ordered = sorted(unique.values(), key=lambda remark: remark.line or 0)
    goals = file.document.goals or ()
    kpis = {kpi for goal in goals for kpi in (goal.kpi, *goal.leads) if kpi}
    kpis |= {guard.kpi for goal in goals for guard in goal.guards if not isinstance(guard, str)}
    return Linted(file.name, tuple(ordered), len(goals), len(kpis), currency or file.document.currency, held)


_OF_THE_PLAN = frozenset(
    {"too_many_kpis", "too_many_in_stage", "no_financial_indicator", "no_objectives_written"}
)
"""Findings of a goal that speak of all goals: told once, at the last of them."""


def _key(remark: Remark) -> tuple[str, str, str]:
    if remark.finding.code in _OF_THE_PLAN:
        return remark.finding.code, "", str(remark.finding.values.get("stage", ""))
    return remark.finding.code, remark.path, repr(sorted(remark.finding.values.items(), key=str))
