"""`kpis` and `kpi`: the catalogue of measures, and one of them measured."""

from typing import Annotated

import typer

from milepost.cli.options import Asked, everywhere
from milepost.errors import InvalidValue
from milepost.period import Grain, read_day


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(kpis)
    app.command()(kpi)


@everywhere
def kpis(*, ask: Asked) -> None:
    """The measures Milepost knows: what each says, its stage, and what must not get worse beside it."""
    from milepost.cli.output import console, document
    from milepost.reports.catalogues import kpi_entries
    from milepost.workspace.catalogues import overlay_near

    found = kpi_entries(overlay_near(ask.home))
    if ask.as_json:
        document({"kpis": found})
        return
    from rich.table import Column, Table
    from rich.text import Text

    table = Table(Column("kpi", no_wrap=True), "stage", "says", box=None, header_style="bold")
    for item in found:
        guarded = f"\nnot at the price of {', '.join(item.guards)}" if item.guards else ""
        says = Text.assemble(item.says, (guarded, "dim"))
        table.add_row(item.id, f"{item.stage}\n{item.timing}", says)
    console().print(table)


@everywhere
def kpi(
    name: Annotated[str, typer.Argument(metavar="KPI", help="Its id, as `kpis` shows it.")],
    first: Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day.")] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Day after the last one.")] = None,
    by: Annotated[Grain, typer.Option(help="How long each period is.")] = Grain.TOTAL,
    split: Annotated[str, typer.Option(help="channel,account,campaign,format,source,landing_page")] = "",
    where: Annotated[list[str] | None, typer.Option(help="For example channel=instagram")] = None,
    basis: Annotated[
        str | None, typer.Option(help="By this way only, for example post_gain; the manual lists them.")
    ] = None,
    *,
    ask: Asked,
) -> None:
    """Measure one KPI over the days that are asked for (default: all days that are known)."""
    from milepost.cli.output import console, document
    from milepost.reports.kpi_figures import beside_lines, kpi_cells, kpi_document, nothing_known
    from milepost.workspace.measuring import measure_kpi
    from milepost.workspace.opening import open_workspace

    measured = measure_kpi(
        open_workspace(ask.home),
        name,
        brand=ask.brand,
        first=read_day(first) if first else None,
        to=read_day(to) if to else None,
        by=by,
        split=tuple(s.strip() for s in split.split(",") if s.strip()),
        where=_where(where or []),
        today=ask.today,
        basis=basis,
    )
    if ask.as_json:
        document(kpi_document(measured))
        return
    from rich.markup import escape
    from rich.table import Table

    unknown = nothing_known(measured)
    if unknown is not None:
        console().print(f"[bold]{escape(measured.kpi.title)}[/]\n{escape(unknown)}")
    else:
        found = kpi_cells(measured)
        table = Table(box=None, header_style="bold", title=measured.kpi.title, title_justify="left")
        for head in found.heads:
            table.add_column(head, justify="right" if head in found.right else "left")
        for cells in found.rows:
            table.add_row(*cells)
        console().print(table)
    console().print(f"[dim]{escape(measured.definition)}[/]")
    for line in beside_lines(measured):
        console().print(f"[dim]{escape(line)}[/]")


def _where(words: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        key, sign, values = word.partition("=")
        if not sign or not values:
            raise InvalidValue(
                f"“{word}” is not a filter.", "Write for example --where channel=instagram,facebook"
            )
        found[key.strip()] = tuple(v.strip() for v in values.split(",") if v.strip())
    return found
