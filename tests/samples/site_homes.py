"""Workspaces for the tests of the site. The demo is made once in a run, by whoever comes first."""

import fcntl
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from milepost.demo.brand import write_exports
from milepost.demo.living import import_exports, write_plan
from milepost.demo.story import ZONE
from milepost.store.database import disconnect
from milepost.workspace.opening import init_workspace

OTHER = "Ostrich & Söhne"


def demo_today() -> date:
    """The day it is where the demo's brand is, which late in the evening is another than the machine's."""
    return datetime.now(ZoneInfo(ZONE)).date()


def two_brands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with its plan, to yesterday, and a brand that nothing is known of: a folder to work in."""
    base = tmp_path_factory.getbasetemp()
    shared = base if "popen" not in base.name else base.parent
    with (shared / "two-brands.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = shared / "two-brands" / "home"
        if not (made / "milepost.toml").exists():
            _make(shared / "two-brands")
    own = tmp_path_factory.mktemp("site") / "home"
    return Path(shutil.copytree(made, own))


def _make(folder: Path) -> None:
    made = write_exports(folder / "exports", last_day=datetime.now(UTC).date() - timedelta(days=1))
    beside = folder / "making"
    workspace = init_workspace(
        beside, brand=made.name, currency=made.currency, zone=made.zone, week_start=made.week_start
    )
    import_exports(workspace, made)
    write_plan(workspace, made)
    init_workspace(beside, brand=OTHER)
    disconnect()  # closing a copied file would take the locks of an open line away
    beside.rename(folder / "home")
