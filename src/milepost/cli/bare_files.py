"""Bare `date,value` files as arguments of `judge`, each judged and told by itself."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from milepost.cli.options import Asked
from milepost.errors import MilepostError
from milepost.period import read_day

Files = Annotated[
    list[Path], typer.Argument(metavar="SERIES.csv...", help="Files with the columns date,value.")
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DAY", help="Cut the history there (exclusive).")
]


def end_of_history(until: str | None, ask: Asked) -> date | None:
    """The day from which on nothing is seen: said here, or with --as-of. Raises InvalidValue."""
    return read_day(until) if until else ask.as_of


def each(files: list[Path], until: str | None, ask: Asked, judged: Callable[[Any], dict[str, Any]]) -> int:
    """Judge every file; one that cannot be read is answered with its reason and does not stop the others."""
    from milepost.cli.output import messages, tell
    from milepost.reports.judgements import lines
    from milepost.workspace.bare_series import read_series

    day = end_of_history(until, ask)
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
    told = (text for one in found for text in lines(one))
    tell(ask, {"series": found} if several else found[0], told)
    return 1 if failed else 0


def held_against(
    outcome: Path,
    others: list[Path],
    until: str | None,
    ask: Asked,
    judged: Callable[[Any, list[tuple[Path, Any]]], dict[str, Any]],
    lines: Callable[[dict[str, Any]], list[str]],
) -> None:
    """Judge an outcome beside other series, and tell it as `lines` or as one document."""
    from milepost.cli.output import tell
    from milepost.workspace.bare_series import read_series

    day = end_of_history(until, ask)
    found = judged(read_series(outcome, until=day), [(path, read_series(path, until=day)) for path in others])
    tell(ask, found, lines(found))
