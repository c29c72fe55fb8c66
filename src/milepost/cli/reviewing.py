"""`review weekly | monthly`: what is signal, what is due, and whether there is anything to do."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from milepost.cli.options import Asked, everywhere
from milepost.cli.terminal import user

review = typer.Typer(
    no_args_is_help=True,
    help="Hold the weekly or monthly review: signals only, and it may end in nothing to do.",
    pretty_exceptions_enable=False,
)

Hold = Annotated[
    bool, typer.Option("--hold", help="Write down that it was held, and what was shown and checked.")
]
Concluded = Annotated[str, typer.Option(help="What was concluded; kept with --hold.")]
Format = Annotated[str, typer.Option("--format", help="terminal, json, html, pdf, pptx, md, xlsx or csv.")]
Out = Annotated[Path | None, typer.Option("--out", help="The file to write.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(review, name="review")


@review.command()
@everywhere
def weekly(
    hold: Hold = False, concluded: Concluded = "", form: Format = "terminal", out: Out = None, *, ask: Asked
) -> None:
    """The last whole week: engagement, who stays, traffic; goals, and decisions that are due."""
    _review("weekly", hold, concluded, form, out, ask)


@review.command()
@everywhere
def monthly(
    hold: Hold = False, concluded: Concluded = "", form: Format = "terminal", out: Out = None, *, ask: Asked
) -> None:
    """The last whole month: conversion, leads, revenue, cost, attainment, claims, and the next unit."""
    _review("monthly", hold, concluded, form, out, ask)


def _review(
    kind: str,
    hold: bool,
    concluded: str,
    form: str,
    out: Path | None,
    ask: Asked,
) -> None:
    from milepost.cli.document_view import print_document
    from milepost.cli.output import document, line
    from milepost.cli.rendering import FORMATS, rendered, written_to
    from milepost.errors import InvalidValue
    from milepost.reports import numbers
    from milepost.reports.labels import report_label
    from milepost.reports.review import review_document
    from milepost.reports.review_data import review_data
    from milepost.reviews.cadence import Kind
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.place import choose_brand
    from milepost.workspace.reviewing.holding import hold_review, review_of

    form = "json" if ask.as_json and form == "terminal" else form
    if form not in FORMATS:
        raise InvalidValue(f"There is no format “{form}” of a review.", f"Choose of: {', '.join(FORMATS)}.")
    if concluded and not hold:
        raise InvalidValue("What was concluded is kept only with --hold.", "Add --hold.")
    workspace = open_workspace(ask.home)
    owner = choose_brand(workspace, ask.brand)
    which = Kind(kind)
    if hold:
        found = hold_review(
            workspace, which, brand=owner.name, today=ask.today, who=user(), concluded=concluded
        )
    else:
        found = review_of(workspace, which, brand=owner.name, today=ask.today)
    label, notes = report_label(workspace, owner.name)
    with numbers.written_in(label.language):
        page = review_document(found, currency=owner.currency, label=label)
    page = replace(page, notes=(*page.notes, *notes))
    data = review_data(found, page) | {"held": hold}
    if form == "terminal" and out is None:
        print_document(page)
        if hold:
            sys.stdout.write(f"\nHeld, and written down on {ask.today}.\n")
    elif form == "json" and out is None:
        document(data)
    elif form == "md" and out is None and not ask.as_json:
        sys.stdout.write(rendered(page, form).decode())
    else:
        if form in {"terminal", "json"}:
            raise InvalidValue(
                "--out needs a format of a file.", "Add --format pdf, html, pptx, md, xlsx or csv."
            )
        path = written_to(page, form, out, f"{which.value}-review-{found.period.start}")
        if ask.as_json:
            line(data | {"path": str(path)})
        else:
            sys.stdout.write(f"Wrote {path}\n")
