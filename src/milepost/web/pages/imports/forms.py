"""What can be said about a file that does not say it itself."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.errors import InvalidValue
from milepost.reports.import_page import ask_label, channels
from milepost.sources.report import Answers
from milepost.web.forms import DayField
from milepost.workspace.place import read_zone

FIELDS = ("channel", "account", "year", "first_day", "last_day", "zone")


class AnswersForm(forms.Form):
    """The answers to what a file asks; those that it must have are `needed`."""

    channel = forms.ChoiceField(
        label=ask_label("channel"), required=False, choices=lambda: [("", "–"), *channels()]
    )
    account = forms.CharField(label=ask_label("account"), required=False, max_length=100)
    year = forms.IntegerField(label=ask_label("year"), required=False, min_value=1990, max_value=2100)
    first_day = DayField(label=_("First day"), required=False)
    last_day = DayField(label=_("Last day"), required=False)
    zone = forms.CharField(
        label=ask_label("zone"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"list": "zones"}),
    )

    def __init__(self, *given: Any, needed: Iterable[str] = (), **names: Any) -> None:
        super().__init__(*given, **names)
        for name in needed:
            for one in ("first_day", "last_day") if name == "period" else (name,):
                if one in self.fields:
                    self.fields[one].required = True

    def clean_zone(self) -> str:
        """A zone that exists."""
        zone = str(self.cleaned_data.get("zone") or "").strip()
        if zone:
            try:
                read_zone(zone)
            except InvalidValue as error:
                raise forms.ValidationError(str(error)) from None
        return zone

    def clean(self) -> dict[str, Any]:
        """Both days of a period, in their order."""
        said = super().clean() or {}
        first, last = said.get("first_day"), said.get("last_day")
        if bool(first) != bool(last) and not (self.errors.keys() & {"first_day", "last_day"}):
            self.add_error(
                "last_day" if first else "first_day", _("A period needs its first and its last day.")
            )
        if first and last and last < first:
            self.add_error("last_day", _("The last day lies before the first."))
        return said

    def over(self, before: Answers) -> Answers:
        """The answers with what was said now laid over what was said before."""
        said = self.cleaned_data
        period = f"{said['first_day']}..{said['last_day']}" if said.get("first_day") else before.period
        return replace(
            before,
            channel=said.get("channel") or before.channel,
            account=said.get("account") or before.account,
            zone=said.get("zone") or before.zone,
            year=said.get("year") or before.year,
            period=period,
        )

    def asked(self) -> list[Any]:
        """The fields that must be answered."""
        return [field for field in self if field.field.required]

    def more(self) -> list[Any]:
        """The fields that may be."""
        return [field for field in self if not field.field.required]


def zones() -> list[str]:
    """The zones to choose from: those of places."""
    return sorted(
        zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/"))
    )
