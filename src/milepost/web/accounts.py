"""How people come in: only by a link they were given, or by an account elsewhere that bears their address."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from milepost.workspace.people.audit import write_down


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves; what happens at the door is written down."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by invitations alone."""
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in, in a session of a new name."""
        super().login(request, user)
        request.session["since"] = timezone.now().timestamp()
        write_down(at=timezone.now(), who=user.email, action="signed_in", address=self._address(request))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Somebody did not get in."""
        super().authentication_failed(request, **credentials)
        who = str(credentials.get("email") or "")[:200]
        write_down(at=timezone.now(), who=who, action="sign_in_failed", address=self._address(request))

    def logout(self, request: HttpRequest) -> None:
        """Sign out; the session is gone on the server, too."""
        who = getattr(request.user, "email", "")
        super().logout(request)
        if who:
            write_down(at=timezone.now(), who=who, action="signed_out", address=self._address(request))

    def _address(self, request: HttpRequest) -> str:
        return self.get_client_ip(request) or ""


class Elsewhere(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An account elsewhere opens the account here that bears the same verified address, and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Accounts are made by invitations alone."""
        return False
