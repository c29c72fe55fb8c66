"""Files that are either wholly there or not at all, also after a power cut."""

import os
from collections.abc import Iterable
from pathlib import Path


def flush(path: Path) -> None:
    """Wait until what `path` holds is on the disk: a file's bytes, a folder's names."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def settle(pairs: Iterable[tuple[Path, Path]]) -> None:
    """Move finished files into place, each from its first to its second path on the same file system.

    All bytes reach the disk before any name does, and all names before this returns.
    """
    moves = list(pairs)
    for source, _ in moves:
        flush(source)
    folders = {final.parent for _, final in moves}
    for folder in sorted(folders):
        make_folder(folder)
    for source, final in moves:
        source.replace(final)
    for folder in sorted(folders):
        flush(folder)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Make a folder and those above it, their names on the disk; nothing when it is there already."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=mode, exist_ok=True)
    flush(folder.parent)


def write(final: Path, content: bytes, mode: int = 0o644) -> None:
    """Write a small file as a whole: beside its place first, then renamed over what was there."""
    beside = final.with_name(f".{final.name}.{os.getpid()}.tmp")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(final)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    flush(final.parent)
