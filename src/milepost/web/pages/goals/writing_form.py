"""The form of a goal that is being written: the sentence, and what may be said beside it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.errors import InvalidValue
from milepost.goals.details import Details, read_guard
from milepost.goals.goal import Guard
from milepost.kpis.catalogue import catalogue
from milepost.web.access import Visit
from milepost.web.forms import DayField
from milepost.web.pages.goals.choices import audience_choices, kpi_choices, objective_choices, segment_choices

LONGEST = 500
GUARDS = (1, 2)
"""More guards than two are watched by nobody."""


class GoalForm(forms.Form):
    """The sentence first; everything else is optional."""

    sentence = forms.CharField(
        label=gettext_lazy("Your goal, in one sentence"),
        max_length=LONGEST,
        widget=forms.Textarea(
            attrs={"rows": 2, "dir": "auto", "autocomplete": "off", "spellcheck": "true", "autofocus": True}
        ),
        help_text=gettext_lazy("For example: Generate 300 email subscribers in 90 days."),
    )
    after = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    owner = forms.CharField(label=gettext_lazy("Who answers for it"), required=False, max_length=100)
    objective = forms.ChoiceField(label=gettext_lazy("Business objective it serves"), required=False)
    kpi = forms.ChoiceField(label=gettext_lazy("Measured by"), required=False)
    until = DayField(label=gettext_lazy("Last day"), required=False)
    segment = forms.ChoiceField(label=gettext_lazy("Part of the work"), required=False)
    budget = forms.FloatField(label=gettext_lazy("Budget for the whole time"), required=False, min_value=0)
    hours = forms.FloatField(
        label=gettext_lazy("Hours of work a week"), required=False, min_value=0, max_value=10000
    )
    audience = forms.ChoiceField(label=gettext_lazy("Audience it is for"), required=False)

    def __init__(self, visit: Visit, *given: Any, **names: Any) -> None:
        super().__init__(*given, **names)
        self.visit = visit
        self._offer("objective", objective_choices(visit, _("As the sentence tells")))
        kpis = kpi_choices(visit, _("As the sentence tells"))
        self._offer("kpi", kpis)
        self._offer("segment", segment_choices(_("As the KPI tells")))
        self._offer("audience", audience_choices(visit, _("Nobody in particular")))
        if len(self.fields["audience"].choices) == 1:  # type: ignore[attr-defined]
            del self.fields["audience"]
        self.fields["until"].help_text = _("Only where the sentence names none.")
        self.fields["budget"].help_text = visit.brand.currency or ""
        for n in GUARDS:
            self._guard(n, kpis)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _guard(self, n: int, kpis: list[tuple[str, str]]) -> None:
        none = [("", _("As the field advises") if n == 1 else _("None")), *kpis[1:]]
        self.fields[f"guard_{n}"] = forms.ChoiceField(
            label=_("Must not get worse") if n == 1 else _("Nor may"), required=False, choices=none
        )
        self.fields[f"limit_{n}"] = forms.CharField(
            label=_("Limit"),
            required=False,
            max_length=20,
            help_text=_("≤ 55 % or ≥ 40; empty: not clearly worse than usual."),
        )

    def more(self) -> list[forms.BoundField]:
        """What may be said beside the sentence."""
        return [field for field in self.visible_fields() if field.name != "sentence"]

    def more_is_said(self) -> bool:
        """Whether any of it was said, so that it is to be seen."""
        return any(field.errors or (self.is_bound and field.value()) for field in self.more())

    def clean(self) -> dict[str, Any]:
        """The guards as they can be kept, and a last day that is still to come."""
        said = super().clean() or {}
        until = said.get("until")
        if until is not None and until <= self.visit.today:
            self.add_error("until", _("That day is not to come."))
        guards = []
        for n in GUARDS:
            try:
                guard = _guard_of(said.get(f"guard_{n}", ""), said.get(f"limit_{n}", ""))
            except InvalidValue as error:
                self.add_error(f"limit_{n}", f"{error.what} {error.remedy}")
            else:
                guards += [guard] if guard else []
        said["guards"] = tuple(guards) or None
        return said

    def details(self) -> Details:
        """What was said beside the sentence, as far as it can be read."""
        said = getattr(self, "cleaned_data", {})
        names = ("owner", "objective", "segment", "budget", "hours", "audience", "after")
        values = {name: said.get(name) for name in names}
        return Details(
            guards=said.get("guards"),
            **{name: value for name, value in values.items() if value not in ("", None)},
        )


def _guard_of(kpi: str, limit: str) -> Guard | None:
    """The guard on a KPI. Raises InvalidValue for a limit that cannot be read."""
    if not kpi:
        return None
    text = limit.strip().replace("≤", "<=").replace("≥", ">=").replace(" ", "").replace("\u00a0", "")
    if text and not text.startswith(("<=", ">=")):
        known = catalogue().get(kpi)
        text = (">=" if known and known.better == "higher" else "<=") + text
    units = {name: one.unit.value for name, one in catalogue().items()}
    return read_guard(f"{kpi}{text}", units)
