"""`status` and `report`: where the goals stand, as text, JSON or a page."""

from pathlib import Path
from typing import Annotated

import typer

from milepost.cli.options import Asked, everywhere


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(status)
    app.command()(report)


@everywhere
def status(*, ask: Asked) -> None:
    """Where each goal stands, how likely it is, and what target would be even odds."""
    from milepost.cli.output import document
    from milepost.cli.scoreboard import print_status
    from milepost.reports.terminal import status_document
    from milepost.workspace.board import board
    from milepost.workspace.opening import open_workspace

    found = board(open_workspace(ask.home), brand=ask.brand, today=ask.today)
    if ask.as_json:
        document(status_document(found.goals, ask.today, found.record) | {"notes": list(found.notes)})
    else:
        print_status(found, ask.today)


@everywhere
def report(
    out: Annotated[
        Path | None, typer.Option("--out", help="The file to write; its ending says the format.")
    ] = None,
    kind: Annotated[str, typer.Option("--kind", help="page, goal, board or client.")] = "page",
    format_: Annotated[
        str | None, typer.Option("--format", help="html (unless said), pdf, pptx, md, xlsx or csv.")
    ] = None,
    goal: Annotated[
        str | None, typer.Option("--goal", metavar="ID", help="Which goal, for --kind goal.")
    ] = None,
    *,
    ask: Asked,
) -> None:
    """A report as a file: the brand's page, one goal, the board, or the report for the client."""
    import hashlib

    from milepost.archive.durable import write
    from milepost.cli.output import console, document, messages
    from milepost.errors import InvalidValue
    from milepost.reports.documents.made import make_report
    from milepost.reports.formats import FORMATS, format_named
    from milepost.workspace.opening import open_workspace

    ending = out.suffix.removeprefix(".").lower() if out else ""
    chosen = format_named(format_ or (ending if ending in FORMATS else "html"))
    name = "milepost-report" if kind == "page" else f"milepost-{kind}"
    path = out or Path(f"{name}{chosen.extension}")
    workspace = open_workspace(ask.home)
    made = make_report(workspace, brand=ask.brand, today=ask.today, kind=kind, format_=chosen, goal=goal)
    try:
        write(path, made.data)
    except OSError as error:
        raise InvalidValue(
            f"{path} cannot be written ({error.strerror}).", "Name a folder that is there with --out."
        ) from error
    if ask.as_json:
        said = {"written": path.resolve(), "bytes": len(made.data)}
        said["sha256"] = hashlib.sha256(made.data).hexdigest()
        document(said | {"out": path.resolve(), "goals": made.goals, "kpis": made.kpis, "notes": made.notes})
        return
    for note in made.notes:
        messages().print(note, markup=False)
    console().print(f"Written: {path.resolve()}")
