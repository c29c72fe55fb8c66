"""The page of imports: where files are dropped, what is under way, and what was imported before."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from milepost.reports import numbers
from milepost.reports.exports import platforms
from milepost.reports.import_page import file_view
from milepost.store.models import JobRow
from milepost.web import jobs
from milepost.web.access import Visit, brand_page
from milepost.web.import_jobs import IMPORT, UNDO, waiting_files
from milepost.web.kept import kept
from milepost.web.pages.imports.forms import AnswersForm, zones
from milepost.workspace.imports import ImportRecord, list_imports
from milepost.workspace.people.role import Role

NEWEST = 20
_A_DAY = timedelta(hours=25)


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import in the list."""

    id: str
    name: str
    what: str
    days: str
    kept: str
    read: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class JobLine:
    """An import that is under way, failed, or waits for a word."""

    id: int
    says: str
    waits: int
    state: str
    names: str


@brand_page(Role.VIEWER)
def imports(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What was imported, newest first; for editors, where to drop more."""
    rows, first, last = kept(visit, "imports", lambda: _listed(visit), visit.as_of)
    context = {
        "rows": rows[:NEWEST],
        "earlier": rows[NEWEST:],
        "count": len(rows),
        "first": first,
        "last": last,
        "lines": _lines(visit),
        "platforms": platforms(),
        "limits": settings.MILEPOST_UPLOADS,
        "form": AnswersForm(),
        "zones": zones() if visit.may_edit else (),
    }
    return render(request, "site/imports/imports.html", context)


def when(at: datetime, visit: Visit) -> datetime:
    """An instant by the clock of the brand."""
    return at.astimezone(ZoneInfo(visit.brand.zone))


def _listed(visit: Visit) -> tuple[tuple[ImportRow, ...], date | None, date | None]:
    records = list_imports(visit.workspace, visit.brand.name, visit.as_of)
    firsts = [record.first_day for record in records if record.first_day]
    lasts = [record.last_day for record in records if record.last_day]
    rows = tuple(_row(visit, record) for record in reversed(records))
    return rows, min(firsts, default=None), max(lasts, default=None)


def _row(visit: Visit, record: ImportRecord) -> ImportRow:
    view = file_view(record.name, "imported", record.reports)
    read = sum(int(table["rows_read"]) for table in record.reports)
    return ImportRow(
        record.import_id,
        record.name,
        view.what,
        view.days,
        numbers.plain(record.rows),
        numbers.plain(read),
        record.who,
        when(record.at, visit),
    )


def _lines(visit: Visit) -> list[JobLine]:
    """Imports of the last day that are not simply done, the newest first."""
    since = datetime.now(UTC) - _A_DAY
    found = JobRow.objects.filter(brand=visit.brand.name, kind__in=(IMPORT, UNDO), made_at__gte=since)
    lines = []
    for job in found.order_by("-id")[:100]:
        waits = len(list(waiting_files(job)))
        if (
            waits
            or job.state in {jobs.WAITING, jobs.RUNNING}
            or (job.state == jobs.FAILED and not job.told.get("then"))
        ):
            names = [file["name"] for file in job.asked.get("files", ())] or [job.asked.get("name", "")]
            more = f" +{len(names) - 1}" if len(names) > 1 else ""
            lines.append(
                JobLine(job.pk, str(jobs.told(job).get("what", "")), waits, job.state, f"{names[0]}{more}")
            )
    return lines
