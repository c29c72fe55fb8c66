"""The removal of what nobody reads: what dead writers left, and what was superseded a while ago.

Only for the holder of the write lock.
"""

import shutil
from datetime import datetime
from pathlib import Path

from milepost.archive.files import address
from milepost.store.entries import load_entries
from milepost.store.manifest import forget, known_paths, superseded
from milepost.workspace.place import INTENDED, Workspace


def sweep_orphans(workspace: Workspace) -> None:
    """Remove what a dead writer left: unfinished files, and finished ones that it never published."""
    left = list(workspace.staging.iterdir())
    if not left:
        return
    published = known_paths() | {f"archive/{path}" for path in archived_paths()}
    for session in left:
        for path in _intended(session / INTENDED):
            if path not in published:
                (workspace.home / path).unlink(missing_ok=True)
        shutil.rmtree(session) if session.is_dir() else session.unlink()


def _intended(note: Path) -> list[str]:
    if not note.is_file():
        return []
    paths = note.read_text("utf-8").splitlines()
    return [p for p in paths if p.startswith(("archive/", "facts/")) and ".." not in p.split("/")]


def archived_paths() -> frozenset[str]:
    """Every path of the archive that the journal names, also of imports that were undone or replaced."""
    bodies = ((entry.key, entry.body) for entry in load_entries(kind="import"))
    return frozenset(address(key, body["kept_sha256"]) for key, body in bodies if "kept_sha256" in body)


def sweep_superseded(workspace: Workspace, before: datetime) -> None:
    """Remove the files that stopped counting before that instant, then their names.

    Killed between the two, the next sweep does it again.
    """
    paths = superseded(before)
    for path in paths:
        (workspace.home / path).unlink(missing_ok=True)
    if paths:
        forget(before)
