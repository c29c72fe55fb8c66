"""A new password, by the same rules wherever one is set."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext_lazy as _

from milepost.store.models import PersonRow


class PasswordForm(forms.Form):
    """A password that is long, not common and not the person's own name."""

    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )

    def __init__(self, *given: Any, person: PersonRow | None = None, **names: Any) -> None:
        super().__init__(*given, **names)
        self.person = person
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        """What was said, if the password is good enough for that person."""
        said = super().clean() or {}
        if password := said.get("password"):
            person = self.person or PersonRow(email=said.get("email", ""), name=said.get("name", ""))
            try:
                validate_password(password, person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return said
