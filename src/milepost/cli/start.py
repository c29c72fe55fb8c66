"""`init` and `demo`: the first things a new user types."""

from pathlib import Path
from typing import Annotated

import typer

from milepost.cli.options import Asked, everywhere


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(init)
    app.command()(demo)


@everywhere
def init(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="Where; default: here.")] = None,
    currency: Annotated[str | None, typer.Option(help="ISO 4217; EUR unless said.")] = None,
    zone: Annotated[str | None, typer.Option(help="The brand's time zone; UTC unless said.")] = None,
    week_start: Annotated[str | None, typer.Option(help="monday (unless said), sunday, saturday.")] = None,
    *,
    ask: Asked,
) -> None:
    """Make a workspace, or add a brand to one."""
    from milepost.cli.output import console, document
    from milepost.workspace.opening import init_workspace

    where = (folder or ask.home or Path.cwd()).resolve()
    name = ask.brand or where.name or "brand"
    workspace = init_workspace(where, brand=name, currency=currency, zone=zone, week_start=week_start)
    if ask.as_json:
        made = next(b for b in workspace.brands if b.name == name)
        document({"home": workspace.home, "brand": name, "currency": made.currency, "zone": made.zone})
        return
    console().print(f"Workspace [bold]{workspace.home}[/] is ready for [bold]{name}[/].")
    console().print("Next: milepost import FOLDER, then milepost goal add “…”.")


@everywhere
def demo(
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only write the report.")] = False,
    *,
    ask: Asked,
) -> None:
    """An invented brand with a year of data: imported, judged and shown."""
    from milepost.cli.demonstration import show

    show(ask, browser=not no_browser)
