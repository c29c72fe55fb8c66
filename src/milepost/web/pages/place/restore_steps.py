"""The two steps of restoring, the same at the first run and in use: which backup; what is in it, and yes."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from milepost.reports.import_report import said
from milepost.reports.keeping import found_lines, not_found_lines
from milepost.store.models import JobRow
from milepost.web import jobs
from milepost.web.opened import workspace
from milepost.web.pages.place.backup_upload import NoToken, take_backup
from milepost.web.restores import RESTORE, asked_of, found_in, made_here


def choose(request: HttpRequest, who: str, told: dict[str, Any]) -> HttpResponse | JobRow:
    """The page on which a backup is chosen; after a form with one, the job that checks it."""
    if request.method == "POST":
        try:
            return take_backup(request, who)
        except NoToken as none:
            return none.answer
    place = workspace()
    told = told | {"made": made_here(), "elsewhere": place.database, "home": place.home}
    return render(request, "site/place/restore.html", told)


def checking(job_id: int) -> JobRow:
    """The job that checks a backup. Raises Http404."""
    job = JobRow.objects.filter(pk=job_id, brand="", kind=RESTORE).first()
    if job is None:
        raise Http404
    return job


def show(request: HttpRequest, job: JobRow, told: dict[str, Any], status: int = 200) -> HttpResponse:
    """How far the check is; once it is done, what the backup holds and the form that confirms it."""
    found = found_in(job, workspace().home)
    told = told | {
        "job": job,
        "name": asked_of(job).name,
        "failed": {part: said(text) for part, text in jobs.told(job).items() if part in {"what", "remedy"}},
        "gone": job.state == jobs.DONE and found is None,
        "holds": list(found_lines(found)) if found else [],
        "lacks": list(not_found_lines(found)) if found else [],
    }
    return render(request, "site/place/restore_job.html", told, status=status)
