"""`judge worth`: which metrics carry information about an outcome, from bare series."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from milepost.cli.bare_files import Until
from milepost.cli.options import AsOf, Brand, Home, Json, asked
from milepost.period import read_day


def register(judge: typer.Typer) -> None:
    """Add the command to `judge`."""

    @judge.command()
    def worth(
        outcome: Annotated[Path, typer.Argument(metavar="OUTCOME.csv")],
        metrics: Annotated[list[Path], typer.Argument(metavar="METRIC.csv...")],
        until: Until = None,
        home: Home = None,
        brand: Brand = None,
        as_json: Json = False,
        as_of: AsOf = None,
    ) -> None:
        """Which metrics say anything of the outcome up to eight weeks later, and which are vanity."""
        from milepost.cli.output import document
        from milepost.reports.judged_worth import lines, worth_document
        from milepost.workspace.bare_series import read_series

        ask = asked(home, brand, as_json, as_of)
        last = until or as_of
        day = read_day(last) if last else None
        found = worth_document(
            read_series(outcome, until=day), [(path, read_series(path, until=day)) for path in metrics]
        )
        if ask.as_json:
            document(found)
        else:
            sys.stdout.write("\n".join(lines(found)) + "\n")
