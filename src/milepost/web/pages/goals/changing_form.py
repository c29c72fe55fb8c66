"""The form that changes a goal: what stands, what is wanted instead, and why."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.amount import Unit
from milepost.goals.details import Details
from milepost.goals.goal import Goal
from milepost.web.access import Visit
from milepost.web.forms import DayField
from milepost.web.pages.goals.choices import objective_choices
from milepost.web.pages.goals.writing_form import LONGEST
from milepost.workspace.amending import Amendment

CLEARED = ("owner", "objective", "budget", "hours")


class ChangeForm(forms.Form):
    """Each field holds what stands; what is not touched stays as it is."""

    upon = forms.IntegerField(widget=forms.HiddenInput)
    target = forms.FloatField(label=gettext_lazy("Target"), localize=False)
    until = DayField(label=gettext_lazy("Last day"), required=False)
    sentence = forms.CharField(
        label=gettext_lazy("Sentence"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    owner = forms.CharField(label=gettext_lazy("Who answers for it"), required=False, max_length=100)
    objective = forms.ChoiceField(label=gettext_lazy("Business objective it serves"), required=False)
    budget = forms.FloatField(label=gettext_lazy("Budget for the whole time"), required=False, min_value=0)
    hours = forms.FloatField(
        label=gettext_lazy("Hours of work a week"), required=False, min_value=0, max_value=10000
    )
    why = forms.CharField(
        label=gettext_lazy("Why is it changed?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy(
            "Kept beside the change for as long as the goal; the first target stays in view."
        ),
    )

    def __init__(self, visit: Visit, goal: Goal, *given: Any, **names: Any) -> None:
        super().__init__(*given, **names)
        self.goal = goal
        choices = objective_choices(visit, _("None"))
        if goal.objective and all(name != goal.objective for name, _title in choices):
            choices.append((goal.objective, goal.objective))
        self.fields["objective"].choices = choices  # type: ignore[attr-defined]
        if goal.deadline is None:
            del self.fields["until"]
        self.fields["target"].help_text = unit_words(goal, visit.brand.currency)
        self.fields["budget"].help_text = visit.brand.currency or ""

    def amendment(self, seen: Goal) -> Amendment:
        """What is to change against the version that was looked at."""
        said, before = self.cleaned_data, values_of(seen)
        new = {name: said[name] for name in before if name in said and not _same(said[name], before[name])}
        given = {name: new[name] for name in CLEARED if new.get(name) not in (None, "")}
        until = new.get("until")
        return Amendment(
            target=new["target"] / scale(seen) if "target" in new else None,
            until=until.isoformat() if until else None,
            details=Details(**given),
            clear=tuple(name for name in CLEARED if name in new and name not in given),
            sentence=new.get("sentence"),
        )


def values_of(goal: Goal) -> dict[str, Any]:
    """What the form holds of a goal."""
    return {
        "target": _bare(round(goal.target * scale(goal), 6)),
        "until": goal.deadline,
        "sentence": goal.sentence,
        "owner": goal.owner or "",
        "objective": goal.objective or "",
        "budget": goal.budget,
        "hours": goal.hours,
    }


def merged(said: Mapping[str, Any], seen: Goal, theirs: Goal) -> dict[str, Any]:
    """What the form holds after somebody else was first: one's own changes; theirs where one made none."""
    before, now = values_of(seen), values_of(theirs)
    mine = {name: said[name] for name in before if name in said and not _same(said[name], before[name])}
    if "target" in mine:
        mine["target"] = _bare(mine["target"])
    return now | mine


def _bare(number: float) -> float:
    """19048, not 19048.0."""
    return int(number) if number == int(number) else number


def scale(goal: Goal) -> float:
    """Shares are written in percent."""
    return 100.0 if goal.unit == Unit.SHARE else 1.0


def unit_words(goal: Goal, currency: str | None) -> str:
    """In what the target is written."""
    if goal.unit == Unit.SHARE:
        return _("in percent")
    if goal.unit == Unit.MONEY:
        return currency or ""
    if goal.unit == Unit.SECONDS:
        return _("in seconds")
    return ""


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float | int) and isinstance(other, float | int):
        return abs(one - other) < 1e-9 * max(1.0, abs(one))
    return (one or None) == (other or None)


class CloseForm(forms.Form):
    """Closed with what was learned, or given up with the reason."""

    upon = forms.IntegerField(widget=forms.HiddenInput)
    how = forms.ChoiceField(
        label=gettext_lazy("How does it end?"),
        widget=forms.RadioSelect,
        initial="close",
        choices=[
            ("close", gettext_lazy("It is over: its figures say how it came out")),
            ("drop", gettext_lazy("It is given up: nobody works for it any more")),
        ],
    )
    learned = forms.CharField(
        label=gettext_lazy("What was learned?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Kept with how the goal came out, for whoever writes the next one."),
    )
