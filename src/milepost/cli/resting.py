"""`rest` and `wake`: brands of clients who left, and who come back."""

import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from milepost.cli.options import Asked, everywhere
from milepost.cli.output import tell

if TYPE_CHECKING:
    from milepost.workspace.place import Workspace
    from milepost.workspace.resting import Rest

Why = Annotated[str, typer.Option(metavar="TEXT", help="Why, for the journal.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(rest)
    app.command()(wake)


@everywhere
def rest(why: Why = "", *, ask: Asked) -> None:
    """Put a brand to rest: all of it is kept, nothing is sent, and nobody is asked for anything."""
    from milepost.cli.terminal import user
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.place import choose_brand
    from milepost.workspace.resting import put_to_rest

    workspace = open_workspace(ask.home)
    brand = choose_brand(workspace, ask.brand).name
    made = put_to_rest(workspace, brand=brand, today=ask.today, who=user(), why=why)
    _tell(ask, workspace, brand, made, "put", "means", "back")


@everywhere
def wake(why: Why = "", *, ask: Asked) -> None:
    """Look after a brand again that was put to rest."""
    from milepost.cli.terminal import user
    from milepost.workspace import resting
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.place import choose_brand

    workspace = open_workspace(ask.home)
    brand = choose_brand(workspace, ask.brand).name
    ended = resting.wake(workspace, brand=brand, today=ask.today, who=user(), why=why)
    _tell(ask, workspace, brand, ended, "awake")


def _tell(ask: Asked, workspace: "Workspace", brand: str, rest: "Rest", *names: str) -> None:
    from milepost.reports import numbers
    from milepost.reports.words.portfolio import PortfolioWords

    words = PortfolioWords(workspace.knowledge)
    values = {"brand": brand, "day": numbers.day(rest.since), "named": shlex.quote(brand)}
    lines = [words.says(name, part="rest", **values) for name in names]
    tell(ask, {"brand": brand, "at_rest": names[0] == "put", "since": rest.since, "says": lines[0]}, lines)
