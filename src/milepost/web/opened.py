"""The one workspace that this process serves, read anew when its settings change."""

from datetime import date, datetime
from pathlib import Path
from threading import Lock
from zoneinfo import ZoneInfo

from django.conf import settings

from milepost.workspace.opening import open_workspace
from milepost.workspace.place import SETTINGS, Brand, Workspace

_lock = Lock()
_known: dict[Path, tuple[int, Workspace]] = {}


def workspace() -> Workspace:
    """The open workspace."""
    home: Path = settings.MILEPOST.home
    stamp = (home / SETTINGS).stat().st_mtime_ns
    with _lock:
        if home not in _known or _known[home][0] != stamp:
            _known[home] = stamp, open_workspace(home)
        return _known[home][1]


def today(brand: Brand | None = None) -> date:
    """The day it is where the brand is; without a brand, by universal time. Only faces read the clock."""
    return datetime.now(ZoneInfo(brand.zone if brand else "UTC")).date()
