"""The brands of a workspace: the first one, the demo, another."""

from functools import cache
from zoneinfo import available_timezones

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.errors import InvalidValue
from milepost.web import jobs
from milepost.web.access import nothing_done, owner_page
from milepost.web.opened import workspace
from milepost.web.slugs import slug_of
from milepost.workspace.opening import init_workspace
from milepost.workspace.place import choose_brand

DEMO = "Quillfen"
_OFTEN = ("EUR", "USD", "GBP", "CHF")


@cache
def zones() -> list[tuple[str, str]]:
    """Every time zone of a place, as choices."""
    return [
        (name, name.replace("_", " "))
        for name in sorted(available_timezones())
        if "/" in name or name == "UTC"
    ]


@cache
def currencies() -> list[tuple[str, str]]:
    """Every currency in use, those that are asked for most first."""
    from babel.numbers import get_currency_name, list_currencies

    rest = sorted(code for code in list_currencies("en") if code not in _OFTEN)
    return [(code, f"{code} · {get_currency_name(code, locale='en')}") for code in (*_OFTEN, *rest)]


class BrandForm(forms.Form):
    """A new brand."""

    name = forms.CharField(label=gettext_lazy("Name of the brand"), max_length=100)
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency it is judged in"), choices=currencies, initial="EUR"
    )
    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone of its days"), choices=zones, initial="Europe/Berlin"
    )


@owner_page(writes="brand.make")
def start(request: HttpRequest) -> HttpResponse:
    """The first thing to do: a brand of one's own, or the demo."""
    form = BrandForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if any(brand.name == said["name"].strip() for brand in workspace().brands):
            form.add_error("name", _("There is a brand of this name already."))
        else:
            try:
                place = init_workspace(
                    workspace().home, brand=said["name"].strip(), currency=said["currency"], zone=said["zone"]
                )
            except InvalidValue as error:
                form.add_error("name", str(error))
            else:
                request.done_brand = said["name"].strip()  # type: ignore[attr-defined]
                return redirect("imports", slug_of(place.brands, said["name"].strip()))
    told = {"form": form, "brands": workspace().brands}
    return render(request, "site/place/start.html", told, status=422 if form.is_bound else 200)


@owner_page(writes="demo.make")
def demo(request: HttpRequest) -> HttpResponse:
    """Have the invented brand made, unless it is there."""
    place = workspace()
    if request.method == "POST" and not any(brand.name == DEMO for brand in place.brands):
        init_workspace(place.home, brand=DEMO, currency="EUR", zone="Europe/Berlin")
        job = jobs.ask(DEMO, "demo", {}, str(getattr(request.user, "email", "")))
        return redirect("demo_job", job.pk)
    nothing_done(request)
    if any(brand.name == DEMO for brand in workspace().brands):
        return redirect("board", slug_of(workspace().brands, choose_brand(workspace(), DEMO).name))
    return redirect("start")


@owner_page()
def demo_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """How far the demo is; the board as soon as it is there."""
    job = jobs.one(job_id, DEMO, "demo")
    url = slug_of(workspace().brands, DEMO)
    if job.state == jobs.DONE and not request.htmx:  # type: ignore[attr-defined]
        return redirect("board", url)
    told = jobs.told(job)
    answer = render(request, "site/place/demo_job.html", {"job": job, "told": told})
    if job.state == jobs.DONE:
        answer["HX-Redirect"] = f"/b/{url}/"
    return answer
