"""`judge standing`: where a bare series stands against its own past."""

import typer

from milepost.cli.bare_files import Files, Until, each
from milepost.cli.options import Asked, everywhere


def register(judge: typer.Typer) -> None:
    """Add the command to `judge`."""

    @judge.command()
    @everywhere
    def standing(
        files: Files,
        until: Until = None,
        *,
        ask: Asked,
    ) -> int:
        """Low, usual, high, rising or falling against its own past: what playbook rules wait for."""
        from milepost.reports.judged_standing import standing_document

        return each(
            files,
            until,
            ask,
            lambda series: standing_document(series, as_of=ask.as_of),
        )
