"""Where people arrive: at their one brand, at the portfolio of several, or at what to do first."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from milepost.store.models import PersonRow
from milepost.web.opened import workspace
from milepost.web.slugs import slug_of
from milepost.workspace.people.roles import brands_of


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The one brand's board; of several, the list of them."""
    person = request.user
    place = workspace()
    brands = brands_of(place, person) if isinstance(person, PersonRow) else ()
    if isinstance(person, PersonRow) and person.is_owner and not place.brands:
        return redirect("start")
    if len(brands) == 1:
        return redirect("board", slug_of(place.brands, brands[0][0].name))
    rows = [(slug_of(place.brands, brand.name), brand.name, role.word) for brand, role in brands]
    return render(request, "site/brands.html", {"rows": rows})
