"""A checked workspace takes the place of the one in use, which is set aside whole.

It happens at a start of the site, before anything is opened, and by moving what lies in the folder: the
folder itself may be a mount point. Three notes say how far it is: `wanted` (somebody confirmed it), `swap`
(begun: names that go out, names that come in) and `done` (to be written down by the site that starts). Begun,
it only goes on: killed at any step, the next start does the rest.
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

from milepost.archive.durable import flush, make_folder, write
from milepost.errors import Conflict, MilepostError, Refused, StorageError
from milepost.language import from_json, gettext_lazy, to_json
from milepost.store.copying import let_go
from milepost.workspace.keeping.contents import DATABASE, KEY, named_files
from milepost.workspace.place import ASIDE, INCOMING, OWN, SETTINGS, SWAPPING, Workspace, read_body
from milepost.workspace.writing import locked, storage_faults

WANTED: Final = f"{INCOMING}/wanted.json"
_DONE: Final = f"{INCOMING}/done.json"
_REFUSED: Final = f"{INCOMING}/refused.json"
_SERVED: Final = f"{INCOMING}/served"
_STAYS: Final = frozenset({"lock", INCOMING, ASIDE})
_WAIT: Final = 30.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to become the workspace: a folder within its home, by whom, when, from where, and its words.

    `aside` is the folder, within the home, that the present state goes to.
    """

    source: str
    who: str
    at: datetime
    what: str
    address: str
    aside: str = ""


def want(workspace: Workspace, wanted: Wanted) -> None:
    """Note durably that a folder within the home is to become the workspace at the next start.

    Raises Refused when it cannot: the journal lies in PostgreSQL, or a part of the folder on another disk;
    NotFound and StorageError as the disk has it.
    """
    if workspace.database:
        raise Refused(
            gettext_lazy("The journal of this workspace lies in PostgreSQL, and a backup brings its own."),
            gettext_lazy("Restore it into a new folder with the command, and serve that."),
        )
    _, leaving, _ = _names(workspace.home, wanted.source)
    device = workspace.home.stat().st_dev
    for name in leaving:
        if (workspace.home / name).lstat().st_dev != device or os.path.ismount(workspace.home / name):
            raise Refused(
                gettext_lazy(
                    "{name} lies on another disk than the workspace, so it cannot be set aside.", name=name
                ),
                gettext_lazy("Restore the backup into a new folder with the command, and serve that."),
            )
    with storage_faults():
        (workspace.home / _REFUSED).unlink(missing_ok=True)
        _note(workspace.home / WANTED, asdict(wanted) | {"at": wanted.at.isoformat()})


def is_wanted(home: Path) -> bool:
    """Whether a restore was confirmed that has not taken place yet."""
    return (home / WANTED).exists() or (home / SWAPPING).exists()


def in_use(home: Path) -> IO[bytes]:
    """Hold the folder as one that is served, until the file is closed or the process ends, in any way."""
    make_folder(home / INCOMING, 0o700)
    file = (home / _SERVED).open("ab")
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def finish(home: Path, wait: float = _WAIT) -> None:
    """Put what is wanted into place, or finish what was begun; nothing when neither is. Nothing may be open.

    What cannot be begun within `wait` seconds is given up and noted: see `refusal`. Raises Conflict and
    StorageError when what was begun cannot be finished yet.
    """
    if not is_wanted(home):
        return
    try:
        with storage_faults(), _alone(home, wait), locked(home, wait):
            if not is_wanted(home):  # another site over the same folder has done it meanwhile
                return
            if not (home / SWAPPING).exists():
                _begin(home, wait)
            _move(home)
    except (MilepostError, OSError) as error:
        told = (
            error
            if isinstance(error, MilepostError)
            else StorageError(gettext_lazy("The disk refused: {error}.", error=error))
        )
        if (home / SWAPPING).exists():
            raise told from error
        _note(home / _REFUSED, to_json({"what": told.what, "remedy": told.remedy}))
        (home / WANTED).unlink(missing_ok=True)


def done(home: Path) -> Wanted | None:
    """The restore that has taken place and is still to be written down."""
    return _wanted(json.loads((home / _DONE).read_bytes())) if (home / _DONE).is_file() else None


def forget_done(home: Path) -> None:
    """It was written down."""
    (home / _DONE).unlink(missing_ok=True)


def refusal(home: Path) -> tuple[str, str] | None:
    """Why the last restore that was confirmed did not take place, and what to do; None when it did."""
    path = home / _REFUSED
    if not path.is_file():
        return None
    told = from_json(json.loads(path.read_bytes()))
    return told["what"], told["remedy"]


def _begin(home: Path, wait: float) -> None:
    wanted = _wanted(json.loads((home / WANTED).read_bytes()))
    source, leaving, coming = _names(home, wanted.source)
    give_up = time.monotonic() + wait
    for folder in (home, source):
        while (folder / DATABASE).is_file() and not let_go(folder / DATABASE):
            if time.monotonic() > give_up:
                raise Conflict(
                    gettext_lazy("Another program has the workspace open, so nothing was restored."),
                    gettext_lazy(
                        "Close it, a command that runs or a look into the database, then confirm again."
                    ),
                )
            time.sleep(0.1)
    _, leaving, coming = _names(home, wanted.source)  # without SQLite's log, which is gone now
    aside = home / ASIDE / f"{wanted.at:%Y-%m-%d-%H%M%S}"
    while aside.exists() and any(aside.iterdir()):  # an empty one is of a start that was killed here
        aside = aside.with_name(f"{aside.name}-2")
    make_folder(aside, 0o700)
    note = asdict(wanted) | {"at": wanted.at.isoformat(), "aside": aside.relative_to(home).as_posix()}
    _note(aside.with_name(f"{aside.name}.json"), {"at": note["at"], "who": wanted.who, "for": wanted.what})
    _note(home / SWAPPING, note | {"leaving": leaving, "coming": coming})


def _move(home: Path) -> None:
    """Everything out, then everything in. What has moved already is where it belongs."""
    note = json.loads((home / SWAPPING).read_bytes())
    source, aside = home / note["source"], home / note["aside"]
    (home / WANTED).unlink(missing_ok=True)
    for name in note["leaving"]:
        if not _is_there(aside / name):
            (home / name).rename(aside / name)
    flush(aside)
    flush(home)
    for name in note["coming"]:
        if _is_there(source / name):
            (source / name).rename(home / name)
    flush(home)
    _remove_source(home, source)
    told = {name: value for name, value in note.items() if name not in {"leaving", "coming"}}
    _note(home / _DONE, told)
    (home / SWAPPING).unlink()
    flush(home / INCOMING)


def _remove_source(home: Path, source: Path) -> None:
    """The folder that everything has moved out of, with its own note or what lay beside it."""
    shutil.rmtree(source, ignore_errors=True)
    if source.parent == home / ASIDE:
        source.with_name(f"{source.name}.json").unlink(missing_ok=True)
    else:
        shutil.rmtree(source.parent, ignore_errors=True)


def _names(home: Path, source: str) -> tuple[Path, list[str], list[str]]:
    """The folder that comes, the names that leave the home and those that come into it, in their order.

    `milepost.toml`, which makes a folder a workspace, leaves first and comes last.
    """
    made = home / source
    if not all((made / name).is_file() for name in (SETTINGS, KEY, DATABASE)):
        raise Refused(
            gettext_lazy("What was to be restored is gone."),
            gettext_lazy("Nothing was changed. Choose the backup again."),
        )
    coming = {path.name for path in made.iterdir()} - _STAYS
    ours = {*OWN, *coming, *_named_beside(home)} - _STAYS
    leaving = {path.name for path in home.iterdir() if path.name in ours or path.name.startswith(DATABASE)}
    return (
        made,
        sorted(leaving, key=lambda name: (name != SETTINGS, name)),
        sorted(coming, key=lambda name: (name == SETTINGS, name)),
    )


def _named_beside(home: Path) -> set[str]:
    """What lies at the top of the folder and is the workspace's because its settings name it."""
    try:
        return {Path(name).parts[0] for name in named_files(read_body(home)) if name and ".." not in name}
    except (MilepostError, OSError):
        return set()


@contextmanager
def _alone(home: Path, wait: float) -> Iterator[None]:
    """When no process serves the folder any more, or nothing is wanted any more."""
    give_up = time.monotonic() + wait
    with (home / _SERVED).open("ab") as file:
        while is_wanted(home):
            with suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            if time.monotonic() > give_up:
                raise Conflict(
                    gettext_lazy(
                        "Another site serves this workspace and did not end in time, so nothing was restored."
                    ),
                    gettext_lazy("Stop it, then confirm again."),
                )
            time.sleep(0.05)
        yield


def _wanted(body: dict[str, Any]) -> Wanted:
    words = {name: str(body[name]) for name in ("source", "who", "what", "address", "aside")}
    return Wanted(**words, at=datetime.fromisoformat(body["at"]))


def _note(path: Path, body: dict[str, Any]) -> None:
    write(path, json.dumps(body, ensure_ascii=False).encode(), mode=0o600)


def _is_there(path: Path) -> bool:
    return path.is_symlink() or path.exists()
