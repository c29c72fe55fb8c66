"""Earlier states of the workspace that a restore has set aside: each is a workspace folder of its own."""

import json
import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from milepost.archive.durable import flush
from milepost.errors import MilepostError, NotFound
from milepost.store.copying import people_in
from milepost.workspace.keeping.contents import DATABASE, KEY
from milepost.workspace.place import ASIDE, SETTINGS, read_settings

_NAME: Final = re.compile(r"\d{4}-\d\d-\d\d-\d{6}(-2)*\Z")


@dataclass(frozen=True, slots=True)
class SetAside:
    """One of them: its folder's name, when and by whom it was set aside, for what, and which brands it holds.

    `whole`: it can take the place of the workspace again; `people` have an account in it.
    """

    name: str
    at: datetime | None
    who: str
    what: str
    brands: tuple[str, ...]
    size: int
    whole: bool
    people: int


def set_aside(home: Path) -> tuple[SetAside, ...]:
    """All of them, the newest first."""
    folder = home / ASIDE
    there = folder.iterdir() if folder.is_dir() else ()
    names = sorted((path.name for path in there if _NAME.match(path.name) and path.is_dir()), reverse=True)
    return tuple(_one(folder / name) for name in names)


def one_set_aside(home: Path, name: str) -> SetAside:
    """One of them. Raises NotFound."""
    found = next((one for one in set_aside(home) if one.name == name), None)
    if found is None:
        raise NotFound("earlier state", name[:40])
    return found


def delete_set_aside(home: Path, name: str) -> None:
    """Remove one of them for good. Raises NotFound. Killed in between, saying it again finishes it."""
    folder = home / ASIDE / one_set_aside(home, name).name
    (folder / SETTINGS).unlink(missing_ok=True)  # first: what is half gone is no workspace any more
    shutil.rmtree(folder)
    folder.with_name(f"{name}.json").unlink(missing_ok=True)
    flush(folder.parent)


def that_hold(home: Path, brand: str) -> tuple[str, ...]:
    """The folders, within the home, of those that hold a brand or of which that cannot be told."""
    return tuple(f"{ASIDE}/{one.name}" for one in set_aside(home) if brand in one.brands or not one.whole)


def _one(folder: Path) -> SetAside:
    told = _note(folder.with_name(f"{folder.name}.json"))
    whole = all((folder / name).is_file() for name in (SETTINGS, KEY, DATABASE))
    try:
        brands = tuple(one.name for one in read_settings(folder)[0]) if whole else ()
        people = people_in(folder / DATABASE) if whole else 0
    except MilepostError:
        brands, people, whole = (), 0, False
    size = sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())
    at = datetime.fromisoformat(told["at"]) if told else None
    who, what = str(told.get("who", "")), str(told.get("for", ""))
    return SetAside(folder.name, at, who, what, brands, size, whole, people)


def _note(path: Path) -> dict[str, str]:
    """What was noted beside a state; nothing where that is gone, or was altered by hand."""
    try:
        told = json.loads(path.read_bytes())
        datetime.fromisoformat(told["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {name: str(value) for name, value in told.items()}
