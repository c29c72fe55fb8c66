"""One goal: its verdict, its course, what leads it, what was decided, and its log."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from milepost.reports.fragments import goal_part
from milepost.web.access import Visit, brand_page
from milepost.web.brand_view import view_of
from milepost.workspace.people.role import Role


@brand_page(Role.CLIENT)
def goal(request: HttpRequest, visit: Visit, goal_id: str) -> HttpResponse:
    """The page of a goal."""
    view = next((one for one in view_of(visit).goals if one.id == goal_id), None)
    if view is None:
        raise Http404
    return render(request, "site/goal.html", {"goal": view, "content": goal_part(view)})
