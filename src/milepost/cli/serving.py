"""`serve`: the site of a workspace, on this machine unless more is said."""

import os
import sys
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

    At the first start a link is printed by which the first account is made; it works once.
    """
    from milepost.workspace.place import find_home

    words = ["--host", host, "--port", str(port), "--url", url, "--workers", str(workers)]
    sys.stdout.flush()
    # The site configures Django in its own way, so it gets a process of its own: this one becomes it.
    os.execv(sys.executable, [sys.executable, "-m", "milepost.web", str(find_home(ask.home)), *words])  # noqa: S606
