"""The KPI framework, and each KPI by itself."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from milepost.errors import NotFound
from milepost.reports.brand import framework_page
from milepost.reports.documents.kpi import file_rows_of, kpi_document, uses
from milepost.reports.fragments import claims_part
from milepost.reports.page_view import PageView, page_view
from milepost.reports.words.kpi import false_alarms, framework_sentence
from milepost.web.access import Visit, brand_page
from milepost.web.documents import Shown, as_shown
from milepost.web.kept import kept
from milepost.workspace.evidence.kpi import watched
from milepost.workspace.people.role import Role


@dataclass(frozen=True, slots=True)
class KpiPage:
    """The page of a KPI: its document, its files (import, name, days, rows) and the goals that use it."""

    shown: Shown
    files: tuple[tuple[str, str, str, str], ...]
    goals: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class FrameworkPage:
    """The KPIs by stage, with the sentence that opens their page and what follows it."""

    view: PageView
    headline: str
    lead: str


@brand_page(Role.VIEWER)
def kpis(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The framework."""

    def make() -> FrameworkPage:
        page = framework_page(visit.workspace, brand=visit.brand.name, today=visit.today)
        return FrameworkPage(page_view(page), framework_sentence(page.kpis), false_alarms(page.kpis))

    found = kept(visit, "framework", make)
    return render(
        request,
        "site/evidence/kpis.html",
        {"found": found, "view": found.view, "claims": claims_part(found.view)},
    )


@brand_page(Role.VIEWER)
def kpi(request: HttpRequest, visit: Visit, kpi_id: str) -> HttpResponse:
    """One KPI: where it stands, its course, and what it rests on."""
    try:
        page = kept(visit, "kpi", lambda: _page(visit, kpi_id), kpi_id)
    except NotFound as error:
        raise Http404 from error
    return render(request, "site/evidence/kpi.html", {"page": page})


def _page(visit: Visit, kpi_id: str) -> KpiPage:
    found = watched(visit.workspace, kpi_id, brand=visit.brand.name, today=visit.today)
    files = tuple(
        (one.import_id, *row) for one, row in zip(found.files, file_rows_of(found.files), strict=True)
    )
    goals = tuple((goal.id, goal.sentence, part) for goal, part in uses(found))
    return KpiPage(as_shown(visit, kpi_document(found, links=True)), files, goals)
