"""`backup`, `restore` and `erase`: a workspace taken elsewhere and brought back, and a brand removed."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from milepost.cli.options import Asked, everywhere
from milepost.cli.output import tell


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("backup")(backup_)
    app.command("restore")(restore_)
    app.command()(erase)


@everywhere
def backup_(
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A new file outside the workspace; default: beside it."),
    ] = None,
    *,
    ask: Asked,
) -> int:
    """Write everything that cannot be computed again into one file, also while an import runs."""
    from milepost.reports.keeping import backup_document, backup_lines
    from milepost.workspace.keeping.backup import backup
    from milepost.workspace.opening import open_workspace

    workspace = open_workspace(ask.home)
    now = datetime.now(UTC)
    beside = workspace.home.with_name(f"{workspace.home.name}-{now:%Y-%m-%d-%H%M%S}.milepost.zip")
    made = backup(workspace, out or beside, created=now)
    tell(ask, backup_document(made), backup_lines(made))
    return 1 if made.lost else 0


@everywhere
def restore_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `milepost backup` wrote.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or an empty folder.")],
    *,
    ask: Asked,
) -> int:
    """Bring a workspace back from a backup, checked file by file, and compute its facts again."""
    from milepost.cli.terminal import progress
    from milepost.reports.keeping import restored_document, restored_lines
    from milepost.workspace.keeping.restoring import restore

    with progress() as report_progress:
        made = restore(file, folder, progress=report_progress)
    tell(ask, restored_document(made), restored_lines(made))
    return 1 if made.rebuilt.changed else 0


@everywhere
def erase(
    yes: Annotated[
        bool, typer.Option("--yes", help="Do it; without it, only what would go is told.")
    ] = False,
    *,
    ask: Asked,
) -> int:
    """Remove a brand for good: its files, facts, goals, journal, settings, label and secrets."""
    from milepost.cli.terminal import user
    from milepost.errors import InvalidValue
    from milepost.reports.keeping import erased_document, erased_lines, holdings_document, holdings_lines
    from milepost.workspace.keeping.brand_holdings import holdings
    from milepost.workspace.keeping.erasing import erase_brand
    from milepost.workspace.opening import open_workspace

    workspace = open_workspace(ask.home)
    if ask.brand is None:
        known = ", ".join(one.name for one in workspace.brands) or "none"
        raise InvalidValue(
            "Which brand is to be erased has to be said.", f"Write --brand NAME. Known: {known}."
        )
    if not yes:
        found = holdings(workspace, ask.brand)
        tell(ask, holdings_document(found, erased=False), holdings_lines(found))
        return 1
    done = erase_brand(workspace, ask.brand, who=user(), at=datetime.now(UTC))
    tell(ask, erased_document(done), erased_lines(done, str(workspace.home)))
    return 0
