"""What an import asked for on a page is: its files by number and name, and what was said of them."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction

from milepost.sources.report import Answers
from milepost.store.models import JobRow
from milepost.web import jobs

IMPORT, UNDO = "import", "undo"
DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of an upload: its number in the folder, and what its owner calls it."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class ImportAsked:
    """An import: the folder of the upload, files of it, what was said of them, and a mapping to read by."""

    folder: str
    files: tuple[Upload, ...]
    answers: Answers = field(default_factory=Answers)
    mapping: str = ""
    mapping_id: str = ""
    passed_over: int = 0

    def body(self) -> dict[str, Any]:
        """As it stands in the job."""
        return asdict(self)


def asked_of(job: JobRow) -> ImportAsked:
    """What a job of that kind was asked."""
    body = dict(job.asked)
    return ImportAsked(
        **body
        | {
            "files": tuple(Upload(**file) for file in body["files"]),
            "answers": Answers(**body["answers"]),
        }
    )


def ask_import(brand: str, asked: ImportAsked, who: str) -> JobRow:
    """Ask the worker to import."""
    return jobs.ask(brand, IMPORT, asked.body(), who)


def waiting_files(job: JobRow) -> Iterator[dict[str, Any]]:
    """The files of a finished import that wait for somebody: neither answered nor dismissed."""
    if job.state == jobs.DONE:
        yield from (file for file in job.told.get("files", ()) if file["waits"] and not file.get("then"))


def move_on(job_id: int, numbers: Sequence[int], then: str) -> None:
    """Write down what became of files that waited: `dismissed`, or the number of the job that took them."""
    with transaction.atomic():
        job = JobRow.objects.get(pk=job_id)
        for file in job.told.get("files", ()):
            if file["number"] in numbers:
                file["then"] = then
        job.save(update_fields=["told"])


def busy_folders() -> frozenset[str]:
    """The folders of uploads that are still to be read."""
    open_ = JobRow.objects.filter(kind=IMPORT, state__in=(jobs.WAITING, jobs.RUNNING))
    return frozenset(str(job.asked.get("folder", "")) for job in open_)
