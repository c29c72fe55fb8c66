"""The board: where every goal of a brand stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from milepost.web.access import Visit, brand_page
from milepost.web.brand_view import view_of
from milepost.workspace.people.role import Role


@brand_page(Role.CLIENT)
def board(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every goal in a row."""
    return render(request, "site/board.html", {"view": view_of(visit)})
