"""Share links of a brand: made, listed, taken back."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.web.access import Visit, brand_page
from milepost.workspace.people.role import Role
from milepost.workspace.people.shares import MOST_DAYS, revoke, share, shares_of

_KEY = "new_share"
PAGES = {
    "client": gettext_lazy("Report for the client"),
    "board": gettext_lazy("Board"),
    "weekly": gettext_lazy("Weekly review"),
    "monthly": gettext_lazy("Monthly review"),
}


class ShareForm(forms.Form):
    """What is shared, with whom, for how long."""

    page = forms.ChoiceField(
        label=gettext_lazy("What they read"),
        choices=tuple(PAGES.items()),
    )
    says = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Only you see this."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("For how many days"), min_value=1, max_value=MOST_DAYS, initial=30
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        required=False,
        min_length=6,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Asked before anything is shown. Send it another way than the link."),
    )


@brand_page(Role.OWNER, writes="share.make", least_to_write=Role.OWNER)
def shares(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every link of the brand, and the form for another."""
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        token = share(visit.brand.name, **said, who=visit.who, now=timezone.now())
        request.done_what = f"{said['page']}, {said['days']} days"  # type: ignore[attr-defined]
        request.session[_KEY] = request.build_absolute_uri(reverse("shared", args=[token]))
        return redirect("shares", visit.slug)
    told = {
        "form": form,
        "rows": [(row, PAGES[row.page]) for row in shares_of(visit.brand.name)],
        "now": timezone.now(),
        "link": request.session.pop(_KEY, "") if request.method == "GET" else "",
    }
    return render(request, "site/sharing/shares.html", told, status=422 if form.is_bound else 200)


@brand_page(Role.OWNER, writes="share.revoke", least_to_write=Role.OWNER)
def take_back(request: HttpRequest, visit: Visit, share_id: int) -> HttpResponse:
    """The link opens nothing any more."""
    if request.method == "POST":
        revoke(share_id, visit.brand.name, timezone.now())
        messages.success(request, _("The link is taken back: it opens nothing any more."))
    return redirect("shares", visit.slug)
