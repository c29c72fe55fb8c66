"""One import while it runs, and what became of it; what it asks is answered here."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from milepost.errors import NotFound
from milepost.language import ENGLISH, speaking
from milepost.reports.import_page import FileView, file_view, verdict
from milepost.store.models import JobRow
from milepost.web import jobs
from milepost.web.access import Visit, brand_page
from milepost.web.import_jobs import (
    IMPORT,
    UNDO,
    ImportAsked,
    Upload,
    ask_import,
    move_on,
    waiting_files,
)
from milepost.web.pages.imports.forms import AnswersForm, zones
from milepost.workspace.people.role import Role

TAKEN = ("imported", "already")
MOST_OPEN = 12
"""More files than these are folded: those that need somebody stay in sight."""

STOP_POLLING = 286
"""The status by which HTMX stops asking."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of the report, with the form of what it asks; `waits` when it still lies here."""

    number: int
    view: FileView
    import_id: str
    then: str
    waits: bool
    form: AnswersForm | None
    alike: int


@brand_page(Role.VIEWER)
def job(request: HttpRequest, visit: Visit, job_id: int) -> HttpResponse:
    """How far an import is; once it is done, its report. HTMX gets the part that changes."""
    row = job_of(visit, job_id)
    over = row.state in {jobs.DONE, jobs.FAILED}
    if getattr(request, "htmx", None):
        status = STOP_POLLING if over else 200
        return render(request, "site/imports/progress.html", context_of(visit, row), status=status)
    return render(request, "site/imports/job.html", context_of(visit, row))


def job_of(visit: Visit, job_id: int) -> JobRow:
    """The job of this brand. Raises Http404."""
    row = JobRow.objects.filter(pk=job_id, brand=visit.brand.name, kind__in=(IMPORT, UNDO)).first()
    if row is None:
        raise Http404
    return row


def read_again(visit: Visit, row: JobRow, numbers: list[int], asked: ImportAsked) -> JobRow:
    """Ask for these files of an import once more, in another way; they no longer wait in the first.

    Raises NotFound when somebody else has done so since they were looked at.
    """
    with transaction.atomic():
        now = JobRow.objects.select_for_update().get(pk=row.pk)
        names = {file["number"]: file["name"] for file in waiting_files(now)}
        if not names.keys() >= set(numbers):
            raise not_waiting()
        files = tuple(Upload(number, names[number]) for number in numbers)
        made = ImportAsked(asked.folder, files, asked.answers, asked.mapping, asked.mapping_id)
        again = ask_import(visit.brand.name, made, visit.who)
        move_on(row.pk, numbers, str(again.pk))
    return again


def not_waiting() -> NotFound:
    """That a file needs no word any more."""
    return NotFound("file that waits", "", remedy=_("Somebody has answered it, or a day has passed."))


def waiting_file(visit: Visit, row: JobRow, number: int) -> dict[str, Any]:
    """A file that waits and still lies here. Raises Http404."""
    found = next((file for file in still_here(visit, row) if file["number"] == number), None)
    if found is None:
        raise Http404
    return found


def still_here(visit: Visit, row: JobRow) -> list[dict[str, Any]]:
    """The files of an import that wait for a word, and whose upload was not swept away."""
    folder = visit.workspace.home / "uploads" / str(row.asked.get("folder", "-"))
    return [file for file in waiting_files(row) if (folder / str(file["number"])).is_file()]


def asks_of(file: dict[str, Any]) -> tuple[str, ...]:
    """What can be answered in a form; columns have a page of their own."""
    asks = dict.fromkeys(ask for table in file["tables"] for ask in table.get("asks", ()))
    return tuple(ask for ask in asks if ask != "columns")


def kind_of(file: dict[str, Any]) -> tuple[tuple[str, ...], frozenset[str]]:
    """What a file asks, and of which formats it is: one answer may hold for files that are equal in both."""
    return asks_of(file), frozenset(str(table["format"]) for table in file["tables"])


def context_of(visit: Visit, row: JobRow, forms: dict[int, AnswersForm] | None = None) -> dict[str, Any]:
    """All that the page of a job shows; `forms` are those that came back with a fault, by file."""
    told = jobs.told(row)
    files = told.get("files", ()) if row.state == jobs.DONE else ()
    here = {file["number"]: file for file in still_here(visit, row)} if files else {}
    lines = [_line(file, here, forms or {}) for file in files]
    settled = [line for line in lines if not line.waits]
    ahead = JobRow.objects.filter(state__in=(jobs.WAITING, jobs.RUNNING), pk__lt=row.pk).count()
    return {
        "job": row,
        "told": told,
        "says_unchanged": _says_unchanged(row),
        "over": row.state in {jobs.DONE, jobs.FAILED},
        "ahead": ahead if row.state == jobs.WAITING else 0,
        "since": round((datetime.now(UTC) - row.began_at).total_seconds()) if row.began_at else 0,
        "title": _title(row, lines),
        "waiting": [line for line in lines if line.waits],
        "refused": [line for line in settled if line.view.status not in TAKEN],
        "taken": [line for line in settled if line.view.status in TAKEN],
        "folded": len(settled) > MOST_OPEN,
        "zones": zones() if here and visit.may_edit else (),
    }


def _says_unchanged(row: JobRow) -> bool:
    """Whether what is told of a failed job says itself that nothing was changed, in whatever language."""
    with speaking(ENGLISH):
        return "Nothing" in str(jobs.told(row).get("remedy", ""))


def _line(file: dict[str, Any], here: dict[int, dict[str, Any]], forms: dict[int, AnswersForm]) -> FileLine:
    number = file["number"]
    waits = number in here
    asks = asks_of(file)
    form = forms.get(number) or (AnswersForm(needed=asks, auto_id=f"f{number}_%s") if waits else None)
    alike = sum(kind_of(one) == kind_of(file) for one in here.values()) if waits and asks else 0
    view = file_view(file["name"], file["status"], file["tables"], waits=waits)
    return FileLine(number, view, file["import"], file.get("then", ""), waits, form, alike)


def _title(row: JobRow, lines: list[FileLine]) -> str:
    if row.state == jobs.FAILED:
        return str(jobs.told(row).get("what") or _("It did not work."))
    if row.state == jobs.DONE:
        if row.kind == UNDO:
            return _("The import was taken back.")
        return verdict(["question" if line.waits and line.view.asks else line.view.status for line in lines])
    if row.kind == UNDO:
        return _("An import is being taken back.")
    return (
        _("The files are being read.") if row.state == jobs.RUNNING else _("The files wait for their turn.")
    )
