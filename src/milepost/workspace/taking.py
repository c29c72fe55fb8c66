"""Taking one file: what became of it, whatever it was. Nothing here is visible to readers yet."""

import logging
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from milepost.archive.files import Staged, hash_file, stage_copy, stage_redacted
from milepost.errors import MilepostError, Problem, StorageError
from milepost.language import gettext_lazy, to_json
from milepost.sources.report import Answers, Reading, TableReport
from milepost.workspace.writing import is_storage_fault

if TYPE_CHECKING:
    from milepost.sources.format import SourceFormat

_log = logging.getLogger("milepost")
_STRENGTH = ("imported", "question", "refused", "empty")


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: imported, already, refused, question or empty; then table by table.

    `import_id` is what `undo` takes; None when nothing was stored. `sha256` is '' when it cannot be read.
    """

    path: Path
    sha256: str
    status: str
    import_id: str | None
    reports: tuple[TableReport, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """All that reading needs beside the file: the brand and its zone, the secret, the formats, and the user's
    own folder of knowledge.
    """

    brand: str
    zone: str | None
    secret: bytes
    formats: "Callable[[], Mapping[str, SourceFormat]]"
    knowledge: Path | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was read: the answers it was read with, what it gave, and its copy for the archive."""

    report: FileReport
    answers: Answers
    reading: Reading
    kept: Staged

    @property
    def content_date(self) -> date:
        """The day the export speaks from: its own date, else the last day that it covers."""
        days = [part.last_day for part in self.reading.parts if part.last_day is not None]
        return self.reading.content_date or max(days, default=date.min)


def identify(path: Path) -> str | FileReport:
    """The hash of a file, or the refusal of what is not a readable file."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return refusal(
                path,
                "",
                gettext_lazy("This is not a file but a device or a pipe."),
                gettext_lazy("Give a file or a folder."),
            )
        return hash_file(path)
    except OSError as error:
        if is_storage_fault(error):
            raise
        return _unreadable(path, "", error.strerror)


def take(path: Path, sha256: str, answers: Answers, reader: Reader, staging: Path) -> Taken | FileReport:
    """Read one file into `staging`: what it gave, or a report alone when it gives nothing to keep.

    `answers.named` is what the file is called; its path where that says nothing.

    A file never stops the others: whatever goes wrong with it is told in its report. Raises only for a full
    or failing disk, and for a format that cannot be read itself.
    """
    reader.formats()
    staging.mkdir()
    answers = replace(answers, named=answers.named or path.name)
    try:
        reading = read(path, answers, reader, staging)
        kept = _keep(path, sha256, reading, staging) if reading.parts else None
    except Exception as error:
        if is_storage_fault(error) or isinstance(error, StorageError):
            raise
        return _failed(path, sha256, error)
    if kept is None:
        return FileReport(path, sha256, summary(reading), None, reading.reports)
    if kept.sha256 != sha256:
        return refusal(
            path,
            sha256,
            gettext_lazy("The file changed while it was being read."),
            gettext_lazy("Import it again."),
        )
    report = FileReport(path, sha256, summary(reading), sha256[:12], reading.reports)
    return Taken(report, answers, reading, kept)


def read(path: Path, answers: Answers, reader: Reader, staging: Path, *, redacted: bool = False) -> Reading:
    """Read an export for a brand; parts without a row are dropped."""
    from milepost.sources.reading import read_export  # only a file that is new is worth loading it

    reading = read_export(
        path,
        answers,
        brand=reader.brand,
        zone=reader.zone,
        secret=reader.secret,
        staging=staging,
        formats=reader.formats(),
        already_redacted=redacted,
        knowledge=reader.knowledge,
    )
    return replace(reading, parts=tuple(part for part in reading.parts if part.rows))


def summary(reading: Reading) -> str:
    """One word for a file of several tables: the best that came of any of them."""
    words = {report.status for report in reading.reports}
    return next((word for word in _STRENGTH if word in words), "empty")


def refusal(path: Path, sha256: str, what: str, remedy: str) -> FileReport:
    """The report of a file of which nothing could be taken."""
    report = TableReport(
        table="",
        status="refused",
        format=None,
        because=what,
        problems=(Problem(path.name, what, remedy),),
    )
    return FileReport(path, sha256, "refused", None, (report,))


def described(taken: Taken, zone: str | None) -> dict[str, Any]:
    """The body of the journal's entry: all that a rebuild needs and a list of imports shows."""
    reports = [to_json(_plain(asdict(report))) for report in taken.reading.reports]
    return {
        "answers": asdict(taken.answers),
        "zone": zone,
        "formats": sorted({r.format for r in taken.reading.reports if r.format}),
        "content_date": taken.content_date.isoformat(),
        "redacted": taken.reading.redacted is not None,
        "kept_sha256": taken.kept.kept_sha256,
        "size": taken.kept.size,
        "parts": [_plain(asdict(part) | {"path": None}) for part in taken.reading.parts],
        "reports": reports,
    }


def _keep(path: Path, sha256: str, reading: Reading, staging: Path) -> Staged:
    if reading.redacted is None:
        return stage_copy(path, staging)
    # The original is not copied, so that nothing personal is stored; it is hashed again instead.
    return stage_redacted(reading.redacted, sha256 if hash_file(path) == sha256 else "")


def _failed(path: Path, sha256: str, error: Exception) -> FileReport:
    if isinstance(error, MilepostError):
        return refusal(path, sha256, error.what, error.remedy)
    if isinstance(error, OSError):
        return _unreadable(path, sha256, error)
    _log.error("reading %s failed", os.fspath(path), exc_info=error)
    what = gettext_lazy(
        "Milepost itself failed on this file ({kind}: {error}).", kind=type(error).__name__, error=error
    )
    remedy = gettext_lazy("Please report it, with the file's first lines; the others were taken.")
    return refusal(path, sha256, what, remedy)


def _unreadable(path: Path, sha256: str, error: object) -> FileReport:
    what = gettext_lazy("The file cannot be read: {error}.", error=error)
    return refusal(path, sha256, what, gettext_lazy("Look at its permissions."))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
