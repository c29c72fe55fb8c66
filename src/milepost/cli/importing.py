"""`import`, `imports`, `undo`, `rebuild`, `formats`: files in, and out again."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from milepost.cli.options import Asked, everywhere
from milepost.cli.output import console, document
from milepost.cli.terminal import progress, user

if TYPE_CHECKING:
    from milepost.workspace.taking import FileReport

NEEDS_USER = {"refused", "question"}
COLOURS = {
    "imported": "[green]imported[/]",
    "already": "[dim]already there[/]",
    "question": "[yellow]question[/]",
    "refused": "[red]refused[/]",
    "empty": "[dim]empty[/]",
}
LONGEST = 6


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("import")(import_)
    app.command()(imports)
    app.command()(undo)
    app.command()(rebuild)
    app.command()(formats)


@everywhere
def import_(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, or folders with files.")],
    account: Annotated[str | None, typer.Option(help="The account, where the file does not say.")] = None,
    channel: Annotated[str | None, typer.Option(help="The channel, where the file does not say.")] = None,
    zone: Annotated[str | None, typer.Option(help="The time zone of the file's account.")] = None,
    year: Annotated[int | None, typer.Option(help="The year, where the dates have none.")] = None,
    period: Annotated[
        str | None,
        typer.Option(metavar="DAY..DAY", help="First and last day, where the file does not say its period."),
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option("--map", metavar="FILE", help="A format of your own (TOML); it is kept.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report; store nothing.")] = False,
    full: Annotated[
        bool, typer.Option("--full", help="The whole report of each file (as for a single one).")
    ] = False,
    *,
    ask: Asked,
) -> int:
    """Drop in the exports you have; everything that is recognised is stored, the rest is explained."""
    from milepost.reports.imports import import_document
    from milepost.sources import Answers
    from milepost.workspace.imports import calendars_of, import_files, list_imports
    from milepost.workspace.opening import open_workspace, workspace_near
    from milepost.workspace.place import choose_brand

    answers = Answers(account=account, channel=channel, zone=zone, year=year, period=period)
    workspace = workspace_near(ask.home) if dry_run else open_workspace(ask.home)
    name = choose_brand(workspace, ask.brand).name if workspace else ask.brand or ""
    with progress() as report_progress:
        reports = import_files(
            workspace,
            paths,
            answers,
            brand=name,
            who=user(),
            dry_run=dry_run,
            mapping=mapping,
            progress=report_progress,
        )
    if ask.as_json:
        records = list_imports(workspace, name) if workspace else ()
        document(import_document(reports, records, calendars_of(workspace, name) if workspace else ()))
    else:
        _print(reports, full=full)
    return 1 if any(needs_user(r) for r in reports) else 0


def needs_user(report: "FileReport") -> bool:
    """Whether a file, or one table of it, waits for a word of the user."""
    return report.status in NEEDS_USER or any(table.status == "question" for table in report.reports)


def _print(reports: "Sequence[FileReport]", *, full: bool) -> None:
    from rich.markup import escape
    from rich.table import Table

    from milepost.reports.imports import file_lines

    out = console()
    table = Table(
        "file", "", "recognised as", "days", "rows kept", box=None, header_style="bold", pad_edge=False
    )
    below: list[tuple[str, tuple[str, ...]]] = []
    full = full or len(reports) == 1
    for item in file_lines(reports):
        table.add_row(
            escape(item.name), COLOURS.get(item.status, item.status), item.what, item.days, item.rows
        )
        if item.below and not full:
            below.append((item.name, item.below))
    out.print(table)
    if full:
        _print_full(reports)
    for name, texts in below:
        out.print(f"\n[bold]{escape(name)}[/]")
        for text in texts[:LONGEST]:
            out.print(f"  {escape(text)}")
        if len(texts) > LONGEST:
            out.print(f"  and {len(texts) - LONGEST} more; see --json")


def _print_full(reports: "Sequence[FileReport]") -> None:
    from dataclasses import asdict

    from rich.markup import escape

    from milepost.reports.import_report import report_lines

    out = console()
    for report in reports:
        if not report.reports:
            continue
        if len(reports) > 1:
            out.print(f"\n[bold]{escape(report.path.name)}[/]")
        for line in report_lines([asdict(table) for table in report.reports]):
            out.print(line, markup=False)


@everywhere
def imports(*, ask: Asked) -> None:
    """What was imported, oldest first."""
    from milepost.reports.imports import gap_lines, records_document
    from milepost.workspace.imports import calendars_of, list_imports
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.place import choose_brand

    workspace = open_workspace(ask.home)
    name = choose_brand(workspace, ask.brand).name
    found = list_imports(workspace, name, ask.as_of)
    calendar = calendars_of(workspace, name)
    if ask.as_json:
        document(records_document(found, calendar))
        return
    from rich.markup import escape
    from rich.table import Table

    table = Table("import", "file", "recognised as", "days", "rows kept", box=None, header_style="bold")
    for item in found:
        days = f"{item.first_day} to {item.last_day}" if item.first_day else ""
        table.add_row(item.import_id, escape(item.name), ", ".join(item.formats), days, f"{item.rows:,}")
    console().print(table if found else "Nothing has been imported yet. Next: milepost import FOLDER")
    for line in gap_lines(calendar):
        console().print(f"[dim]{escape(line)}[/]")


@everywhere
def undo(
    import_id: Annotated[str, typer.Argument(metavar="IMPORT", help="Its id, as `imports` shows it.")],
    why: Annotated[str, typer.Option(help="Why it is taken back.")] = "",
    *,
    ask: Asked,
) -> None:
    """Take an import back, exactly."""
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.undo import undo_import

    undone = undo_import(open_workspace(ask.home), import_id, who=user(), why=why, brand=ask.brand)
    if ask.as_json:
        document({"undone": {"id": undone.import_id, "name": undone.name, "brand": undone.brand}})
    else:
        console().print(
            f"Taken back: {undone.name}. Its rows no longer count; importing it again brings them back."
        )


@everywhere
def rebuild(*, ask: Asked) -> None:
    """Throw the facts away and compute them again from the archive and the journal."""
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.rebuild import rebuild as again

    with progress() as report_progress:
        made = again(open_workspace(ask.home), progress=report_progress)
    hashes = [{"brand": b, "table": t, "hash": made.after[b, t]} for b, t in sorted(made.after)]
    changed = [{"brand": b, "table": t} for b, t in made.changed]
    if ask.as_json:
        document({"files": made.files, "same": not made.changed, "changed": changed, "tables": hashes})
        return
    console().print(f"Read {made.files} files again into {len(hashes)} tables.")
    if made.changed:
        console().print("Not what they were: " + ", ".join(f"{c['brand']}/{c['table']}" for c in changed))
    else:
        console().print("All facts are exactly what they were.")


@everywhere
def formats(*, ask: Asked) -> None:
    """The file formats that are recognised, and what each one gives."""
    from milepost.reports.catalogues import format_entries
    from milepost.workspace.catalogues import overlay_near

    found = format_entries(overlay_near(ask.home))
    if ask.as_json:
        document({"formats": found})
        return
    from rich.table import Table

    table = Table("format", "title", "gives", box=None, header_style="bold")
    for item in found:
        table.add_row(item.id, item.title, ", ".join(item.gives))
    console().print(table)
