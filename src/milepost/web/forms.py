"""Fields and habits that the site's forms share."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from milepost.errors import MilepostError
from milepost.language import ENGLISH
from milepost.period import FIRST_DAY, LAST_DAY
from milepost.reports.numbers import written_in
from milepost.web.access import nothing_done
from milepost.web.commands_said import plain_for_site

_T = TypeVar("_T")
LONGEST = 2000


class LinesField(forms.CharField):
    """Several short texts, one a line (with `commas`, also one after a comma)."""

    def __init__(self, *, commas: bool = False, **names: Any) -> None:
        rows = names.pop("rows", 2)
        self.commas = commas
        names.setdefault("required", False)
        names.setdefault("max_length", LONGEST)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, "cols": 40}), **names)

    def prepare_value(self, value: Any) -> Any:
        """What stands, one a line."""
        return (", " if self.commas else "\n").join(value) if isinstance(value, tuple | list) else value

    def clean(self, value: Any) -> Any:
        """The texts as a tuple, without empty ones."""
        text = super().clean(value)
        parts = re.split(r"[,;\n]" if self.commas else r"\n", text.replace("\r", ""))
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


class DayField(forms.DateField):
    """A day, of a year from which can be counted back and ahead."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **names: Any) -> None:
        limits = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]
        super().__init__(validators=limits, **names)


class WhyForm(forms.Form):
    """Taking something back, or changing it: never without a reason."""

    why = forms.CharField(label=_("Why"), max_length=400)


def without_reason(request: HttpRequest) -> None:
    """What was to be taken back stays, for want of a reason, and who asked is told so."""
    if request.method == "POST":
        nothing_done(request, gettext("Nothing was changed: say why, in at most 400 characters."))


def told_to_reader(error: MilepostError) -> str:
    """A refusal in the language of who reads the page, whatever the label of its brand says."""
    with written_in(get_language() or ENGLISH):
        return str(error)


def tried(form: forms.Form, does: Callable[[], _T]) -> _T | None:
    """What `does` gives; a refusal of ours stands at the form instead, and what was typed is kept."""
    try:
        return does()
    except MilepostError as error:
        form.add_error(None, plain_for_site(told_to_reader(error)))
        return None
