"""Computing all facts again from the archive and the journal, as if nothing else were left."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from milepost.archive.files import sound
from milepost.errors import MilepostError, StorageError
from milepost.journal import Entry, live
from milepost.sources import Answers, Reading
from milepost.workspace.imports import KIND, Progress, reader_of
from milepost.workspace.place import Workspace
from milepost.workspace.taking import Reader, read
from milepost.workspace.writing import is_storage_fault, writing

Hashes = Mapping[tuple[str, str], str]
"""The hash of the sorted rows of each (brand, table)."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found and what it made, and how many files it read again."""

    before: Hashes
    after: Hashes
    files: int

    @property
    def changed(self) -> tuple[tuple[str, str], ...]:
        """The (brand, table) pairs that are not what they were."""
        pairs = sorted({*self.before, *self.after})
        return tuple(pair for pair in pairs if self.before.get(pair) != self.after.get(pair))


def rebuild(workspace: Workspace, *, progress: Progress | None = None) -> Rebuilt:
    """Read every archived file again and replace all facts by what they give, brand by brand.

    `progress` is told before each file, as by an import.

    Raises StorageError, and leaves the facts of that brand as they were, when an archived file is lost,
    damaged, or no longer understood.
    """
    from milepost.store.entries import load_entries

    files = 0
    with writing(workspace) as session:
        before = fact_hashes()
        for number, brand in enumerate(workspace.brands):
            entries = tuple(live(load_entries(brand.name, KIND), KIND).values())
            files += len(entries)
            folder = session / str(number)
            folder.mkdir()
            reader = reader_of(workspace, brand.name)
            _rebuild_brand(workspace, session, folder, reader, entries, progress)
        after = fact_hashes()
    return Rebuilt(before, after, files)


def fact_hashes() -> dict[tuple[str, str], str]:
    """The hash of the sorted rows of each (brand, table) that is published now."""
    from milepost.store.manifest import live_currents

    return {(current.brand, current.table): current.hash for _, current in live_currents()}


def _rebuild_brand(
    workspace: Workspace,
    session: Path,
    folder: Path,
    reader: Reader,
    entries: tuple[Entry, ...],
    progress: Progress | None,
) -> None:
    from milepost.store.manifest import live_batches, live_currents
    from milepost.workspace.publishing import Arrival, Change, publish_change

    arrivals = []
    for number, entry in enumerate(entries):
        if progress is not None:
            progress(number, len(entries), Path(entry.body["answers"]["named"]))
        staging = folder / str(number)
        staging.mkdir()
        reading = _read_again(workspace, entry, reader, staging)
        content_date = date.fromisoformat(entry.body["content_date"])
        arrivals.append(Arrival(entry.key, entry.seq, content_date, reading.parts, None))
    replaced = sorted({batch.sha256 for batch in live_batches(reader.brand)})
    tables = [current.table for _, current in live_currents(reader.brand)]
    if arrivals or replaced or tables:
        change = Change(reader.brand, datetime.now(UTC), (), arrivals, replaced, tables)
        publish_change(workspace, session, change)


def _read_again(workspace: Workspace, entry: Entry, reader: Reader, staging: Path) -> Reading:
    """Read an archived file as it was read when it was imported: its answers, its zone."""
    body = entry.body
    path = sound(workspace.archive, entry.key, body["kept_sha256"])
    what = f"The archived file {entry.key[:12]} ({body['answers']['named']}) is no longer understood"
    remedy = "Nothing was changed. Please report it; to go on without the file, undo its import."
    reader = replace(reader, zone=body["zone"])
    try:
        reading = read(path, Answers(**body["answers"]), reader, staging, redacted=body["redacted"])
    except MilepostError as error:
        raise StorageError(f"{what}: {error.what}", remedy) from error
    except Exception as error:
        if is_storage_fault(error):
            raise
        raise StorageError(f"{what}: {type(error).__name__}: {error}.", remedy) from error
    if not reading.parts:
        because = "; ".join(report.because for report in reading.reports)
        raise StorageError(f"{what}: {because}", remedy)
    return reading
