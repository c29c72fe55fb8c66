"""The goals that are over: how each came out, and what was learned."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from milepost.reports.goal_record import closed_line
from milepost.web.access import Visit, brand_page
from milepost.workspace.goal_entries import closed_goals
from milepost.workspace.people.role import Role


@brand_page(Role.VIEWER)
def goals_closed(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every closed goal, the newest first."""
    found = closed_goals(visit.workspace, brand=visit.brand.name, today=visit.today)
    rows = [
        (line.goal.id, line.goal.sentence, closed_line(line.goal, line.closing), line.closing.learned)
        for line in sorted(found, key=lambda one: one.day, reverse=True)
        if line.goal is not None and line.closing is not None
    ]
    return render(request, "site/goals/closed.html", {"rows": rows})
