"""A person's own account: name and language; the rest of it is django-allauth's."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language_from_request, gettext_lazy, override
from django.utils.translation import gettext as _

from milepost.store.models import AuditRow, PersonRow
from milepost.web.access import log
from milepost.workspace.people.audit import last

_TOLD = timedelta(days=30)


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """What people may change of themselves."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=100, required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the pages"),
        required=False,
        choices=lambda: [("", gettext_lazy("As the browser says")), *settings.LANGUAGES],
    )

    class Meta:
        """Their name and language."""

        model = PersonRow
        fields = ("name", "language")


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """The page of one's own account."""
    form = AccountForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        log(request, "account.change")
        with override(form.cleaned_data["language"] or get_language_from_request(request)):
            messages.success(request, _("Saved."))  # in the language that the next page has
        return redirect("account")
    return render(request, "site/account.html", {"form": form, "by_link": _set_by_link(request)})


def _set_by_link(request: HttpRequest) -> AuditRow | None:
    """The line of the log that says so, for a while: whoever did not do it themselves has to learn of it."""
    line = last(str(getattr(request.user, "email", "")), "password.set")
    return line if line and timezone.now() - line.at < _TOLD else None
