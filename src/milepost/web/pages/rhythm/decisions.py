"""Decisions: what is due for a verdict, what runs, what is over; taking one, and closing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from milepost.errors import MilepostError, NotFound
from milepost.reports.decision_view import DUE, RUNNING, DecisionView, decision_view, in_order
from milepost.reports.review_page import day_ahead
from milepost.reports.words.commands import without_commands
from milepost.web.access import Visit, brand_page, nothing_done
from milepost.web.brand_view import view_of
from milepost.web.forms import told_to_reader
from milepost.web.kept import kept
from milepost.web.pages.rhythm.decision_form import DecisionForm, LearnedForm
from milepost.workspace.goal_entries import one_goal
from milepost.workspace.people.role import Role
from milepost.workspace.reviewing.advised import advice_of
from milepost.workspace.reviewing.deciding import check_decisions, close_decision, decide
from milepost.workspace.reviewing.deciding import decisions_of as standing

WEEKS = 4
BACK = {"weekly": "review_weekly", "monthly": "review_monthly"}
"""From where a decision may be asked, and the page to go back to."""


@brand_page(Role.VIEWER)
def decisions(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every decision: those that are due first."""
    found = in_order(decisions_of(visit))
    return render(
        request,
        "site/rhythm/decisions.html",
        {"due": found[DUE], "running": found[RUNNING], "over": found["over"]},
    )


@brand_page(Role.EDITOR, writes="decision.add")
def decision_new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Write a decision down, with a forecast of what its figure brings without it."""
    if request.method != "POST":
        template = (
            "site/rhythm/decide_part.html" if getattr(request, "htmx", None) else "site/rhythm/decide.html"
        )
        return render(request, template, {"form": DecisionForm(visit, initial=_asked(request, visit))})
    form = DecisionForm(visit, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        if twice := _decided_already(visit, said):
            nothing_done(request)
            messages.info(request, _("This decision is written down already."))
            return _back(visit, said["back"], twice)
        try:
            made = decide(
                visit.workspace,
                said["what"],
                kpi=said["kpi"],
                expect=said["expect"],
                check=said["check"],
                why=said["why"],
                owner=said["owner"],
                brand=visit.brand.name,
                today=visit.today,
                who=visit.who,
                channel=(said["channel"],) if said["channel"] else (),
                source=said["source"] or None,
            )
        except MilepostError as error:
            form.add_error(None, without_commands(told_to_reader(error)))
        else:
            request.done_what = f"{made.id}: {made.what}"  # type: ignore[attr-defined]
            messages.success(
                request, _("Written down as %(id)s, with a forecast made today.") % {"id": made.id}
            )
            return _back(visit, said["back"], made.id)
    return render(request, "site/rhythm/decide.html", {"form": form}, status=422)


@brand_page(Role.VIEWER, writes="decision.close")
def decision(request: HttpRequest, visit: Visit, decision_id: str) -> HttpResponse:
    """One decision with its forecast and verdict; an editor closes it here."""
    view = next((one for one in decisions_of(visit) if one.id == decision_id), None)
    if view is None:
        raise Http404
    form = LearnedForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = form.cleaned_data
            try:
                close_decision(
                    visit.workspace,
                    decision_id,
                    learned=said["learned"],
                    brand=visit.brand.name,
                    today=visit.today,
                    who=visit.who,
                    dropped=said["dropped"],
                )
            except MilepostError as error:
                form.add_error(None, _plain(error))
            else:
                request.done_what = f"{decision_id}: {said['learned']}"  # type: ignore[attr-defined]
                messages.success(request, _("Closed, with what was learned."))
                return _back(visit, said["back"], decision_id)
    return render(request, "site/rhythm/decision.html", {"one": view, "form": form}, status=status)


def _decided_already(visit: Visit, said: dict[str, Any]) -> str:
    """The decision that the same form became today: one that is sent twice is taken once."""
    same = (
        one.id
        for one in standing(visit.brand.name, visit.today)
        if (one.made, one.kpi, one.check) == (visit.today, said["kpi"], said["check"])
        and one.what == " ".join(said["what"].split())
    )
    return next(same, "")


def decisions_of(visit: Visit) -> tuple[DecisionView, ...]:
    """Every decision in words, kept."""

    def make() -> tuple[DecisionView, ...]:
        found = check_decisions(visit.workspace, brand=visit.brand.name, today=visit.today)
        return tuple(decision_view(one, visit.today) for one in found)

    return kept(visit, "decisions", make)


def _asked(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    """What the form begins with: from the advice or the goal that it was asked from."""
    begun: dict[str, Any] = {
        "owner": visit.person.name or visit.who,
        "check": day_ahead(visit.today, WEEKS),
        "back": request.GET.get("back", ""),
    }
    if key := request.GET.get("advice"):
        begun |= _of_advice(visit, key)
    if goal_id := request.GET.get("goal"):
        begun |= _of_goal(visit, goal_id)
    return begun


def _of_advice(visit: Visit, key: str) -> dict[str, Any]:
    def make() -> tuple[dict[str, Any], ...]:
        return tuple(
            {
                "source": one.key,
                "what": one.action,
                "why": one.title,
                "kpi": one.watch[0] if one.watch else "",
                "channel": one.channel or "",
                "check": day_ahead(visit.today, max(1, one.weeks)),
            }
            for one in advice_of(visit.workspace, visit.brand, visit.today)
        )

    return next((one for one in kept(visit, "advised", make) if one["source"] == key), {})


def _of_goal(visit: Visit, goal_id: str) -> dict[str, Any]:
    try:
        goal = one_goal(visit.workspace, goal_id, brand=visit.brand.name, today=visit.today)
    except NotFound:
        return {}
    stands = next((one.line for one in view_of(visit).goals if one.id == goal_id), "")
    return {
        "kpi": goal.kpi,
        "channel": goal.channel[0] if len(goal.channel) == 1 else "",
        "why": stands,
    }


def _back(visit: Visit, back: str, decision_id: str) -> HttpResponse:
    if back in BACK:
        return redirect(reverse(BACK[back], args=[visit.slug]) + "#hold")
    return redirect("decision", visit.slug, decision_id)


def _plain(error: MilepostError) -> str:
    """What was refused; where a remedy would be an option of a command, the page's own words."""
    if "--dropped" in error.remedy:
        error = MilepostError(error.what, _("Was it never carried out? Then say so below."))
    return without_commands(told_to_reader(error))
