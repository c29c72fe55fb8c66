"""Which account here somebody comes in to, once their provider has vouched for them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from milepost.errors import NotFound
from milepost.store.models import PersonRow
from milepost.web.company.refusal import name
from milepost.web.company.why import NoSignIn, Why
from milepost.web.oidc import OWN
from milepost.workspace.people.audit import write_down
from milepost.workspace.people.invitations import accept_open, join_without_password, open_invitation


def come_in(request: HttpRequest, sociallogin: Any) -> None:
    """Let `sociallogin` point to an account here: the known one, or one that an invitation allows.

    An account is known by the provider's own number for the person, or at first by a verified address.
    Raises NoSignIn.
    """
    asked = (sociallogin.state.get("data") or {}).get("invitation")
    if not sociallogin.is_existing:
        address = _verified(sociallogin)
        if asked is None:
            raise NoSignIn(Why.UNKNOWN, address=address)
        _join(request, sociallogin, int(asked), address)
        return
    person: PersonRow = sociallogin.user
    if sociallogin.account.pk is None and person.is_active:
        _first_time(request, person)
    if asked is not None and person.is_active:
        brand = accept_open(_invitation(int(asked)), person, now=timezone.now())
        _write(request, person.email, "invitation.accept", brand)


def _verified(sociallogin: Any) -> str:
    """The address for which the provider answers. Raises NoSignIn."""
    found = sociallogin.email_addresses
    if not found:
        raise NoSignIn(Why.NO_ADDRESS)
    if not found[0].verified:
        raise NoSignIn(Why.UNVERIFIED, f"email_verified is not true; see {OWN}", address=found[0].email)
    return str(found[0].email)


def _join(request: HttpRequest, sociallogin: Any, asked: int, address: str) -> None:
    """Make the account of an invitation, opened by the provider alone. Raises NoSignIn."""
    found = _invitation(asked)
    if found.email and found.email.lower() != address.lower():
        raise NoSignIn(Why.OTHER_ADDRESS, address=address, invited=found.email)
    said = (sociallogin.user.name or address.partition("@")[0])[:100]
    person = join_without_password(found, email=address, name=said, now=timezone.now())
    sociallogin.connect(request, person)
    _write(request, person.email, "account.made", found.brand)


def _invitation(asked: int) -> Any:
    try:
        return open_invitation(asked, timezone.now())
    except NotFound as error:
        raise NoSignIn(Why.LINK_IS_DEAD) from error


def _first_time(request: HttpRequest, person: PersonRow) -> None:
    """From now on the provider opens it. A password that somebody set before is dropped by django-allauth:
    nobody has shown until now that the address was theirs."""
    _write(request, person.email, "sign_in.connected", "")
    if person.has_usable_password():
        messages.info(
            request,
            _(
                "From now on you sign in with %(company)s, and your password no longer opens this account. "
                "Under “My account” you can set a new one."
            )
            % {"company": name()},
        )


def _write(request: HttpRequest, who: str, action: str, brand: str) -> None:
    from allauth.account.adapter import get_adapter

    address = str(get_adapter(request).get_client_ip(request) or "")
    write_down(at=timezone.now(), who=who, action=action, brand=brand, what=name(), address=address)
