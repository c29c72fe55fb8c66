"""Putting a brand to rest when its client has left, and looking after it again."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from milepost.errors import Conflict
from milepost.web.access import Visit, brand_page, nothing_done
from milepost.workspace.people.role import Role
from milepost.workspace.resting import Rest, put_to_rest, wake

_MOST = 200


@brand_page(Role.OWNER, writes="brand.rest", least_to_write=Role.OWNER)
def brand_rest(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Put it to rest; one who does so after another has changes nothing."""
    return _changed(request, visit, put_to_rest, _("The brand is at rest. Everything of it is kept."))


@brand_page(Role.OWNER, writes="brand.wake", least_to_write=Role.OWNER)
def brand_wake(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Look after it again."""
    return _changed(request, visit, wake, _("The brand is looked after again."))


def _changed(request: HttpRequest, visit: Visit, change: Callable[..., Rest], done: str) -> HttpResponse:
    if request.method == "POST":
        request.done_what = why = " ".join(request.POST.get("why", "").split())[:_MOST]  # type: ignore[attr-defined]
        try:
            change(visit.workspace, brand=visit.brand.name, today=visit.today, who=visit.who, why=why)
        except Conflict as known:
            nothing_done(request)
            messages.warning(request, known.what)
        else:
            messages.success(request, done)
    return redirect("brand_settings", visit.slug)
