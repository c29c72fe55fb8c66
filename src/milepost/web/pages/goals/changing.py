"""Changing and closing a goal: with a reason, upon the version that was looked at; nobody is overwritten."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from milepost.errors import Conflict, MilepostError, NotFound
from milepost.goals.goal import Goal
from milepost.knowledge.reader import table
from milepost.reports import numbers
from milepost.reports.words.commands import without_commands
from milepost.web.access import Visit, brand_page, nothing_done
from milepost.web.pages.goals.changing_form import ChangeForm, CloseForm, merged, values_of
from milepost.workspace.amending import amend_goal, drop_goal
from milepost.workspace.goal_entries import LogLine, goal_log
from milepost.workspace.goals import close_goal
from milepost.workspace.people.role import Role

LABELS = ("target", "until", "sentence", "owner", "objective", "budget", "hours")


@dataclass(frozen=True, slots=True)
class _Case:
    """A goal's versions, the one that was looked at, and the one that stands."""

    goal_id: str
    log: tuple[LogLine, ...]

    @property
    def version(self) -> int:
        return len(self.log)

    @property
    def now(self) -> Goal | None:
        """None once it is closed or given up."""
        last = self.log[-1]
        return None if last.closing is not None else last.goal

    def seen(self, upon: int) -> Goal | None:
        """The version of that number."""
        return self.log[upon - 1].goal if 0 < upon <= self.version else None


@brand_page(Role.EDITOR, writes="goal.amend")
def goal_change(request: HttpRequest, visit: Visit, goal_id: str) -> HttpResponse:
    """What is to be different, and why."""
    case = _case(visit, goal_id)
    if case.now is None:
        return _over(request, visit, case)
    if request.method != "POST":
        form = ChangeForm(visit, case.now, initial=values_of(case.now) | {"upon": case.version})
        return _page(request, visit, case, form)
    form = ChangeForm(visit, case.now, request.POST)
    if not form.is_valid():
        return _page(request, visit, case, form, status=422)
    seen = case.seen(form.cleaned_data["upon"])
    if seen is None:
        raise Http404
    amendment = form.amendment(seen)
    if amendment.empty:
        form.add_error(None, _("Nothing was changed yet."))
        return _page(request, visit, case, form, status=422)
    try:
        done = amend_goal(
            visit.workspace,
            goal_id,
            amendment,
            brand=visit.brand.name,
            today=visit.today,
            why=form.cleaned_data["why"],
            who=visit.who,
            upon=form.cleaned_data["upon"],
        )
    except Conflict:
        return _told(request, visit, form, seen)
    except MilepostError as error:
        form.add_error(None, without_commands(f"{error.what} {error.remedy}".strip()))
        return _page(request, visit, case, form, status=422)
    request.done_what = f"{goal_id} v{done.goal.version}: {form.cleaned_data['why']}"  # type: ignore[attr-defined]
    messages.success(request, _("Changed. The first target stays in view beside the present one."))
    return redirect("goal", visit.slug, goal_id)


@brand_page(Role.EDITOR, writes="goal.close")
def goal_close(request: HttpRequest, visit: Visit, goal_id: str) -> HttpResponse:
    """How it ends, and what was learned."""
    case = _case(visit, goal_id)
    if case.now is None:
        return _over(request, visit, case)
    form = CloseForm(request.POST or None, initial={"upon": case.version})
    conflict, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _closed(request, visit, goal_id, form)
            except Conflict:
                case, status = _case(visit, goal_id), 409
                conflict = _conflict_words(case, form.cleaned_data["upon"])
                form = CloseForm(initial=form.cleaned_data | {"upon": case.version})
            except NotFound:
                return _over(request, visit, _case(visit, goal_id))
    found = {"form": form, "goal": case.now, "conflict": conflict}
    return render(request, "site/goals/close.html", found, status=status)


def _closed(request: HttpRequest, visit: Visit, goal_id: str, form: CloseForm) -> HttpResponse:
    said = form.cleaned_data
    known = {"brand": visit.brand.name, "today": visit.today, "who": visit.who, "upon": said["upon"]}
    if said["how"] == "drop":
        drop_goal(visit.workspace, goal_id, why=said["learned"], **known)
        messages.success(request, _("Given up. Its versions and forecasts stay."))
    else:
        close_goal(visit.workspace, goal_id, learned=said["learned"], **known)
        messages.success(request, _("Closed, with what was learned."))
    request.done_what = f"{goal_id} {said['how']}: {said['learned']}"  # type: ignore[attr-defined]
    return redirect("goal", visit.slug, goal_id)


def _case(visit: Visit, goal_id: str) -> _Case:
    try:
        return _Case(goal_id, goal_log(visit.workspace, goal_id, brand=visit.brand.name, today=visit.today))
    except NotFound as error:
        raise Http404 from error


def _told(request: HttpRequest, visit: Visit, form: ChangeForm, seen: Goal) -> HttpResponse:
    """Somebody else was first: theirs stands, one's own words stay in the form, upon their version."""
    case, said = _case(visit, form.goal.id), form.cleaned_data
    if case.now is None:
        return _over(request, visit, case)
    both = merged(said, seen, case.now)
    before, theirs = values_of(seen), values_of(case.now)
    rows = [
        (form.fields[name].label, before[name], theirs[name], both[name])
        for name in LABELS
        if name in form.fields and (theirs[name] != before[name] or both[name] != theirs[name])
    ]
    again = ChangeForm(visit, case.now, initial=both | {"upon": case.version, "why": said["why"]})
    why = case.log[-1].why
    words = _conflict_words(case, said["upon"])
    return _page(request, visit, case, again, status=409, conflict=words, rows=rows, why=why)


def _conflict_words(case: _Case, upon: int) -> str:
    last, said = case.log[-1], table("goal_page")["conflict"]
    values = {
        "who": last.who or "Somebody",
        "day": numbers.day(last.day),
        "mine": upon,
        "theirs": case.version,
        "next": case.version + 1,
    }
    return f"{said['says']} {said['remedy']}".format(**values)


def _over(request: HttpRequest, visit: Visit, case: _Case) -> HttpResponse:
    """To the goal's own page, which says how it ended; who was about to change it is told."""
    if request.method != "POST":
        return redirect("goal", visit.slug, case.goal_id)
    nothing_done(request)
    last = case.log[-1]
    said = table("goal_page")["conflict"]["closed"]
    messages.warning(request, said.format(who=last.who or "Somebody", day=numbers.day(last.day)))
    return redirect("goal", visit.slug, case.goal_id)


def _page(
    request: HttpRequest, visit: Visit, case: _Case, form: ChangeForm, *, status: int = 200, **more: object
) -> HttpResponse:
    return render(request, "site/goals/change.html", {"form": form, "goal": case.now, **more}, status=status)
