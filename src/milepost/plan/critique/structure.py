"""How the plan hangs together: objectives and goals, stages, and goals that contradict each other."""

from collections.abc import Iterator
from itertools import combinations

from milepost.goals.findings import ADVICE, QUESTION, REFUSE, Finding
from milepost.goals.goal import Goal
from milepost.knowledge.reader import table
from milepost.plan.critique.case import Case
from milepost.plan.objective import stage_of


def of_the_structure(case: Case) -> Iterator[Finding]:
    """Objectives without a goal, goals without an objective, stages left out, and contradictions."""
    yield from _hanging(case)
    yield from _stages(case)
    for one, other in combinations(case.plan.goals, 2):
        yield from _against_each_other(case, one, other)


def _hanging(case: Case) -> Iterator[Finding]:
    plan = case.plan
    if not plan.objectives:
        yield Finding("no_objectives_written", ADVICE, {"brand": plan.brand})
        return
    known = tuple(objective.id for objective in plan.objectives)
    loose = [goal for goal in plan.goals if goal.objective not in known]
    if loose:
        values = {"goals": _ids(*loose), "objectives": known, "goal": loose[0].id}
        yield Finding("goals_without_objective", QUESTION, values)
    for objective in plan.objectives:
        if not any(goal.objective == objective.id for goal in plan.goals):
            yield Finding("objective_without_goal", QUESTION, {"objective": objective.title})


def _stages(case: Case) -> Iterator[Finding]:
    """An objective is decided at one stage; goals of earlier stages alone never show whether it is met."""
    for objective in case.plan.objectives:
        stage = stage_of(objective)
        goals = [goal for goal in case.plan.goals if goal.objective == objective.id]
        if stage is None or not goals or any(goal.stage == stage for goal in goals):
            continue
        instead = tuple(case.title(kpi) for kpi in table("stages")[stage]["measured_by"][:3])
        reached = tuple(dict.fromkeys(str(goal.stage) for goal in goals))
        values = {"objective": objective.title, "stage": stage, "stages": reached, "instead": instead}
        yield Finding("deciding_stage_missing", QUESTION, values | {"goals": _ids(*goals)})


def _against_each_other(case: Case, one: Goal, other: Goal) -> Iterator[Finding]:
    if (one.kpi, one.channel) == (other.kpi, other.channel) and _overlap(one, other):
        if one.better != other.better:
            values = {"metric": case.title(one.kpi), "goals": _ids(one, other)}
            yield Finding("opposite_goals", REFUSE, values)
        elif one.kind == other.kind:
            values = {"metric": case.title(one.kpi), "goals": _ids(one, other)}
            yield Finding("same_kpi_twice", QUESTION, values)
    for goal, beside in ((one, other), (other, one)):
        for guard in goal.guards:
            if guard.kpi != beside.kpi:
                continue
            above = guard.at_most is not None and beside.better == "higher" and beside.target > guard.at_most
            below = guard.at_least is not None and beside.better == "lower" and beside.target < guard.at_least
            if above or below:
                values = {"metric": case.title(guard.kpi), "goal": goal.id, "other": beside.id}
                yield Finding("guard_against_goal", REFUSE, values | {"goals": _ids(goal, beside)})


def _overlap(one: Goal, other: Goal) -> bool:
    ends = [goal.deadline for goal in (one, other)]
    return (ends[0] is None or other.start <= ends[0]) and (ends[1] is None or one.start <= ends[1])


def _ids(*goals: Goal) -> tuple[str, ...]:
    return tuple(goal.id or goal.sentence for goal in goals)
