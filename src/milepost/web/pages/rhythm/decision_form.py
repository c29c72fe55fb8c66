"""The form of a decision: what is done, what it should change, by whom, and when that is checked."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.errors import InvalidValue
from milepost.kpis.catalogue import catalogue
from milepost.reviews.expected import read_expected
from milepost.web.access import Visit
from milepost.web.forms import DayField, told_to_reader
from milepost.web.pages.goals.choices import channel_choices, kpi_choices, with_kpi
from milepost.workspace.reviewing.deciding import LONGEST, SHORTEST


class DecisionForm(forms.Form):
    """One decision; `source` is the advice that it follows, `back` the page that it was asked from."""

    source = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    back = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    what = forms.CharField(
        label=gettext_lazy("What is done?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    why = forms.CharField(
        label=gettext_lazy("Why?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )
    kpi = forms.ChoiceField(label=gettext_lazy("Which figure should it change?"))
    channel = forms.ChoiceField(label=gettext_lazy("Where?"), required=False)
    expect = forms.CharField(
        label=gettext_lazy("By how much?"),
        max_length=40,
        help_text=gettext_lazy(
            "Against what would come by itself: +10 %, -5 %, +40, or +0.5 points of a rate."
        ),
    )
    owner = forms.CharField(label=gettext_lazy("Who sees to it?"), max_length=100)
    check = DayField(
        label=gettext_lazy("When is it checked?"),
        help_text=gettext_lazy("Effects show in weeks: four to eight weeks ahead is usual."),
    )

    def __init__(self, visit: Visit, *given: Any, **names: Any) -> None:
        super().__init__(*given, **names)
        self.visit = visit
        chosen = str(self.data.get("kpi") or self.initial.get("kpi") or "")
        known = with_kpi(kpi_choices(visit, _("Choose a figure")), chosen if chosen in catalogue() else "")
        self.fields["kpi"].choices = known  # type: ignore[attr-defined]
        self.fields["channel"].choices = channel_choices(_("Everywhere"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An effect that can be read in the figure's unit, and a check day that can show it."""
        said = super().clean() or {}
        kpi = catalogue().get(said.get("kpi", ""))
        if kpi is not None and said.get("expect"):
            try:
                read_expected(said["expect"], kpi.unit)
            except InvalidValue as error:
                self.add_error("expect", told_to_reader(error))
        today, check = self.visit.today, said.get("check")
        if check is not None and not today + SHORTEST <= check <= today + LONGEST:
            self.add_error("check", _("Choose a day between a week and a year from today."))
        return said


class LearnedForm(forms.Form):
    """A decision is closed with its verdict and what was learned."""

    learned = forms.CharField(
        label=gettext_lazy("What was learned?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    dropped = forms.BooleanField(label=gettext_lazy("It was never carried out."), required=False)
    back = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
