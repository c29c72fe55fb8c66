"""`judge worth`: which metrics carry information about an outcome, from bare series."""

from pathlib import Path
from typing import Annotated

import typer

from milepost.cli.bare_files import Until, held_against
from milepost.cli.options import AsOf, Brand, Home, Json, asked


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
        from milepost.reports.judged_worth import lines, worth_document

        ask = asked(home, brand, as_json, as_of)
        held_against(outcome, metrics, until or as_of, ask.as_json, worth_document, lines)
