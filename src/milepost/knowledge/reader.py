"""Reading the knowledge files: ours, shipped with the package, with a user's own folder laid over them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from milepost.errors import InvalidValue
from milepost.knowledge.prose import spoken


@dataclass(frozen=True, slots=True)
class Leaf:
    """One TOML file of a catalogue: its id (the file's stem), where it lies, and what it says."""

    id: str
    where: str
    body: Mapping[str, Any]


def leaves(catalogue: str, overlay: Path | None = None) -> dict[str, Leaf]:
    """All files `<catalogue>/*.toml`: ours, then those under `overlay`, which replace ours of the same id.

    Raises InvalidValue with the file's name when one is not TOML.
    """
    found = dict(_our_leaves(catalogue))
    if overlay is not None and (overlay / catalogue).is_dir():
        for path in sorted((overlay / catalogue).glob("*.toml")):
            found[path.stem] = _leaf(f"{catalogue}/{path.name}", path.read_text("utf-8"), str(path))
    return found


@cache
def _our_leaves(catalogue: str) -> Mapping[str, Leaf]:
    """The files of ours: they lie in the package and are read once in a process."""
    found: dict[str, Leaf] = {}
    for entry in sorted(files(__package__).joinpath(catalogue).iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml"):
            found[entry.name[:-5]] = _leaf(f"{catalogue}/{entry.name}", entry.read_text("utf-8"))
    return MappingProxyType(found)


def table(name: str, overlay: Path | None = None) -> Mapping[str, Any]:
    """The single file `<name>.toml`; a user's own file of that name replaces ours."""
    if overlay is not None and (overlay / f"{name}.toml").is_file():
        path = overlay / f"{name}.toml"
        return _leaf(f"{name}.toml", path.read_text("utf-8"), str(path)).body
    return _ours(name)


@cache
def _ours(name: str) -> Mapping[str, Any]:
    """One file of ours: it lies in the package and is read once in a process."""
    return MappingProxyType(dict(_leaf(f"{name}.toml", text(f"{name}.toml")).body))


def sheets(catalogue: str, overlay: Path | None = None) -> dict[str, str]:
    """The text of all files `<catalogue>/*.csv` by name without ending: ours, then the user's over them.

    Raises InvalidValue with the file's name when one of the user's is not UTF-8.
    """
    ours = files(__package__).joinpath(catalogue).iterdir()
    found = {e.name[:-4]: e.read_text("utf-8") for e in ours if e.name.endswith(".csv")}
    if overlay is not None and (overlay / catalogue).is_dir():
        for path in sorted((overlay / catalogue).glob("*.csv")):
            try:
                found[path.stem] = path.read_text("utf-8-sig")
            except UnicodeDecodeError as error:
                raise InvalidValue(f"{path} is not UTF-8.", "Save it again as CSV UTF-8.") from error
    return dict(sorted(found.items()))


def text(name: str) -> str:
    """The text of one knowledge file of ours, for readers of CSV and JSON."""
    return files(__package__).joinpath(name).read_text("utf-8")


def _leaf(name: str, content: str, where: str | None = None) -> Leaf:
    try:
        body = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise InvalidValue(
            f"{where or name} is not TOML: {error}.", "Mend the line that is named."
        ) from error
    stem = name.removesuffix(".toml")
    return Leaf(stem.rpartition("/")[2], where or f"milepost/knowledge/{name}", spoken(stem, body))
