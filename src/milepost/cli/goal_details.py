"""The options that say whom a goal serves, who works on it, with what, and what guards it."""

from typing import Annotated

import typer

Objective = Annotated[str | None, typer.Option(help="The business objective it serves, by its id.")]
Role = Annotated[str | None, typer.Option(help="What social media does for that objective.")]
Lead = Annotated[
    list[str] | None, typer.Option("--lead", metavar="KPI", help="A KPI that should move first.")
]
Guards = Annotated[
    list[str] | None,
    typer.Option(
        "--guard", metavar="KPI[>=|<=LIMIT]", help="What must not get worse: bounce_rate<=55%, aov."
    ),
]
Segment = Annotated[
    str | None,
    typer.Option(help="content_creation, audience_engagement, lead_generation or customer_service."),
]
WorkOn = Annotated[
    list[str] | None, typer.Option("--work-on", metavar="CHANNEL", help="Where it is worked on.")
]
Budget = Annotated[float | None, typer.Option(help="Money for its whole span, in the brand's currency.")]
Hours = Annotated[float | None, typer.Option(help="Hours of work a week.")]
Audience = Annotated[str | None, typer.Option(help="The audience profile it is for, by its id.")]
After = Annotated[str | None, typer.Option(metavar="ID", help="The goal of an earlier period it refines.")]
