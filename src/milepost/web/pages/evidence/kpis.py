"""The KPI framework: every figure by stage with its usual range; at the foot those that decide nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from milepost.reports.fragments import claims_part
from milepost.web.access import Visit, brand_page
from milepost.web.brand_view import view_of
from milepost.workspace.people.role import Role


@brand_page(Role.VIEWER)
def kpis(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The framework."""
    view = view_of(visit)
    return render(request, "site/kpis.html", {"view": view, "claims": claims_part(view)})
