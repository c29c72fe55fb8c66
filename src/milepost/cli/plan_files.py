"""`plan export | lint | diff | apply | schema | import`: the plan as a file under version control."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from milepost.cli.options import Asked, everywhere
from milepost.cli.output import document, tell
from milepost.cli.terminal import user

File = Annotated[Path, typer.Argument(metavar="FILE|-", help="The plan as YAML; `-` reads standard input.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write it there.")]


def register(plan: typer.Typer) -> None:
    """Add these commands to `plan`."""
    plan.command()(export)
    plan.command()(lint)
    plan.command()(diff)
    plan.command()(apply)
    plan.command()(schema)
    plan.command("import")(import_)


@everywhere
def export(out: Out = None, *, ask: Asked) -> None:
    """Write the plan that stands as YAML: what the brand is for, capacity, objectives and goals."""
    from milepost.plan.yaml_writing import yaml_of
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.plan_files.documents import standing_document

    found = standing_document(open_workspace(ask.home), brand=ask.brand, today=ask.today)
    text = yaml_of(found, ask.today)
    if out is not None:
        _write(out, text)
    if ask.as_json:
        document({"plan": found, "out": out, "yaml": text})
    elif out is None:
        sys.stdout.write(text)
    else:
        goals, objectives = len(found.goals or ()), len(found.parts.get("objectives", ()))
        sys.stdout.write(
            f"Written to {out}: {goals} {'goal' if goals == 1 else 'goals'}, "
            f"{objectives} {'objective' if objectives == 1 else 'objectives'}.\n"
            f"Change it, then: milepost plan lint {out}\n"
        )


@everywhere
def lint(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE|-]", help="The plan as YAML, `-` for standard input; else what stands."
        ),
    ] = None,
    *,
    ask: Asked,
) -> int:
    """Say what is wrong with a plan. A file needs no workspace; with one it is held against its data too."""
    from milepost.reports.plan_file_words import linted_document, linted_lines
    from milepost.workspace.opening import open_workspace, workspace_near
    from milepost.workspace.plan_files.documents import read_plan
    from milepost.workspace.plan_files.linting import lint_file, lint_standing

    if file is None:
        linted = lint_standing(open_workspace(ask.home), brand=ask.brand, today=ask.today)
    else:
        workspace = workspace_near(ask.home)
        plan = read_plan(_path(file), workspace, today=ask.today)
        linted = lint_file(plan, workspace, brand=ask.brand, today=ask.today)
    tell(ask, linted_document(linted), linted_lines(linted))
    return 1 if linted.needs_user else 0


@everywhere
def diff(file: File, *, ask: Asked) -> int:
    """Show what applying a file would change: + comes, ~ changes from old to new, - is missing there."""
    from milepost.reports.plan_file_words import diff_document, diff_lines, remark_document, remark_line
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.plan_files.documents import brand_of, changes, read_plan

    workspace = open_workspace(ask.home)
    plan = read_plan(_path(file), workspace, today=ask.today)
    _, found = changes(workspace, plan, brand=ask.brand, today=ask.today)
    faults = [remark for remark in plan.reading.remarks if remark.refuses]
    if ask.as_json:
        document({**diff_document(found), "faults": [remark_document(one, None) for one in faults]})
    else:
        name = brand_of(workspace, plan, ask.brand).name
        lines = [*diff_lines(found, name), *(remark_line(one) for one in faults)]
        sys.stdout.write("\n".join(lines) + "\n")
    return 1 if faults else 0


@everywhere
def apply(
    file: File,
    why: Annotated[str, typer.Option(help="Why the plan is changed; it is kept beside every change.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Work it all out and store nothing.")] = False,
    drop_missing: Annotated[
        bool, typer.Option("--drop-missing", help="Give up what the file lacks in a section that it has.")
    ] = False,
    skip_refused: Annotated[
        bool, typer.Option("--skip-refused", help="Leave out goals that are refused, and take the rest.")
    ] = False,
    *,
    ask: Asked,
) -> int:
    """Bring the journal to what a file says: all of it or nothing, and never over another's change."""
    from milepost.reports.plan_file_words import applied_document, applied_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.plan_files.applying import apply_plan
    from milepost.workspace.plan_files.documents import brand_of, read_plan

    workspace = open_workspace(ask.home)
    plan = read_plan(_path(file), workspace, today=ask.today)
    applied = apply_plan(
        workspace,
        plan,
        brand=ask.brand,
        today=ask.today,
        who=user(),
        why=why,
        dry_run=dry_run,
        drop_missing=drop_missing,
        skip_refused=skip_refused,
    )
    currency = brand_of(workspace, plan, ask.brand).currency
    tell(ask, applied_document(applied, currency), applied_lines(applied, currency, plan.name))
    return 1 if applied.needs_user else 0


@everywhere
def schema(out: Out = None, *, ask: Asked) -> None:
    """Print the JSON Schema of a plan file, for editors that check and complete while you type."""
    from milepost.workspace.opening import workspace_near
    from milepost.workspace.plan_files.documents import schema_text

    text = schema_text(workspace_near(ask.home))
    if out is None:
        sys.stdout.write(text)
        return
    _write(out, text)
    if ask.as_json:
        document({"out": out})
    else:
        sys.stdout.write(f"Written to {out}; editors find it by the first line of an exported plan.\n")


@everywhere
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="OKRs or goals: Markdown, CSV, XLSX, YAML, JSON.")
    ],
    out: Out = None,
    until: Annotated[
        str | None, typer.Option(metavar="DAY", help="The last day of goals for which the file gives none.")
    ] = None,
    lang: Annotated[str | None, typer.Option(help="en, de, fr or es; else from the words.")] = None,
    *,
    ask: Asked,
) -> int:
    """Turn OKRs or a sheet of goals into a plan file to look through. Nothing is stored."""
    from milepost.period import read_day
    from milepost.reports.okr_words import imported_document, imported_lines
    from milepost.workspace.opening import workspace_near
    from milepost.workspace.plan_files.okr_files import import_goals

    imported = import_goals(
        file,
        workspace_near(ask.home),
        brand=ask.brand,
        today=ask.today,
        until=read_day(until) if until else None,
        lang=lang,
    )
    if out is not None:
        _write(out, imported.yaml)
    if ask.as_json:
        document(imported_document(imported))
    else:
        if out is None:
            sys.stdout.write(imported.yaml)
        (sys.stdout if out else sys.stderr).write("\n".join(imported_lines(imported, out)) + "\n")
    return 1 if imported.problems or not imported.taken else 0


def _path(file: Path) -> Path | None:
    return None if str(file) == "-" else file


def _write(path: Path, text: str) -> None:
    from milepost.errors import InvalidValue

    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise InvalidValue(f"{path} cannot be written: {error.strerror}.", "Choose another --out.") from error
