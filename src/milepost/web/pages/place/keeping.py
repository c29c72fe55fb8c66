"""Keeping the workspace: a backup to take away; and letting a brand go, for good."""

from pathlib import Path
from shutil import rmtree

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from milepost.reports.keeping import holdings_lines, set_aside_line
from milepost.web import jobs
from milepost.web.access import nothing_done, owner_page, said_again
from milepost.web.opened import workspace
from milepost.web.slugs import slugs
from milepost.workspace.keeping.brand_holdings import holdings
from milepost.workspace.keeping.set_aside import set_aside
from milepost.workspace.keeping.swap import refusal
from milepost.workspace.place import ASIDE


@owner_page()
def keeping(request: HttpRequest) -> HttpResponse:
    """What can be done."""
    home = workspace().home
    told = {
        "brands": [(slug, brand.name) for slug, brand in slugs(workspace().brands).items()],
        "earlier": [(one.name, set_aside_line(one)) for one in set_aside(home)],
        "folder": home / ASIDE,
        "refused": refusal(home),
    }
    return render(request, "site/place/keeping.html", told)


@owner_page(writes="backup.make")
@said_again
def backup(request: HttpRequest) -> HttpResponse:
    """Have a backup made; only who has just said their password again may: it holds everything."""
    if request.method == "POST":
        job = jobs.ask("", "backup", {}, str(getattr(request.user, "email", "")))
        return redirect("keeping_job", "backup", job.pk)
    return render(request, "site/place/backup.html")


@owner_page(writes="brand.erase")
@said_again
def erase(request: HttpRequest, slug: str) -> HttpResponse:
    """Erase a brand, when its name was typed and the password was said again a moment ago."""
    place = workspace()
    brand = slugs(place.brands).get(slug)
    if brand is None:
        raise Http404
    typed = request.POST.get("name", "")
    if request.method == "POST" and typed == brand.name:
        job = jobs.ask("", "erase", {"brand": brand.name}, str(getattr(request.user, "email", "")))
        request.done_what = "a brand"  # type: ignore[attr-defined]
        return redirect("keeping_job", "erase", job.pk)
    told = {
        "brand": brand.name,
        "lines": list(holdings_lines(holdings(place, brand.name))),
        "wrong": request.method == "POST",
    }
    return render(request, "site/place/erase.html", told, status=422 if told["wrong"] else 200)


@owner_page()
def keeping_job(request: HttpRequest, kind: str, job_id: int) -> HttpResponse:
    """How far it is, and what came of it."""
    if kind not in {"backup", "erase"}:
        raise Http404
    job = jobs.one(job_id, "", kind)
    said = {"job": job, "told": jobs.told(job), "kind": kind}
    return render(request, "site/place/keeping_job.html", said)


@require_POST
@owner_page(writes="backup.take")
def take(request: HttpRequest, job_id: int) -> HttpResponseBase:
    """The backup as a file; afterwards it is gone from this machine."""
    job = jobs.one(job_id, "", "backup")
    path = Path(str(job.told.get("path", "")))
    if job.state != jobs.DONE or not path.is_file():
        nothing_done(request, _("This backup was taken already, or is too old. Make a new one."))
        return redirect("keeping")
    file = path.open("rb")
    rmtree(path.parent, ignore_errors=True)  # who has it open reads it to its end
    return FileResponse(file, as_attachment=True, filename=path.name, content_type="application/zip")
