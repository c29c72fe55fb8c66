"""One goal: its verdict, its course, what leads it, what was decided, its log, and the files behind it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from milepost.errors import NotFound
from milepost.reports.fragments import chart_part
from milepost.reports.goal_record import GoalRecord, NextGoal, goal_record, next_goal
from milepost.reports.words.commands import without_commands
from milepost.web.access import Visit, brand_page
from milepost.web.brand_view import view_of
from milepost.web.kept import kept
from milepost.workspace.people.role import Role


@brand_page(Role.CLIENT)
def goal(request: HttpRequest, visit: Visit, goal_id: str) -> HttpResponse:
    """The page of a goal; of one that is over, how it came out and what was learned."""
    view = next((one for one in view_of(visit).goals if one.id == goal_id), None)
    record = record_of(visit, goal_id) if visit.reads_all else None
    if view is None:
        if record is None:
            raise Http404
        following = None if record.given_up else next_of(visit, goal_id)
        return render(request, "site/goals/over.html", {"record": record, "next": following})
    found = {
        "goal": view,
        "charts": [chart_part(chart) for chart in view.charts],
        "findings": [
            (one.severity, without_commands(one.says), without_commands(one.remedy)) for one in view.findings
        ],
        "record": record,
    }
    return render(request, "site/goal.html", found)


@brand_page(Role.EDITOR)
def goal_next(request: HttpRequest, visit: Visit, goal_id: str) -> HttpResponse:
    """What the data propose after a goal."""
    record = record_of(visit, goal_id)
    if record.given_up:
        raise Http404
    return render(request, "site/goals/next.html", {"record": record, "next": next_of(visit, goal_id)})


def record_of(visit: Visit, goal_id: str) -> GoalRecord:
    """What stands behind a goal, kept. Raises Http404."""

    def make() -> GoalRecord:
        return goal_record(visit.workspace, goal_id, brand=visit.brand.name, today=visit.today)

    try:
        return kept(visit, "goal_record", make, goal_id)
    except NotFound as error:
        raise Http404 from error


def next_of(visit: Visit, goal_id: str) -> NextGoal:
    """The goal that may follow, kept."""

    def make() -> NextGoal:
        return next_goal(visit.workspace, goal_id, brand=visit.brand.name, today=visit.today)

    return kept(visit, "next_goal", make, goal_id)
