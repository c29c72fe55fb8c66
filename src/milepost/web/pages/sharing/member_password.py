"""A new-password link that an owner makes for somebody whom they may let in; shown once, and taken back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from milepost.store.models import PersonRow
from milepost.web.access import Visit, brand_page, said_again
from milepost.web.letting_in import may_let_in
from milepost.workspace.people.new_passwords import new_password_link, open_way_back, take_back
from milepost.workspace.people.role import Role
from milepost.workspace.people.roles import members

_KEY = "new_password_link"


@brand_page(Role.OWNER, writes="password.link", least_to_write=Role.OWNER)
def member_password(request: HttpRequest, visit: Visit, person_id: int) -> HttpResponse:
    """For a person of the brand, if the brand is all that is open to them, or who asks owns the workspace."""
    known = [person for person, _role in members(visit.brand.name) if person.pk == person_id]
    return hand_over(request, visit.person, known, visit.brand.name, reverse("people", args=[visit.slug]))


def hand_over(
    request: HttpRequest, maker: PersonRow, known: list[PersonRow], brand: str, back: str
) -> HttpResponse:
    """The page of a link for the one person `known`; who may not make it finds nothing. Raises Http404."""
    if not may_let_in(maker, known):
        raise Http404
    return _handed_over(request, maker, known[0], brand, back)


@said_again
def _handed_over(
    request: HttpRequest, maker: PersonRow, person: PersonRow, brand: str, back: str
) -> HttpResponse:
    if request.method == "POST":
        if request.POST.get("do") == "take-back":
            take_back(person)
            request.done_what = f"{person.email}: taken back"  # type: ignore[attr-defined]
            messages.success(request, _("The link is taken back: it opens nothing any more."))
        else:
            _make(request, maker, person, brand)
        return redirect(request.path)
    shown = request.session.get(_KEY)
    new = request.session.pop(_KEY)[1] if shown and shown[0] == person.pk else ""
    told = {
        "person": person,
        "has_password": person.has_usable_password(),
        "new": new,
        "open": open_way_back(person, timezone.now()),
        "back": back,
    }
    return render(request, "site/sharing/password_link.html", told)


def _make(request: HttpRequest, maker: PersonRow, person: PersonRow, brand: str) -> None:
    drop = request.POST.get("drop") == "yes"
    token = new_password_link(person, maker=maker, brand=brand, drop_factors=drop, now=timezone.now())
    factor = "second factor removed" if drop else "second factor stays"
    request.done_what = f"{person.email}: {factor}"  # type: ignore[attr-defined]
    link = request.build_absolute_uri(reverse("new_password", args=[token]))
    request.session[_KEY] = [person.pk, link]
