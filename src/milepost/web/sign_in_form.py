"""The form of the door."""

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):  # type: ignore[misc]
    """Address and password. No mail is sent from here, so no way to a new password by mail is offered."""

    def __init__(self, *given: Any, **names: Any) -> None:
        super().__init__(*given, **names)
        self.fields["password"].help_text = ""
