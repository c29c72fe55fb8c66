"""The plan: objectives with their goals, what it leaves open, and what the team can carry."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from milepost.errors import NotFound
from milepost.plan.plan import Plan
from milepost.reports.documents.plan import PlanFound, part_of, plan_document
from milepost.reports.goal_view import SHAPES
from milepost.reports.plan_words import capacity_lines, segment_lines
from milepost.reports.words.verdict import NAMES
from milepost.web.access import Visit, brand_page
from milepost.web.documents import Shown, as_shown
from milepost.web.forms import WhyForm, tried, without_reason
from milepost.web.kept import kept
from milepost.web.pages.planning.forms import (
    AmendObjectiveForm,
    CapacityForm,
    IdentityForm,
    ObjectiveForm,
    UploadForm,
)
from milepost.workspace.goal_states import goal_states
from milepost.workspace.people.role import Role
from milepost.workspace.planning.critique import findings_of
from milepost.workspace.planning.objectives import (
    amend_objective,
    capacity_of,
    drop_objective,
    identity_of,
    one_objective,
    write_capacity,
    write_identity,
    write_objective,
)
from milepost.workspace.planning.plan import plan_of

_FORM = "site/planning/form.html"


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal as a line of the plan."""

    id: str
    objective: str | None
    shape: str
    word: str
    sentence: str


@dataclass(frozen=True, eq=False)
class PlanPage:
    """What was found, as markup, and the plan itself."""

    shown: Shown
    plan: Plan
    parts: Mapping[str, str]
    carries: tuple[str, ...]
    goals: tuple[GoalLine, ...]


@brand_page(Role.VIEWER)
def plan(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The page of the plan."""
    page = kept(visit, "plan", lambda: _page(visit))
    known = {one.id for one in page.plan.objectives}
    values = {
        "page": page,
        "objectives": [
            (one, page.parts[one.id], [goal for goal in page.goals if goal.objective == one.id])
            for one in page.plan.objectives
        ],
        "loose": [goal for goal in page.goals if goal.objective not in known],
        "upload": UploadForm(),
    }
    return render(request, "site/planning/plan.html", values)


def _page(visit: Visit) -> PlanPage:
    found = plan_of(visit.workspace, brand=visit.brand.name, today=visit.today)
    states = goal_states(visit.workspace, brand=visit.brand.name, today=visit.today)
    lacking = findings_of(visit.workspace, found, today=visit.today, states=states)
    document = plan_document(PlanFound(found, visit.today, lacking), whole=False)
    return PlanPage(
        as_shown(visit, document),
        found,
        {one.id: part_of(one) for one in found.objectives},
        (*capacity_lines(found.capacity, found.currency), *segment_lines(found)),
        tuple(
            GoalLine(
                one.goal.id,
                one.goal.objective,
                SHAPES[one.verdict],
                NAMES[one.verdict],
                one.goal.sentence,
            )
            for one in states
        ),
    )


@brand_page(Role.EDITOR, writes="plan.about")
def about(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Write what the brand is for."""
    standing = identity_of(visit.workspace, brand=visit.brand.name, today=visit.today)
    form = IdentityForm(request.POST if request.method == "POST" else None, initial=asdict(standing))

    def write() -> object:
        told = form.cleaned_data
        return write_identity(visit.workspace, **_who(visit), **told)

    done = _written(request, visit, form, write, _("What the brand is for is written down."))
    return done or _asked(request, form, _("What is the brand for?"))


@brand_page(Role.EDITOR, writes="plan.capacity")
def capacity(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Write how much the team can carry."""
    standing = capacity_of(visit.workspace, brand=visit.brand.name, today=visit.today)
    form = CapacityForm(request.POST if request.method == "POST" else None, initial=asdict(standing))

    def write() -> object:
        return write_capacity(visit.workspace, **_who(visit), **form.cleaned_data)

    done = _written(request, visit, form, write, _("What the team can carry is written down."))
    return done or _asked(request, form, _("How much can the team carry?"))


@brand_page(Role.EDITOR, writes="objective.add")
def objective_new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Write a business objective down."""
    form = ObjectiveForm(request.POST if request.method == "POST" else None)

    def write() -> object:
        given = form.given()
        return write_objective(visit.workspace, given.pop("title"), **_who(visit), **given)

    done = _written(request, visit, form, write, _("The objective is written down."))
    return done or _asked(request, form, _("What does the business want?"))


@brand_page(Role.EDITOR, writes="objective.amend")
def objective_one(request: HttpRequest, visit: Visit, objective_id: str) -> HttpResponse:
    """Change an objective, with the reason."""
    try:
        standing = one_objective(visit.workspace, objective_id, brand=visit.brand.name, today=visit.today)
    except NotFound as error:
        raise Http404 from error
    initial = asdict(standing.value) | {"upon": standing.version}
    form = AmendObjectiveForm(request.POST if request.method == "POST" else None, initial=initial)

    def write() -> object:
        told = form.cleaned_data
        given = form.given() | {"why": told["why"], "upon": told["upon"]}
        return amend_objective(visit.workspace, objective_id, **_who(visit), **given)

    done = _written(request, visit, form, write, _("The objective is changed."))
    drop = {"drop": WhyForm(auto_id="drop_%s"), "objective": standing.value}
    return done or _asked(request, form, standing.value.title, drop)


@brand_page(Role.EDITOR, writes="objective.drop")
def objective_drop(request: HttpRequest, visit: Visit, objective_id: str) -> HttpResponse:
    """Give an objective up, with the reason."""
    form = WhyForm(request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        without_reason(request)
        return redirect("objective_one", visit.slug, objective_id)
    try:
        drop_objective(visit.workspace, objective_id, **_who(visit), why=form.cleaned_data["why"])
    except NotFound as error:
        raise Http404 from error
    messages.success(request, _("The objective is given up; its goals ask for another."))
    return redirect("plan", visit.slug)


def _who(visit: Visit) -> dict[str, Any]:
    return {"brand": visit.brand.name, "today": visit.today, "who": visit.who}


def _written(
    request: HttpRequest, visit: Visit, form: forms.Form, write: Callable[[], object], told: str
) -> HttpResponse | None:
    """Where the form leads when it was sent and taken; None while it has to be shown."""
    if not (form.is_bound and form.is_valid()) or tried(form, write) is None:
        return None
    messages.success(request, told)
    return redirect("plan", visit.slug)


def _asked(
    request: HttpRequest, form: forms.Form, heading: str, more: dict[str, Any] | None = None
) -> HttpResponse:
    values = {"form": form, "heading": heading, **(more or {})}
    return render(request, _FORM, values, status=400 if form.is_bound else 200)
