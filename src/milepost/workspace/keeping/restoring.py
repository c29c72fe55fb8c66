"""A workspace out of a backup: whole, with its facts computed again, or not at all.

Everything is made in a folder within the new one. `milepost.toml`, which makes a folder a workspace, is moved
into place last; killed before that, saying it again begins anew.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from milepost.archive.durable import flush, make_folder, write
from milepost.errors import Conflict, InvalidValue, MilepostError, Refused, StorageError
from milepost.store.copying import entries_in, fault_of, paths_in
from milepost.store.database import disconnect, empty_log
from milepost.workspace.imports import KIND, Progress
from milepost.workspace.keeping.contents import DATABASE, KEY
from milepost.workspace.keeping.manifest import ANOTHER, Manifest, no_backup, shown
from milepost.workspace.keeping.unpacking import opened, unpack
from milepost.workspace.opening import FOLDERS, open_workspace
from milepost.workspace.place import SETTINGS, Brand, Workspace, read_settings
from milepost.workspace.rebuild import Rebuilt, rebuild
from milepost.workspace.writing import is_storage_fault, locked

WORK: Final = ".restoring"
_MOVING: Final = "moving"
_LAST: Final = (DATABASE, KEY, SETTINGS)
_FACTS: Final = re.compile(r"facts/(batches|current)/[a-z0-9-]{1,60}/[\w.-]{1,200}\.parquet\Z", re.ASCII)
_KEY_SIZE: Final = 32
_HASH: Final = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class Restored:
    """A workspace that was brought back: from which backup, with which brands, and what its facts became.

    `rebuilt.changed` names the tables whose rows are other than when the backup was made: a later Milepost
    reads some files better, or somebody changed the formats of their own since the last rebuild.
    """

    workspace: Workspace
    manifest: Manifest
    brands: tuple[Brand, ...]
    rebuilt: Rebuilt


def restore(backup: Path, home: Path, *, progress: Progress | None = None) -> Restored:
    """Bring a workspace back from `backup` into the folder `home`, which is not there or is empty.

    Raises NotFound without a backup, InvalidValue when something lies in the folder or MILEPOST_DATABASE is
    set, Refused for what is no sound backup, StorageError when a newer Milepost made it, there is no room, or
    an archived file is not understood. Then nothing is left in the folder.
    """
    if os.environ.get("MILEPOST_DATABASE"):
        raise InvalidValue(
            "MILEPOST_DATABASE names a database, and a backup brings its own.", "Unset it, then repeat."
        )
    folder = home.expanduser().resolve()
    with opened(backup.expanduser()) as (found, manifest), _empty(folder) as work:
        made = work / "workspace"
        made.mkdir()
        with _room(folder):
            unpack(found, manifest, made)
            _check(made)
            rebuilt = _with_facts(made, manifest, progress)
            _settle(made, folder)
    workspace = open_workspace(folder)
    return Restored(workspace, manifest, workspace.brands, rebuilt)


@contextmanager
def _empty(folder: Path) -> Iterator[Path]:
    """The folder to work in, in a folder that holds nothing else; both are as before when it fails."""
    new = not folder.exists()
    _refuse_what_is_taken(folder)
    work = folder / WORK
    make_folder(folder)
    work.mkdir(exist_ok=True)
    try:
        with locked(work, wait=0.2):
            _clear(folder, work)
            try:
                yield work
            except BaseException:
                disconnect()
                _clear(folder, work)
                raise
    except Conflict:
        raise Conflict(
            f"Another process is restoring into {folder}.", "Wait until it has finished."
        ) from None
    except Exception:
        shutil.rmtree(work, ignore_errors=True)
        if new:
            with suppress(OSError):
                folder.rmdir()
        raise
    shutil.rmtree(work, ignore_errors=True)
    flush(folder)


def _refuse_what_is_taken(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise InvalidValue(f"{folder} is no folder.", "Name a new or an empty one.")
    there = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if SETTINGS in there:
        raise InvalidValue(
            f"{folder} holds a workspace already, and none is written over.", "Name a new or an empty folder."
        )
    left = _left_by_a_dead_run(folder / WORK) if WORK in there else set()
    if strangers := sorted(there - left - {"lost+found"}):
        raise InvalidValue(f"{folder} is not empty ({strangers[0]}).", "Name a new or an empty folder.")


def _left_by_a_dead_run(work: Path) -> set[str]:
    """The names that a restore that was killed may have put into the folder."""
    note = work / _MOVING
    return {WORK, *(note.read_text("utf-8").splitlines() if note.is_file() else ())}


def _clear(folder: Path, work: Path) -> None:
    """Remove what an earlier or a failed restore has put here, unless that one had finished."""
    if (folder / SETTINGS).exists():
        return
    for name in _left_by_a_dead_run(work) - {WORK}:
        _remove(folder / name)
    for path in work.iterdir():
        if path.name != "lock":
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _check(made: Path) -> None:
    """That the database is sound and names nothing outside the workspace, and the settings can be read."""
    if fault := fault_of(made / DATABASE):
        raise Refused(f"{no_backup('its database is none of ours')} {fault}", ANOTHER)
    try:
        _, _, address = read_settings(made)
        imports = entries_in(made / DATABASE, KIND)
        paths = paths_in(made / DATABASE)
        keys = {entry.key for entry in imports} | {str(entry.body.get("kept_sha256")) for entry in imports}
    except (MilepostError, ValueError, TypeError, AttributeError) as error:
        raise Refused(no_backup(f"what it holds cannot be read ({str(error)[:120]})"), ANOTHER) from error
    if (made / KEY).stat().st_size != _KEY_SIZE:
        raise Refused(no_backup("its secret is none"), ANOTHER)
    if address:
        raise Refused(no_backup("its settings name another database"), ANOTHER)
    if strange := sorted(p for p in paths if not _FACTS.match(p) or ".." in p):
        raise Refused(no_backup(f"its database names the file {shown(strange[0])}"), ANOTHER)
    if strange := sorted(key for key in keys if not _HASH.match(key)):
        raise Refused(no_backup(f"its journal names the file {shown(strange[0])}"), ANOTHER)


def _with_facts(made: Path, manifest: Manifest, progress: Progress | None) -> Rebuilt:
    for name in FOLDERS:
        make_folder(made / name)
    try:
        workspace = open_workspace(made)
        rebuilt = _rebuilt(workspace, manifest, progress)
        _end_what_was_open()
        empty_log()
    finally:
        disconnect()
    return rebuilt


def _end_what_was_open() -> None:
    from milepost.store.restored import end_what_was_open  # needs the open database

    end_what_was_open(datetime.now(UTC))


def _rebuilt(workspace: Workspace, manifest: Manifest, progress: Progress | None) -> Rebuilt:
    try:
        return rebuild(workspace, progress=progress)
    except StorageError as error:
        if error.__cause__ is not None and is_storage_fault(error.__cause__):
            raise error.__cause__ from None
        raise Refused(
            f"The backup cannot be used: {error.what}",
            f"Nothing was changed. Take an earlier backup, or Milepost {manifest.milepost}, which made it.",
        ) from error


def _settle(made: Path, folder: Path) -> None:
    """Move everything into place, what makes it a workspace last."""
    names = [path.name for path in made.iterdir()]
    write(made.parent / _MOVING, "\n".join(names).encode())
    for name in sorted(names, key=lambda n: (_LAST.index(n) if n in _LAST else -1, n)):
        if name == SETTINGS:  # from here it is a workspace, of which no later restore may remove anything
            flush(folder)
            (made.parent / _MOVING).unlink()
        (made / name).rename(folder / name)
    flush(folder)


@contextmanager
def _room(folder: Path) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if is_storage_fault(error):
            raise StorageError(
                f"There is no room for the workspace in {folder}.",
                "Nothing was left there, and the backup is as it was. Make room or name another folder.",
            ) from error
        raise
