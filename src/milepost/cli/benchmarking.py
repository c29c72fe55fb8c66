"""`benchmark list | compare | add | clients`: outside figures with their source, and one's own clients'."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from milepost.cli.options import Asked, everywhere
from milepost.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.reports.benchmark_words import Line

benchmark = typer.Typer(
    no_args_is_help=True,
    help="Outside figures with their source, beside your own past; and percentiles over your own clients.",
    pretty_exceptions_enable=False,
)

Platform = Annotated[
    str | None, typer.Option(help="For example instagram, facebook_ads, google_search_ads, shop.")
]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(benchmark, name="benchmark")


@benchmark.command("list")
@everywhere
def list_(
    kpi: Annotated[str | None, typer.Option(help="Only those of this KPI.")] = None,
    platform: Platform = None,
    *,
    ask: Asked,
) -> None:
    """The outside figures that are known, each with publisher, definition, sample and date."""
    from milepost.cli.output import document
    from milepost.kpis.catalogue import catalogue
    from milepost.reports.benchmarks import list_document, list_lines
    from milepost.workspace.benchmarks import outside_figures
    from milepost.workspace.catalogues import overlay_near

    overlay = overlay_near(ask.home)
    found = outside_figures(overlay, kpi=kpi, platform=platform)
    if ask.as_json:
        document(list_document(found, ask.today))
        return
    _print(list_lines(found, {name: one.title for name, one in catalogue(overlay).items()}, ask.today))


@benchmark.command()
@everywhere
def compare(
    kpi: Annotated[str | None, typer.Argument(metavar="[KPI]", help="Default: all that have one.")] = None,
    platform: Platform = None,
    industry: Annotated[str | None, typer.Option(help="Your industry, as `benchmark list` names it.")] = None,
    followers: Annotated[
        float | None, typer.Option(min=1, help="How many follow you, where no export says.")
    ] = None,
    *,
    ask: Asked,
) -> None:
    """Your own past first; outside figures beside it where you name a KPI, or have under eight weeks."""
    from milepost.cli.output import document
    from milepost.reports.benchmarks import compare_document, compare_lines
    from milepost.workspace.benchmarks import compare as compare_with
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.place import choose_brand

    workspace = open_workspace(ask.home)
    whose = choose_brand(workspace, ask.brand)
    found = compare_with(
        workspace, whose, ask.today, kpi=kpi, platform=platform, industry=industry, followers=followers
    )
    if ask.as_json:
        document(compare_document(whose.name, ask.today, found))
        return
    _print(compare_lines(found, kpi))


@benchmark.command()
@everywhere
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="docs/benchmarks.md says its columns.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check it and store nothing.")] = False,
    include_secondary: Annotated[
        bool, typer.Option("--include-secondary", help="Also figures that somebody only restated.")
    ] = False,
    *,
    ask: Asked,
) -> int:
    """Bring outside figures of your own: a report's, your agency's, or the peers in Google Analytics."""
    from milepost.cli.output import document
    from milepost.reports.benchmark_added import added_document, added_lines
    from milepost.workspace.benchmarks import add_benchmarks
    from milepost.workspace.opening import open_workspace, workspace_near

    workspace = workspace_near(ask.home) if dry_run else open_workspace(ask.home)
    added = add_benchmarks(workspace, file, secondary=include_secondary, dry_run=dry_run)
    if ask.as_json:
        document(added_document(added))
    else:
        _print(added_lines(added))
    return 1 if added.read.problems or not added.read.kept else 0


@benchmark.command()
@everywhere
def clients(
    kpi: Annotated[str, typer.Argument(metavar="KPI", help="Its id, as `kpis` shows it.")],
    channel: Annotated[str | None, typer.Option(help="For example instagram.")] = None,
    names: Annotated[
        bool, typer.Option("--names", help="List every client by name: for the agency's eyes only.")
    ] = False,
    *,
    ask: Asked,
) -> int:
    """Percentiles of a KPI over all brands here; with --brand only where that one stands among them."""
    from milepost.amount import Unknown
    from milepost.cli.output import document
    from milepost.reports.benchmark_clients import clients_document, clients_lines
    from milepost.workspace.clients import over_clients
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.place import choose_brand

    if names and ask.brand:
        raise InvalidValue(
            "Names of clients stand on no page of one client.", "Leave out --brand or --names."
        )
    workspace = open_workspace(ask.home)
    of = choose_brand(workspace, ask.brand) if ask.brand else None
    over = over_clients(workspace, kpi, ask.today, channel=channel, of=of)
    own = of is not None
    if ask.as_json:
        document(clients_document(over, own=own, names=names))
    else:
        _print(clients_lines(over, own=own, names=names))
    return 1 if isinstance(over.found, Unknown) or (own and over.own is None) else 0


def _print(lines: "Sequence[Line]") -> None:
    """Headings, and what stands under them set in by its level."""
    from rich.markup import escape
    from rich.padding import Padding

    from milepost.cli.output import console

    out = console()
    for number, line in enumerate(lines):
        text = escape(line.text)
        if line.level == 0:
            out.print(("\n" if number else "") + f"[bold]{text}[/]")
        else:
            out.print(Padding(f"[dim]{text}[/]" if line.quiet else text, (0, 0, 0, 2 * line.level)))
