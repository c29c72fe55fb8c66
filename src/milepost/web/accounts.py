"""How people come in: only by a link they were given, or by an account elsewhere that bears their address."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthError
from django.http import HttpRequest
from django.utils import timezone

from milepost.web.company.coming import come_in
from milepost.web.company.refusal import told
from milepost.web.company.why import NoSignIn, Why
from milepost.workspace.people.audit import write_down
from milepost.workspace.people.new_passwords import take_back


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

    def set_password(self, user: Any, password: str) -> None:
        """Who has set a password needs no link to do so: theirs, if there is one, is dead from now on."""
        super().set_password(user, password)
        take_back(user)

    def lift_lockout(self, request: HttpRequest, user: Any) -> None:
        """What was tried wrongly until now is forgotten: passwords and codes."""
        self._delete_login_attempts_cached_email(request, email=user.email)
        ratelimit.clear(request, action="login_failed", key=f"mfa-auth-user-{user.pk}")

    def _address(self, request: HttpRequest) -> str:
        return self.get_client_ip(request) or ""


class Elsewhere(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An account elsewhere opens the account here that bears the same verified address; it makes one only
    for whoever holds an invitation to that address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Accounts are made by invitations alone."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """The name that they bear elsewhere, in case an account is made."""
        person = super().populate_user(request, sociallogin, data)
        said = data.get("name")
        person.name = said.strip()[:100] if isinstance(said, str) else ""
        return person

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """The account is found, joins, or a page says why not."""
        try:
            come_in(request, sociallogin)
        except NoSignIn as error:
            raise ImmediateHttpResponse(told(request, error)) from error

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """They said no over there, the provider did, or the way back is not one that began here."""
        why = Why.CANCELLED if error == AuthError.CANCELLED else Why.DECLINED
        if not (extra_context or {}).get("state"):
            why = Why.STALE
        detail = str(exception or request.GET.get("error", ""))[:100]
        raise ImmediateHttpResponse(told(request, NoSignIn(why, detail)))

    def get_requests_session(self) -> Any:
        """None: the only way out is ours, in `milepost.web.company.way_out`."""
        raise NotImplementedError
