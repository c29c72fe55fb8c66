"""Putting a brand to rest when its client has left, and looking after it again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from milepost.errors import Conflict
from milepost.web.access import Visit, brand_page
from milepost.workspace.people.role import Role
from milepost.workspace.resting import put_to_rest, wake

_MOST = 200


@brand_page(Role.OWNER, writes="brand.rest", least_to_write=Role.OWNER)
def brand_rest(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Put it to rest; one who does so after another has changes nothing."""
    if request.method == "POST":
        request.done_what = why = _why(request)  # type: ignore[attr-defined]
        try:
            put_to_rest(visit.workspace, brand=visit.brand.name, today=visit.today, who=visit.who, why=why)
        except Conflict as known:
            request.not_done = True  # type: ignore[attr-defined]
            messages.warning(request, known.what)
        else:
            messages.success(request, _("The brand is at rest. Everything of it is kept."))
    return redirect("brand_settings", visit.slug)


@brand_page(Role.OWNER, writes="brand.wake", least_to_write=Role.OWNER)
def brand_wake(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Look after it again."""
    if request.method == "POST":
        request.done_what = why = _why(request)  # type: ignore[attr-defined]
        try:
            wake(visit.workspace, brand=visit.brand.name, today=visit.today, who=visit.who, why=why)
        except Conflict as known:
            request.not_done = True  # type: ignore[attr-defined]
            messages.warning(request, known.what)
        else:
            messages.success(request, _("The brand is looked after again."))
    return redirect("brand_settings", visit.slug)


def _why(request: HttpRequest) -> str:
    return " ".join(request.POST.get("why", "").split())[:_MOST]
