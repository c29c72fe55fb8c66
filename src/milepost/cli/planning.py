"""`plan show | about | capacity | quarter`, and the home of the commands of the plan as a file."""

import sys
from typing import Annotated

import typer

from milepost.cli.options import AsOf, Brand, Home, Json, asked
from milepost.cli.output import document
from milepost.cli.terminal import user

plan = typer.Typer(no_args_is_help=True, help="The brand's plan as a whole.", pretty_exceptions_enable=False)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    from milepost.cli import plan_files

    plan_files.register(plan)
    app.add_typer(plan, name="plan")


@plan.command()
def show(home: Home = None, brand: Brand = None, as_json: Json = False, as_of: AsOf = None) -> None:
    """The plan in view: objectives, goals with both targets, their KPIs, and who carries them with what."""
    from milepost.reports.plan_words import plan_lines
    from milepost.workspace.goal_states import goal_states
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.plan import plan_of

    ask = asked(home, brand, as_json, as_of)
    workspace = open_workspace(ask.home)
    found = plan_of(workspace, brand=ask.brand, today=ask.today)
    if ask.as_json:
        document({"plan": found})
        return
    states = goal_states(workspace, brand=found.brand, today=ask.today)
    sys.stdout.write("\n".join(plan_lines(found, states)) + "\n")


@plan.command()
def about(
    mission: Annotated[str | None, typer.Option(help="What the brand is for.")] = None,
    vision: Annotated[str | None, typer.Option(help="Where it wants to be.")] = None,
    value: Annotated[
        list[str] | None, typer.Option("--value", help="A value it keeps to; may be given several times.")
    ] = None,
    industry: Annotated[str | None, typer.Option(help="Its industry, for outside figures.")] = None,
    home: Home = None,
    brand: Brand = None,
    as_json: Json = False,
    as_of: AsOf = None,
) -> None:
    """Write what the brand is for, or read it back."""
    from milepost.reports.plan_words import identity_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.objectives import write_identity

    ask = asked(home, brand, as_json, as_of)
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
    if ask.as_json:
        document({"identity": written})
    else:
        sys.stdout.write("\n".join(identity_lines(written)) + "\n")


@plan.command()
def capacity(
    most_kpis: Annotated[int | None, typer.Option(help="The most KPIs to follow at once.")] = None,
    hours: Annotated[float | None, typer.Option(help="Hours of work a week that there are.")] = None,
    budget: Annotated[float | None, typer.Option(help="Money a month, in the brand's currency.")] = None,
    home: Home = None,
    brand: Brand = None,
    as_json: Json = False,
    as_of: AsOf = None,
) -> None:
    """Write how much the team can carry, or read it back; the plan is held against it."""
    from milepost.reports.plan_words import capacity_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.place import choose_brand
    from milepost.workspace.planning.objectives import write_capacity

    ask = asked(home, brand, as_json, as_of)
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
def quarter(
    concluded: Annotated[
        str | None, typer.Option(help="What was concluded; writes down that the quarter was held.")
    ] = None,
    home: Home = None,
    brand: Brand = None,
    as_json: Json = False,
    as_of: AsOf = None,
) -> None:
    """Hold the goals against the business objectives again, and see what the data propose next."""
    from milepost.reports.plan_quarter import quarter_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.quarter import hold_quarter, quarter_of

    ask = asked(home, brand, as_json, as_of)
    workspace = open_workspace(ask.home)
    if concluded:
        hold_quarter(workspace, concluded, brand=ask.brand, today=ask.today, who=user())
    view = quarter_of(workspace, brand=ask.brand, today=ask.today)
    if ask.as_json:
        document(view)
    else:
        sys.stdout.write("\n".join(quarter_lines(view)) + "\n")
