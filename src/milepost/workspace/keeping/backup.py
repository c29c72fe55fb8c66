"""A workspace as one file: all that cannot be computed again, each with its hash.

It takes no lock, so that imports go on: the database is copied as it is at one instant, and every archived
file that it names is there already and never changes.
"""

import fcntl
import hashlib
import os
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from milepost import __version__
from milepost.archive.durable import flush
from milepost.errors import Conflict, InvalidValue, NotFound, Refused, StorageError
from milepost.store.copying import entries_in, snapshot
from milepost.workspace.imports import KIND
from milepost.workspace.keeping.contents import DATABASE, Because, Contents, Kept, LeftOut, contents
from milepost.workspace.keeping.manifest import FORMAT, MANIFEST, MOST_FILES, Manifest, Member, is_safe
from milepost.workspace.place import Workspace
from milepost.workspace.writing import is_storage_fault

_BLOCK: Final = 1 << 20
_WORK: Final = ".milepost-backup-"
_FAST: Final = 1


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written: where, how large (bytes), what it holds, and what was left out of it."""

    path: Path
    size: int
    manifest: Manifest
    left_out: tuple[LeftOut, ...]

    @property
    def lost(self) -> bool:
        """Whether the archive has lost or altered a file, if one that no figure needs."""
        return any(one.because is Because.LOST for one in self.left_out)


def backup(workspace: Workspace, out: Path, *, created: datetime) -> Backup:
    """Write everything of the workspace that cannot be computed again into the new file `out`, for you alone.

    `created` carries its zone. Nothing is at `out` before all of it is on the disk. Raises InvalidValue for a
    place inside the workspace or one that is taken, NotFound for a folder that is not there, Refused when the
    journal lies in PostgreSQL, StorageError when there is no room or the archive has lost or altered a file,
    Conflict when a brand was erased meanwhile.
    """
    final = _place(workspace, out)
    if workspace.database:
        raise Refused(
            "The journal of this workspace lies in PostgreSQL, and one file cannot hold both at one instant.",
            "First: pg_dump --format=custom --file=milepost.dump ADDRESS. Then copy the workspace folder. In "
            "that order every file that the journal names is in the copy.",
        )
    try:
        with _work(final.parent) as folder:
            snapshot(folder / DATABASE)
            imports = entries_in(folder / DATABASE, KIND)
            held = contents(workspace.home, imports)
            manifest, lost = _write(folder, held, created)
            flush(folder / "backup")
            size = (folder / "backup").stat().st_size
            _settle(folder / "backup", final)
    except Exception as error:
        if is_storage_fault(error):
            raise StorageError(
                f"There is no room for the backup in {final.parent}.",
                "Nothing was left there; the workspace is as it was. Make room or name another place: --out",
            ) from error
        raise
    return Backup(final, size, manifest, (*held.left_out, *lost))


def _place(workspace: Workspace, out: Path) -> Path:
    final = out.expanduser().resolve()
    if final.is_relative_to(workspace.home):
        raise InvalidValue(
            f"{final} lies in the workspace: a backup there dies with it, and outlives an erased brand.",
            "Name a place outside, best on another disk: --out FILE",
        )
    if final.exists():
        raise InvalidValue(f"{final} is there already, and no backup is written over.", "Name another file.")
    if not final.parent.is_dir():
        raise NotFound("folder", str(final.parent), remedy="Make it first, or name another place.")
    return final


def _write(folder: Path, held: Contents, created: datetime) -> tuple[Manifest, tuple[LeftOut, ...]]:
    """The zip in the work folder, for its owner alone; its manifest, and what was lost of no consequence."""
    members: list[Member] = []
    lost: list[LeftOut] = []
    at = created.astimezone(UTC).timetuple()[:6]
    descriptor = os.open(folder / "backup", os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with (
        os.fdopen(descriptor, "w+b") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_FAST) as into,
    ):
        for kept in (Kept(DATABASE, folder / DATABASE), *held.kept):
            if not is_safe(kept.name):
                raise InvalidValue(
                    f"The name of {kept.name!r} could not be written on every system.",
                    "Give it another name.",
                )
            if not kept.needed and not _is_sound(kept):
                lost.append(LeftOut(kept.name, Because.LOST))
                continue
            members.append(_add(into, kept, at))
        if len(members) > MOST_FILES:
            raise Refused(
                f"The workspace holds {len(members):,} files; one backup takes up to {MOST_FILES:,}.",
                "Copy the folder while nothing is written to it, for example with: rsync -a",
            )
        manifest = Manifest(FORMAT, __version__, created, tuple(members))
        into.writestr(_info(MANIFEST, at), manifest.to_json())
    return manifest, tuple(lost)


def _add(into: zipfile.ZipFile, kept: Kept, at: tuple[int, ...]) -> Member:
    digest, size = hashlib.sha256(), 0
    try:
        source = kept.path.open("rb")
    except OSError as error:
        raise _missing(kept, error.strerror or str(error)) from error
    with source, into.open(_info(kept.name, at), "w", force_zip64=True) as target:
        private = not stat.S_IMODE(os.fstat(source.fileno()).st_mode) & 0o077
        while block := source.read(_BLOCK):
            digest.update(block)
            size += len(block)
            target.write(block)
    if kept.sha256 is not None and digest.hexdigest() != kept.sha256:
        raise _missing(kept, "it has changed since it was kept")
    return Member(kept.name, size, digest.hexdigest(), private)


def _is_sound(kept: Kept) -> bool:
    try:
        with kept.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == kept.sha256
    except OSError:
        return False


def _missing(kept: Kept, why: str) -> Exception:
    """Why a file that is needed could not be taken."""
    if kept.sha256 is None:
        return StorageError(f"{kept.path} cannot be read: {why}.", "Look at its permissions, then repeat.")
    from milepost.workspace.sweeping import archived_paths

    if kept.name.removeprefix("archive/") not in archived_paths():
        return Conflict("A brand was erased while the backup was made, so that it was left.", "Repeat it.")
    return StorageError(
        f"The archived file {kept.path.name[:12]} cannot be taken into the backup: {why}.",
        f"No backup was made. Put {kept.name} back from an earlier one, or import that file again after "
        f"“milepost undo {kept.path.name[:12]}”.",
    )


def _info(name: str, at: tuple[int, ...]) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, at)  # type: ignore[arg-type]
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = (stat.S_IFREG | 0o600) << 16
    return info


@contextmanager
def _work(beside: Path) -> Iterator[Path]:
    """A folder for what is unfinished, on the file system of the backup; those of dead runs are removed."""
    for left in beside.glob(f"{_WORK}*"):
        with suppress(OSError), (left / "lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left)
    folder = Path(tempfile.mkdtemp(prefix=_WORK, dir=beside))
    try:
        with (folder / "lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _settle(done: Path, final: Path) -> None:
    try:
        os.link(done, final)  # unlike a rename, never over what somebody else has put there meanwhile
    except FileExistsError:
        raise InvalidValue(
            f"{final} is there by now, and no backup is written over.", "Name another file."
        ) from None
    except OSError:  # a file system without links
        done.replace(final)
    flush(final.parent)
