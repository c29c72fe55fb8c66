"""`goal add | amend | close | propose`: from a sentence to a goal, and on to what was learned."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from milepost.cli.goal_details import (
    After,
    Audience,
    Budget,
    Guards,
    Hours,
    Lead,
    Objective,
    Role,
    Segment,
    WorkOn,
)
from milepost.cli.options import Asked, everywhere
from milepost.cli.output import tell
from milepost.cli.terminal import user

if TYPE_CHECKING:
    from milepost.goals.goal import Guard


def register(goal: typer.Typer) -> None:
    """Add these commands to `goal`."""
    goal.command()(add)
    goal.command()(amend)
    goal.command()(close)
    goal.command()(propose)


@everywhere
def add(
    sentence: Annotated[str, typer.Argument(help="The goal, in a sentence.")],
    owner: Annotated[str | None, typer.Option(help="Who answers for it.")] = None,
    objective: Objective = None,
    role: Role = None,
    lead: Lead = None,
    guard: Guards = None,
    segment: Segment = None,
    work_on: WorkOn = None,
    budget: Budget = None,
    hours: Hours = None,
    audience: Audience = None,
    after: After = None,
    lang: Annotated[str | None, typer.Option(help="en, de, fr or es; else from the words.")] = None,
    kpi: Annotated[str | None, typer.Option(help="Measure it by this KPI instead of the one read.")] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DAY", help="The last day, where the sentence has none.")
    ] = None,
    *,
    ask: Asked,
) -> int:
    """Add a goal: its baseline is frozen from the data, and a weak goal is refused or questioned."""
    from milepost.goals.details import Details
    from milepost.reports.goal_words import added_document, added_lines
    from milepost.workspace.goals import write_goal
    from milepost.workspace.opening import open_workspace

    workspace = open_workspace(ask.home)
    written = write_goal(
        workspace,
        sentence,
        brand=ask.brand,
        today=ask.today,
        who=user(),
        details=Details(
            owner=owner,
            objective=objective,
            role=role,
            leads=_several(lead),
            guards=_guards(guard, workspace.knowledge),
            segment=segment,
            worked_on=_several(work_on),
            budget=budget,
            hours=hours,
            audience=audience,
            after=after,
        ),
        lang=lang,
        kpi=kpi,
        until=until,
    )
    tell(ask, added_document(written), added_lines(written))
    return 1 if written.needs_user else 0


@everywhere
def amend(
    goal_id: Annotated[str, typer.Argument(metavar="ID")],
    why: Annotated[str, typer.Option(help="Why it is changed; it is kept beside the change.")],
    target: Annotated[float | None, typer.Option(help="The new target, in the KPI's unit.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="The new last day.")] = None,
    kpi: Annotated[str | None, typer.Option(help="Another KPI; it needs --target too.")] = None,
    owner: Annotated[str | None, typer.Option(help="The new owner.")] = None,
    objective: Objective = None,
    role: Role = None,
    lead: Lead = None,
    guard: Guards = None,
    segment: Segment = None,
    work_on: WorkOn = None,
    budget: Budget = None,
    hours: Hours = None,
    audience: Audience = None,
    after: After = None,
    clear: Annotated[
        list[str] | None, typer.Option(metavar="DETAIL", help="Unset owner, budget, leads, guards ...")
    ] = None,
    upon: Annotated[
        int | None,
        typer.Option(metavar="VERSION", help="The version you looked at: told if it is not the last."),
    ] = None,
    drop: Annotated[bool, typer.Option("--drop", help="Give the goal up.")] = False,
    *,
    ask: Asked,
) -> int:
    """Change a goal. The first target stays in view, with who changed it, when and why."""
    from milepost.goals.details import Details
    from milepost.reports.goal_words import amended_document, amended_lines, dropped_document, dropped_lines
    from milepost.workspace.amending import Amendment, amend_goal, drop_goal
    from milepost.workspace.opening import open_workspace

    workspace = open_workspace(ask.home)
    if drop:
        dropped = drop_goal(workspace, goal_id, brand=ask.brand, today=ask.today, why=why, who=user())
        tell(ask, dropped_document(dropped), dropped_lines(dropped))
        return 0
    details = Details(
        owner=owner,
        objective=objective,
        role=role,
        leads=_several(lead),
        guards=_guards(guard, workspace.knowledge),
        segment=segment,
        worked_on=_several(work_on),
        budget=budget,
        hours=hours,
        audience=audience,
        after=after,
    )
    amended = amend_goal(
        workspace,
        goal_id,
        Amendment(target, until, kpi, details, tuple(clear or ())),
        brand=ask.brand,
        today=ask.today,
        why=why,
        who=user(),
        upon=upon,
    )
    tell(ask, amended_document(amended), amended_lines(amended))
    return 1 if amended.needs_user else 0


@everywhere
def close(
    goal_id: Annotated[str, typer.Argument(metavar="ID")],
    learned: Annotated[str, typer.Option(help="What was learned; it is kept with how the goal came out.")],
    *,
    ask: Asked,
) -> None:
    """Close a goal with what was learned. Its figures say how it came out, against both targets."""
    from milepost.reports.goal_words import closed_document, closed_lines
    from milepost.workspace.goals import close_goal
    from milepost.workspace.opening import open_workspace

    closed, closing = close_goal(
        open_workspace(ask.home), goal_id, brand=ask.brand, today=ask.today, learned=learned, who=user()
    )
    tell(ask, closed_document(closed, closing), closed_lines(closed, closing))


@everywhere
def propose(goal_id: Annotated[str, typer.Argument(metavar="ID")], *, ask: Asked) -> None:
    """What the data propose after a goal: the same KPI for the period that follows, at even odds."""
    from milepost.reports.plan_quarter import proposal_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.quarter import propose as proposed

    proposal = proposed(open_workspace(ask.home), goal_id, brand=ask.brand, today=ask.today)
    tell(ask, proposal, proposal_lines(proposal))


def _several(names: Sequence[str] | None) -> tuple[str, ...] | None:
    return tuple(names) if names else None


def _guards(texts: Sequence[str] | None, knowledge: Path | None) -> "tuple[Guard, ...] | None":
    if not texts:
        return None
    from milepost.goals.details import read_guard
    from milepost.kpis.catalogue import catalogue

    units = {name: kpi.unit.value for name, kpi in catalogue(knowledge).items()}
    return tuple(read_guard(text, units) for text in texts)
