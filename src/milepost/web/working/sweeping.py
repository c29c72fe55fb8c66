"""Once an hour the worker removes uploads, and backups that were checked, that nobody came back for."""

import time
from pathlib import Path

from milepost.web import uploads
from milepost.web.import_jobs import busy_folders
from milepost.web.restores import discard, incoming
from milepost.workspace.keeping.swap import is_wanted


def sweep(home: Path) -> None:
    """Remove uploads that are a day old, except those that still wait to be read, and backups likewise."""
    uploads.sweep(home, busy_folders())
    if not is_wanted(home):
        before = time.time() - uploads.KEPT_FOR
        for path in incoming(home).iterdir():
            if path.is_dir() and path.stat().st_mtime < before:
                discard(path)
