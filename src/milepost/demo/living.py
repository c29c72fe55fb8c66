"""The invented brand brought to life in a workspace: its exports imported, its plan written down."""

from milepost.demo.brand import DemoBrand
from milepost.goals.details import Details
from milepost.sources import Answers
from milepost.workspace.goals import WrittenGoal, write_goal
from milepost.workspace.imports import Progress, import_files
from milepost.workspace.place import Workspace
from milepost.workspace.planning.audiences import write_audience
from milepost.workspace.planning.objectives import write_capacity, write_identity, write_objective
from milepost.workspace.taking import FileReport

WHO = "demo"


def import_exports(
    workspace: Workspace, made: DemoBrand, progress: Progress | None = None
) -> tuple[FileReport, ...]:
    """Import the brand's exports by the real way, each channel's with its name."""
    return tuple(
        report
        for channel in dict.fromkeys(file.channel for file in made.files)
        for report in import_files(
            workspace,
            [file.path for file in made.files if file.channel == channel],
            Answers(channel=channel),
            brand=made.name,
            who=WHO,
            progress=progress,
        )
    )


def write_plan(workspace: Workspace, made: DemoBrand) -> tuple[WrittenGoal, ...]:
    """Write the plan down as of its days: identity, objectives, an audience; its goals come back."""
    plan, day = made.plan, made.planned_on
    identity, capacity = plan.identity, plan.capacity
    write_identity(
        workspace,
        brand=made.name,
        today=day,
        who=WHO,
        mission=identity.mission,
        vision=identity.vision,
        values=identity.values,
        industry=identity.industry,
    )
    write_capacity(
        workspace,
        brand=made.name,
        today=day,
        who=WHO,
        most_kpis=capacity.most_kpis,
        hours_a_week=capacity.hours_a_week,
        budget_a_month=capacity.budget_a_month,
    )
    ids = {
        one.title: write_objective(
            workspace,
            one.title,
            kind=one.kind,
            brand=made.name,
            today=day,
            who=WHO,
            says=one.says,
            owner=one.owner,
        ).id
        for one in plan.objectives
    }
    write_audience(workspace, plan.audience, brand=made.name, today=day, who=WHO)
    return tuple(
        write_goal(
            workspace,
            goal.sentence,
            brand=made.name,
            today=goal.as_of,
            who=WHO,
            details=Details(owner=goal.owner, objective=ids.get(goal.objective or ""), hours=goal.hours),
        )
        for goal in made.goals
    )
