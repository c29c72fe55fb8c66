"""Setting a new password by a link that an owner handed over: the way back in for whoever has lost theirs."""

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from milepost.errors import NotFound
from milepost.web.letting_in import may_still
from milepost.web.pages.faults import dead_link, too_many
from milepost.web.password_form import PasswordForm
from milepost.web.sessions import end_sessions
from milepost.workspace.people.audit import write_down
from milepost.workspace.people.new_passwords import WayBack, set_by_link, way_back
from milepost.workspace.people.tokens import hash_of


@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a link; whose it is stands there only when the link still opens something."""
    if not ratelimit.consume(request, action="new_password", key=hash_of(token)):
        return too_many(request)
    try:
        found = way_back(token, timezone.now())
    except NotFound:
        return dead_link(request)
    if not may_still(found):
        return dead_link(request)
    form = PasswordForm(request.POST or None, person=found.person)
    if request.method == "POST" and form.is_valid():
        _set(request, token, form.cleaned_data["password"])
        messages.success(request, _("Your new password is set. Sign in with it."))
        return redirect("account_login")
    return render(request, "site/new_password.html", {"form": form, "found": found})


def _set(request: HttpRequest, token: str, password: str) -> None:
    """The password is set and all that hung on the old one ends, or nothing is changed."""
    with transaction.atomic():
        found = set_by_link(token, password, timezone.now())
        if found.drops_factors:
            Authenticator.objects.filter(user=found.person).delete()
        end_sessions(found.person)
        _write(request, found)
    get_adapter(request).lift_lockout(request, found.person)
    logout(request)  # whoever was signed in here, the next page asks for the new password


def _write(request: HttpRequest, found: WayBack) -> None:
    factor = ", second factor removed" if found.drops_factors else ""
    write_down(
        at=timezone.now(),
        who=found.person.email,
        action="password.set",
        brand=found.row.brand,
        what=f"by a link of {found.row.made_by}{factor}",
        address=str(get_adapter(request).get_client_ip(request) or ""),
    )
