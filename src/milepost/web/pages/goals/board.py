"""The board: where every goal of a brand stands, down the funnel, and what needs somebody now."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from milepost.reports.formats.origins import linked
from milepost.reports.fragments import learned_part
from milepost.reports.goal_view import GoalView
from milepost.reports.page_view import PageView
from milepost.reports.words.kpi import stage_order, stage_title
from milepost.reports.words.midway import after_colon
from milepost.web.access import Visit, brand_page
from milepost.web.brand_view import calls_of, view_of
from milepost.web.commands_said import in_markup
from milepost.web.origins import origins
from milepost.workspace.people.role import Role


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the funnel with the goals that are decided there."""

    title: str
    goals: tuple[GoalView, ...]


@brand_page(Role.CLIENT)
def board(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every goal in a row."""
    view = view_of(visit)
    to = origins(visit, Role.VIEWER)
    calls = calls_of(visit) if visit.may_edit else None
    told = {
        "view": view,
        "stages": _stages(view),
        "calls": calls,
        "calls_say": in_markup(linked([after_colon(calls.says)], calls.about, to)[0], visit.slug)
        if calls
        else "",
        "learned": in_markup(learned_part(view, to), visit.slug) if visit.reads_all else "",
    }
    return render(request, "site/board.html", told)


def _stages(view: PageView) -> list[Stage]:
    goals = sorted(view.goals, key=lambda goal: stage_order(goal.stage))
    return [
        Stage(stage_title(stage) if stage else "", tuple(some))
        for stage, some in groupby(goals, key=lambda goal: goal.stage)
    ]
