"""`judge goal`: the odds of a target on a bare `date,value` file, no workspace."""

from pathlib import Path
from typing import Annotated

import typer

from milepost.cli.bare_files import end_of_history
from milepost.cli.options import Asked, everywhere
from milepost.period import read_day


def register(judge: typer.Typer) -> None:
    """Add the command to `judge`."""
    judge.command()(goal)


@everywhere
def goal(
    file: Annotated[Path, typer.Argument(metavar="SERIES.csv", help="A file with the columns date,value.")],
    target: Annotated[str, typer.Option(help="The figure hoped for, or +30% on what was usual before.")],
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", help="Cut the history there (exclusive).")
    ] = None,
    kind: Annotated[
        str, typer.Option("--of", help="total, level (a stock or reading), or keep (every month).")
    ] = "total",
    better: Annotated[str, typer.Option(help="higher or lower.")] = "higher",
    days: Annotated[int, typer.Option(help="How long the goal runs.")] = 91,
    start: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="Its first day; the one after the last known if not said."),
    ] = None,
    per: Annotated[str, typer.Option(help="What is kept: month or week.")] = "month",
    *,
    ask: Asked,
) -> None:
    """How likely a target is, which would be even odds, and how often such a move came by itself."""
    from milepost.cli.output import tell
    from milepost.reports.judged_goal import goal_document, lines
    from milepost.workspace.bare_series import read_series

    found = goal_document(
        read_series(file, until=end_of_history(until, ask)),
        target=target,
        kind=kind,
        better=better,
        days=days,
        start=read_day(start) if start else None,
        per=per,
    )
    tell(ask, found, lines(found))
