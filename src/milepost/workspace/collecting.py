"""Which files an import means."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from milepost.errors import NotFound
from milepost.workspace.place import OWN


def collect(paths: Sequence[Path], home: Path | None = None) -> tuple[Path, ...]:
    """The files meant by `paths`: a file itself, of a folder everything in it, in the order of their names.

    In folders, hidden files, symbolic links and the workspace's own files are passed over. Raises NotFound
    before anything is done when one of the paths is not there.
    """
    for path in paths:
        if not path.exists():
            raise NotFound("file or folder", str(path), remedy="Look at the path; nothing was imported.")
    own = {home / name for name in OWN} if home else set()
    found = (file for path in paths for file in _files(path, own, home))
    return tuple(dict.fromkeys(found))


def _files(path: Path, own: Iterable[Path], home: Path | None) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for inner in sorted(path.iterdir()):
        if inner.name.startswith(".") or inner.is_symlink() or _is_own(inner, own, home):
            continue
        yield from _files(inner, own, home)


def _is_own(path: Path, own: Iterable[Path], home: Path | None) -> bool:
    whole = path.resolve()
    return whole in own or (whole.parent == home and whole.name.startswith("milepost.db"))
