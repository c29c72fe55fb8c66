"""`portfolio`: where to look first over all brands."""

import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from milepost.cli.options import Asked, everywhere
from milepost.cli.output import console
from milepost.cli.scoreboard import COLOURS
from milepost.cli.terminal import counting

if TYPE_CHECKING:
    from milepost.reports.portfolio import PortfolioRow, PortfolioView

IN_FULL = 10
"""So many brands are told with everything; those further down only with their reason."""

TELL_DATA = frozenset({"data_stopped", "no_data", "no_goal", "never_set_up"})
"""Reasons that say themselves up to which day anything is known."""


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command()(portfolio)


@everywhere
def portfolio(
    every: Annotated[
        bool, typer.Option("--all", help="Also the brands of which nothing is to be done.")
    ] = False,
    seconds: Annotated[
        float | None,
        typer.Option(min=0, help="How long to work; brands that are not done by then are named."),
    ] = None,
    *,
    ask: Asked,
) -> None:
    """Where to look first: the brands that need you, by named reasons, and how many need nothing."""
    from milepost.cli.output import document
    from milepost.reports.portfolio import portfolio_document, portfolio_view
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.portfolio.portfolio import portfolio as of_brands

    workspace = open_workspace(ask.home)
    names = None if ask.brand is None else (ask.brand,)
    with counting() as count:
        told = None if count is None else lambda done, of: count(done, of, "Working out brands")
        found = of_brands(workspace, today=ask.today, names=names, seconds=seconds, progress=told)
    if ask.as_json:
        document(portfolio_document(found, workspace.knowledge))
    else:
        _print(portfolio_view(found, workspace.knowledge), every=every)
    if any(one.reasons and one.reasons[0].code == "unreadable" for one in found.known):
        raise typer.Exit(1)


def _print(view: "PortfolioView", *, every: bool) -> None:
    """One line over all; each brand that needs somebody with its reason; the others counted, or listed."""
    from rich.markup import escape

    out = console()
    out.print(f"[bold]{escape(view.says)}[/] [dim]As of {view.as_of}.[/]".lstrip())
    if not view.brands and not view.resting:
        out.print("Next: milepost init DIR --brand NAME")
    for at, row in enumerate(view.rows):
        if at == IN_FULL:
            out.print(f"\n[dim]{escape(view.further_says)}[/]")
        _print_row(row, full=at < IN_FULL)
    if view.quiet:
        more = "" if every else f" {view.quiet_show}"
        out.print(f"\n{escape(view.quiet_says)}[dim]{escape(more)}[/]")
    for row in view.quiet if every else ():
        beside = "; ".join(part for part in (row.goals, row.due, *row.also) if part)
        _indented(f"{escape(row.brand)} [dim]{escape(beside)}[/]", 2)
    if view.pending:
        out.print(f"\n[yellow]{escape(view.pending_says)}[/]")
    for one in view.pending:
        if one.of is not None:
            _indented(f"{escape(one.brand)} [dim]as of {one.of}: {escape(one.says)}[/]", 2)
    if view.resting:
        out.print(f"\n{escape(view.resting_says)}")
    for rest in view.resting:
        _indented(f"{escape(rest.brand)} [dim]{escape(rest.says)}[/]", 2)


def _print_row(row: "PortfolioRow", *, full: bool) -> None:
    """A brand: why, what else, its goals with the one that is worst off, its data and what comes next."""
    from rich.markup import escape

    goals = f"  [dim]{escape(row.goals)}[/]" if row.verdicts else ""
    console().print(f"\n[bold]{escape(row.brand)}[/]{goals}")
    _indented(escape(row.says), 2)
    if not full:
        return
    if row.also:
        _indented(escape(row.also_says), 2)
    if row.worst is not None:
        colour = COLOURS.get(row.worst.verdict, "dim")
        _indented(f"[dim]{row.worst.id} {escape(row.worst.sentence)}[/]", 4)
        _indented(f"[{colour}]{row.worst.mark} {escape(row.worst.says)}[/]", 4)
    data = "" if row.reason in TELL_DATA else row.data
    facts = " · ".join(part for part in (data, row.stake, row.signals, row.due) if part)
    if facts:
        _indented(f"[dim]{escape(facts[:1].upper() + facts[1:])}[/]", 4)
    if row.command:
        _indented(f"[dim]Next: milepost {escape(row.command)} --brand {escape(shlex.quote(row.brand))}[/]", 4)


def _indented(text: str, by: int) -> None:
    from rich.padding import Padding

    console().print(Padding(text, (0, 0, 0, by), expand=False))
