"""What in a workspace folder cannot be computed again, and what else lies there."""

import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from milepost.archive.files import address
from milepost.journal import Entry, live
from milepost.workspace.imports import KIND
from milepost.workspace.place import ASIDE, INCOMING, SETTINGS, read_body

DATABASE: Final = "milepost.db"
KEY: Final = "secret"
"""The file that keys the hashes of customers."""

FOLDERS: Final = ("knowledge", "label", "secrets")
"""The folders that are kept as they are."""

_COMPUTED: Final = frozenset(
    {"facts", "staging", "cache", "uploads", INCOMING, "lock", f"{DATABASE}-wal", f"{DATABASE}-shm"}
)


class Because(StrEnum):
    """Why a file of the folder is not kept."""

    NOT_OURS = "not_ours"  # the user's own, beside the workspace
    LINK = "link"
    UNFINISHED = "unfinished"  # a writer died over it
    UNNAMED = "unnamed"  # in the archive, and no import speaks of it
    LOST = "lost"  # an import that was taken back speaks of it, and it is gone or damaged
    ASIDE = "set_aside"  # an earlier state of the whole workspace
    ELSEWHERE = "elsewhere"  # the settings name it, and it lies outside the folder


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept: its name within the workspace, and the hash that it must have if that is known.

    `needed`: without it nothing can be computed again, so that its loss is never passed over.
    """

    name: str
    path: Path
    sha256: str | None = None
    needed: bool = True


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file, or a folder with all that is in it, that is not kept, and why."""

    name: str
    because: Because


@dataclass(frozen=True, slots=True)
class Contents:
    """The files of a workspace that are kept, besides its database, and those that are not."""

    kept: tuple[Kept, ...]
    left_out: tuple[LeftOut, ...]


def contents(home: Path, imports: Iterable[Entry]) -> Contents:
    """What is kept of the workspace at `home` when these are all its imports (of all brands, live or not)."""
    archived = list(_archived(home, imports))
    known = {one.name for one in archived}
    kept: list[Kept] = [Kept(SETTINGS, home / SETTINGS), Kept(KEY, home / KEY)]
    left = [
        LeftOut(name, Because.UNNAMED)
        for path in _below(home / "archive")
        if (name := path.relative_to(home).as_posix()) not in known
    ]
    for name in FOLDERS:
        for path in _below(home / name):
            found = _own_file(home, path)
            (kept if isinstance(found, Kept) else left).append(found)  # type: ignore[arg-type]
    have = {one.name for one in kept}
    for named in named_files(read_body(home)):
        path = (home / named).resolve()
        if not path.is_relative_to(home):
            left.append(LeftOut(named, Because.ELSEWHERE))
        elif path.is_file() and (name := path.relative_to(home).as_posix()) not in have:
            kept.append(Kept(name, path))
            have.add(name)
    left.extend(_beside(home, have))
    return Contents((*kept, *archived), tuple(sorted(left, key=lambda one: one.name)))


def foreign(home: Path) -> tuple[str, ...]:
    """The names of what lies in the folder of a workspace and is the user's own."""
    known = {str(Path(name).parts[0]) for name in named_files(read_body(home)) if name}
    return tuple(one.name for one in _beside(home, known) if one.because is Because.NOT_OURS)


def named_files(body: Mapping[str, Any]) -> Iterator[str]:
    """The files that settings name: `..._file` and `authority`, in whatever section."""
    for key, value in body.items():
        if isinstance(value, dict):
            yield from named_files(value)
        elif isinstance(value, str) and (key.endswith("_file") or key == "authority"):
            yield value


def unfinished(name: str) -> bool:
    """Whether a file of that name is what a dead writer left beside the file that it was about to replace."""
    return name.startswith(".") and name.endswith(".tmp")


def _archived(home: Path, imports: Iterable[Entry]) -> Iterator[Kept]:
    entries = [entry for entry in imports if entry.kind == KIND and "kept_sha256" in entry.body]
    needed = {
        address(entry.key, entry.body["kept_sha256"])
        for brand in {entry.brand for entry in entries}
        for entry in live((e for e in entries if e.brand == brand), KIND).values()
    }
    hashes = {address(e.key, e.body["kept_sha256"]): str(e.body["kept_sha256"]) for e in entries}
    for place, sha256 in sorted(hashes.items()):
        yield Kept(f"archive/{place}", home / "archive" / place, sha256, needed=place in needed)


def _own_file(home: Path, path: Path) -> Kept | LeftOut:
    name = path.relative_to(home).as_posix()
    if unfinished(path.name):
        return LeftOut(name, Because.UNFINISHED)
    if not stat.S_ISREG(path.lstat().st_mode):
        return LeftOut(name, Because.LINK)
    return Kept(name, path)


def _below(folder: Path) -> Iterator[Path]:
    """Everything below a folder that is no folder itself, by name; links are not followed."""
    if folder.is_symlink() or not folder.is_dir():
        if folder.is_symlink():
            yield folder
        return
    for inner in sorted(folder.iterdir()):
        if inner.is_dir() or inner.is_symlink():
            yield from _below(inner)
        else:
            yield inner


def _beside(home: Path, have: Iterable[str]) -> Iterator[LeftOut]:
    """What lies at the top of the folder and belongs neither to the workspace nor to `have`."""
    ours = {
        SETTINGS,
        KEY,
        DATABASE,
        "archive",
        *FOLDERS,
        *_COMPUTED,
        *(name.split("/")[0] for name in have),
    }
    for path in sorted(home.iterdir()):
        if path.name in ours:
            continue
        yield LeftOut(path.name, _why_left(path.name))


def _why_left(name: str) -> Because:
    if name == ASIDE:
        return Because.ASIDE
    return Because.UNFINISHED if unfinished(name) else Because.NOT_OURS
