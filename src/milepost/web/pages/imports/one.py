"""One import: its report, what was said of it, which KPIs it feeds, and taking it back."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from milepost.errors import InvalidValue
from milepost.reports import numbers
from milepost.reports.import_page import ask_label, channels, file_view
from milepost.sources.report import Answers
from milepost.web import jobs
from milepost.web.access import Visit, brand_page
from milepost.web.import_jobs import UNDO
from milepost.web.kept import kept
from milepost.web.pages.imports.dropping import gone_to
from milepost.web.pages.imports.listing import when
from milepost.workspace.imports import ImportRecord, list_imports
from milepost.workspace.people.role import Role
from milepost.workspace.tracing import fed_by


@brand_page(Role.VIEWER)
def one_import(request: HttpRequest, visit: Visit, import_id: str) -> HttpResponse:
    """The page of an import."""
    return _page(request, visit, record_of(visit, import_id))


@brand_page(Role.EDITOR, writes="import.undo")
def undo(request: HttpRequest, visit: Visit, import_id: str) -> HttpResponse:
    """Ask the worker to take an import back; the reason goes into the journal."""
    record = record_of(visit, import_id)
    if request.method != "POST":
        return gone_to(request, reverse("import", args=[visit.slug, record.import_id]))
    why = " ".join(request.POST.get("why", "").split())[:500]
    if not why:
        fault = InvalidValue(_("Say why it is taken back."), _("The log keeps the reason."))
        return _page(request, visit, record, fault)
    asked = {"import": record.sha256, "name": record.name, "why": why}
    job = jobs.ask(visit.brand.name, UNDO, asked, visit.who)
    request.done_what = f"{record.import_id} {record.name}"[:300]  # type: ignore[attr-defined]
    return gone_to(request, reverse("import_job", args=[visit.slug, job.pk]))


def record_of(visit: Visit, import_id: str) -> ImportRecord:
    """The import of that id, of this brand. Raises Http404 for any other."""
    found = (r for r in list_imports(visit.workspace, visit.brand.name) if r.import_id == import_id)
    record = next(found, None)
    if record is None:
        raise Http404
    return record


def _page(
    request: HttpRequest, visit: Visit, record: ImportRecord, fault: InvalidValue | None = None
) -> HttpResponse:
    at: datetime = when(record.at, visit)
    context = {
        "record": record,
        "at": at,
        "rows": numbers.plain(record.rows),
        "view": file_view(record.name, "imported", record.reports),
        "answers": _said(record.answers),
        "fed": [
            (kpi.id, kpi.title)
            for kpi in kept(visit, "fed", lambda: fed_by(visit.workspace, record), record.sha256)
        ],
        "fault": fault,
    }
    return render(request, "site/imports/one.html", context, status=422 if fault else 200)


def _said(answers: Answers) -> list[tuple[str, str]]:
    """What was said of the file, label and answer."""
    titles = dict(channels())
    said = {
        "account": answers.account,
        "channel": titles.get(answers.channel or "", answers.channel),
        "zone": answers.zone,
        "year": answers.year,
        "period": (answers.period or "").replace("..", " – "),
    }
    return [(ask_label(name), str(value)) for name, value in said.items() if value]
