"""The calendar of coverage: the days each account tells of, its gaps, and how old its newest day is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from milepost.reports.coverage import coverage_view
from milepost.web.access import Visit, brand_page
from milepost.web.kept import kept
from milepost.workspace.imports import calendars_of
from milepost.workspace.people.role import Role


@brand_page(Role.VIEWER)
def coverage(request: HttpRequest, visit: Visit) -> HttpResponse:
    """One row an account, one cell a week."""
    workspace = visit.workspace
    view = kept(
        visit,
        "coverage",
        lambda: coverage_view(calendars_of(workspace, visit.brand.name), visit.today, workspace.week_start),
    )
    return render(request, "site/imports/coverage.html", {"view": view})
