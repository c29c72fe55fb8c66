"""The forms of the plan: what the brand is for, what the team can carry, objectives, the plan as a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.knowledge.reader import table
from milepost.plan.objective import OWN, kinds, roles
from milepost.plan.yaml_text import MOST_BYTES
from milepost.reports.words.kpi import stage_title
from milepost.web.forms import LinesField


class IdentityForm(forms.Form):
    """What the brand is for."""

    mission = forms.CharField(
        label=_("Mission"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    vision = forms.CharField(
        label=_("Vision"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    values = LinesField(label=_("Values"), help_text=_("One a line"))
    industry = forms.CharField(
        label=_("Industry"), required=False, max_length=80, help_text=_("For figures from outside")
    )


class CapacityForm(forms.Form):
    """How much the team can carry; the plan is held against it."""

    most_kpis = forms.IntegerField(label=_("The most KPIs to follow at once"), min_value=1, max_value=50)
    hours_a_week = forms.FloatField(
        label=_("Hours of work a week"), required=False, min_value=0, max_value=10_000
    )
    budget_a_month = forms.FloatField(label=_("Money a month"), required=False, min_value=0, max_value=1e12)


class ObjectiveForm(forms.Form):
    """A business objective and the part of social media in it."""

    title = forms.CharField(
        label=_("What the business wants"), max_length=120, help_text=_("Such as: Sell more online")
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=lambda: [*((id_, one.title) for id_, one in kinds().items()), (OWN, _("One of your own"))],
    )
    roles = forms.MultipleChoiceField(
        label=_("What social media does for it"),
        required=False,
        choices=lambda: [(id_, one.title) for id_, one in roles().items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With none ticked, it gets what the kind usually gives it."),
    )
    says = forms.CharField(label=_("What it means, in a sentence"), required=False, max_length=400)
    stage = forms.ChoiceField(
        label=_("The stage that decides it"),
        required=False,
        choices=lambda: [("", _("As its kind says")), *((s, stage_title(s)) for s in table("stages"))],
    )
    owner = forms.CharField(label=_("Who answers for it"), required=False, max_length=80)

    def given(self) -> dict[str, Any]:
        """What was typed, as the verbs of the workspace take it."""
        told = self.cleaned_data
        return {
            "title": told["title"],
            "kind": told["kind"],
            "roles": tuple(told["roles"]),
            "says": told["says"],
            "stage": told["stage"] or None,
            "owner": told["owner"] or None,
        }


class AmendObjectiveForm(ObjectiveForm):
    """The same for one that stands, with why it is changed and the version that was looked at."""

    why = forms.CharField(label=_("Why it is changed"), max_length=400)
    upon = forms.IntegerField(widget=forms.HiddenInput, required=False)


class UploadForm(forms.Form):
    """A plan file to look at before anything is changed."""

    file = forms.FileField(label=_("A plan file (YAML)"), max_length=200)

    def clean_file(self) -> Any:
        """The file, when it is no larger than any plan."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This is larger than any plan; is it another file?"))
        return file


class ApplyForm(forms.Form):
    """A plan that was looked at, to be taken over."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=MOST_BYTES, strip=False)
    why = forms.CharField(label=_("Why the plan is changed"), max_length=400)
    drop_missing = forms.BooleanField(
        label=_("Give up what the file lacks in a section that it has"), required=False
    )
    skip_refused = forms.BooleanField(
        label=_("Leave out goals that are refused, and take the rest"), required=False
    )
