"""`decide`, `decisions`, `decision close`: what was decided, what would have come anyway, what came."""

from typing import Annotated

import typer

from milepost.cli.options import Asked, everywhere
from milepost.cli.terminal import user

decision = typer.Typer(no_args_is_help=True, help="One decision.", pretty_exceptions_enable=False)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(decide)
    app.command()(decisions)
    app.add_typer(decision, name="decision")


@everywhere
def decide(
    what: Annotated[str, typer.Argument(help="What is done, in a few words.")],
    kpi: Annotated[str, typer.Option(help="The KPI that it should change.")],
    expect: Annotated[str, typer.Option(help="+10%, -5%, +40, +0.5points: against what comes by itself.")],
    check: Annotated[str, typer.Option(metavar="DATE", help="The day of the verdict.")],
    why: Annotated[str, typer.Option(help="The reason; it is kept.")],
    owner: Annotated[str | None, typer.Option(help="Who sees to it; else who writes.")] = None,
    channel: Annotated[list[str] | None, typer.Option(help="Only there; may be given several times.")] = None,
    source: Annotated[str | None, typer.Option("--from", help="The advice it follows, by its key.")] = None,
    *,
    ask: Asked,
) -> None:
    """Write a decision down, with a forecast of what its KPI brings without it, to be held against later."""
    from milepost.cli.output import tell
    from milepost.period import read_day
    from milepost.reports.decisions import taken_lines
    from milepost.reports.review_data import decision_data
    from milepost.reports.words.decision import taken_sentences
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.reviewing.deciding import decide as write

    made = write(
        open_workspace(ask.home),
        what,
        kpi=kpi,
        expect=expect,
        check=read_day(check),
        why=why,
        owner=owner or user(),
        brand=ask.brand,
        today=ask.today,
        who=user(),
        channel=tuple(channel or ()),
        source=source,
    )
    tell(
        ask,
        {"decision": decision_data(made), "says": taken_sentences(made)},
        taken_lines(made),
    )


@everywhere
def decisions(
    due: Annotated[bool, typer.Option("--due", help="Only those that wait for their verdict.")] = False,
    *,
    ask: Asked,
) -> None:
    """Every decision with its verdict: against the forecast made when it was taken."""
    from milepost.cli.output import tell
    from milepost.reports.decisions import decision_lines
    from milepost.reports.review_data import checked_data
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.reviewing.deciding import check_decisions

    found = check_decisions(open_workspace(ask.home), brand=ask.brand, today=ask.today)
    if due:
        found = tuple(one for one in found if one.decision.is_due(ask.today))
    tell(
        ask,
        {"decisions": [checked_data(one) for one in found]},
        decision_lines(found, due=due),
    )


@decision.command()
@everywhere
def close(
    decision_id: Annotated[str, typer.Argument(metavar="ID")],
    learned: Annotated[str, typer.Option(help="What was learned; it is kept beside the verdict.")],
    dropped: Annotated[bool, typer.Option("--dropped", help="It was never carried out.")] = False,
    *,
    ask: Asked,
) -> None:
    """Close a decision with its verdict and what was learned."""
    from milepost.cli.output import tell
    from milepost.reports.decisions import decision_lines
    from milepost.reports.review_data import checked_data
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.reviewing.deciding import close_decision, one_decision

    workspace = open_workspace(ask.home)
    close_decision(
        workspace,
        decision_id,
        learned=learned,
        brand=ask.brand,
        today=ask.today,
        who=user(),
        dropped=dropped,
    )
    found = one_decision(workspace, decision_id, brand=ask.brand, today=ask.today)
    tell(ask, {"decision": checked_data(found)}, decision_lines((found,)))
