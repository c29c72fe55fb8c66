"""Bare `date,value` files as arguments of `judge`, each judged and told by itself."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from milepost.errors import MilepostError
from milepost.period import read_day

Files = Annotated[
    list[Path], typer.Argument(metavar="SERIES.csv...", help="Files with the columns date,value.")
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DAY", help="Cut the history there (exclusive).")
]


def each(files: list[Path], until: str | None, as_json: bool, judged: Callable[[Any], dict[str, Any]]) -> int:
    """Judge every file; one that cannot be read is answered with its reason and does not stop the others."""
    from milepost.cli.output import document, messages
    from milepost.reports.judgements import lines
    from milepost.workspace.bare_series import read_series

    day = read_day(until) if until else None
    found: list[dict[str, Any]] = []
    failed = 0
    from rich.progress import track

    console = messages()
    several = len(files) > 1
    for path in track(
        files, "Judging", console=console, transient=True, disable=not (several and console.is_terminal)
    ):
        try:
            answer = judged(read_series(path, until=day))
        except MilepostError as error:
            if not several:
                raise
            failed += 1
            answer = {"unknown": str(error)}
        found.append({"path": str(path), **answer} if several else answer)
    if as_json:
        document({"series": found} if several else found[0])
    else:
        sys.stdout.write("\n".join(text for one in found for text in lines(one)) + "\n")
    return 1 if failed else 0


def held_against(
    outcome: Path,
    others: list[Path],
    until: str | None,
    as_json: bool,
    judged: Callable[[Any, list[tuple[Path, Any]]], dict[str, Any]],
    lines: Callable[[dict[str, Any]], list[str]],
) -> None:
    """Judge an outcome beside other series, and tell it as `lines` or as one document."""
    from milepost.cli.output import document
    from milepost.workspace.bare_series import read_series

    day = read_day(until) if until else None
    found = judged(read_series(outcome, until=day), [(path, read_series(path, until=day)) for path in others])
    if as_json:
        document(found)
    else:
        sys.stdout.write("\n".join(lines(found)) + "\n")
