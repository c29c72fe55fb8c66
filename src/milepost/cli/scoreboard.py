"""The board of goals on a terminal."""

from collections.abc import Sequence
from datetime import date

from milepost.cli.output import console
from milepost.goals.state import GoalState
from milepost.reports.terminal import status_rows
from milepost.reports.words.verdict import overall

COLOURS = {
    "met": "green",
    "likely": "green",
    "open": "yellow",
    "unlikely": "red",
    "missed": "red",
    "not_started": "dim",
    "unknown": "dim",
}


def print_status(states: Sequence[GoalState], today: date) -> None:
    """One verdict over all, then each goal with its line and its landing."""
    from rich.markup import escape
    from rich.padding import Padding

    out = console()
    out.print(f"[bold]{overall(states)}[/] [dim]As of {today}.[/]")
    if not states:
        out.print("Next: milepost goal add “Generate 300 email subscribers in 90 days.”")
    for row in status_rows(states):
        colour = COLOURS.get(row.verdict, "dim")
        out.print(f"\n[bold]{escape(row.id)}[/]  {escape(row.sentence)}")
        out.print(Padding(f"[{colour}]{row.mark} {escape(row.says)}[/]", (0, 0, 0, 4)))
        for line in row.more:
            out.print(Padding(f"[dim]{escape(line)}[/]", (0, 0, 0, 6)))
