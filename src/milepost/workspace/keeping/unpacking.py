"""A backup's files onto the disk: no more, no longer, no other and nowhere else than its manifest says."""

import hashlib
import os
import shutil
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from milepost.archive.durable import flush, make_folder
from milepost.errors import NotFound, Refused, StorageError
from milepost.sources import zips
from milepost.workspace.keeping.manifest import (
    ANOTHER,
    MANIFEST,
    MOST_BYTES,
    MOST_FILES,
    Manifest,
    Member,
    no_backup,
    read_manifest,
    shown,
)

_BLOCK: Final = 1 << 20
_MOST_TIMES: Final = 300
_LONGEST_LINE: Final = 160  # bytes in a zip's directory for a file of the archive, and more
_SMALL: Final = 100_000_000


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup and its manifest, both checked against each other. Raises NotFound, Refused."""
    if not path.is_file():
        raise NotFound("backup", str(path), remedy="Name the file that `milepost backup` wrote.")
    try:
        entries, size = zips.zip_directory(path)
        if max(entries, size // _LONGEST_LINE) > MOST_FILES + 1:
            raise Refused(no_backup(f"it lists more than {MOST_FILES:,} files"), ANOTHER)
        with zipfile.ZipFile(path) as found:
            manifest = _manifest(found)
            _agree(found, manifest, path.stat().st_size)
            yield found, manifest
    except PermissionError as error:
        raise NotFound("backup that you may read", str(path)) from error
    except zips.BROKEN as error:
        if not zips.is_damage(error):
            raise
        raise Refused(no_backup(f"it cannot be read ({str(error)[:80]})"), ANOTHER) from error


def unpack(found: zipfile.ZipFile, manifest: Manifest, into: Path) -> None:
    """Write every file of the manifest below the empty folder `into`, all on the disk, all hashes right.

    Raises Refused, with some of them written, at the first that is not what the manifest says; StorageError
    when there is no room for all.
    """
    need = sum(member.size for member in manifest.members)
    free = shutil.disk_usage(into).free
    if need > free:
        raise StorageError(
            f"The backup unpacks to {need / 1e6:,.0f} MB, and {into.parent} takes {free / 1e6:,.0f} MB.",
            "Make room, or restore to another disk; the facts need room as well.",
        )
    folders = set()
    for member in manifest.members:
        place = into / member.name
        make_folder(place.parent, 0o700 if place.parent.name == "secrets" else 0o777)
        folders.add(place.parent)
        with found.open(member.name) as source:
            _copy(source, member, place)
    for folder in folders:
        flush(folder)


def _copy(source: IO[bytes], member: Member, place: Path) -> None:
    digest, left = hashlib.sha256(), member.size
    mode = 0o600 if member.private else 0o644
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as target:
        while block := source.read(min(_BLOCK, left + 1)):
            left -= len(block)
            if left < 0:
                raise Refused(no_backup(f"{member.name} is longer than its manifest says"), ANOTHER)
            digest.update(block)
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    if left or digest.hexdigest() != member.sha256:
        raise Refused(
            f"The backup is damaged: {member.name} is not what it was when the backup was made.", ANOTHER
        )


def _manifest(found: zipfile.ZipFile) -> Manifest:
    try:
        info = found.getinfo(MANIFEST)
    except KeyError:
        raise Refused(no_backup("it has no manifest"), ANOTHER) from None
    if info.file_size > MOST_BYTES:
        raise Refused(no_backup("its manifest is too long"), ANOTHER)
    with found.open(info) as source:
        content = source.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused(no_backup("its manifest is too long"), ANOTHER)
    return read_manifest(content)


def _agree(found: zipfile.ZipFile, manifest: Manifest, size: int) -> None:
    """That the archive holds the files of the manifest, plain ones of these sizes, and no others."""
    sizes = {member.name: member.size for member in manifest.members}
    seen: set[str] = set()
    for info in found.infolist():
        name = info.filename
        kind = stat.S_IFMT(info.external_attr >> 16)
        if name in seen:
            raise Refused(no_backup(f"it holds {shown(name)} twice"), ANOTHER)
        seen.add(name)
        if kind not in {0, stat.S_IFREG} or info.is_dir():
            raise Refused(no_backup(f"{shown(name)} in it is no plain file"), ANOTHER)
        if info.flag_bits & 1:
            raise Refused(no_backup(f"{shown(name)} in it is locked with a password"), ANOTHER)
        if name != MANIFEST and sizes.get(name) != info.file_size:
            raise Refused(no_backup(f"{shown(name)} in it is not what its manifest says"), ANOTHER)
    if missing := sorted(set(sizes) - seen):
        raise Refused(no_backup(f"it lacks {shown(missing[0])}, which its manifest names"), ANOTHER)
    whole = sum(sizes.values())
    if whole > max(_SMALL, size * _MOST_TIMES):
        raise Refused(no_backup(f"its {size:,} bytes would become {whole:,}"), ANOTHER)
