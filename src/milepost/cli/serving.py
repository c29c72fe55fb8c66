"""`serve`: the site of a workspace, on this machine unless more is said."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from milepost.cli.options import Asked, everywhere


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command()(serve)


@everywhere
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    host: Annotated[
        str, typer.Option(help="The address to listen on; others than this machine's need --url.")
    ] = "127.0.0.1",
    url: Annotated[
        str,
        typer.Option(metavar="URL", help="The https address people type, when a server stands before it."),
    ] = "",
    workers: Annotated[int, typer.Option(min=1, max=32, help="How many processes answer.")] = 2,
    *,
    ask: Asked,
) -> None:
    """Serve the pages: goals, reviews, imports and reports in a browser.

    At the first start a link is printed by which the first account is made; it works once. Where there is no
    workspace yet, an empty one is made.
    """
    from milepost.errors import NotFound
    from milepost.workspace.opening import init_workspace
    from milepost.workspace.place import data_folder, find_home

    try:
        home = find_home(ask.home)
    except NotFound:
        said = os.environ.get("MILEPOST_HOME")
        home = ask.home or (Path(said) if said else data_folder())
        home = init_workspace(home, brand=None).home
        sys.stdout.write(f"There was no workspace yet; an empty one is made in {home}.\n")
    words = ["--host", host, "--port", str(port), "--url", url, "--workers", str(workers)]
    sys.stdout.flush()
    # The site configures Django in its own way, so it gets a process of its own: this one becomes it.
    os.execv(sys.executable, [sys.executable, "-m", "milepost.web", str(home), *words])  # noqa: S606
