"""The board of goals on a terminal."""

from datetime import date

from milepost.cli.output import console
from milepost.reports.terminal import status_rows
from milepost.reports.words import record
from milepost.reports.words.verdict import overall
from milepost.workspace.board import Board

COLOURS = {
    "met": "green",
    "likely": "green",
    "open": "yellow",
    "unlikely": "red",
    "missed": "red",
    "not_started": "dim",
    "unknown": "dim",
}


def print_status(board: Board, today: date) -> None:
    """One verdict over all, then each goal with its line and its landing, and how earlier odds came out."""
    from rich.markup import escape
    from rich.padding import Padding

    out = console()
    out.print(f"[bold]{overall(board.goals)}[/] [dim]As of {today}.[/]")
    if not board.goals:
        out.print("Next: milepost goal add “Generate 300 email subscribers in 90 days.”")
    for row in status_rows(board.goals, board.record):
        colour = COLOURS.get(row.verdict, "dim")
        out.print(f"\n[bold]{escape(row.id)}[/]  {escape(row.sentence)}")
        out.print(Padding(f"[{colour}]{row.mark} {escape(row.says)}[/]", (0, 0, 0, 4)))
        for line in row.more:
            out.print(Padding(f"[dim]{escape(line)}[/]", (0, 0, 0, 6)))
    for note in (*([record.overall(board.record)] if board.goals else []), *board.notes):
        out.print(f"\n[dim]{escape(note)}[/]")
