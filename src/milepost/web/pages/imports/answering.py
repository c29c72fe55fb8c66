"""What somebody says of the files of an import: an answer, that they are put aside, or to try again."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from milepost.store.models import JobRow
from milepost.web import jobs, uploads
from milepost.web.access import Visit, brand_page, nothing_done
from milepost.web.import_jobs import DISMISSED, IMPORT, ImportAsked, asked_of, move_on, waiting_files
from milepost.web.pages.imports.dropping import gone_to
from milepost.web.pages.imports.forms import AnswersForm
from milepost.web.pages.imports.job import (
    asks_of,
    context_of,
    job_of,
    kind_of,
    not_waiting,
    read_again,
    still_here,
)
from milepost.workspace.people.role import Role


@brand_page(Role.EDITOR, writes="import.answer")
def answer(request: HttpRequest, visit: Visit, job_id: int) -> HttpResponse:
    """Import a file again with what was said of it, and with it those that ask the same, if so wished."""
    row = job_of(visit, job_id)
    if request.method != "POST":
        return gone_to(request, reverse("import_job", args=[visit.slug, row.pk]))
    waiting = {file["number"]: file for file in still_here(visit, row)}
    number = _number(request)
    if number not in waiting:
        raise not_waiting()
    asks = asks_of(waiting[number])
    form = AnswersForm(request.POST, needed=asks, auto_id=f"f{number}_%s")
    if not form.is_valid():
        context = context_of(visit, row, {number: form})
        return render(request, "site/imports/job.html", context, status=422)
    kind = kind_of(waiting[number])
    alike = [n for n, file in waiting.items() if kind_of(file) == kind]
    said = ImportAsked(asked_of(row).folder, (), form.over(asked_of(row).answers))
    again = read_again(visit, row, alike if request.POST.get("same") else [number], said)
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
        if not _put_aside(visit, row):
            nothing_done(request, _("It is being tried again already."))
            return gone_to(request, back)
        return gone_to(request, reverse("imports", args=[visit.slug]), _("It was put aside."))
    number = _number(request)
    file = next((one for one in waiting_files(row) if one["number"] == number), None)
    if file is None:
        nothing_done(request)
    else:
        move_on(row.pk, [number], DISMISSED)
        path = visit.workspace.home / "uploads" / asked_of(row).folder / str(number)
        path.unlink(missing_ok=True)
        request.done_what = file["name"]  # type: ignore[attr-defined]
    return gone_to(request, back, _("It was put aside."))


@brand_page(Role.EDITOR, writes="import.retry")
def retry(request: HttpRequest, visit: Visit, job_id: int) -> HttpResponse:
    """Try an import that failed once more."""
    row = job_of(visit, job_id)
    again = row
    if request.method == "POST":
        with transaction.atomic():
            if left := _left(row):
                again = jobs.ask(visit.brand.name, row.kind, row.asked, visit.who)
                _then(left, str(again.pk))
        if again is row:
            nothing_done(request)
    return gone_to(request, reverse("import_job", args=[visit.slug, again.pk]))


def _put_aside(visit: Visit, row: JobRow) -> bool:
    """Remove what a failed import was to read, unless somebody tries it again; whether it was removed."""
    with transaction.atomic():
        left = _left(row)
        if left is not None:
            _then(left, DISMISSED)
    if left is not None and row.kind == IMPORT:
        uploads.remove(visit.workspace.home / "uploads" / asked_of(row).folder)
    return left is not None


def _left(row: JobRow) -> JobRow | None:
    """The failed job as it stands at this instant; None when nobody has to say anything of it any more."""
    now = JobRow.objects.select_for_update().filter(pk=row.pk, state=jobs.FAILED).first()
    return None if now is None or now.told.get("then") else now


def _then(row: JobRow, then: str) -> None:
    JobRow.objects.filter(pk=row.pk).update(told=row.told | {"then": then})


def _number(request: HttpRequest) -> int:
    said = request.POST.get("number", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else -1
