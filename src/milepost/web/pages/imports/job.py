"""One import while it runs, and what became of it; what it asks is answered here."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from milepost.errors import NotFound
from milepost.reports.import_page import FileView, file_view, verdict
from milepost.store.models import JobRow
from milepost.web import jobs, uploads
from milepost.web.access import Visit, brand_page
from milepost.web.import_jobs import (
    DISMISSED,
    IMPORT,
    UNDO,
    ImportAsked,
    Upload,
    ask_import,
    asked_of,
    move_on,
    waiting_files,
)
from milepost.web.pages.imports.dropping import gone_to
from milepost.web.pages.imports.forms import AnswersForm, zones
from milepost.workspace.people.role import Role

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
        return render(request, "site/imports/progress.html", _context(visit, row), status=status)
    return render(request, "site/imports/job.html", _context(visit, row))


@brand_page(Role.EDITOR, writes="import.answer")
def answer(request: HttpRequest, visit: Visit, job_id: int) -> HttpResponse:
    """Import a file again with what was said of it, and with it those that ask the same, if so wished."""
    row = job_of(visit, job_id)
    if request.method != "POST":
        return gone_to(request, reverse("import_job", args=[visit.slug, row.pk]))
    waiting = {file["number"]: file for file in _still_here(visit, row)}
    number = int(request.POST.get("number", "-1")) if request.POST.get("number", "").isdigit() else -1
    if number not in waiting:
        raise NotFound(_("file that waits"), "", remedy=_("Somebody has answered it, or a day has passed."))
    asks = _asks(waiting[number])
    form = AnswersForm(request.POST, needed=asks, auto_id=f"f{number}_%s")
    if not form.is_valid():
        context = _context(visit, row, {number: form})
        return render(request, "site/imports/job.html", context, status=422)
    alike = (
        [n for n, file in waiting.items() if _asks(file) == asks] if request.POST.get("same") else [number]
    )
    again = read_again(
        visit, row, alike, ImportAsked(asked_of(row).folder, (), form.over(asked_of(row).answers))
    )
    request.done_what = waiting[number]["name"]  # type: ignore[attr-defined]
    return gone_to(request, reverse("import_job", args=[visit.slug, again.pk]))


@brand_page(Role.EDITOR, writes="import.dismiss")
def dismiss(request: HttpRequest, visit: Visit, job_id: int) -> HttpResponse:
    """Leave a file as it is: its upload is removed. Of an import that failed, all of it."""
    row = job_of(visit, job_id)
    back = reverse("import_job", args=[visit.slug, row.pk])
    if request.method != "POST":
        return gone_to(request, back)
    if row.state == jobs.FAILED:
        _remove_failed(visit, row)
        return gone_to(request, reverse("imports", args=[visit.slug]), _("It was put aside."))
    number = int(request.POST.get("number", "-1")) if request.POST.get("number", "").isdigit() else -1
    file = next((one for one in waiting_files(row) if one["number"] == number), None)
    if file is not None:
        move_on(row.pk, [number], DISMISSED)
        path = visit.workspace.home / "uploads" / asked_of(row).folder / str(number)
        path.unlink(missing_ok=True)
        request.done_what = file["name"]  # type: ignore[attr-defined]
    return gone_to(request, back, _("It was put aside."))


@brand_page(Role.EDITOR, writes="import.retry")
def retry(request: HttpRequest, visit: Visit, job_id: int) -> HttpResponse:
    """Try an import that failed once more."""
    row = job_of(visit, job_id)
    if request.method == "POST" and row.state == jobs.FAILED and not row.told.get("then"):
        again = jobs.ask(visit.brand.name, row.kind, row.asked, visit.who)
        JobRow.objects.filter(pk=row.pk).update(told=row.told | {"then": str(again.pk)})
        row = again
    return gone_to(request, reverse("import_job", args=[visit.slug, row.pk]))


def job_of(visit: Visit, job_id: int) -> JobRow:
    """The job of this brand. Raises Http404."""
    row = JobRow.objects.filter(pk=job_id, brand=visit.brand.name, kind__in=(IMPORT, UNDO)).first()
    if row is None:
        raise Http404
    return row


def read_again(visit: Visit, row: JobRow, numbers: list[int], asked: ImportAsked) -> JobRow:
    """Ask for these files of an import once more, in another way; they no longer wait in the first."""
    names = {file["number"]: file["name"] for file in row.told["files"]}
    files = tuple(Upload(number, names[number]) for number in numbers)
    made = ImportAsked(asked.folder, files, asked.answers, asked.mapping, asked.mapping_id)
    again = ask_import(visit.brand.name, made, visit.who)
    move_on(row.pk, numbers, str(again.pk))
    return again


def waiting_file(visit: Visit, row: JobRow, number: int) -> dict[str, Any]:
    """A file that waits and still lies here. Raises Http404."""
    found = next((file for file in _still_here(visit, row) if file["number"] == number), None)
    if found is None:
        raise Http404
    return found


def _still_here(visit: Visit, row: JobRow) -> list[dict[str, Any]]:
    folder = visit.workspace.home / "uploads" / str(row.asked.get("folder", "-"))
    return [file for file in waiting_files(row) if (folder / str(file["number"])).is_file()]


def _remove_failed(visit: Visit, row: JobRow) -> None:
    if row.kind == IMPORT:
        uploads.remove(visit.workspace.home / "uploads" / asked_of(row).folder)
    JobRow.objects.filter(pk=row.pk).update(told=row.told | {"then": DISMISSED})


def _asks(file: dict[str, Any]) -> tuple[str, ...]:
    asks = dict.fromkeys(ask for table in file["tables"] for ask in table.get("asks", ()))
    return tuple(ask for ask in asks if ask != "columns")


def _context(visit: Visit, row: JobRow, forms: dict[int, AnswersForm] | None = None) -> dict[str, Any]:
    files = row.told.get("files", ()) if row.state == jobs.DONE else ()
    here = {file["number"]: file for file in _still_here(visit, row)} if files else {}
    lines = [_line(file, here, forms or {}) for file in files]
    ahead = JobRow.objects.filter(state__in=(jobs.WAITING, jobs.RUNNING), pk__lt=row.pk).count()
    return {
        "job": row,
        "over": row.state in {jobs.DONE, jobs.FAILED},
        "ahead": ahead if row.state == jobs.WAITING else 0,
        "since": round((datetime.now(UTC) - row.began_at).total_seconds()) if row.began_at else 0,
        "title": _title(row, lines),
        "waiting": [line for line in lines if line.waits],
        "settled": [line for line in lines if not line.waits],
        "zones": zones() if here and visit.may_edit else (),
    }


def _line(file: dict[str, Any], here: dict[int, dict[str, Any]], forms: dict[int, AnswersForm]) -> FileLine:
    number = file["number"]
    waits = number in here
    asks = _asks(file)
    form = forms.get(number) or (AnswersForm(needed=asks, auto_id=f"f{number}_%s") if waits else None)
    alike = sum(_asks(one) == asks for one in here.values()) if waits and asks else 0
    view = file_view(file["name"], file["status"], file["tables"], waits=waits)
    return FileLine(number, view, file["import"], file.get("then", ""), waits, form, alike)


def _title(row: JobRow, lines: list[FileLine]) -> str:
    if row.state == jobs.FAILED:
        return str(row.told.get("what") or _("It did not work."))
    if row.state == jobs.DONE:
        if row.kind == UNDO:
            return _("The import was taken back.")
        return verdict(["question" if line.waits and line.view.asks else line.view.status for line in lines])
    if row.kind == UNDO:
        return _("An import is being taken back.")
    return (
        _("The files are being read.") if row.state == jobs.RUNNING else _("The files wait for their turn.")
    )
