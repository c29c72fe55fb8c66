"""Everybody who has an account here, the log of what was done on the site, and whether that log holds."""

from typing import Final, cast

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.store.models import MembershipRow, PersonRow
from milepost.web.access import nothing_done, owner_page
from milepost.web.letting_in import may_let_in
from milepost.web.log_words import done_in_words
from milepost.web.opened import workspace
from milepost.web.pages.sharing.people import TITLES
from milepost.web.sessions import end_sessions
from milepost.workspace.people.audit import first_break, lines
from milepost.workspace.people.invitations import invite, open_invitations, withdraw_beyond
from milepost.workspace.people.new_passwords import take_back
from milepost.workspace.people.role import Role

_KEY = "new_owner"
LINES = 200
_OWNS: Final = {"is_owner": True, "is_active": True}
_CHANGES: Final = {"lock": ("is_active", False), "unlock": ("is_active", True), "unown": ("is_owner", False)}


class OwnerForm(forms.Form):
    """Whom to ask in as another owner of the workspace."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)


@owner_page(writes="owner.invite")
def everyone(request: HttpRequest) -> HttpResponse:
    """The people of the workspace with what they may see."""
    form = OwnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, who = form.cleaned_data["email"], str(getattr(request.user, "email", ""))
        token = invite(email, "", Role.OWNER, who=who, now=timezone.now())
        request.done_what = email  # type: ignore[attr-defined]
        request.session[_KEY] = [email, request.build_absolute_uri(reverse("join", args=[token]))]
        return redirect("workspace")
    roles: dict[int, list[str]] = {}
    for person, brand, role in MembershipRow.objects.values_list("person_id", "brand", "role"):
        roles.setdefault(person, []).append(f"{brand} ({TITLES[role]})")
    known = tuple(PersonRow.objects.order_by("email"))
    may = may_let_in(cast("PersonRow", request.user), known)
    people = [(one, ", ".join(sorted(roles.get(one.pk, []))), one.pk in may) for one in known]
    told = {
        "people": people,
        "form": form,
        "brands": workspace().brands,
        "invitations": open_invitations("", timezone.now()),
        "new": request.session.pop(_KEY, None) if request.method == "GET" else None,
    }
    return render(request, "site/place/workspace.html", told, status=422 if form.is_bound else 200)


@owner_page(writes="person.change")
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Lock somebody out or let them in again, and make or unmake them owner; the last owner stays."""
    if request.method == "POST":
        done = request.POST.get("do", "")
        with transaction.atomic():
            # The owners' rows are held, so that two of them cannot unmake each other at the same instant.
            owners = {one.pk for one in PersonRow.objects.select_for_update().filter(**_OWNS)}
            found = PersonRow.objects.filter(pk=person_id).first()
            if found is None or done not in _CHANGES:
                raise Http404
            stays = owners == {found.pk} and done in {"lock", "unown"}
            if not stays:
                _change(found, done)
        if stays:
            nothing_done(request, _("The last owner stays: make somebody else owner first."))
        else:
            request.done_what = f"{found.email}: {done}"  # type: ignore[attr-defined]
            messages.success(request, _("Saved. It holds from their next click."))
    return redirect("workspace")


def _change(found: PersonRow, done: str) -> None:
    name, value = _CHANGES[done]
    setattr(found, name, value)
    found.save(update_fields=[name])
    withdraw_beyond(found)
    if done == "lock":
        end_sessions(found)
        take_back(found)


@owner_page()
def audit(request: HttpRequest) -> HttpResponse:
    """The last lines of the log, and the first line at which it does not hold, if there is one."""
    told = [(line, done_in_words(line.action)) for line in lines(most=LINES)]
    return render(request, "site/place/audit.html", {"lines": told, "broken": first_break()})
