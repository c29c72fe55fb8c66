"""A format of the user's own, given with an import and kept in the workspace."""

import tomllib
from pathlib import Path

from milepost.archive.durable import make_folder, write
from milepost.errors import InvalidValue, NotFound
from milepost.knowledge import Leaf
from milepost.sources.format import SourceFormat, read_format
from milepost.workspace.place import Workspace


def read_mapping(path: Path) -> dict[str, SourceFormat]:
    """The format in a TOML file, by its id (the file's stem). Raises NotFound or InvalidValue."""
    if not path.is_file():
        raise NotFound("mapping", str(path), remedy="Give the path of a format file; see docs/extending.md.")
    try:
        body = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidValue(f"{path} is not TOML: {error}.", "Mend the line that is named.") from error
    return {path.stem: read_format(Leaf(path.stem, str(path), body))}


def keep_mapping(workspace: Workspace, path: Path) -> None:
    """Keep it under `knowledge/sources`, where every later import and rebuild finds it."""
    folder = workspace.home / "knowledge" / "sources"
    make_folder(folder.parent)
    make_folder(folder)
    write(folder / f"{path.stem}.toml", path.read_bytes())
