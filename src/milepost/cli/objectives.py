"""`objective add | amend | list | drop`: what the business wants, and what social media is to do for it."""

import sys
from typing import Annotated

import typer

from milepost.cli.options import AsOf, Brand, Home, Json, asked
from milepost.cli.output import document
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
def add(
    title: Annotated[str, typer.Argument(help="In a few words.")],
    kind: Kind = None,
    role: RoleOption = None,
    says: Annotated[str, typer.Option(help="What it means, in a sentence.")] = "",
    stage: Stage = None,
    owner: Annotated[str | None, typer.Option(help="Who answers for it.")] = None,
    home: Home = None,
    brand: Brand = None,
    as_json: Json = False,
    as_of: AsOf = None,
) -> None:
    """Write a business objective down; without --role, social media gets what the kind usually gives it."""
    from milepost.reports.objectives import objective_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.objectives import write_objective

    ask = asked(home, brand, as_json, as_of)
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
    _show(ask.as_json, {"objective": written}, objective_lines(written))


@objective.command()
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
    home: Home = None,
    brand: Brand = None,
    as_json: Json = False,
    as_of: AsOf = None,
) -> None:
    """Change an objective, with the reason."""
    from milepost.reports.objectives import objective_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.objectives import amend_objective

    ask = asked(home, brand, as_json, as_of)
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
    _show(ask.as_json, {"objective": changed}, objective_lines(changed))


@objective.command("list")
def list_(home: Home = None, brand: Brand = None, as_json: Json = False, as_of: AsOf = None) -> None:
    """The business objectives, what social media does for each, and the goals that hang on them."""
    from milepost.reports.objectives import listed_document, listed_lines
    from milepost.workspace.goal_entries import goals_of
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.objectives import objectives

    ask = asked(home, brand, as_json, as_of)
    workspace = open_workspace(ask.home)
    found = objectives(workspace, brand=ask.brand, today=ask.today)
    goals = goals_of(workspace, brand=ask.brand, today=ask.today)
    _show(ask.as_json, listed_document(found, goals), listed_lines(found, goals))


@objective.command()
def drop(
    objective_id: Annotated[str, typer.Argument(metavar="ID")],
    why: Annotated[str, typer.Option(help="Why it is given up.")],
    home: Home = None,
    brand: Brand = None,
    as_json: Json = False,
    as_of: AsOf = None,
) -> None:
    """Take an objective back; its versions stay in the journal."""
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.objectives import drop_objective

    ask = asked(home, brand, as_json, as_of)
    dropped = drop_objective(
        open_workspace(ask.home), objective_id, brand=ask.brand, today=ask.today, who=user(), why=why
    )
    _show(ask.as_json, {"objective": dropped, "dropped": True}, [f"Given up: {dropped.title}."])


def _show(as_json: bool, body: object, lines: list[str]) -> None:
    if as_json:
        document(body)
    else:
        sys.stdout.write("\n".join(lines) + "\n")
