"""Workspaces for the tests of the site."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from milepost.demo.brand import write_exports
from milepost.demo.living import import_exports, write_plan
from milepost.workspace.opening import init_workspace

OTHER = "Ostrich & Söhne"


def two_brands(folder: Path) -> Path:
    """The demo with its plan, to yesterday, and a brand that nothing is known of; the workspace's folder."""
    made = write_exports(folder / "exports", last_day=datetime.now(UTC).date() - timedelta(days=1))
    workspace = init_workspace(
        folder / "home", brand=made.name, currency=made.currency, zone=made.zone, week_start=made.week_start
    )
    import_exports(workspace, made)
    write_plan(workspace, made)
    init_workspace(folder / "home", brand=OTHER)
    return folder / "home"
