"""From batches to what readers see: compact the tables that changed, put all in place, publish once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from milepost.archive.files import Staged, address
from milepost.errors import Conflict
from milepost.facts.batches import Batch, Current, batch_path, by_authority, current_path
from milepost.facts.current import RankedBatch, compact
from milepost.facts.schema import TABLES
from milepost.journal import Entry
from milepost.language import gettext_lazy
from milepost.sources import FactPart
from milepost.store.manifest import Publication, generation, live_batches, publish
from milepost.workspace import comment_kinds
from milepost.workspace.place import Workspace, read_settings
from milepost.workspace.writing import put_in_place


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that was read: its facts waiting in staging, and the file for the archive (None: there)."""

    sha256: str
    seq: int
    content_date: date
    parts: tuple[FactPart, ...]
    kept: Staged | None


@dataclass(frozen=True, slots=True)
class Change:
    """What one verb changes of one brand: files that arrive, files (by hash) whose batches stop counting.

    `tables` are made anew even when no batch of theirs comes or goes.
    """

    brand: str
    at: datetime
    entries: Sequence[Entry]
    arrivals: Sequence[Arrival]
    replaced: Sequence[str]
    tables: Sequence[str] = ()


def publish_change(workspace: Workspace, session: Path, change: Change) -> tuple[Current, ...]:
    """Make a change true for all readers in one instant; the current files of the tables it touched.

    Before that instant it is invisible and, if this process dies, removed by the next writer.
    """
    _refuse_an_erased_brand(workspace, change.brand)
    number = generation(change.brand) + 1
    before = live_batches(change.brand)
    gone = set(change.replaced)
    new, waiting = _new_batches(change, number)
    staying = [batch for batch in before if batch.sha256 not in gone]
    touched = sorted(
        {b.table for b in before if b.sha256 in gone} | {b.table for b in new} | {*change.tables}
    )
    where = {b.path: workspace.home / b.path for b in staying} | {path: source for source, path in waiting}
    currents: list[Current] = []
    for table in touched:
        batches = by_authority(b for b in (*staying, *new) if b.table == table)
        if batches:
            ranked = [RankedBatch(where[b.path], b.sha256, rank) for rank, b in enumerate(batches)]
            current, written = _compact(session, change.brand, table, ranked, number=number)
            currents.append(current)
            waiting.extend(written)
            if table == comment_kinds.OF:
                current, written = _comment_kinds(session, change.brand, written[0][0], number=number)
                currents.append(current)
                waiting.extend(written)
    if comment_kinds.OF in touched:
        touched = sorted({*touched, comment_kinds.TABLE})
    kept = ((a.kept.path, _archived(a.kept)) for a in change.arrivals if a.kept is not None)
    put_in_place(workspace, session, [*waiting, *kept])
    publish(
        Publication(change.brand, change.at, change.entries, change.replaced, new, touched, tuple(currents))
    )
    return tuple(currents)


def _refuse_an_erased_brand(workspace: Workspace, brand: str) -> None:
    """A writer that waited for the lock meanwhile must not bring back what was erased under it."""
    brands, _, _ = read_settings(workspace.home)
    if brand not in {one.name for one in brands}:
        raise Conflict(
            gettext_lazy("The brand {brand} was erased meanwhile; nothing of it was stored.", brand=brand),
            gettext_lazy("If that was a mistake, add it again with: milepost init --brand NAME"),
        )


def _new_batches(change: Change, number: int) -> tuple[list[Batch], list[tuple[Path, str]]]:
    batches, moves = [], []
    for arrival in change.arrivals:
        for part, fact in enumerate(arrival.parts):
            path = batch_path(
                change.brand,
                fact.table,
                sha256=arrival.sha256,
                seq=arrival.seq,
                part=part,
                generation=number,
            )
            batches.append(
                Batch(
                    change.brand,
                    fact.table,
                    arrival.sha256,
                    arrival.seq,
                    part,
                    path,
                    fact.rows,
                    arrival.content_date,
                    fact.first_day,
                    fact.last_day,
                )
            )
            moves.append((fact.path, path))
    return batches, moves


def _compact(
    session: Path, brand: str, name: str, ranked: Sequence[RankedBatch], *, number: int
) -> tuple[Current, list[tuple[Path, str]]]:
    """Compact one table of a brand into the session; its description, and what has to be moved where."""
    table = TABLES[name]
    wanted = ("rows", "rollup", "restated") if table.measures else ("rows", "rollup")
    made = {what: session / f"{table.name}-{what}.parquet" for what in wanted}
    done = compact(table, ranked, made["rows"], made["rollup"], made.get("restated"))
    paths = {what: current_path(brand, table.name, what, number) for what in wanted}
    current = Current(
        brand,
        table.name,
        rows_path=paths["rows"],
        rollup_path=paths["rollup"],
        restated_path=paths.get("restated"),
        hash=done.sha256,
        rows=done.rows,
        restated=done.restated,
    )
    return current, [(made[what], paths[what]) for what in wanted]


def _comment_kinds(
    session: Path, brand: str, comments: Path, *, number: int
) -> tuple[Current, list[tuple[Path, str]]]:
    """What the comments that now hold are, as a table of its own; no import writes it."""
    judged = session / f"{comment_kinds.TABLE}-judged.parquet"
    comment_kinds.write_comment_kinds(comments, judged)
    alone = [RankedBatch(judged, comment_kinds.TABLE, 0)]
    return _compact(session, brand, comment_kinds.TABLE, alone, number=number)


def _archived(kept: Staged) -> str:
    return f"archive/{address(kept.sha256, kept.kept_sha256)}"
