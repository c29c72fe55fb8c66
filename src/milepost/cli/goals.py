"""`goal read | list | show`: what a sentence says, and which goals stand."""

import sys
from typing import Annotated

import typer

from milepost.cli.options import Asked, everywhere
from milepost.cli.output import console, document, line

goal = typer.Typer(
    no_args_is_help=True, help="Read, add, change and list goals.", pretty_exceptions_enable=False
)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    from milepost.cli import goal_writing

    goal_writing.register(goal)
    app.add_typer(goal, name="goal")


@goal.command()
@everywhere
def read(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE|-", help="`-` reads one sentence a line.")],
    lang: Annotated[str | None, typer.Option(help="en, de, fr or es; else from the words.")] = None,
    *,
    ask: Asked,
) -> int:
    """Turn a sentence into a goal and name what is missing. Needs no workspace and stores nothing."""
    from milepost.goals.reading import as_json as as_document
    from milepost.goals.sentence import read_sentence

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


@goal.command("list")
@everywhere
def list_(*, ask: Asked) -> None:
    """The goals that stand on the day asked for."""
    from milepost.workspace.goal_entries import goals_of
    from milepost.workspace.opening import open_workspace

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
@everywhere
def show(goal_id: Annotated[str, typer.Argument(metavar="ID")], *, ask: Asked) -> None:
    """One goal: the KPIs around it with their reasons, and every version: who changed it, when, why."""
    from milepost.reports.framework_words import frame_document, frame_lines
    from milepost.reports.goal_words import log_lines
    from milepost.workspace.framing import framework_of
    from milepost.workspace.goal_entries import goal_log
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.place import choose_brand

    workspace = open_workspace(ask.home)
    log = goal_log(workspace, goal_id, brand=ask.brand, today=ask.today)
    goal = next(line.goal for line in reversed(log) if line.goal is not None)
    owner = choose_brand(workspace, ask.brand)
    frame = framework_of(workspace, owner, goal, ask.today)
    if ask.as_json:
        document({"goal": log[-1].goal, "log": log, "framework": frame_document(frame)})
        return
    around = [f"  {line}" for line in frame_lines(frame)]
    sys.stdout.write("\n".join([*log_lines(log, owner.currency), "", "Its KPIs", *around]) + "\n")
