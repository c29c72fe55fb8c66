"""`judge baseline | change | forecast | lead | ...`: judgement on bare files, no workspace."""

from pathlib import Path
from typing import Annotated

import typer

from milepost.cli import (
    judge_brand,
    judge_content,
    judge_goal,
    judge_payback,
    judge_standing,
    judge_why,
    judge_worth,
)
from milepost.cli.bare_files import Files, Until, each, held_against
from milepost.cli.options import Asked, everywhere

judge = typer.Typer(
    no_args_is_help=True, help="Judge a bare series of days and figures.", pretty_exceptions_enable=False
)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    judge_brand.register(judge)
    judge_standing.register(judge)
    judge_worth.register(judge)
    judge_content.register(judge)
    judge_payback.register(judge)
    judge_why.register(judge)
    judge_goal.register(judge)
    app.add_typer(judge, name="judge")


@judge.command()
@everywhere
def baseline(
    files: Files,
    until: Until = None,
    days: Annotated[int, typer.Option(help="For how many days the usual amount is asked.")] = 91,
    *,
    ask: Asked,
) -> int:
    """The usual amount, with its interval."""
    from milepost.reports.judgements import baseline_document

    return each(files, until, ask, lambda series: baseline_document(series, days=days))


@judge.command()
@everywhere
def change(files: Files, until: Until = None, *, ask: Asked) -> int:
    """Whether the level has lastingly changed; spikes are listed apart."""
    from milepost.reports.judgements import change_document

    return each(files, until, ask, change_document)


@judge.command()
@everywhere
def forecast(
    files: Files,
    until: Until = None,
    days: Annotated[int, typer.Option(help="How many days ahead.")] = 91,
    target: Annotated[float | None, typer.Option(help="The sum that is hoped for.")] = None,
    *,
    ask: Asked,
) -> int:
    """The sum over the coming days, with its interval and the odds of a target."""
    from milepost.reports.judgements import forecast_document

    return each(files, until, ask, lambda series: forecast_document(series, days=days, target=target))


@judge.command()
@everywhere
def lead(
    outcome: Annotated[Path, typer.Argument(metavar="OUTCOME.csv")],
    indicators: Annotated[list[Path], typer.Argument(metavar="INDICATOR.csv...")],
    until: Until = None,
    *,
    ask: Asked,
) -> None:
    """Which indicators lead the outcome, at which lag, with false discovery controlled."""
    from milepost.reports.judgements import lead_document, lines

    held_against(outcome, indicators, until, ask, lead_document, lines)
