"""Writing a goal: what was understood while it is typed; nothing is stored before it is written down."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from milepost.errors import MilepostError
from milepost.goals.findings import QUESTION
from milepost.reports.goal_draft_view import DraftView, draft_view
from milepost.reports.words.commands import without_commands
from milepost.web.access import Visit, brand_page, nothing_done
from milepost.web.pages.goals.writing_form import GoalForm
from milepost.workspace.framing import framework_of
from milepost.workspace.goal_entries import goals_of
from milepost.workspace.goals import WrittenGoal, drafted_goal, write_goal
from milepost.workspace.people.role import Role


@dataclass(frozen=True, slots=True)
class _Wanted:
    """How a goal is to be measured, where the form says it."""

    kpi: str | None
    until: str | None


@brand_page(Role.EDITOR, writes="goal.add")
def goal_new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """One sentence, and what it would be as a goal."""
    if request.method == "POST":
        return _write(request, visit)
    asked = request.GET.get("sentence", "").strip()
    form = GoalForm(visit, request.GET) if asked else GoalForm(visit, initial=request.GET.dict())
    draft = _draft(visit, form) if asked and (form.is_valid() or form.cleaned_data.get("sentence")) else None
    template = "site/goals/draft.html" if getattr(request, "htmx", None) else "site/goals/new.html"
    return render(request, template, {"form": form, "draft": draft})


def _write(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = GoalForm(visit, request.POST)
    if not form.is_valid():
        return render(request, "site/goals/new.html", {"form": form, "draft": None}, status=422)
    said, wanted = form.cleaned_data, _wanted(form)
    if twice := _written_already(visit, said["sentence"]):
        nothing_done(request)
        messages.info(request, _("This goal is written down already."))
        return redirect("goal", visit.slug, twice)
    try:
        written = write_goal(
            visit.workspace,
            said["sentence"],
            brand=visit.brand.name,
            today=visit.today,
            who=visit.who,
            details=form.details(),
            kpi=wanted.kpi,
            until=wanted.until,
        )
    except MilepostError as error:
        form.add_error(None, _told(error))
        return render(request, "site/goals/new.html", {"form": form, "draft": None}, status=422)
    if written.goal is None:
        draft = _shown(visit, written)
        return render(
            request, "site/goals/new.html", {"form": form, "draft": draft, "refused": True}, status=422
        )
    request.done_what = f"{written.goal.id}: {written.goal.sentence}"  # type: ignore[attr-defined]
    messages.success(
        request, _("Written down as goal %(id)s. Its first target stays in view.") % {"id": written.goal.id}
    )
    for one in _shown(visit, written).findings:
        if one.severity == QUESTION:
            messages.warning(request, f"{one.says} {one.remedy}".strip())
    return redirect("goal", visit.slug, written.goal.id)


def _written_already(visit: Visit, sentence: str) -> str:
    """The goal that the same sentence became today: a form that is sent twice writes one goal."""
    standing = goals_of(visit.workspace, brand=visit.brand.name, today=visit.today)
    same = (one.id for one in standing if one.sentence == sentence.strip() and one.created == visit.today)
    return next(same, "")


def _draft(visit: Visit, form: GoalForm) -> DraftView | None:
    """What the sentence would be as a goal; worked out anew each time, for no two are alike."""
    wanted = _wanted(form)
    try:
        drafted = drafted_goal(
            visit.workspace,
            form.cleaned_data["sentence"],
            brand=visit.brand.name,
            today=visit.today,
            goal_id="",
            details=form.details(),
            kpi=wanted.kpi,
            until=wanted.until,
        )
    except MilepostError as error:
        form.add_error(None, _told(error))
        return None
    return _shown(visit, drafted)


def _shown(visit: Visit, written: WrittenGoal) -> DraftView:
    frame = (
        framework_of(visit.workspace, visit.brand, written.goal, visit.today)
        if written.goal is not None
        else None
    )
    return draft_view(written, frame, today=visit.today)


def _wanted(form: GoalForm) -> _Wanted:
    said = form.cleaned_data
    until = said.get("until")
    return _Wanted(said.get("kpi") or None, until.isoformat() if until else None)


def _told(error: MilepostError) -> str:
    return without_commands(f"{error.what} {error.remedy}".strip())
