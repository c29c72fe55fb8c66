"""`plan show | about | capacity | quarter`, and the home of the commands of the plan as a file."""

import sys
from typing import Annotated

import typer

from milepost.cli.options import Asked, everywhere
from milepost.cli.output import document, tell
from milepost.cli.terminal import user

plan = typer.Typer(no_args_is_help=True, help="The brand's plan as a whole.", pretty_exceptions_enable=False)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    from milepost.cli import plan_files

    plan_files.register(plan)
    app.add_typer(plan, name="plan")


@plan.command()
@everywhere
def show(*, ask: Asked) -> None:
    """The plan in view: objectives, goals with both targets, their KPIs, and who carries them with what."""
    from milepost.reports.plan_words import plan_lines
    from milepost.workspace.goal_states import goal_states
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.plan import plan_of

    workspace = open_workspace(ask.home)
    found = plan_of(workspace, brand=ask.brand, today=ask.today)
    if ask.as_json:
        document({"plan": found})
        return
    states = goal_states(workspace, brand=found.brand, today=ask.today)
    sys.stdout.write("\n".join(plan_lines(found, states)) + "\n")


@plan.command()
@everywhere
def about(
    mission: Annotated[str | None, typer.Option(help="What the brand is for.")] = None,
    vision: Annotated[str | None, typer.Option(help="Where it wants to be.")] = None,
    value: Annotated[
        list[str] | None, typer.Option("--value", help="A value it keeps to; may be given several times.")
    ] = None,
    industry: Annotated[str | None, typer.Option(help="Its industry, for outside figures.")] = None,
    *,
    ask: Asked,
) -> None:
    """Write what the brand is for, or read it back."""
    from milepost.reports.plan_words import identity_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.objectives import write_identity

    written = write_identity(
        open_workspace(ask.home),
        brand=ask.brand,
        today=ask.today,
        who=user(),
        mission=mission,
        vision=vision,
        values=value,
        industry=industry,
    )
    tell(ask, {"identity": written}, identity_lines(written))


@plan.command()
@everywhere
def capacity(
    most_kpis: Annotated[int | None, typer.Option(help="The most KPIs to follow at once.")] = None,
    hours: Annotated[float | None, typer.Option(help="Hours of work a week that there are.")] = None,
    budget: Annotated[float | None, typer.Option(help="Money a month, in the brand's currency.")] = None,
    *,
    ask: Asked,
) -> None:
    """Write how much the team can carry, or read it back; the plan is held against it."""
    from milepost.reports.plan_words import capacity_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.place import choose_brand
    from milepost.workspace.planning.objectives import write_capacity

    workspace = open_workspace(ask.home)
    written = write_capacity(
        workspace,
        brand=ask.brand,
        today=ask.today,
        who=user(),
        most_kpis=most_kpis,
        hours_a_week=hours,
        budget_a_month=budget,
    )
    if ask.as_json:
        document({"capacity": written})
    else:
        money = choose_brand(workspace, ask.brand).currency
        sys.stdout.write("\n".join(capacity_lines(written, money)) + "\n")


@plan.command()
@everywhere
def quarter(
    concluded: Annotated[
        str | None, typer.Option(help="What was concluded; writes down that the quarter was held.")
    ] = None,
    *,
    ask: Asked,
) -> None:
    """Hold the goals against the business objectives again, and see what the data propose next."""
    from milepost.reports.plan_quarter import quarter_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.quarter import hold_quarter, quarter_of

    workspace = open_workspace(ask.home)
    if concluded:
        hold_quarter(workspace, concluded, brand=ask.brand, today=ask.today, who=user())
    view = quarter_of(workspace, brand=ask.brand, today=ask.today)
    tell(ask, view, quarter_lines(view))
