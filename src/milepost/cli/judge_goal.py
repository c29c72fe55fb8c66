"""`judge goal`: the odds of a target on a bare `date,value` file, no workspace."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from milepost.cli.options import AsOf, Brand, Home, Json, asked
from milepost.period import read_day


def register(judge: typer.Typer) -> None:
    """Add the command to `judge`."""
    judge.command()(goal)


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
    home: Home = None,
    brand: Brand = None,
    as_json: Json = False,
    as_of: AsOf = None,
) -> None:
    """How likely a target is, which would be even odds, and how often such a move came by itself."""
    from milepost.cli.output import document
    from milepost.reports.judged_goal import goal_document, lines
    from milepost.workspace.bare_series import read_series

    ask = asked(home, brand, as_json, as_of)
    last = until or as_of
    found = goal_document(
        read_series(file, until=read_day(last) if last else None),
        target=target,
        kind=kind,
        better=better,
        days=days,
        start=read_day(start) if start else None,
        per=per,
    )
    if ask.as_json:
        document(found)
    else:
        sys.stdout.write("\n".join(lines(found)) + "\n")
