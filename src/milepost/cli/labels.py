"""`label set` and `label show`: what reports carry of your own."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from milepost.cli.options import Asked, everywhere

if TYPE_CHECKING:
    from milepost.workspace.labels.label import KeptLabel

labels = typer.Typer(
    no_args_is_help=True,
    help="White label of reports: logo, colour, footer, language.",
    pretty_exceptions_enable=False,
)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(labels, name="label")


@labels.command(name="set")
@everywhere
def set_(
    logo: Annotated[
        str | None, typer.Option(help="PNG, JPEG or SVG of at most 1 MB; empty takes it back.")
    ] = None,
    colour: Annotated[str | None, typer.Option(help="As #rrggbb, readable on white; empty for ours.")] = None,
    footer: Annotated[str | None, typer.Option(help="One line at the foot of every page.")] = None,
    language: Annotated[
        str | None, typer.Option(help="Of words and figures (en_GB, de, es, fr); of figures alone elsewhere.")
    ] = None,
    *,
    ask: Asked,
) -> None:
    """Keep the label of all brands' reports, or with --brand that of one. What is not named stays."""
    from milepost.errors import NotFound
    from milepost.workspace.labels.label import set_label
    from milepost.workspace.opening import open_workspace

    try:
        picture = None if logo is None else Path(logo).read_bytes() if logo else b""
    except OSError:
        raise NotFound("file", str(logo), remedy="Name a PNG, JPEG or SVG file.") from None
    kept, advice = set_label(
        open_workspace(ask.home),
        brand=ask.brand,
        logo=picture,
        colour=colour,
        footer=footer,
        language=language,
    )
    _told(ask.as_json, kept, advice)


@labels.command()
@everywhere
def show(*, ask: Asked) -> None:
    """The label of the reports of a brand, and what of it cannot be used."""
    from milepost.workspace.labels.label import label_of
    from milepost.workspace.opening import open_workspace

    _told(ask.as_json, label_of(open_workspace(ask.home), ask.brand), ())


def _told(as_json: bool, kept: "KeptLabel", advice: tuple[str, ...]) -> None:
    from milepost.cli.output import document

    if as_json:
        document({"label": kept.settings, "notes": [*kept.notes, *advice]})
        return
    said = kept.settings
    for name, value in (
        ("Logo", said.logo or "none"),
        ("Colour", said.colour or "Milepost’s own"),
        ("Footer", said.footer or "none"),
        ("Language", said.language or "en_GB"),
    ):
        sys.stdout.write(f"{name + ':':10} {value}\n")
    for note in (*kept.notes, *advice):
        sys.stdout.write(f"{note}\n")
