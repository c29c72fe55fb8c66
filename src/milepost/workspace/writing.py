"""One writer at a time, a place for its unfinished files, and the removal of what nobody reads any more."""

import errno
import fcntl
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from milepost.archive.durable import flush, make_folder, settle, write
from milepost.errors import Conflict, StorageError
from milepost.language import gettext_lazy
from milepost.workspace.place import INTENDED, Workspace

GRACE: Final = timedelta(minutes=10)
"""How long superseded files stay for readers that have just read their names."""

_WAIT: Final = 10.0
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}
_ENGINES: Final = {"IOException", "FatalException", "OperationalError"}
_SAYS_FULL: Final = (
    "no space left",
    "file too large",
    "disk is full",
    "disk full",
    "quota exceeded",
    "disk i/o",
    "readonly database",
)


@contextmanager
def locked(home: Path, wait: float = _WAIT) -> Iterator[None]:
    """Hold the workspace's write lock. Raises Conflict when another writer keeps it for `wait` seconds.

    The system lets go of it when the process dies, however it dies.
    """
    with (home / "lock").open("ab") as file:
        give_up = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= give_up:
                    raise Conflict(
                        gettext_lazy(
                            "Another process has been writing to the workspace {home} for {wait} seconds.",
                            home=home,
                            wait=f"{wait:.0f}",
                        ),
                        gettext_lazy("Wait until it has finished, then repeat."),
                    ) from None
                time.sleep(0.05)
        yield


@contextmanager
def writing(workspace: Workspace, wait: float = _WAIT) -> Iterator[Path]:
    """Be the one writer: gives an empty folder for unfinished files, on the workspace's file system.

    A folder that is still there when the next writer comes means that a writer died; what that one had put
    into place and never published is removed first.
    """
    from milepost.workspace.sweeping import sweep_orphans, sweep_superseded  # needs the open database

    with storage_faults(), locked(workspace.home, wait):
        make_folder(workspace.staging)
        sweep_orphans(workspace)
        session = workspace.staging / os.urandom(8).hex()
        session.mkdir()
        flush(workspace.staging)
        try:
            yield session
        except Exception:
            with suppress(Exception):  # the next writer will do it; the first error is the one to tell
                sweep_orphans(workspace)
            raise
        with suppress(Exception):  # what was published stays published; the next writer will do it
            sweep_superseded(workspace, datetime.now(UTC) - GRACE)
        shutil.rmtree(session, ignore_errors=True)


def put_in_place(workspace: Workspace, session: Path, moves: Sequence[tuple[Path, str]]) -> None:
    """Move finished files from the session to their places in the workspace, noting these first."""
    write(session / INTENDED, "".join(f"{path}\n" for _, path in moves).encode())
    settle((source, workspace.home / path) for source, path in moves)


@contextmanager
def storage_faults() -> Iterator[None]:
    """Turn a full or failing disk, however it shows, into a StorageError."""
    try:
        yield
    except Exception as error:
        if is_storage_fault(error):
            raise StorageError(
                gettext_lazy("The disk of the workspace took no more ({error}).", error=_reason(error)),
                gettext_lazy("Nothing that was stored has changed. Make room, then repeat."),
            ) from error
        raise


def is_storage_fault(error: BaseException) -> bool:
    """Whether an error of the system, of DuckDB or of the database means that the disk took no more."""
    if isinstance(error, OSError) and error.errno in _FULL:
        return True
    return type(error).__name__ in _ENGINES and _said(error) is not None


def _said(error: BaseException) -> str | None:
    return next((words for words in _SAYS_FULL if words in str(error).lower()), None)


def _reason(error: BaseException) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or _said(error) or str(error)
