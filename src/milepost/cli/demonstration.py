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
    from milepost.demo.living import import_exports
    from milepost.reports.brand import brand_page
    from milepost.reports.page import html
    from milepost.reports.terminal import status_document
    from milepost.workspace.board import board
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
    reports = import_exports(workspace, made)
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
        said.print(f"As a site: milepost serve --home {workspace.home}")
    if browser and not ask.as_json and _has_screen():
        webbrowser.open(page.as_uri())


def write_plan(workspace: "Workspace", made: "DemoBrand") -> list[str]:
    """Write the plan down as of its days; the lines of the goals that were refused."""
    from milepost.demo.living import write_plan as written_plan
    from milepost.reports.goal_words import added_lines

    return [line for one in written_plan(workspace, made) if one.goal is None for line in added_lines(one)]


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
