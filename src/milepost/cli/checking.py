"""`check`: whether every format, KPI and rule file keeps its word."""

from typing import Annotated

import typer

from milepost.cli.options import Asked, everywhere


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command()(check)


@everywhere
def check(
    only: Annotated[
        str | None, typer.Argument(metavar="ID", help="One format, KPI or rule; without it, all of them.")
    ] = None,
    *,
    ask: Asked,
) -> int:
    """Run the examples that the formats, KPIs and rules carry, yours and ours."""
    from milepost.cli.output import console, document
    from milepost.errors import NotFound
    from milepost.workspace.catalogues import overlay_near
    from milepost.workspace.checking import check_examples

    found = list(check_examples(overlay_near(ask.home), only))
    if only is not None and not found:
        raise NotFound(
            "format, KPI or rule with an example",
            only,
            remedy="`milepost formats`, `kpis` and `playbook list` name them.",
        )
    failed = [item for item in found if item.faults]
    if ask.as_json:
        document({"examples": len(found), "failed": failed})
        return 1 if failed else 0
    out = console()
    for item in failed:
        out.print(f"{item.kind} {item.id}, “{item.example}”:", markup=False)
        for fault in item.faults:
            out.print(f"  {fault}", markup=False)
    files = len({(item.kind, item.id) for item in found})
    held = len(found) - len(failed)
    out.print(f"{held} of {len(found)} examples hold, in {files} {'file' if files == 1 else 'files'}.")
    return 1 if failed else 0
