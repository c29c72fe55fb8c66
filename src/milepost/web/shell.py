"""What stands around every page: the brands somebody may see, the ways through this one, and who they are."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from milepost.store.models import PersonRow
from milepost.web.access import Visit
from milepost.web.navigation import ways_of
from milepost.web.opened import workspace
from milepost.web.slugs import slugs
from milepost.workspace.people.roles import brands_of
from milepost.workspace.resting import rest_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context that every template has."""
    person = getattr(request, "user", None)
    visit: Visit | None = getattr(request, "visit", None)
    found: dict[str, Any] = {
        "visit": visit,
        "languages": settings.LANGUAGES,
        "secure": settings.MILEPOST.secure,
    }
    if isinstance(person, PersonRow):
        place = workspace()
        by_name = {brand.name: slug for slug, brand in slugs(place.brands).items()}
        found["brands"] = [(by_name[brand.name], brand.name) for brand, _ in brands_of(place, person)[:200]]
        found["rest"] = rest_of(visit.brand.name, visit.today) if visit else None
        found["ways"] = ways_of(visit, request.path) if visit else ()
    return found
