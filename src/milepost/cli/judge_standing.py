"""`judge standing`: where a bare series stands against its own past."""

import typer

from milepost.cli.bare_files import Files, Until, each
from milepost.cli.options import AsOf, Brand, Home, Json, asked


def register(judge: typer.Typer) -> None:
    """Add the command to `judge`."""

    @judge.command()
    def standing(
        files: Files,
        until: Until = None,
        home: Home = None,
        brand: Brand = None,
        as_json: Json = False,
        as_of: AsOf = None,
    ) -> int:
        """Low, usual, high, rising or falling against its own past: what playbook rules wait for."""
        from milepost.reports.judged_standing import standing_document

        ask = asked(home, brand, as_json, as_of)
        return each(
            files,
            until or as_of,
            ask.as_json,
            lambda series: standing_document(series, as_of=ask.as_of),
        )
