"""`judge payback`: what channels bring, and how the next weeks' resource had better be split."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from milepost.cli.bare_files import end_of_history
from milepost.cli.options import Asked, everywhere
from milepost.errors import InvalidValue

if TYPE_CHECKING:
    from milepost.series import Series


def register(judge: typer.Typer) -> None:
    """Add this command to `judge`."""
    judge.command()(payback)


@everywhere
def payback(
    outcome: Annotated[
        Path, typer.Argument(metavar="OUTCOME.csv", help="Revenue, leads or orders, as date,value.")
    ],
    channels: Annotated[
        list[Path],
        typer.Argument(metavar="CHANNEL.csv...", help="What each channel got, a file each, by day or week."),
    ],
    claims: Annotated[
        list[Path] | None,
        typer.Option(
            "--claims",
            metavar="FILE",
            help="What a platform claims to have brought: one file a channel, in the channels' order.",
        ),
    ] = None,
    resource: Annotated[
        str, typer.Option(help="What the channels get: money, hours or people (person-weeks).")
    ] = "money",
    counts: Annotated[
        bool, typer.Option("--counts", help="The outcome is a count (leads, orders), not money.")
    ] = False,
    currency: Annotated[str | None, typer.Option(help="The currency of all money, such as EUR.")] = None,
    margin: Annotated[
        float | None, typer.Option(help="What is kept of the outcome before this cost; 0.4 is 40 %.")
    ] = None,
    step: Annotated[float, typer.Option(help="How far a channel may move in one step; 0.3 is 30 %.")] = 0.3,
    kept: Annotated[float, typer.Option(help="The share of the whole that is kept for testing.")] = 0.1,
    total: Annotated[
        float | None, typer.Option(help="What there is a week from now on; else as much as now.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", help="Cut the history there (exclusive).")
    ] = None,
    *,
    ask: Asked,
) -> None:
    """What each channel brings, and how budget, hours or people had better be split."""
    from milepost.amount import Unit
    from milepost.cli.output import tell
    from milepost.judgement.payback_plan import Terms
    from milepost.judgement.payback_result import Resource
    from milepost.reports.judged_payback import payback_document, payback_lines
    from milepost.workspace.bare_series import read_series

    day = end_of_history(until, ask)
    if resource.upper() not in Resource.__members__:
        raise InvalidValue(f"“{resource}” is no resource.", "Choose money, hours or people.")
    if claims and len(claims) != len(channels):
        raise InvalidValue(
            f"There are {len(channels)} channels and {len(claims)} files of claims.",
            "Give one --claims file for each channel, in the same order.",
        )
    chosen = Resource[resource.upper()]

    def read(path: Path, *, is_money: bool) -> "Series":
        series = read_series(path, until=day)
        return replace(series, unit=Unit.MONEY, currency=currency) if is_money else series

    given = [read(path, is_money=chosen is Resource.MONEY) for path in channels]
    claimed = [
        replace(read(path, is_money=not counts), name=series.name)
        for path, series in zip(claims or [], given, strict=False)
    ]
    found = payback_document(
        read(outcome, is_money=not counts), given, claimed, chosen, Terms(step, kept, total, margin)
    )
    tell(ask, found, payback_lines(found))
