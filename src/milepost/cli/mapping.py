"""`map`: what the columns of an unknown file may be, and the mapping to import it with."""

from pathlib import Path
from typing import Annotated

import typer

from milepost.cli.options import Asked, everywhere
from milepost.errors import InvalidValue

SHOWN = 8


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command("map")(map_)


@everywhere
def map_(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A file that no known format fits.")],
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="HEADER=MEASURE", help="What a column is; HEADER= leaves it out."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the mapping here, for `import --map`.")
    ] = None,
    channel: Annotated[str | None, typer.Option(help="The channel, where the file does not say.")] = None,
    period: Annotated[
        str | None, typer.Option(metavar="DAY..DAY", help="Its period, where the file does not say.")
    ] = None,
    *,
    ask: Asked,
) -> int:
    """Suggest a mapping for an unknown file and show its first rows as they would be stored."""
    from milepost.cli.output import console, document
    from milepost.reports.mapping import mapping_document, mapping_table, preview_table
    from milepost.sources import Answers
    from milepost.workspace.mappings import suggest_mapping
    from milepost.workspace.opening import workspace_near

    answers = Answers(channel=channel, period=period, named=path.name)
    name = out.stem if out else ""
    found = suggest_mapping(workspace_near(ask.home), path, _said(column or []), answers, name)
    if out is not None:
        out.write_text(found.toml, "utf-8")
    if ask.as_json:
        document(mapping_document(found))
    else:
        out_to = console()
        out_to.print(mapping_table(found))
        out_to.print(preview_table(found, SHOWN) if found.preview else "Nothing could be read by it yet:")
        for report in found.reports:
            for problem in report.problems:
                out_to.print(f"  {problem.what} {problem.remedy}", markup=False)
        target = out or f"{path.stem}.toml"
        step = "Look it through, then:" if out else f"Keep it with --out {target}, then:"
        out_to.print(f"{step} milepost import {path} --map {target}", markup=False)
    return 0 if found.preview else 1


def _said(words: list[str]) -> dict[str, str]:
    said = {}
    for word in words:
        header, sign, measure = word.rpartition("=")
        if not sign or not header.strip():
            raise InvalidValue(f"“{word}” names no column.", 'Write --column "Total taps=link_clicks".')
        said[header.strip()] = measure.strip()
    return said
