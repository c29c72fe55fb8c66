"""`status` and `report`: where the goals stand, as text, JSON or a page."""

from pathlib import Path
from typing import Annotated

import typer

from milepost.cli.options import AsOf, Brand, Home, Json, asked


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(status)
    app.command()(report)


def status(home: Home = None, brand: Brand = None, as_json: Json = False, as_of: AsOf = None) -> None:
    """Where each goal stands, how likely it is, and what target would be even odds."""
    from milepost.cli.output import document
    from milepost.cli.scoreboard import print_status
    from milepost.reports.terminal import status_document
    from milepost.workspace.board import board
    from milepost.workspace.opening import open_workspace

    ask = asked(home, brand, as_json, as_of)
    found = board(open_workspace(ask.home), brand=ask.brand, today=ask.today)
    if ask.as_json:
        document(status_document(found.goals, ask.today, found.record) | {"notes": list(found.notes)})
    else:
        print_status(found, ask.today)


def report(
    out: Annotated[Path, typer.Option("--out", help="The file to write.")] = Path("milepost-report.html"),
    home: Home = None,
    brand: Brand = None,
    as_json: Json = False,
    as_of: AsOf = None,
) -> None:
    """One self-contained page: goals with verdicts, the KPI framework, claims, and what was imported."""
    from milepost.cli.output import console, document
    from milepost.reports.brand import brand_page
    from milepost.reports.page import html
    from milepost.workspace.opening import open_workspace

    ask = asked(home, brand, as_json, as_of)
    page = brand_page(open_workspace(ask.home), brand=ask.brand, today=ask.today)
    out.write_text(html(page), "utf-8")
    if ask.as_json:
        document({"out": out.resolve(), "goals": len(page.goals), "kpis": len(page.kpis)})
    else:
        console().print(f"Written: {out.resolve()}")
