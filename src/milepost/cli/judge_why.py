"""`judge why`: which segments a change came from, by mix or by rate, and what of it is noise."""

from pathlib import Path
from typing import Annotated

import typer

from milepost.cli.bare_files import end_of_history
from milepost.cli.options import Asked, everywhere
from milepost.period import read_day


def register(judge: typer.Typer) -> None:
    """Add this command to `judge`."""
    judge.command()(why)


@everywhere
def why(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="SEGMENTS.csv",
            help="The columns date,segment,over: a total. With under: over / under. Three or more in the "
            "order of a chain (reach,clicks,orders): the last, by its steps. A segment without a row on "
            "a day that others have had nothing that day.",
        ),
    ],
    weeks: Annotated[int, typer.Option(min=1, help="The last so many weeks, against as many before.")] = 4,
    since: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="Instead: from this day on, against as many days before."),
    ] = None,
    chain: Annotated[bool, typer.Option("--chain", help="Two figures are a chain, not a ratio.")] = False,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", help="Cut the history there (exclusive).")
    ] = None,
    *,
    ask: Asked,
) -> None:
    """Why a figure changed: the parts of segments and factors, which add up exactly, and what is noise."""
    from milepost.cli.output import tell
    from milepost.reports.judged_why import why_document, why_lines
    from milepost.workspace.bare_segments import read_segments

    segments = read_segments(file, until=end_of_history(until, ask))
    found = why_document(
        file.stem, segments, weeks=weeks, since=read_day(since) if since else None, chain=chain
    )
    tell(ask, found, why_lines(found))
