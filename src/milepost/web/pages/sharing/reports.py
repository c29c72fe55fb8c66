"""Reports to take away: each kind in each format."""

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from milepost.reports.formats import FORMATS, format_named
from milepost.web.access import Visit, brand_page
from milepost.web.kept import kept
from milepost.web.pages.faults import too_many
from milepost.web.pages.sharing.documents import document_of
from milepost.workspace.people.role import Role

OFFERED = (
    (
        "client",
        _("Report for the client"),
        _("Where the goals stand, what was done, what comes next, what is needed."),
        Role.CLIENT,
    ),
    ("board", _("Board"), _("Every goal with its odds and its target, on one page."), Role.CLIENT),
    (
        "weekly",
        _("Weekly review"),
        _("Signals of the last whole week, goals, decisions that are due."),
        Role.VIEWER,
    ),
    (
        "monthly",
        _("Monthly review"),
        _("Conversion, leads, revenue, cost, attainment and the next unit."),
        Role.VIEWER,
    ),
)


@brand_page(Role.CLIENT)
def reports(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What can be taken away, and in which formats."""
    offered = [(kind, title, says) for kind, title, says, least in OFFERED if visit.role >= least]
    return render(request, "site/sharing/reports.html", {"offered": offered, "formats": list(FORMATS)})


@brand_page(Role.CLIENT)
def report(request: HttpRequest, visit: Visit, kind: str, format_name: str) -> HttpResponse:
    """One report as a file."""
    known = {name: least for name, _title, _says, least in OFFERED}
    if format_name not in FORMATS or kind not in known or visit.role < known[kind]:
        raise Http404
    if not ratelimit.consume(request, action="report", user=visit.person):
        return too_many(request)
    chosen = format_named(format_name)

    def make() -> bytes:
        return chosen.render(document_of(visit.workspace, visit.brand, kind, visit.today))

    answer = HttpResponse(kept(visit, "report", make, kind, format_name), content_type=chosen.media_type)
    name = f"{slugify(visit.brand.name) or 'brand'}-{kind}-{visit.today}{chosen.extension}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
