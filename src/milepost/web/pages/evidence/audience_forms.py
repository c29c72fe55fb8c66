"""The form of a profile: short claims, each of which data can support or contradict."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.plan.audience import CLAIMS, AudienceProfile, platforms
from milepost.web.forms import LinesField


class ProfileForm(forms.Form):
    """Who is to be reached. Every field but the name may stay empty; data hold each claim against what is."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("Such as: Weekend cyclists"))
    says = forms.CharField(label=_("In a sentence"), required=False, max_length=400)
    ages = LinesField(label=_("Ages"), commas=True, help_text=_("25-34, or 65+"), rows=1)
    genders = LinesField(label=_("Genders"), commas=True, help_text=_("women, men, other"), rows=1)
    places = LinesField(label=_("Places"), help_text=_("Countries and cities, one a line"))
    languages = LinesField(label=_("Languages"), commas=True, help_text=_("German, or de"), rows=1)
    work = LinesField(label=_("Work"), help_text=_("Job, seniority or industry, one a line"))
    active_hours = LinesField(label=_("Active hours"), commas=True, help_text=_("18-21, or evening"), rows=1)
    interests = LinesField(label=_("Interests"), help_text=_("One a line"))
    pain_points = LinesField(label=_("Pain points"), help_text=_("One a line"))
    objections = LinesField(label=_("Objections"), help_text=_("One a line"))
    behaviour = LinesField(label=_("Behaviour"), help_text=_("One a line"))
    platforms = forms.MultipleChoiceField(
        label=_("Platforms"),
        required=False,
        choices=lambda: list(platforms().items()),
        widget=forms.CheckboxSelectMultiple,
    )

    def claims(self) -> dict[str, tuple[str, ...]]:
        """The claims as a profile keeps them."""
        return {name: tuple(self.cleaned_data[name]) for name in CLAIMS}

    def profile(self) -> AudienceProfile:
        """A new profile."""
        claims: dict[str, Any] = self.claims()
        return AudienceProfile("", self.cleaned_data["name"], self.cleaned_data["says"], **claims)


class AmendProfileForm(ProfileForm):
    """The same for a profile that stands, with why it is changed and the version that was looked at."""

    why = forms.CharField(label=_("Why it is changed"), max_length=400)
    upon = forms.IntegerField(widget=forms.HiddenInput, required=False)
