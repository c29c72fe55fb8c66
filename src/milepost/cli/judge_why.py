"""`judge why`: which segments a change came from, by mix or by rate, and what of it is noise."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from milepost.cli.options import AsOf, Brand, Home, Json, asked
from milepost.period import read_day


def register(judge: typer.Typer) -> None:
    """Add this command to `judge`."""
    judge.command()(why)


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
    home: Home = None,
    brand: Brand = None,
    as_json: Json = False,
    as_of: AsOf = None,
) -> None:
    """Why a figure changed: the parts of segments and factors, which add up exactly, and what is noise."""
    from milepost.cli.output import document
    from milepost.reports.judged_why import why_document, why_lines
    from milepost.workspace.bare_segments import read_segments

    ask = asked(home, brand, as_json, as_of)
    last = until or as_of
    segments = read_segments(file, until=read_day(last) if last else None)
    found = why_document(
        file.stem, segments, weeks=weeks, since=read_day(since) if since else None, chain=chain
    )
    if ask.as_json:
        document(found)
    else:
        sys.stdout.write("\n".join(why_lines(found)) + "\n")
