"""`judge brand`: everything that can be judged of a brand, and what cannot."""

from typing import Annotated

import typer

from milepost.cli.options import Asked, everywhere


def register(judge: typer.Typer) -> None:
    """Add this command to `milepost judge`."""
    judge.command("brand")(brand_)


@everywhere
def brand_(
    every: Annotated[bool, typer.Option("--all", help="Also what cannot be told, and why.")] = False,
    *,
    ask: Asked,
) -> None:
    """Everything that the brand's own data say: what moved and why, what leads, what pays, what works."""
    from milepost.cli.output import console
    from milepost.cli.output import document as write
    from milepost.reports.judged_brand import document, sections
    from milepost.workspace.judging.brand import judgements
    from milepost.workspace.opening import open_workspace

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
