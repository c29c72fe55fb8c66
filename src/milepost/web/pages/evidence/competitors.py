"""Competitors: the comparison, and writing, changing and dropping one."""

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from milepost.errors import NotFound
from milepost.plan.competitor import Competitor
from milepost.reports.competitors import comparison_document
from milepost.reports.competitors_voice import voice_document
from milepost.reports.competitors_written import competitor_document
from milepost.reports.document import Document
from milepost.reports.documents.competitors import competitors_document
from milepost.web.access import Visit, brand_page
from milepost.web.documents import shown
from milepost.web.forms import WhyForm, tried, without_reason
from milepost.web.pages.evidence.competitor_forms import (
    AmendCompetitorForm,
    CompetitorForm,
    FigureForm,
    OwnForm,
)
from milepost.workspace.kept import Kept
from milepost.workspace.people.role import Role
from milepost.workspace.planning.competitors import (
    amend_competitor,
    competitor_log,
    competitors_of,
    drop_competitor,
    name_own,
    own_accounts,
    type_figure,
    write_competitor,
)
from milepost.workspace.rivals.compared import compare_rivals
from milepost.workspace.rivals.voiced import share_of_voice

_TEMPLATE = "site/evidence/competitor.html"


@brand_page(Role.VIEWER)
def competitors(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The comparison, and who was written down."""
    name = visit.brand.name
    written = competitors_of(visit.workspace, brand=name, today=visit.today)

    def make() -> Document:
        compared = comparison_document(compare_rivals(visit.workspace, brand=name, today=visit.today))
        voiced = voice_document(name, share_of_voice(visit.workspace, brand=name, today=visit.today))
        return competitors_document(compared, voiced, written=len(written), today=visit.today)

    rivals = [(key, one.value) for key, one in written.items()]
    return render(
        request,
        "site/evidence/competitors.html",
        {"shown": shown(visit, "competitors", make), "rivals": rivals},
    )


@brand_page(Role.EDITOR, writes="competitor.add")
def competitor_new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Write a competitor down."""
    form = CompetitorForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        brand = visit.brand.name
        done = tried(
            form,
            lambda: write_competitor(
                visit.workspace, form.competitor(), brand=brand, today=visit.today, who=visit.who
            ),
        )
        if done is not None:
            request.done_what = done.value.name  # type: ignore[attr-defined]
            messages.success(request, _("The competitor is written down."))
            return redirect("competitors", visit.slug)
    return render(request, _TEMPLATE, {"form": form}, status=400 if form.is_bound else 200)


@brand_page(Role.EDITOR, writes="competitor.own")
def competitor_own(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Say which profiles in tables of competitors are one's own."""
    brand = visit.brand.name
    form = OwnForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        done = tried(
            form,
            lambda: name_own(visit.workspace, form.profiles(), brand=brand, today=visit.today, who=visit.who),
        )
        if done is not None:
            messages.success(request, _("Your own profiles are named."))
            return redirect("competitors", visit.slug)
    standing = own_accounts(visit.workspace, brand=brand, today=visit.today)
    named = [f"{one.channel}={one.name}" for one in standing]
    values = {"form": form, "own": True, "named": named}
    return render(request, _TEMPLATE, values, status=400 if form.is_bound else 200)


@brand_page(Role.EDITOR, writes="competitor.amend")
def competitor_one(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """One competitor: what was written, its versions, and changing it."""
    standing = _standing(visit, key)
    form = AmendCompetitorForm(request.POST if request.method == "POST" else None, initial=_initial(standing))
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        done = tried(
            form,
            lambda: amend_competitor(
                visit.workspace,
                key,
                form.changes(standing.value),
                brand=visit.brand.name,
                today=visit.today,
                why=told["why"],
                who=visit.who,
                upon=told["upon"],
            ),
        )
        if done is not None:
            messages.success(request, _("The competitor is changed."))
            return redirect("competitors", visit.slug)
    return _one(request, visit, standing, form, FigureForm(auto_id="figure_%s"))


@brand_page(Role.EDITOR, writes="competitor.figure")
def competitor_figure(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """Keep a public figure that somebody read."""
    standing = _standing(visit, key)
    if request.method != "POST":
        return redirect("competitor_one", visit.slug, key)
    figure = FigureForm(request.POST, auto_id="figure_%s")
    if figure.is_valid():
        brand = visit.brand.name
        done = tried(
            figure,
            lambda: type_figure(
                visit.workspace, key, figure.figure(), brand=brand, today=visit.today, who=visit.who
            ),
        )
        if done is not None:
            messages.success(request, _("The figure is kept."))
            return redirect("competitor_one", visit.slug, key)
    form = AmendCompetitorForm(initial=_initial(standing))
    return _one(request, visit, standing, form, figure)


@brand_page(Role.EDITOR, writes="competitor.drop")
def competitor_drop(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """Take a competitor back, with the reason."""
    standing = _standing(visit, key)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        without_reason(request)
        return redirect("competitor_one", visit.slug, key)
    drop_competitor(
        visit.workspace,
        standing.value.id,
        brand=visit.brand.name,
        today=visit.today,
        why=form.cleaned_data["why"],
        who=visit.who,
    )
    messages.success(request, _("The competitor is taken back; what was written of it stays in the log."))
    return redirect("competitors", visit.slug)


def _standing(visit: Visit, key: str) -> Kept[Competitor]:
    found = competitors_of(visit.workspace, brand=visit.brand.name, today=visit.today)
    if key not in found:
        raise Http404
    return found[key]


def _initial(standing: Kept[Competitor]) -> dict[str, object]:
    accounts = tuple(f"{one.channel}={one.name}" for one in standing.value.accounts)
    return asdict(standing.value) | {"accounts": accounts, "upon": standing.version}


def _one(
    request: HttpRequest,
    visit: Visit,
    standing: Kept[Competitor],
    form: AmendCompetitorForm,
    figure: FigureForm,
) -> HttpResponse:
    key = standing.value.id
    try:
        log = competitor_log(visit.workspace, key, brand=visit.brand.name, today=visit.today)
    except NotFound as error:
        raise Http404 from error
    values = {
        "form": form,
        "figure": figure,
        "rival": standing.value,
        "told": competitor_document(standing, log, ()),
        "drop": WhyForm(auto_id="drop_%s"),
    }
    wrong = form.is_bound or figure.is_bound
    return render(request, _TEMPLATE, values, status=400 if wrong else 200)
