"""`import`, `imports`, `undo`, `rebuild`, `formats`: files in, and out again."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from milepost.cli.options import AsOf, Asked, Brand, Home, Json, asked

if TYPE_CHECKING:
    from milepost.workspace import FileReport

NEEDS_USER = {"refused", "question"}


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("import")(import_)
    app.command()(imports)
    app.command()(undo)
    app.command()(rebuild)
    app.command()(formats)


def import_(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, or folders with files.")],
    account: Annotated[str | None, typer.Option(help="The account, where the file does not say.")] = None,
    channel: Annotated[str | None, typer.Option(help="The channel, where the file does not say.")] = None,
    zone: Annotated[str | None, typer.Option(help="The time zone of the file's account.")] = None,
    year: Annotated[int | None, typer.Option(help="The year, where the dates have none.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report; store nothing.")] = False,
    home: Home = None,
    brand: Brand = None,
    as_json: Json = False,
    as_of: AsOf = None,
) -> int:
    """Drop in the exports you have; everything that is recognised is stored, the rest is explained."""
    from milepost.sources import Answers
    from milepost.workspace import import_files, open_workspace, read_only

    ask = asked(home, brand, as_json, as_of)
    answers = Answers(account=account, channel=channel, zone=zone, year=year)
    with _progress(ask, len(paths)) as progress:
        if dry_run:
            reports = read_only(paths, answers, progress=progress)
        else:
            workspace = open_workspace(ask.home)
            reports = import_files(workspace, paths, answers, brand=ask.brand, progress=progress)
    _print_reports(ask, reports)
    return 1 if any(r.status in NEEDS_USER for r in reports) else 0


def imports(home: Home = None, brand: Brand = None, as_json: Json = False, as_of: AsOf = None) -> None:
    """What was imported, newest first."""
    from milepost.cli.output import console, document
    from milepost.workspace import list_imports, open_workspace

    ask = asked(home, brand, as_json, as_of)
    found = list_imports(open_workspace(ask.home), brand=ask.brand, as_of=ask.as_of)
    if ask.as_json:
        document({"imports": found})
        return
    from rich.table import Table

    table = Table("import", "file", "format", "days", "rows kept", box=None, header_style="bold")
    for item in found:
        days = f"{item.first_day} - {item.last_day}" if item.first_day else "-"
        table.add_row(item.id, item.name, ", ".join(item.formats), days, f"{item.rows_kept:,}")
    console().print(table if found else "Nothing has been imported yet. Next: milepost import FOLDER")


def undo(
    import_id: Annotated[str, typer.Argument(metavar="IMPORT", help="Its id, as `imports` shows it.")],
    why: Annotated[str, typer.Option(help="Why it is taken back.")] = "",
    home: Home = None,
    brand: Brand = None,
    as_json: Json = False,
    as_of: AsOf = None,
) -> None:
    """Take an import back, exactly."""
    from milepost.cli.output import console, document
    from milepost.workspace import open_workspace, undo_import

    ask = asked(home, brand, as_json, as_of)
    undone = undo_import(open_workspace(ask.home), import_id, brand=ask.brand, why=why)
    if ask.as_json:
        document({"undone": undone})
    else:
        console().print(f"Taken back: {undone.name}. Its rows no longer count; importing it again brings them back.")


def rebuild(home: Home = None, brand: Brand = None, as_json: Json = False, as_of: AsOf = None) -> None:
    """Throw the facts away and compute them again from the archive and the journal."""
    from milepost.cli.output import console, document
    from milepost.workspace import open_workspace
    from milepost.workspace import rebuild as again

    ask = asked(home, brand, as_json, as_of)
    rebuilt = again(open_workspace(ask.home))
    if ask.as_json:
        document(rebuilt)
        return
    same = "the same" if rebuilt.same else "NOT the same: the definitions have changed since"
    console().print(f"Rebuilt {rebuilt.files} files into {rebuilt.tables} tables; the facts are {same}.")


def formats(home: Home = None, brand: Brand = None, as_json: Json = False, as_of: AsOf = None) -> None:
    """The file formats that are recognised, and what each one gives."""
    from milepost.cli.output import console, document
    from milepost.workspace import known_formats

    ask = asked(home, brand, as_json, as_of)
    found = known_formats(ask.home)
    if ask.as_json:
        document({"formats": found})
        return
    from rich.table import Table

    table = Table("format", "title", "gives", box=None, header_style="bold")
    for item in found:
        table.add_row(item.id, item.title, ", ".join(item.gives))
    console().print(table)
