"""The page that says why somebody did not get in by their account elsewhere, and what to do."""

import logging
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from milepost.web.company.why import NoSignIn, Why
from milepost.web.pages.faults import not_signed_in
from milepost.workspace.people.audit import write_down

_log = logging.getLogger("milepost.web.company")


ABOUT_SOMEBODY: Final = frozenset(
    {Why.UNPROVEN, Why.NO_ADDRESS, Why.UNVERIFIED, Why.UNKNOWN, Why.OTHER_ADDRESS, Why.LINK_IS_DEAD}
)


def told(request: HttpRequest, error: NoSignIn) -> HttpResponse:
    """The page, and a line in the logs."""
    from allauth.account.adapter import get_adapter

    _log.warning("Not signed in at %s: %s", name(), error)
    if error.why in ABOUT_SOMEBODY:  # anybody could fill the log with the rest
        who = error.named.get("address", "")[:200]
        address = str(get_adapter(request).get_client_ip(request) or "")
        write_down(
            at=timezone.now(), who=who, action="sign_in_failed", what=f"oidc {error.why}", address=address
        )
    what, remedy = _sentences(error)
    return not_signed_in(request, what, remedy, theirs=error.why in {Why.SILENT, Why.BROKEN})


def name() -> str:
    """What the provider is called on the pages."""
    apps: list[dict[str, Any]] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return str(apps[0]["name"]) if apps else ""


def _sentences(error: NoSignIn) -> tuple[str, str]:
    company = {"company": name()} | error.named
    if error.why is Why.CANCELLED:
        return _("You did not sign in."), _("Try again whenever you like.")
    if error.why is Why.STALE:
        return (
            _("This sign-in is too old, or was used already."),
            _("Begin again at the sign-in page, in this browser, and finish within ten minutes."),
        )
    if error.why is Why.SILENT:
        return (
            _("The sign-in server of %(company)s does not answer.") % company,
            _("Try again in a few minutes. If you have a password here, you can sign in with it now."),
        )
    if error.why in {Why.BROKEN, Why.DECLINED}:
        return (
            _("The sign-in server of %(company)s answered with an error.") % company,
            _("Try again. If it goes on, tell whoever runs that server; their log says what is wrong."),
        )
    return _who(error.why, company)


def _who(why: Why, company: dict[str, str]) -> tuple[str, str]:
    """About the person, not the server."""
    if why is Why.UNPROVEN:
        return (
            _("What %(company)s says about you could not be proven.") % company,
            _("You are not signed in. Begin again; if it goes on, tell whoever runs this site."),
        )
    if why is Why.NO_ADDRESS:
        return (
            _("%(company)s does not say what your e-mail address is.") % company,
            _("Ask whoever runs your accounts to let it pass on your address."),
        )
    if why is Why.UNVERIFIED:
        return (
            _("%(company)s does not say that %(address)s is really yours.") % company,
            _(
                "Have the address verified there, then sign in again. If that cannot be done there, "
                "ask whoever runs this site."
            ),
        )
    if why is Why.OTHER_ADDRESS:
        return (
            _("This invitation is for %(invited)s, and you signed in as %(address)s.") % company,
            _("Sign in with the invited address, or ask for an invitation to yours."),
        )
    if why is Why.LINK_IS_DEAD:
        return _("This invitation was used or has expired."), _("Ask for a new one.")
    return (
        _("Nobody here has the address %(address)s.") % company,
        _("No account was made. Ask an owner of your brand to invite that address, then open the link."),
    )
