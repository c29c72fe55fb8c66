"""Files on their way in: kept under numbers in a folder of a random name, until they are read or too old.

What a file was called is data and never becomes a path.
"""

import os
import secrets
import shutil
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_noop as _

from milepost.errors import NotFound

KEPT_FOR: Final = 24 * 60 * 60
"""Seconds that a file waits for an answer."""

_MEGA: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one upload may bring: files, bytes of one file, bytes of all together."""

    files: int = 500
    each: int = 1024 * _MEGA
    whole: int = 4096 * _MEGA


def read_limits(said: Mapping[str, str], files: int) -> Limits:
    """The limits, in megabytes, out of MILEPOST_UPLOAD_EACH and MILEPOST_UPLOAD_ALL."""
    known = Limits(files)
    each = _megabytes(said.get("MILEPOST_UPLOAD_EACH", ""), known.each)
    return Limits(files, each, max(each, _megabytes(said.get("MILEPOST_UPLOAD_ALL", ""), known.whole)))


def new_folder(home: Path) -> Path:
    """A folder of a name that nobody can guess, for its owner alone."""
    folder = home / "uploads" / secrets.token_hex(16)
    folder.mkdir(mode=0o700)
    return folder


def folder_of(home: Path, name: str) -> Path:
    """The folder of an upload. Raises NotFound when it is gone, or when that is no name of one."""
    folder = home / "uploads" / name
    if len(name) != 32 or not set(name) <= set("0123456789abcdef") or not folder.is_dir():
        raise NotFound(
            "upload",
            name[:8],
            remedy=_("Files wait a day for an answer; choose them again on the page of imports."),
        )
    return folder


def remove(folder: Path) -> None:
    """Remove a folder of uploads with all that is in it; nothing when it is gone already."""
    shutil.rmtree(folder, ignore_errors=True)


def keep_only(folder: Path, numbers: Collection[int]) -> None:
    """Remove all files but those of these numbers; without any, the folder too."""
    if not numbers:
        remove(folder)
        return
    names = {str(number) for number in numbers}
    for path in folder.iterdir():
        if path.name not in names:
            path.unlink(missing_ok=True)


def sweep(home: Path, busy: Collection[str], now: float | None = None) -> int:
    """Remove what lies in `uploads` for more than a day, except the folders that are `busy`; how many."""
    before = (time.time() if now is None else now) - KEPT_FOR
    gone = 0
    for path in (home / "uploads").iterdir():
        if path.name in busy or path.is_symlink() or path.stat().st_mtime > before:
            continue
        if path.is_dir():
            remove(path)
        else:
            path.unlink(missing_ok=True)
        gone += 1
    return gone


def new_file(folder: Path, number: int) -> int:
    """An open descriptor of a new file, for its owner alone."""
    return os.open(folder / str(number), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def _megabytes(text: str, otherwise: int) -> int:
    return int(text) * _MEGA if text.isascii() and text.isdigit() and int(text) > 0 else otherwise
