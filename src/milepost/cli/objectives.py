"""`objective add | amend | list | drop`: what the business wants, and what social media is to do for it."""

from typing import Annotated

import typer

from milepost.cli.options import Asked, everywhere
from milepost.cli.output import tell
from milepost.cli.terminal import user

objective = typer.Typer(
    no_args_is_help=True,
    help="Write down business objectives and the role of social media in each.",
    pretty_exceptions_enable=False,
)

Kind = Annotated[
    str | None,
    typer.Option(
        help="revenue_growth, lead_generation, brand_positioning, customer_retention, product_demand, own."
    ),
]
RoleOption = Annotated[
    list[str] | None,
    typer.Option("--role", help="What social media does for it; may be given several times."),
]
Stage = Annotated[
    str | None, typer.Option(help="For one of your own: the stage of the funnel that decides it.")
]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(objective, name="objective")


@objective.command()
@everywhere
def add(
    title: Annotated[str, typer.Argument(help="In a few words.")],
    kind: Kind = None,
    role: RoleOption = None,
    says: Annotated[str, typer.Option(help="What it means, in a sentence.")] = "",
    stage: Stage = None,
    owner: Annotated[str | None, typer.Option(help="Who answers for it.")] = None,
    *,
    ask: Asked,
) -> None:
    """Write a business objective down; without --role, social media gets what the kind usually gives it."""
    from milepost.reports.objectives import objective_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.objectives import write_objective

    written = write_objective(
        open_workspace(ask.home),
        title,
        kind=kind,
        brand=ask.brand,
        today=ask.today,
        who=user(),
        roles=role or (),
        says=says,
        stage=stage,
        owner=owner,
    )
    tell(ask, {"objective": written}, objective_lines(written))


@objective.command()
@everywhere
def amend(
    objective_id: Annotated[str, typer.Argument(metavar="ID")],
    why: Annotated[str, typer.Option(help="Why it is changed; it is kept beside the change.")],
    title: Annotated[str | None, typer.Option(help="The new title.")] = None,
    kind: Kind = None,
    role: RoleOption = None,
    says: Annotated[str | None, typer.Option(help="What it means, in a sentence.")] = None,
    stage: Stage = None,
    owner: Annotated[str | None, typer.Option(help="Who answers for it.")] = None,
    upon: Annotated[int | None, typer.Option(metavar="VERSION", help="The version you looked at.")] = None,
    *,
    ask: Asked,
) -> None:
    """Change an objective, with the reason."""
    from milepost.reports.objectives import objective_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.objectives import amend_objective

    changed = amend_objective(
        open_workspace(ask.home),
        objective_id,
        brand=ask.brand,
        today=ask.today,
        who=user(),
        why=why,
        title=title,
        kind=kind,
        roles=role,
        says=says,
        stage=stage,
        owner=owner,
        upon=upon,
    )
    tell(ask, {"objective": changed}, objective_lines(changed))


@objective.command("list")
@everywhere
def list_(*, ask: Asked) -> None:
    """The business objectives, what social media does for each, and the goals that hang on them."""
    from milepost.reports.objectives import listed_document, listed_lines
    from milepost.workspace.goal_entries import goals_of
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.objectives import objectives

    workspace = open_workspace(ask.home)
    found = objectives(workspace, brand=ask.brand, today=ask.today)
    goals = goals_of(workspace, brand=ask.brand, today=ask.today)
    tell(ask, listed_document(found, goals), listed_lines(found, goals))


@objective.command()
@everywhere
def drop(
    objective_id: Annotated[str, typer.Argument(metavar="ID")],
    why: Annotated[str, typer.Option(help="Why it is given up.")],
    *,
    ask: Asked,
) -> None:
    """Take an objective back; its versions stay in the journal."""
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.objectives import drop_objective

    dropped = drop_objective(
        open_workspace(ask.home), objective_id, brand=ask.brand, today=ask.today, who=user(), why=why
    )
    tell(ask, {"objective": dropped, "dropped": True}, [f"Given up: {dropped.title}."])
