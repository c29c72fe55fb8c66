"""Budget and hours: the month's proposal, what pays, and what the team can carry."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from milepost.reports.document import Document
from milepost.reports.documents.allocation import allocation_document
from milepost.web.access import Visit, brand_page
from milepost.web.documents import shown
from milepost.workspace.evidence.allocation import allotted
from milepost.workspace.people.role import Role


@brand_page(Role.VIEWER)
def allocation(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The page of budget and hours."""

    def make() -> Document:
        return allocation_document(allotted(visit.workspace, brand=visit.brand.name, today=visit.today))

    return render(request, "site/evidence/allocation.html", {"shown": shown(visit, "allocation", make)})
