"""`playbook list | show | match`: the rules, one of them, and what they advise this brand today."""

from typing import Annotated

import typer

from milepost.cli.options import Asked, everywhere

playbook = typer.Typer(
    no_args_is_help=True,
    help="What to try when figures stand as they do: rules that wait for signals.",
    pretty_exceptions_enable=False,
)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(playbook, name="playbook")


@playbook.command("list")
@everywhere
def list_(*, ask: Asked) -> None:
    """Every rule, ours and yours."""
    from rich.table import Table

    from milepost.cli.output import console, document
    from milepost.playbook.rules import rules
    from milepost.reports.playbook_words import by_stage, rule_document
    from milepost.workspace.catalogues import overlay_near

    found = by_stage(rules(overlay_near(ask.home)).values())
    if ask.as_json:
        document({"rules": [rule_document(rule) for _, some in found for rule in some]})
        return
    for stage, some in found:
        rows = Table(box=None, show_header=False, title=stage, title_justify="left", title_style="bold")
        rows.add_column(no_wrap=True)
        rows.add_column()
        for rule in some:
            rows.add_row(rule.id, rule.title)
        console().print(rows)


@playbook.command()
@everywhere
def show(rule_id: Annotated[str, typer.Argument(metavar="RULE")], *, ask: Asked) -> None:
    """One rule: what it waits for, what to try for how long, what to watch, and when it is wrong."""
    from milepost.cli.output import document
    from milepost.playbook.rules import rule
    from milepost.reports.playbook_words import rule_document, rule_lines
    from milepost.workspace.catalogues import overlay_near

    found = rule(rule_id, overlay_near(ask.home))
    if ask.as_json:
        document({"rule": rule_document(found)})
        return
    _print(found.title, rule_lines(found))


@playbook.command()
@everywhere
def match(*, ask: Asked) -> None:
    """What the rules advise this brand, with the evidence; often that nothing calls for an action."""
    from milepost.cli.output import console, document
    from milepost.reports.playbook_words import advice_document, advice_lines, advice_title, nothing_words
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.place import choose_brand
    from milepost.workspace.playing import played

    workspace = open_workspace(ask.home)
    told = played(workspace, choose_brand(workspace, ask.brand), ask.today)
    if ask.as_json:
        advices = [advice_document(advice) for advice in told.advice]
        document({"as_of": ask.today, "known": told.known, "judged": told.judged, "advice": advices})
        return
    for advice in told.advice:
        _print(advice_title(advice), [*advice_lines(advice, told.rules[advice.rule]), ("rule", advice.rule)])
    if not told.advice:
        console().print(nothing_words(told.known, told.judged))


def _print(title: str, lines: list[tuple[str, str]]) -> None:
    """A title, and lines with their labels beside them."""
    from rich.markup import escape
    from rich.padding import Padding
    from rich.table import Table

    from milepost.cli.output import console

    out = console()
    out.print(f"\n[bold]{escape(title)}[/]")
    rows = Table(box=None, show_header=False, padding=(0, 1, 0, 0))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column()
    before = ""
    for label, said in lines:
        if label:
            rows.add_row("" if label == before else label, escape(said))
        else:
            out.print(Padding(escape(said), (0, 0, 0, 2)))
        before = label
    out.print(Padding(rows, (0, 0, 0, 2)))
