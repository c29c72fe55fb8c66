"""The rows of an imported file as they stand in it: what the archive keeps, without personal data."""

from dataclasses import dataclass
from typing import Final

from milepost.archive.files import sound
from milepost.errors import InvalidValue, NotFound
from milepost.journal import live
from milepost.language import gettext_lazy
from milepost.sources.format import source_formats
from milepost.workspace.imports import KIND
from milepost.workspace.place import Workspace

MOST_BYTES: Final = 20_000_000
"""Larger files are looked at best in a program that is made for it."""


@dataclass(frozen=True, slots=True)
class ArchivedRows:
    """Some rows of one table of a file. `lines` are numbered as in the file; `tables` are all its tables."""

    tables: tuple[str, ...]
    table: int
    header: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    first: int
    total: int


def archived_rows(
    workspace: Workspace, brand: str, sha256: str, *, table: int = 0, first: int = 0, most: int = 100
) -> ArchivedRows:
    """Up to `most` rows of a table (numbered from 0), from the row `first` (from 0) on.

    Raises NotFound for a file that the brand did not import and a table that it does not have, InvalidValue
    for one that is too large to be looked at here, StorageError when the archive has lost or altered it.
    """
    from milepost.sources.reading import tables_of
    from milepost.store.entries import load_entries

    entry = live(load_entries(brand, KIND), KIND).get(sha256)
    if entry is None:
        raise NotFound("import", sha256[:12])
    path = sound(workspace.archive, sha256, entry.body["kept_sha256"])
    if (size := path.stat().st_size) > MOST_BYTES:
        raise InvalidValue(
            gettext_lazy(
                "The file holds {size} MB; up to {most_bytes} MB are shown here.",
                size=f"{size / 1000000.0:.0f}",
                most_bytes=f"{MOST_BYTES / 1000000.0:.0f}",
            ),
            gettext_lazy("Open the export itself in a spreadsheet."),
        )
    tables = tables_of(path, source_formats(workspace.knowledge))
    if not 0 <= table < len(tables):
        raise NotFound("table", str(table + 1), remedy=gettext_lazy("The file has {n}.", n=len(tables)))
    found = tables[table]
    some = found.rows[first : first + most]
    return ArchivedRows(
        tables=tuple(one.title or one.sheet or " / ".join(one.header[:2]) for one in tables),
        table=table,
        header=tuple(found.header),
        lines=tuple((line, tuple(cells)) for line, cells in some),
        first=first,
        total=len(found.rows),
    )
