"""`competitor add | amend | figure | own | list | show | compare | voice | drop`: rivals in public."""

from datetime import date, timedelta
from typing import Annotated

import typer

from milepost.cli.options import Asked, everywhere
from milepost.cli.output import tell
from milepost.cli.terminal import user
from milepost.period import Period, read_day

competitor = typer.Typer(
    no_args_is_help=True,
    help="Competitors: write them down, compare public figures, share of voice.",
    pretty_exceptions_enable=False,
)

Accounts = Annotated[
    list[str] | None,
    typer.Option("--account", metavar="CHANNEL=NAME", help="A profile, its name as exports write it."),
]
Strengths = Annotated[list[str] | None, typer.Option("--strength", help="What it is good at.")]
Weaknesses = Annotated[list[str] | None, typer.Option("--weakness", help="What it is bad at.")]
Opportunities = Annotated[
    list[str] | None, typer.Option("--opportunity", help="What it leaves to you, or does and you do not.")
]
Id = Annotated[str, typer.Argument(metavar="ID", help="Its id or its name; see `competitor list`.")]
Why = Annotated[str, typer.Option("--why", help="Why; it is kept beside the change.")]
From = Annotated[str | None, typer.Option("--from", metavar="DAY", help="The first day.")]
To = Annotated[str | None, typer.Option("--to", metavar="DAY", help="The last day.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(competitor, name="competitor")


@competitor.command()
@everywhere
def add(
    name: Annotated[str, typer.Argument(help="The brand, as its customers know it.")],
    says: Annotated[str, typer.Option(help="One sentence on what it is to you.")] = "",
    account: Accounts = None,
    strength: Strengths = None,
    weakness: Weaknesses = None,
    opportunity: Opportunities = None,
    *,
    ask: Asked,
) -> None:
    """Write a competitor down, with its profiles and what you know of it."""
    from milepost.plan.competitor import Competitor, read_account
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.competitors import write_competitor

    value = Competitor(
        "",
        name,
        says,
        tuple(map(read_account, account or ())),
        tuple(strength or ()),
        tuple(weakness or ()),
        tuple(opportunity or ()),
    )
    kept = write_competitor(open_workspace(ask.home), value, brand=ask.brand, today=ask.today, who=user())
    tell(ask, {"competitor": kept.value}, [f"Added: {kept.value.name} [{kept.value.id}]"])


@competitor.command()
@everywhere
def amend(
    competitor_id: Id,
    why: Why,
    name: Annotated[str | None, typer.Option(help="Its new name.")] = None,
    says: Annotated[str | None, typer.Option(help="One sentence on what it is to you.")] = None,
    account: Accounts = None,
    strength: Strengths = None,
    weakness: Weaknesses = None,
    opportunity: Opportunities = None,
    without: Annotated[
        list[str] | None, typer.Option(help="A line, or an account, that no longer holds: word for word.")
    ] = None,
    upon: Annotated[int | None, typer.Option(help="The version that you looked at.")] = None,
    *,
    ask: Asked,
) -> None:
    """Change a competitor; what is given is added, all its versions stay."""
    from milepost.plan.competitor import read_account
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.competitors import Changes, amend_competitor

    kept = amend_competitor(
        open_workspace(ask.home),
        competitor_id,
        Changes(
            name,
            says,
            tuple(map(read_account, account or ())),
            tuple(strength or ()),
            tuple(weakness or ()),
            tuple(opportunity or ()),
            tuple(without or ()),
        ),
        brand=ask.brand,
        today=ask.today,
        why=why,
        who=user(),
        upon=upon,
    )
    said = f"Changed: {kept.value.name} (version {kept.version})"
    tell(ask, {"competitor": kept.value, "version": kept.version}, [said])


@competitor.command()
@everywhere
def figure(
    competitor_id: Id,
    channel: Annotated[str, typer.Option(help="The channel, such as instagram.")],
    measure: Annotated[
        str,
        typer.Option(
            help="followers, posts, interactions, likes, comments, shares, new_followers or mentions."
        ),
    ],
    value: Annotated[float, typer.Option(help="The figure.")],
    day: Annotated[str, typer.Option(metavar="DAY", help="The day, or the first of the days it covers.")],
    source: Annotated[str, typer.Option(help="Where you read it.")],
    days: Annotated[int, typer.Option(help="How many days it covers.")] = 1,
    *,
    ask: Asked,
) -> None:
    """Keep a public figure that you read somewhere; the same days again take its place."""
    from milepost.plan.competitor import Figure, read_channel
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.competitors import type_figure

    typed = Figure(read_day(day), read_channel(channel), measure, value, source, days)
    kept = type_figure(
        open_workspace(ask.home), competitor_id, typed, brand=ask.brand, today=ask.today, who=user()
    )
    said = f"Kept: {kept.value.name}, {value:g} {measure.replace('_', ' ')} on {typed.channel}"
    tell(ask, {"competitor": kept.value, "version": kept.version}, [said])


@competitor.command()
@everywhere
def own(
    account: Annotated[list[str], typer.Argument(metavar="CHANNEL=NAME...", help="Your own profiles.")],
    *,
    ask: Asked,
) -> None:
    """Say which profiles in tables of competitors are your own; your brand's name is known already."""
    from milepost.plan.competitor import read_account
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.competitors import name_own

    accounts = name_own(
        open_workspace(ask.home),
        tuple(map(read_account, account)),
        brand=ask.brand,
        today=ask.today,
        who=user(),
    )
    said = ", ".join(f"{one.channel}={one.name}" for one in accounts)
    tell(ask, {"own_accounts": accounts}, [f"Your own profiles: {said}"])


@competitor.command("list")
@everywhere
def list_(*, ask: Asked) -> None:
    """The competitors that stand on the day asked for."""
    from milepost.reports.competitors_written import list_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.competitors import competitors_of, own_accounts

    workspace = open_workspace(ask.home)
    found = competitors_of(workspace, brand=ask.brand, today=ask.today)
    mine = own_accounts(workspace, brand=ask.brand, today=ask.today)
    tell(
        ask,
        {"competitors": [kept.value for kept in found.values()], "own_accounts": mine},
        list_lines(found, [f"{one.channel}={one.name}" for one in mine]),
    )


@competitor.command()
@everywhere
def show(competitor_id: Id, *, ask: Asked) -> None:
    """One competitor: what is written, what data suggests, and its versions."""
    from milepost.reports.competitors_written import competitor_document, competitor_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.competitors import competitor_log, one_competitor
    from milepost.workspace.rivals.compared import compare_rivals

    workspace = open_workspace(ask.home)
    kept = one_competitor(workspace, competitor_id, brand=ask.brand, today=ask.today)
    log = competitor_log(workspace, kept.value.id, brand=ask.brand, today=ask.today)
    found = compare_rivals(workspace, brand=ask.brand, today=ask.today)
    told = competitor_document(kept, log, [s for one in found.rivalries for s in one.suggestions])
    tell(ask, told, competitor_lines(told))


@competitor.command()
@everywhere
def compare(
    channel: Annotated[str | None, typer.Option(help="Only this channel.")] = None,
    first: From = None,
    last: To = None,
    *,
    ask: Asked,
) -> None:
    """You beside your rivals: public measures only, by one formula, over the same days."""
    from milepost.plan.competitor import read_channel
    from milepost.reports.competitors import comparison_document, comparison_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.rivals.compared import compare_rivals

    found = compare_rivals(
        open_workspace(ask.home),
        brand=ask.brand,
        today=ask.today,
        channel=read_channel(channel) if channel else None,
        period=_period(first, last, ask.today),
    )
    told = comparison_document(found)
    tell(ask, told, comparison_lines(told))


@competitor.command()
@everywhere
def voice(
    first: From = None,
    last: To = None,
    months: Annotated[int | None, typer.Option(help="Month by month, so many of the last ones.")] = None,
    *,
    ask: Asked,
) -> None:
    """Share of voice: your part of all mentions of a named set of brands, with its source and its days."""
    from milepost.reports.competitors_voice import voice_document, voice_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.place import choose_brand
    from milepost.workspace.rivals.voiced import share_by_month, share_of_voice

    workspace = open_workspace(ask.home)
    if months is None:
        period = _period(first, last, ask.today)
        found = share_of_voice(workspace, brand=ask.brand, today=ask.today, period=period)
    else:
        found = share_by_month(workspace, brand=ask.brand, today=ask.today, months=max(months, 1))
    told = voice_document(choose_brand(workspace, ask.brand).name, found)
    tell(ask, told, voice_lines(told))


@competitor.command()
@everywhere
def drop(competitor_id: Id, why: Why, *, ask: Asked) -> None:
    """Take a competitor back; what was written of it stays in its versions."""
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.competitors import drop_competitor

    gone = drop_competitor(
        open_workspace(ask.home), competitor_id, brand=ask.brand, today=ask.today, why=why, who=user()
    )
    tell(ask, {"dropped": gone.id}, [f"Taken back: {gone.name}"])


def _period(first: str | None, last: str | None, today: date) -> Period | None:
    """The days asked for, both inside; an end that is not said is open. Raises InvalidValue."""
    if first is None and last is None:
        return None
    start = read_day(first) if first else date(2000, 1, 1)
    end = read_day(last) + timedelta(days=1) if last else today
    return Period(start, end)
