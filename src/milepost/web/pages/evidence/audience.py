"""The audience: profiles and what data say of them; writing, changing and dropping one."""

from dataclasses import asdict, dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from milepost.errors import NotFound
from milepost.plan.audience import AudienceProfile
from milepost.plan.suggestion import suggested
from milepost.plan.support import supported
from milepost.reports.audience import log_document, profile_document
from milepost.reports.audience_data import data_document
from milepost.reports.document import Document
from milepost.reports.documents.audience import Described, claim_blocks, data_document_of
from milepost.web.access import Visit, brand_page
from milepost.web.documents import Shown, as_shown
from milepost.web.forms import WhyForm, tried, without_reason
from milepost.web.kept import kept
from milepost.web.pages.evidence.audience_forms import AmendProfileForm, ProfileForm
from milepost.workspace.kept import Kept
from milepost.workspace.people.role import Role
from milepost.workspace.planning.audience_evidence import audience_evidence
from milepost.workspace.planning.audiences import (
    amend_audience,
    audience_log,
    audiences,
    drop_audience,
    write_audience,
)
from milepost.workspace.planning.audiences import audience as one_audience


@dataclass(frozen=True, slots=True)
class AudiencePage:
    """The data's document, and each profile (id, name, what it says) with its claims as markup."""

    shown: Shown
    profiles: tuple[tuple[str, str, str, Shown], ...]


@brand_page(Role.VIEWER)
def audience(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The page of the audience."""
    page = kept(visit, "audience", lambda: _page(visit))
    return render(request, "site/evidence/audience.html", {"shown": page.shown, "profiles": page.profiles})


def _page(visit: Visit) -> AudiencePage:
    name = visit.brand.name
    evidence = audience_evidence(visit.workspace, brand=name, today=visit.today)
    standing = audiences(visit.workspace, brand=name, today=visit.today)
    told = tuple((one, profile_document(one, supported(one.value, evidence))) for one in standing.values())
    found = Described(name, visit.today, told, data_document(evidence))
    profiles = tuple(
        (
            one.value.id,
            one.value.name,
            one.value.says,
            as_shown(visit, Document("claims", "", name, visit.today, "", tuple(claim_blocks(said)))),
        )
        for one, said in told
    )
    return AudiencePage(as_shown(visit, data_document_of(found)), profiles)


@brand_page(Role.EDITOR, writes="audience.add")
def audience_new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Write a profile; the data's own proposal is filled in where they tell enough."""
    if request.method == "POST":
        form = ProfileForm(request.POST)
        if form.is_valid() and (done := tried(form, lambda: _write(visit, form))) is not None:
            request.done_what = done.value.name  # type: ignore[attr-defined]
            messages.success(request, _("The profile is written down."))
            return redirect("audience", visit.slug)
        return render(request, "site/evidence/profile.html", {"form": form}, status=400)
    proposed = _proposed(visit) if "propose" in request.GET else None
    form = ProfileForm(initial=proposed or {})
    return render(
        request,
        "site/evidence/profile.html",
        {"form": form, "proposed": proposed is not None, "asked": "propose" in request.GET},
    )


def _write(visit: Visit, form: ProfileForm) -> Kept[AudienceProfile]:
    return write_audience(
        visit.workspace, form.profile(), brand=visit.brand.name, today=visit.today, who=visit.who
    )


def _proposed(visit: Visit) -> dict[str, object] | None:
    found = suggested(audience_evidence(visit.workspace, brand=visit.brand.name, today=visit.today))
    return None if found is None else asdict(found.profile)


@brand_page(Role.EDITOR, writes="audience.amend")
def audience_one(request: HttpRequest, visit: Visit, profile_id: str) -> HttpResponse:
    """Change a profile; its versions stand below."""
    brand = visit.brand.name
    try:
        standing = one_audience(visit.workspace, profile_id, brand=brand, today=visit.today)
    except NotFound as error:
        raise Http404 from error
    initial = asdict(standing.value) | {"upon": standing.version}
    form = AmendProfileForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        changes = form.claims() | {name: form.cleaned_data[name] for name in ("name", "says")}
        done = tried(
            form,
            lambda: amend_audience(
                visit.workspace,
                profile_id,
                changes,
                brand=brand,
                today=visit.today,
                why=form.cleaned_data["why"],
                who=visit.who,
                upon=form.cleaned_data["upon"],
            ),
        )
        if done is not None:
            messages.success(request, _("The profile is changed."))
            return redirect("audience", visit.slug)
    log = log_document(audience_log(visit.workspace, profile_id, brand=brand, today=visit.today))
    values = {"form": form, "profile": standing.value, "log": log, "drop": WhyForm(auto_id="drop_%s")}
    status = 400 if form.is_bound else 200
    return render(request, "site/evidence/profile.html", values, status=status)


@brand_page(Role.EDITOR, writes="audience.drop")
def audience_drop(request: HttpRequest, visit: Visit, profile_id: str) -> HttpResponse:
    """Take a profile back, with the reason."""
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            drop_audience(
                visit.workspace,
                profile_id,
                brand=visit.brand.name,
                today=visit.today,
                why=form.cleaned_data["why"],
                who=visit.who,
            )
        except NotFound as error:
            raise Http404 from error
        messages.success(request, _("The profile is taken back; its log stays."))
        return redirect("audience", visit.slug)
    without_reason(request)
    return redirect("audience_one", visit.slug, profile_id)
