"""The forms of competitors: who they are, and a public figure that somebody read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.plan.competitor import MEASURES, Account, Competitor, Figure, read_account, read_channel
from milepost.web.forms import DayField, LinesField
from milepost.workspace.judging.known import channel_title
from milepost.workspace.planning.competitors import Changes

CHANNELS = ("instagram", "facebook", "linkedin", "x", "tiktok", "youtube", "pinterest", "threads")


class CompetitorForm(forms.Form):
    """Another brand that this one is held against."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("As its customers know it"))
    says = forms.CharField(label=_("What it is to you"), required=False, max_length=400)
    accounts = LinesField(label=_("Its profiles"), help_text=_("One a line, such as instagram=acme"))
    strengths = LinesField(label=_("Strengths"), help_text=_("One a line"))
    weaknesses = LinesField(label=_("Weaknesses"), help_text=_("One a line"))
    opportunities = LinesField(label=_("Opportunities for you"), help_text=_("One a line"))

    def competitor(self) -> Competitor:
        """A new one. Raises InvalidValue for a profile that cannot be read."""
        told = self.cleaned_data
        lists = (told["strengths"], told["weaknesses"], told["opportunities"])
        return Competitor("", told["name"], told["says"], self.profiles(), *lists)

    def profiles(self) -> tuple[Account, ...]:
        """The accounts as they were typed. Raises InvalidValue."""
        return tuple(read_account(text) for text in self.cleaned_data["accounts"])


class AmendCompetitorForm(CompetitorForm):
    """The same for one that stands, with why it is changed and the version that was looked at."""

    why = forms.CharField(label=_("Why it is changed"), max_length=400)
    upon = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def changes(self, before: Competitor) -> Changes:
        """What is new and what is gone, against what stood."""
        told, profiles = self.cleaned_data, self.profiles()
        gone = [f"{a.channel}={a.name}" for a in before.accounts if a not in profiles]
        added: dict[str, Any] = {}
        for name in ("strengths", "weaknesses", "opportunities"):
            stood = getattr(before, name)
            gone += [text for text in stood if text not in told[name]]
            added[name] = tuple(text for text in told[name] if text not in stood)
        return Changes(
            name=told["name"],
            says=told["says"],
            accounts=tuple(a for a in profiles if a not in before.accounts),
            without=tuple(gone),
            **added,
        )


class OwnForm(forms.Form):
    """Which profiles in tables of competitors are one's own."""

    accounts = LinesField(
        label=_("Your own profiles"),
        required=True,
        help_text=_("One a line, as the table writes it, such as linkedin=Acme Bags"),
    )

    def profiles(self) -> tuple[Account, ...]:
        """The accounts as they were typed. Raises InvalidValue."""
        return tuple(read_account(text) for text in self.cleaned_data["accounts"])


MEASURE_TITLES = {
    "followers": _("Followers"),
    "posts": _("Posts"),
    "interactions": _("Interactions"),
    "likes": _("Likes"),
    "comments": _("Comments"),
    "shares": _("Shares"),
    "new_followers": _("New followers"),
    "mentions": _("Mentions"),
}


class FigureForm(forms.Form):
    """A public figure, with where it was read."""

    channel = forms.ChoiceField(
        label=_("Channel"), choices=lambda: [(name, channel_title(name)) for name in CHANNELS]
    )
    measure = forms.ChoiceField(label=_("What"), choices=[(name, MEASURE_TITLES[name]) for name in MEASURES])
    value = forms.FloatField(label=_("Figure"), min_value=0)
    day = DayField(label=_("Day"))
    days = forms.IntegerField(label=_("Days it covers"), min_value=1, max_value=366, initial=1)
    source = forms.CharField(label=_("Where you read it"), max_length=200)

    def figure(self) -> Figure:
        """The figure. Raises InvalidValue for a channel that is not known."""
        told = self.cleaned_data
        channel = read_channel(told["channel"])
        return Figure(told["day"], channel, told["measure"], told["value"], told["source"], told["days"])
