"""`judge brand`: everything that can be judged of a brand, and what cannot."""

from typing import Annotated

import typer

from milepost.cli.options import AsOf, Brand, Home, Json, asked


def register(judge: typer.Typer) -> None:
    """Add this command to `milepost judge`."""
    judge.command("brand")(brand_)


def brand_(
    every: Annotated[bool, typer.Option("--all", help="Also what cannot be told, and why.")] = False,
    home: Home = None,
    brand: Brand = None,
    as_json: Json = False,
    as_of: AsOf = None,
) -> None:
    """Everything that the brand's own data say: what moved and why, what leads, what pays, what works."""
    from milepost.cli.output import console
    from milepost.cli.output import document as write
    from milepost.reports.judged_brand import document, sections
    from milepost.workspace.judging.brand import judgements
    from milepost.workspace.opening import open_workspace

    ask = asked(home, brand, as_json, as_of)
    judged = judgements(open_workspace(ask.home), brand=ask.brand, today=ask.today)
    if ask.as_json:
        write({"as_of": ask.today.isoformat()} | document(judged))
        return
    from rich.markup import escape
    from rich.padding import Padding

    out = console()
    for section in sections(judged):
        out.print(f"\n[bold]{section.title}[/]")
        for line in (*section.says, section.quiet):
            if line:
                out.print(Padding(escape(line), (0, 0, 0, 2)))
        if every:
            for line in section.untold:
                out.print(Padding(f"[dim]{escape(line)}[/]", (0, 0, 0, 2)))
        elif section.untold:
            out.print(Padding(f"[dim]{len(section.untold)} cannot be told yet; see --all.[/]", (0, 0, 0, 2)))
    if not judged:
        out.print("Nothing is known yet. Next: milepost import downloads/*.csv")
