"""Importing, and taking an import back."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from milepost.language import to_json
from milepost.sources.report import QUESTION, REFUSED
from milepost.store.models import JobRow
from milepost.web import jobs, uploads
from milepost.web.import_jobs import IMPORT, UNDO, ImportAsked, asked_of
from milepost.web.opened import workspace
from milepost.workspace.imports import ImportRecord, import_files, list_imports
from milepost.workspace.place import Workspace
from milepost.workspace.taking import FileReport
from milepost.workspace.undo import undo_import


@jobs.work(IMPORT)
def import_uploaded(job: JobRow) -> dict[str, Any]:
    """Import what was uploaded; what became of each file. Those that nobody need be asked about are removed.

    Raises what `import_files` raises, and NotFound when the upload is gone; then the files stay a while, so
    that it can be tried again.
    """
    if job.told.get(
        "files"
    ):  # the process before this one had imported them and was stopped before it said so
        return dict(job.told)
    place, asked = workspace(), asked_of(job)
    folder = uploads.folder_of(place.home, asked.folder)
    told: dict[str, Any] = {"files": _imported(job, place, asked, folder), "passed_over": asked.passed_over}
    JobRow.objects.filter(pk=job.pk).update(told=to_json(told))
    uploads.keep_only(folder, {file["number"] for file in told["files"] if file["waits"]})
    if any(file["status"] == "imported" for file in told["files"]):
        jobs.ask_pages(job.brand, job.who)
    return told


@jobs.work(UNDO)
def take_back(job: JobRow) -> dict[str, Any]:
    """Take an import back. Raises NotFound when somebody else did so before."""
    undone = undo_import(workspace(), job.asked["import"], who=job.who, why=job.asked["why"], brand=job.brand)
    jobs.ask_pages(job.brand, job.who)
    return {"undone": undone.name}


def _imported(job: JobRow, place: Workspace, asked: ImportAsked, folder: Path) -> list[dict[str, Any]]:
    names = {folder / str(file.number): file.name for file in asked.files}

    def progress(done: int, total: int, path: Path) -> None:
        jobs.report(job, done, total, names.get(path, ""))

    reports = import_files(
        place,
        tuple(names),
        asked.answers,
        brand=job.brand,
        who=job.who,
        mapping=_mapping(asked, folder),
        names=names,
        progress=progress,
    )
    known = {record.sha256: record for record in list_imports(place, job.brand)}
    return [
        _told(file.number, file.name, report, known.get(report.sha256))
        for file, report in zip(asked.files, reports, strict=True)
    ]


def _mapping(asked: ImportAsked, folder: Path) -> Path | None:
    """The mapping that was chosen on the page, as the file that an import takes."""
    if not asked.mapping:
        return None
    path = folder / f"{asked.mapping_id}.toml"
    path.write_text(asked.mapping, "utf-8")
    return path


def _told(number: int, name: str, report: FileReport, record: ImportRecord | None) -> dict[str, Any]:
    tables: list[dict[str, Any]] = [asdict(table) for table in report.reports]
    if report.status == "already" and record is not None:
        tables = [dict(table) for table in record.reports]
    return {
        "number": number,
        "name": name,
        "status": report.status,
        "import": report.import_id or "",
        "tables": [_plain(table) for table in tables],
        "waits": _waits(report),
    }


def _waits(report: FileReport) -> bool:
    """Whether a word of the user can bring more out of the file."""
    if any(table.status == QUESTION for table in report.reports):
        return True
    return report.status == REFUSED and any(table.asks for table in report.reports)


def _plain(table: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in table.items()}
