"""Erasing a brand: nothing of it is left in the workspace's folder.

The rows of the database go first, in one transaction: from that instant the brand is gone for every reader.
Its section in `milepost.toml` goes last: killed at any instant before that, the brand is still known, and
saying it again finishes it.
"""

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from milepost.archive.durable import flush, write
from milepost.journal import Entry
from milepost.workspace.keeping.brand_holdings import Holdings, holdings
from milepost.workspace.keeping.brand_settings import without_brand
from milepost.workspace.keeping.contents import foreign, unfinished
from milepost.workspace.labels.label import FOLDER as LABELS
from milepost.workspace.place import INTENDED, SETTINGS, Workspace
from milepost.workspace.portfolio.portfolio import forget_brand
from milepost.workspace.writing import writing

_WITHOUT_BRANDS: Final = ("facts/looked", "cache/pages")
"""What is kept of all brands under names that do not tell whose it is; it is worked out again."""

ERASED: Final = "erased"
"""The kind of the one entry that stays: that a brand was erased, when and by whom. It names no brand."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased, and where the brand is still named: by others, and in files that are the user's own.

    `named_by` are other brands (or '') with the kind of entry and how many; `named_in` files of settings and
    of own knowledge; `yours` what lies in the folder and is no part of the workspace.
    """

    gone: Holdings
    named_by: tuple[tuple[str, str, int], ...]
    named_in: tuple[str, ...]
    yours: tuple[str, ...]


def erase_brand(workspace: Workspace, brand: str, *, who: str, at: datetime) -> Erased:
    """Remove everything of a brand from the workspace, for good; `at` carries its zone.

    An archived file that another brand imported as well stays. Raises NotFound for the brand, InvalidValue
    when its settings cannot be taken out, Conflict when another process writes or reads all the while,
    StorageError when the disk takes no more: then saying it again finishes what was begun.
    """
    holdings(workspace, brand)
    without_brand(_settings(workspace), brand)
    with writing(workspace) as session:
        gone = holdings(workspace, brand)
        bare = without_brand(_settings(workspace), brand)
        _erase_rows(session, gone, who, at)
        _remove_files(workspace, gone, session)
        _scrub()
        write(workspace.home / SETTINGS, bare.encode())
    return Erased(gone, *_still_named(workspace, brand))


def _settings(workspace: Workspace) -> str:
    return (workspace.home / SETTINGS).read_text("utf-8")


def _erase_rows(session: Path, gone: Holdings, who: str, at: datetime) -> None:
    from milepost.store.erasing import erase_rows

    # Were we killed after the transaction, the next writer removes the files of this note: nobody names them.
    write(session / INTENDED, "".join(f"{path}\n" for path in gone.archived).encode())
    note = Entry("", ERASED, f"{at.isoformat()}-{os.urandom(4).hex()}", 1, at, who, "", {})
    erase_rows(gone.brand, [note])


def _remove_files(workspace: Workspace, gone: Holdings, session: Path) -> None:
    """Everything that was the brand's alone; then what is remembered of all brands alike."""
    home = workspace.home
    forget_brand(workspace, gone.brand)
    for name in (*gone.folders, *_WITHOUT_BRANDS):
        if (home / name).exists():
            shutil.rmtree(home / name)
    left = [path for folder in (home, home / LABELS) if folder.is_dir() for path in folder.iterdir()]
    dead = [path for path in left if unfinished(path.name) and path.is_file()]
    files = [*(home / name for name in (*gone.archived, *gone.secrets, *gone.logos)), *dead]
    for path in files:
        path.unlink(missing_ok=True)
    for folder in sorted(_folders(home, files), reverse=True):
        flush(folder)
        if (
            folder.is_relative_to(workspace.archive)
            and folder != workspace.archive
            and not any(folder.iterdir())
        ):
            folder.rmdir()
    flush(workspace.facts)
    (session / INTENDED).unlink()
    flush(session)


def _folders(home: Path, files: Iterable[Path]) -> set[Path]:
    """The folders of these files, and those above them, within the workspace."""
    found = {folder for path in files for folder in path.parents if folder.is_relative_to(home)}
    return {folder for folder in found if folder.is_dir()}


def _scrub() -> None:
    from milepost.store.erasing import scrub

    scrub()


def _still_named(
    workspace: Workspace, brand: str
) -> tuple[tuple[tuple[str, str, int], ...], tuple[str, ...], tuple[str, ...]]:
    from milepost.store.erasing import texts_with

    by = tuple((other, kind, count) for (other, kind), count in sorted(texts_with(brand).items()))
    places = [workspace.home / SETTINGS]
    if workspace.knowledge is not None:
        places += sorted(path for path in workspace.knowledge.rglob("*") if path.is_file())
    named = tuple(p.relative_to(workspace.home).as_posix() for p in places if _names(p, brand))
    return by, named, foreign(workspace.home)


def _names(path: Path, brand: str) -> bool:
    sought = brand.casefold()
    return sought in path.name.casefold() or sought in path.read_text("utf-8", "replace").casefold()
