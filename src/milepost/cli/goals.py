"""`goal read | add | amend | list | show`: from a sentence to a goal in the journal."""

import sys
from typing import Annotated

import typer

from milepost.cli.options import AsOf, Brand, Home, Json, asked
from milepost.cli.output import console, document, line
from milepost.cli.terminal import user

goal = typer.Typer(
    no_args_is_help=True, help="Read, add, change and list goals.", pretty_exceptions_enable=False
)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(goal, name="goal")


@goal.command()
def read(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE|-", help="`-` reads one sentence a line.")],
    lang: Annotated[str | None, typer.Option(help="en, de, fr or es; else from the words.")] = None,
    home: Home = None,
    brand: Brand = None,
    as_json: Json = False,
    as_of: AsOf = None,
) -> int:
    """Turn a sentence into a goal and name what is missing. Needs no workspace and stores nothing."""
    from milepost.goals.reading import as_json as as_document
    from milepost.goals.sentence import read_sentence

    ask = asked(home, brand, as_json, as_of)
    sentences = [s.rstrip("\r\n") for s in sys.stdin] if sentence == "-" else [sentence]
    weak = False
    for text in sentences:
        if not text.strip():
            continue
        reading = read_sentence(text, lang)
        weak = weak or reading.weak
        if ask.as_json:
            line(as_document(reading))
        else:
            from milepost.reports.reading_words import reading_lines

            sys.stdout.write("\n".join(reading_lines(reading)) + "\n\n")
    return 1 if weak else 0


@goal.command()
def add(
    sentence: Annotated[str, typer.Argument(help="The goal, in a sentence.")],
    owner: Annotated[str | None, typer.Option(help="Who answers for it.")] = None,
    objective: Annotated[str | None, typer.Option(help="The business objective it serves.")] = None,
    lang: Annotated[str | None, typer.Option(help="en, de, fr or es; else from the words.")] = None,
    kpi: Annotated[str | None, typer.Option(help="Measure it by this KPI instead of the one read.")] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DAY", help="The last day, where the sentence has none.")
    ] = None,
    home: Home = None,
    brand: Brand = None,
    as_json: Json = False,
    as_of: AsOf = None,
) -> int:
    """Add a goal: its baseline is frozen from the data, and a weak goal is refused or questioned."""
    from milepost.reports.goal_words import added_document, added_lines
    from milepost.workspace.goals import write_goal
    from milepost.workspace.opening import open_workspace

    ask = asked(home, brand, as_json, as_of)
    written = write_goal(
        open_workspace(ask.home),
        sentence,
        brand=ask.brand,
        today=ask.today,
        who=user(),
        owner=owner,
        objective=objective,
        lang=lang,
        kpi=kpi,
        until=until,
    )
    if ask.as_json:
        document(added_document(written))
    else:
        sys.stdout.write("\n".join(added_lines(written)) + "\n")
    return 1 if written.needs_user else 0


@goal.command()
def amend(
    goal_id: Annotated[str, typer.Argument(metavar="ID")],
    why: Annotated[str, typer.Option(help="Why it is changed; it is kept beside the change.")],
    target: Annotated[float | None, typer.Option(help="The new target, in the KPI's unit.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="The new last day.")] = None,
    owner: Annotated[str | None, typer.Option(help="The new owner.")] = None,
    drop: Annotated[bool, typer.Option("--drop", help="Give the goal up.")] = False,
    home: Home = None,
    brand: Brand = None,
    as_json: Json = False,
    as_of: AsOf = None,
) -> None:
    """Change a goal. The first target stays in view, with who changed it, when and why."""
    from milepost.workspace.goals import amend_goal
    from milepost.workspace.opening import open_workspace

    ask = asked(home, brand, as_json, as_of)
    changed = amend_goal(
        open_workspace(ask.home),
        goal_id,
        brand=ask.brand,
        today=ask.today,
        why=why,
        who=user(),
        target=target,
        until=until,
        owner=owner,
        drop=drop,
    )
    if ask.as_json:
        document({"goal": changed})
    else:
        console().print(
            f"Changed: {changed.sentence} (version {changed.version}; first target {changed.first_target:g})"
        )


@goal.command("list")
def list_(home: Home = None, brand: Brand = None, as_json: Json = False, as_of: AsOf = None) -> None:
    """The goals that stand on the day asked for."""
    from milepost.workspace.goals import goals_of
    from milepost.workspace.opening import open_workspace

    ask = asked(home, brand, as_json, as_of)
    found = goals_of(open_workspace(ask.home), brand=ask.brand, today=ask.today)
    if ask.as_json:
        document({"goals": found})
        return
    for one in found:
        console().print(
            f"[bold]{one.id}[/]  {one.sentence}  [dim]{one.kpi}, until {one.deadline or 'further notice'}[/]"
        )
    if not found:
        console().print("No goals yet. Next: milepost goal add “Generate 300 email subscribers in 90 days.”")


@goal.command()
def show(
    goal_id: Annotated[str, typer.Argument(metavar="ID")],
    home: Home = None,
    brand: Brand = None,
    as_json: Json = False,
    as_of: AsOf = None,
) -> None:
    """One goal with its log: every version, who changed it, when and why."""
    from milepost.workspace.goals import goal_log
    from milepost.workspace.opening import open_workspace

    ask = asked(home, brand, as_json, as_of)
    log = goal_log(open_workspace(ask.home), goal_id, brand=ask.brand, today=ask.today)
    from milepost.reports.goal_words import log_lines

    if ask.as_json:
        document({"goal": log[-1].goal, "log": log})
        return
    sys.stdout.write("\n".join(log_lines(log)) + "\n")
