"""Importing files, and what was imported."""

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from milepost.errors import InvalidValue
from milepost.facts.health import Calendar, calendars
from milepost.journal import Entry, live
from milepost.language import from_json, gettext_lazy
from milepost.sources.format import SourceFormat, source_formats
from milepost.sources.report import Answers
from milepost.sources.spans import named_period
from milepost.workspace.collecting import collect
from milepost.workspace.looked import Looked
from milepost.workspace.mappings import keep_mapping, read_mapping
from milepost.workspace.place import Workspace, choose_brand, read_zone
from milepost.workspace.taking import FileReport, Reader, Taken, described, identify, take
from milepost.workspace.writing import writing

Progress = Callable[[int, int, Path], None]
"""Told before each file: how many are done, how many there are, which one comes."""

KIND = "import"


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One import as the journal tells it; `first_day` and `last_day` are inclusive."""

    import_id: str
    sha256: str
    brand: str
    name: str
    at: datetime
    who: str
    formats: tuple[str, ...]
    first_day: date | None
    last_day: date | None
    content_date: date
    rows: int
    redacted: bool
    answers: Answers
    reports: tuple[Mapping[str, Any], ...]


def import_files(
    workspace: Workspace | None,
    paths: Sequence[Path],
    answers: Answers,
    *,
    brand: str,
    who: str = "",
    dry_run: bool = False,
    mapping: Path | None = None,
    names: Mapping[Path, str] | None = None,
    progress: Progress | None = None,
) -> tuple[FileReport, ...]:
    """Import files and folders for a brand; what became of each file, in order.

    All that is taken becomes visible in one instant at the end; a bad file stops no other. A file that is
    there already with the same answers costs a look at its hash; with other answers it replaces its earlier
    import. A dry run reads and tells the same and stores nothing; it needs no workspace.

    `mapping` is a format of the user's own (TOML); it is kept with the workspace's own knowledge.
    `names` says what files are called that lie under other names here, as uploads do.

    Raises NotFound for a path or brand that is not there, InvalidValue for a zone or period that does not
    exist, Conflict when another process is writing, StorageError when the disk is full. Then nothing was
    imported.
    """
    if answers.zone is not None:
        read_zone(answers.zone)
    if answers.period is not None and named_period(answers.period) is None:
        raise InvalidValue(
            gettext_lazy("“{period}” is not a period.", period=answers.period),
            gettext_lazy("Write its first and its last day: 2026-03-01..2026-03-31."),
        )
    files = collect(paths, workspace.home if workspace else None)
    own = read_mapping(mapping) if mapping else {}
    if dry_run:
        return _dry_run(workspace, files, answers, brand=brand, own=own, progress=progress)
    if workspace is None:
        raise InvalidValue(
            gettext_lazy("Without a workspace, files can only be looked at."),
            gettext_lazy("Make one: milepost init DIR"),
        )
    if mapping:
        keep_mapping(workspace, mapping)
    with writing(workspace) as session:
        reader = _reader(workspace, brand)
        looked = Looked(workspace, answers, reader.zone)
        run = _Run(reader, answers, _imports(brand), session, progress, looked, names or {})
        reports = run.take_all(files)
        _publish(workspace, session, run, who)
    return reports


def list_imports(workspace: Workspace, brand: str, as_of: date | None = None) -> tuple[ImportRecord, ...]:
    """The imports of a brand that count, oldest first; with `as_of`, those that know of any day before it."""
    choose_brand(workspace, brand)
    records = sorted(map(record, live(_imports(brand), KIND).values()), key=lambda r: (r.at, r.name))
    return tuple(r for r in records if as_of is None or r.first_day is None or r.first_day < as_of)


def calendars_of(workspace: Workspace, brand: str) -> tuple[Calendar, ...]:
    """The days of which the imports of each account tell, and the gaps between them."""
    from milepost.workspace.reading import with_facts

    return with_facts(workspace, brand, calendars)


def record(entry: Entry) -> ImportRecord:
    """An import out of its entry in the journal."""
    body = entry.body
    first = [date.fromisoformat(p["first_day"]) for p in body["parts"] if p["first_day"]]
    last = [date.fromisoformat(p["last_day"]) for p in body["parts"] if p["last_day"]]
    return ImportRecord(
        import_id=entry.key[:12],
        sha256=entry.key,
        brand=entry.brand,
        name=body["answers"]["named"],
        at=entry.at,
        who=entry.who,
        formats=tuple(body["formats"]),
        first_day=min(first, default=None),
        last_day=max(last, default=None),
        content_date=date.fromisoformat(body["content_date"]),
        rows=sum(report["rows_kept"] for report in body["reports"]),
        redacted=body["redacted"],
        answers=Answers(**body["answers"]),
        reports=tuple(from_json(body["reports"])),
    )


class _Run:
    """One pass over the files of an import: knows what is there already and collects what is new."""

    def __init__(
        self,
        reader: Reader,
        answers: Answers,
        entries: Sequence[Entry],
        session: Path,
        progress: Progress | None,
        looked: Looked | None = None,
        names: Mapping[Path, str] | None = None,
    ) -> None:
        self.looked = looked
        self.names = names or {}
        self.reader = reader
        self.answers = answers
        self.entries = entries
        self.session = session
        self.progress = progress
        self.present = {key: entry.body for key, entry in live(entries, KIND).items()}
        self.taken: dict[str, Taken] = {}

    def take_all(self, files: Sequence[Path]) -> tuple[FileReport, ...]:
        reports = []
        for done, path in enumerate(files):
            if self.progress is not None:
                self.progress(done, len(files), path)
            reports.append(self._one(done, path))
        return tuple(reports)

    def _one(self, number: int, path: Path) -> FileReport:
        named = self.names.get(path, path.name)
        return _called(self._taken(number, path, named), named)

    def _taken(self, number: int, path: Path, named: str) -> FileReport:
        sha256 = identify(path)
        if isinstance(sha256, FileReport):
            return sha256
        if sha256 in self.taken or self._is_present(sha256):
            return FileReport(path, sha256, "already", sha256[:12], ())
        known = self.looked.recall(path, sha256, named) if self.looked else None
        if known is not None:
            return known
        answers = replace(self.answers, named=named)
        result = take(path, sha256, answers, self.reader, self.session / str(number))
        if isinstance(result, FileReport):
            if self.looked:
                self.looked.remember(result, named)
            return result
        self.taken[sha256] = result
        return result.report

    def _is_present(self, sha256: str) -> bool:
        """Whether the file is there, read with the same answers; under which name does not matter."""
        body = self.present.get(sha256)
        if body is None:
            return False
        same = {**body["answers"], "named": ""} == {**asdict(self.answers), "named": ""}
        return same and body["zone"] == self.reader.zone


def _called(report: FileReport, named: str) -> FileReport:
    """The report with its problems at the name that people know the file by."""
    lies = report.path.name
    if named == lies:
        return report
    tables = tuple(
        replace(t, problems=tuple(replace(p, where=named) if p.where == lies else p for p in t.problems))
        for t in report.reports
    )
    return replace(report, reports=tables)


def _dry_run(
    workspace: Workspace | None,
    files: Sequence[Path],
    answers: Answers,
    *,
    brand: str,
    own: Mapping[str, SourceFormat],
    progress: Progress | None,
) -> tuple[FileReport, ...]:
    with tempfile.TemporaryDirectory(prefix="milepost-") as folder:
        entries = _imports(brand) if workspace else ()
        reader = _reader(workspace, brand)
        if own:
            reader = replace(reader, formats=partial(_laid_over, reader.formats, own))
        run = _Run(reader, answers, entries, Path(folder), progress)
        reports = run.take_all(files)
    new = run.taken
    return tuple(
        FileReport(r.path, r.sha256, r.status, None if r.sha256 in new else r.import_id, r.reports)
        for r in reports
    )


def _reader(workspace: Workspace | None, brand: str) -> Reader:
    if workspace is None:
        return Reader(brand, None, os.urandom(32), source_formats)
    return reader_of(workspace, brand)


def _laid_over(
    known: Callable[[], Mapping[str, SourceFormat]], own: Mapping[str, SourceFormat]
) -> Mapping[str, SourceFormat]:
    return {**known(), **own}


def reader_of(workspace: Workspace, brand: str) -> Reader:
    """What reading an export for a brand needs."""
    zone = choose_brand(workspace, brand).zone
    # Loaded once, and only when a file is read: a folder that is there already needs none.
    formats = cache(partial(source_formats, workspace.knowledge))
    return Reader(brand, zone, workspace.secret, formats, workspace.knowledge)


def _imports(brand: str) -> tuple[Entry, ...]:
    from milepost.store.entries import load_entries

    return load_entries(brand, KIND)


def _publish(workspace: Workspace, session: Path, run: _Run, who: str) -> None:
    """Everything taken becomes true in one transaction; nothing at all when there is nothing new."""
    if not run.taken:
        return
    from milepost.workspace.publishing import Arrival, Change, publish_change

    at = datetime.now(UTC)
    last: dict[str, int] = {}
    for entry in run.entries:
        last[entry.key] = max(entry.seq, last.get(entry.key, 0))
    entries, arrivals = [], []
    for sha256, taken in run.taken.items():
        seq = last.get(sha256, 0) + 1
        body = described(taken, run.reader.zone)
        entries.append(Entry(run.reader.brand, KIND, sha256, seq, at, who, "", body))
        arrivals.append(Arrival(sha256, seq, taken.content_date, taken.reading.parts, taken.kept))
    replaced = tuple(sha256 for sha256 in run.taken if sha256 in run.present)
    publish_change(workspace, session, Change(run.reader.brand, at, entries, arrivals, replaced))
