"""Where people arrive: at their one brand, at the portfolio of several, or at what to do first."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from milepost.reports.portfolio import portfolio_view
from milepost.store.models import PersonRow
from milepost.web.opened import today, workspace
from milepost.web.slugs import slugs
from milepost.workspace.people.roles import brands_of
from milepost.workspace.portfolio.portfolio import portfolio

SECONDS = 1.5
"""How long the page works brands out anew; the rest is said to be on its way, and comes when asked again."""


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The one brand's board; of several, where to look first."""
    person = request.user
    place = workspace()
    mine = brands_of(place, person) if isinstance(person, PersonRow) else ()
    if isinstance(person, PersonRow) and person.is_owner and not place.brands:
        return redirect("start")
    by_name = {brand.name: slug for slug, brand in slugs(place.brands).items()}
    if len(mine) == 1:
        return redirect("board", by_name[mine[0][0].name])
    if not mine:
        return render(request, "site/nobody.html")
    names = tuple(brand.name for brand, _role in mine)
    found = portfolio(place, today=today(), names=names, seconds=SECONDS)
    view = portfolio_view(found, place.knowledge)
    told = {
        "view": view,
        "calling": [(by_name[row.brand], row) for row in view.rows if row.calls],
        "quiet": [(by_name[row.brand], row) for row in (*view.quiet, *(r for r in view.rows if not r.calls))],
        "pending": [(by_name[row.brand], row) for row in view.pending],
    }
    return render(request, "site/portfolio.html", told)
