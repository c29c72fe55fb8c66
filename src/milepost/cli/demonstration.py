"""The demo: an invented brand's exports, imported through the real path, judged and shown."""

import os
import shutil
import sys
import tempfile
import webbrowser
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.cli.options import Asked
from milepost.cli.output import console, document, messages
from milepost.cli.scoreboard import print_status

if TYPE_CHECKING:
    from milepost.demo.brand import DemoBrand
    from milepost.workspace.place import Workspace

FOLDER = "milepost-demo"


def show(ask: Asked, *, browser: bool) -> None:
    """Write the exports, import them, add the goals as of their days, print where they stand, write the page.

    The workspace is made anew each time, in `--home` or in the folder `milepost-demo` of the system's
    temporary folder. The last day of data is yesterday.
    """
    from milepost.demo.brand import write_exports
    from milepost.reports.brand import brand_page
    from milepost.reports.page import html
    from milepost.reports.terminal import status_document
    from milepost.sources import Answers
    from milepost.workspace.board import board
    from milepost.workspace.imports import import_files
    from milepost.workspace.opening import init_workspace

    home = _fresh(ask.home or Path(tempfile.gettempdir()) / FOLDER)
    today = ask.today
    said = messages() if ask.as_json else console()
    made = write_exports(home / "exports", last_day=today - timedelta(days=1))
    said.print(f"[bold]{made.name}[/], an invented brand: {len(made.files)} exports in {home / 'exports'}")
    workspace = init_workspace(
        home / "workspace",
        brand=made.name,
        currency=made.currency,
        zone=made.zone,
        week_start=made.week_start,
    )
    reports = [
        report
        for channel in dict.fromkeys(file.channel for file in made.files)
        for report in import_files(
            workspace,
            [file.path for file in made.files if file.channel == channel],
            Answers(channel=channel),
            brand=made.name,
            who="demo",
        )
    ]
    kept = sum(table.rows_kept for report in reports for table in report.reports)
    said.print(f"Imported: {kept:,} rows from {len(reports)} files.\n")
    refused = write_plan(workspace, made)
    found = board(workspace, brand=made.name, today=today)
    page = home / "report.html"
    page.write_text(html(brand_page(workspace, brand=made.name, today=today)), "utf-8")
    if ask.as_json:
        document(status_document(found.goals, today, found.record) | {"report": page, "home": workspace.home})
    else:
        print_status(found, today)
        said.print("\n" + "\n".join(refused))
        said.print(f"\nThe page: {page}\nThe workspace: {workspace.home}")
    if browser and not ask.as_json and _has_screen():
        webbrowser.open(page.as_uri())


def write_plan(workspace: "Workspace", made: "DemoBrand") -> list[str]:
    """Write the plan down as of its days; the lines of the goals that were refused."""
    from milepost.goals.details import Details
    from milepost.reports.goal_words import added_lines
    from milepost.workspace.goals import write_goal
    from milepost.workspace.planning.audiences import write_audience
    from milepost.workspace.planning.objectives import write_capacity, write_identity, write_objective

    plan, day, who = made.plan, made.planned_on, "demo"
    identity, capacity = plan.identity, plan.capacity
    write_identity(
        workspace,
        brand=made.name,
        today=day,
        who=who,
        mission=identity.mission,
        vision=identity.vision,
        values=identity.values,
        industry=identity.industry,
    )
    write_capacity(
        workspace,
        brand=made.name,
        today=day,
        who=who,
        most_kpis=capacity.most_kpis,
        hours_a_week=capacity.hours_a_week,
        budget_a_month=capacity.budget_a_month,
    )
    ids = {
        one.title: write_objective(
            workspace,
            one.title,
            kind=one.kind,
            brand=made.name,
            today=day,
            who=who,
            says=one.says,
            owner=one.owner,
        ).id
        for one in plan.objectives
    }
    write_audience(workspace, plan.audience, brand=made.name, today=day, who=who)
    refused: list[str] = []
    for goal in made.goals:
        details = Details(owner=goal.owner, objective=ids.get(goal.objective or ""), hours=goal.hours)
        written = write_goal(
            workspace, goal.sentence, brand=made.name, today=goal.as_of, who=who, details=details
        )
        refused += [] if written.goal else added_lines(written)
    return refused


def _has_screen() -> bool:
    """Whether a window can open: on a server, a browser would only complain, or take the terminal."""
    return sys.platform in {"darwin", "win32"} or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _fresh(home: Path) -> Path:
    """An empty folder; only what an earlier demo made is removed."""
    if (home / "exports").is_dir() and (home / "workspace" / "milepost.toml").is_file():
        shutil.rmtree(home / "exports")
        shutil.rmtree(home / "workspace")
    home.mkdir(parents=True, exist_ok=True)
    return home
