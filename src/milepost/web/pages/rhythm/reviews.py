"""The weekly and the monthly review, held on the page: what is shown, what is decided, what was concluded."""

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.errors import InvalidValue
from milepost.period import read_day
from milepost.reports.review_page import HeldLine, held_lines
from milepost.reviews.cadence import Kind
from milepost.web.access import Visit, brand_page
from milepost.web.brand_view import review_of
from milepost.web.kept import kept
from milepost.web.pages.rhythm.decision_form import LearnedForm
from milepost.workspace.people.role import Role
from milepost.workspace.reviewing.holding import hold_review

EARLIER = 12


class HoldForm(forms.Form):
    """What was concluded; a review may end in nothing to do, and says so."""

    concluded = forms.CharField(
        label=gettext_lazy("What was concluded?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Nothing to do is a conclusion, too."),
    )


@brand_page(Role.VIEWER, writes="review.hold")
def review(request: HttpRequest, visit: Visit, kind: str) -> HttpResponse:
    """The review of the last whole week or month; an editor holds it here."""
    which = Kind(kind)
    form = HoldForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            return _hold(request, visit, which, form.cleaned_data["concluded"])
        status = 422
    page, written = review_of(visit, which)
    lines = _held(visit)
    held = next((one for one in lines if one.kind == kind and one.start == page.start), None)
    found = {
        "page": page,
        "content": written,
        "held": held,
        "earlier": _earlier(visit, kind, [one for one in lines if one is not held]),
        "form": form,
        "closing": [
            (one, LearnedForm(auto_id=f"id_{one.id}_%s", initial={"back": kind})) for one in page.due
        ],
    }
    return render(request, "site/rhythm/review.html", found, status=status)


@brand_page(Role.VIEWER)
def review_held(request: HttpRequest, visit: Visit, kind: str, start: str) -> HttpResponse:
    """A review that was held, as it was known on its day."""
    which = Kind(kind)
    try:
        day = read_day(start)
    except InvalidValue as error:
        raise Http404 from error
    held = next((one for one in _held(visit) if one.kind == kind and one.start == day.isoformat()), None)
    if held is None:
        raise Http404
    page, written = review_of(replace(visit, today=held.as_of, as_of=held.as_of), which)
    found = {"page": page, "content": written, "held": held}
    return render(request, "site/rhythm/held.html", found)


def _hold(request: HttpRequest, visit: Visit, kind: Kind, concluded: str) -> HttpResponse:
    held = hold_review(
        visit.workspace, kind, brand=visit.brand.name, today=visit.today, who=visit.who, concluded=concluded
    )
    request.done_what = f"{kind.value} {held.period.start}"  # type: ignore[attr-defined]
    messages.success(request, _("Held, and written down with what was shown and decided."))
    return redirect(f"review_{kind.value}", visit.slug)


def _earlier(visit: Visit, kind: str, lines: list[HeldLine]) -> list[tuple[HeldLine, str]]:
    """The reviews of that kind that were held before, with their addresses."""
    mine = [one for one in lines if one.kind == kind][:EARLIER]
    return [(one, reverse(f"review_{kind}_held", args=[visit.slug, one.start])) for one in mine]


def _held(visit: Visit) -> tuple[HeldLine, ...]:
    return kept(visit, "held", lambda: held_lines(visit.workspace, visit.brand.name, visit.today))
