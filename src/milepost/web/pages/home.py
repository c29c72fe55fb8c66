"""Where people arrive: at their one brand, at the portfolio of several, or at what to do first."""

from collections.abc import Set
from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from milepost.reports.portfolio import PendingRow, PortfolioRow, RestingRow, portfolio_view
from milepost.store.models import PersonRow
from milepost.web.opened import today, workspace
from milepost.web.slugs import slugs
from milepost.workspace.people.role import Role
from milepost.workspace.people.roles import brands_of
from milepost.workspace.portfolio.portfolio import Portfolio, portfolio

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
    found = portfolio(place, today=today(), names=[brand.name for brand, _role in mine], seconds=SECONDS)
    inside = frozenset(brand.name for brand, role in mine if role >= Role.VIEWER)
    view = portfolio_view(_part(found, inside), place.knowledge) if inside else None
    outside = portfolio_view(_part(found, by_name.keys() - inside), place.knowledge)
    others: list[PortfolioRow | PendingRow | RestingRow] = [*outside.rows, *outside.quiet]
    others += [*outside.pending, *outside.resting]
    told = {
        "view": view,
        "calling": [(by_name[row.brand], row) for row in view.rows if row.calls] if view else [],
        "quiet": [(by_name[row.brand], row) for row in (*view.quiet, *(r for r in view.rows if not r.calls))]
        if view
        else [],
        "resting": [(by_name[row.brand], row) for row in view.resting] if view else [],
        "pending": bool(found.pending),
        "outside": [(by_name[row.brand], row) for row in others],
    }
    return render(request, "site/portfolio.html", told)


def _part(found: Portfolio, brands: Set[str]) -> Portfolio:
    """The brands of a portfolio whose work somebody may see, or the others: of those, only the goals."""
    return replace(
        found,
        known=tuple(one for one in found.known if one.brand in brands),
        pending=tuple(one for one in found.pending if one.brand in brands),
        resting=tuple(one for one in found.resting if one.brand in brands),
    )
