"""Once an hour the worker removes uploads that nobody came back for."""

from pathlib import Path

from milepost.web import uploads
from milepost.web.import_jobs import busy_folders


def sweep(home: Path) -> None:
    """Remove uploads that are a day old, except those that still wait to be read."""
    uploads.sweep(home, busy_folders())
