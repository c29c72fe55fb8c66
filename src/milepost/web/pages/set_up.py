"""The first account, by the one-time link that the console shows; and joining by an invitation."""

from typing import Any

from allauth.account.utils import perform_login
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from milepost.errors import InvalidValue
from milepost.store.models import PersonRow
from milepost.web.access import log
from milepost.web.password_form import PasswordForm
from milepost.workspace.people.invitations import FIRST, accept, invitation, join


class JoinForm(PasswordForm):
    """Who joins."""

    name = forms.CharField(label=_("Your name"), max_length=100)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    field_order = ("name", "email", "password")

    def __init__(self, *given: Any, **names: Any) -> None:
        super().__init__(*given, **names)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "username"


def joining(request: HttpRequest, token: str) -> HttpResponse:
    """Make an account by a link; whoever is signed in takes the invitation with the account they have."""
    now = timezone.now()
    found = invitation(token, now)
    first = found.role == FIRST
    if request.user.is_authenticated and isinstance(request.user, PersonRow):
        if request.method == "POST":
            brand = accept(token, request.user, now=now)
            log(request, "invitation.accept", brand=brand)
            return redirect("home")
        return render(request, "site/join.html", {"invitation": found, "known": True})
    form = JoinForm(request.POST or None, initial={"email": found.email})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            person = join(token, email=said["email"], password=said["password"], name=said["name"], now=now)
        except InvalidValue as error:
            form.add_error("email", str(error))
        else:
            perform_login(request, person)
            log(request, "account.made", brand=found.brand)
            return redirect("start" if first else "home")
    told = {"form": form, "invitation": found, "first": first, "token": token}
    return render(request, "site/join.html", told)
