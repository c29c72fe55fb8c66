"""`judge worth`: which metrics carry information about an outcome, from bare series."""

from pathlib import Path
from typing import Annotated

import typer

from milepost.cli.bare_files import Until, held_against
from milepost.cli.options import Asked, everywhere


def register(judge: typer.Typer) -> None:
    """Add the command to `judge`."""

    @judge.command()
    @everywhere
    def worth(
        outcome: Annotated[Path, typer.Argument(metavar="OUTCOME.csv")],
        metrics: Annotated[list[Path], typer.Argument(metavar="METRIC.csv...")],
        until: Until = None,
        *,
        ask: Asked,
    ) -> None:
        """Which metrics say anything of the outcome up to eight weeks later, and which are vanity."""
        from milepost.reports.judged_worth import lines, worth_document

        held_against(outcome, metrics, until, ask, worth_document, lines)
